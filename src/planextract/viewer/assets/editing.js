// Forms to correct a value with, one for each kind of field. Each gives its value as the contract has it.

const PARTS = ["lead", "support", "consulted", "accountable", "via"];
const DUE_KINDS = { due: "due by a day or between two", ongoing: "ongoing", recurring: "again and again", immediate: "at once",
  start_only: "from a day on", event: "depends on something", to_be_confirmed: "to be confirmed", settled: "done already", "": "none stated" };
const FREQS = { daily: "day", weekly: "week", monthly: "month", yearly: "year" };

function edit(record, field, from) {
  const line = from.closest("li");
  const open = line.querySelector("form");
  from.setAttribute("aria-expanded", String(!open));
  if (open) return open.remove();
  const made = decided(record, field);
  const editor = editorFor(record, field, made ? made.value : undefined);
  const form = make("form", { class: "editor", "aria-label": `Correct ${fieldName(field)} of ${record.id}` }, editor.element,
    make("p", { class: "whole" }, make("button", { type: "submit" }, "Save"), " ", button("Cancel", () => { form.remove(); from.setAttribute("aria-expanded", "false"); from.focus(); })));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    decide(record, field, { verdict: "corrected", value: editor.value() });
  });
  form.addEventListener("keydown", (event) => event.key === "Escape" && form.querySelector("[type=button]:last-of-type")?.click());
  line.append(form);
  form.querySelector("input, select, textarea").focus();
}

function editorFor(record, field, held) {
  const value = held !== undefined ? held : review.given[record.id]?.[field];
  const { choices } = review;
  if (field === "owners") return ownersEditor(value ?? []);
  if (field === "deadline") return deadlineEditor(value);
  if (field === "progress.state") return choiceEditor(choices.states, value, "no state");
  if (field === "progress.rag") return choiceEditor(choices.colours, value, "no colour");
  if (field === "kind") return choiceEditor(choices.kinds, value);
  if (field === "progress.percent") return inputEditor({ type: "number", min: 0, max: 100 }, value, Number);
  if (field === "progress.completed_on") return inputEditor({ type: "date" }, value, String);
  return wordsEditor(value);
}

function wordsEditor(value) {
  const area = make("textarea", { rows: 3 });
  area.value = value ?? "";
  return { element: labelled("Words", area), value: () => area.value.trim() || null };
}

function inputEditor(attributes, value, kind) {
  const input = make("input", attributes);
  input.value = value ?? "";
  return { element: labelled("Value", input), value: () => (input.value === "" ? null : kind(input.value)) };
}

function choiceEditor(words, value, none) {
  const options = words.map((each) => make("option", { value: each }, plain(each)));
  const select = make("select", {}, ...(none ? [make("option", { value: "" }, none)] : []), ...options);
  select.value = value ?? "";
  return { element: labelled("Value", select), value: () => select.value || null };
}

// Owners -------------------------------------------------------------------------------------------------------------

function ownersEditor(value) {
  const rows = make("div");
  const add = (party) => rows.append(ownerRow(party));
  (value.length ? value : [{}]).forEach(add);
  const element = make("div", {}, rows, button("Add an owner", () => { add({}); rows.lastChild.querySelector("input").focus(); }));
  return { element, value: () => [...rows.children].map((row) => row.read()).filter((party) => party.name || party.role || party.organisation) };
}

function ownerRow(party) {
  const inputs = ["name", "role", "organisation"].map((name) => {
    const input = make("input", { type: "text", name });
    input.value = party[name] ?? "";
    return input;
  });
  const part = make("select", { name: "part" }, ...PARTS.map((each) => make("option", { value: each }, each)));
  part.value = party.part ?? "lead";
  const row = make("div", { class: "party", role: "group", "aria-label": "Owner" }, ...inputs.map((input) => labelled(input.name, input)), labelled("part", part),
    button("Remove", () => row.remove()));
  row.read = () => {
    const read = Object.fromEntries(inputs.map((input) => [input.name, input.value.trim() || null]));
    const same = inputs.every((input) => (party[input.name] ?? null) === read[input.name]);
    return { ...read, part: part.value, ...(same && party.kind ? { kind: party.kind } : {}) };
  };
  return row;
}

// Deadlines ----------------------------------------------------------------------------------------------------------

function deadlineEditor(value) {
  const kind = make("select", {}, ...Object.entries(DUE_KINDS).map(([name, words]) => make("option", { value: name }, words)));
  const [first, last] = [make("input", { type: "date" }), make("input", { type: "date" })];
  const freq = make("select", {}, ...Object.entries(FREQS).map(([name, words]) => make("option", { value: name }, words)));
  const interval = make("input", { type: "number", min: 1, max: 400, value: value?.interval ?? 1 });
  const event = make("input", { type: "text" });
  const begins = labelled("First day", first);
  const held = { due: [begins, labelled("Last day", last)], start_only: [begins],
    recurring: [labelled("Every", interval), labelled("of", freq)], event: [labelled("What", event)] };
  const fields = make("div", { class: "party" });
  const shown = () => fields.replaceChildren(...(held[kind.value] ?? []));
  kind.value = value === null ? "" : DUE_KINDS[value?.kind] ? value.kind : "due";
  [first.value, last.value, event.value] = [value?.earliest ?? "", value?.latest ?? "", value?.event ?? ""];
  freq.value = value?.freq ?? "monthly";
  kind.addEventListener("change", shown);
  shown();
  const read = {
    due: () => ({ ...days(first.value || last.value, last.value || first.value) }),
    start_only: () => ({ earliest: first.value }),
    recurring: () => ({ freq: freq.value, interval: Number(interval.value) }),
    event: () => ({ event: event.value.trim() }),
  };
  const history = Object.fromEntries(["original", "revisions"].filter((name) => value?.[name]).map((name) => [name, value[name]]));
  return { element: make("div", {}, labelled("Deadline", kind), fields), value: () => (kind.value ? { ...history, kind: kind.value, ...read[kind.value]?.() } : null) };
}

// A day, a month or a year where the two days are their first and last; else a stretch of days.
function days(earliest, latest) {
  const [year, month] = earliest.split("-").map(Number);
  const ends = { [earliest]: "day", [lastDay(year * 12 + month - 1)]: "month", [`${earliest.slice(0, 4)}-12-31`]: "year" };
  const whole = { day: true, month: earliest.endsWith("-01"), year: earliest.endsWith("-01-01") };
  const precision = ends[latest];
  return { earliest, latest, precision: precision && whole[precision] ? precision : "range" };
}
