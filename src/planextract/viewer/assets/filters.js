// Filters of actions. Each is a small question to a record; an action is shown where all of them say yes.

const DEADLINES = {
  "": "any",
  late: "overdue",
  dated: "with a date",
  undated: "without a date",
  unread: "not understood",
  none: "none given",
};

const actions = records.filter((record) => record.group === "actions");
const wanted = { owner: "", state: "", rag: "", deadline: "", from: "", to: "", band: "", words: "" };

function passes(record) {
  return (
    (!wanted.owner || record.owners.includes(wanted.owner) || (wanted.owner === "(nobody)" && !record.owners.length))
    && (!wanted.state || (record.state ?? "(none)") === wanted.state)
    && (!wanted.rag || (record.rag ?? "(none)") === wanted.rag)
    && (!wanted.band || (record.band ?? "(none)") === wanted.band)
    && deadlinePasses(record)
    && (!wanted.words || spoken(record).includes(wanted.words.toLowerCase()))
  );
}

function deadlinePasses({ due, late }) {
  if (wanted.from && !(due.day >= wanted.from)) return false;
  if (wanted.to && !(due.day <= wanted.to)) return false;
  switch (wanted.deadline) {
    case "late": return late;
    case "dated": return Boolean(due.day);
    case "undated": return !due.day && !["none", "unread"].includes(due.kind);
    case "": return true;
    default: return due.kind === wanted.deadline;
  }
}

function spoken(record) {
  record.spoken ??= [record.id, record.reference, record.section, record.words, ...record.owners,
    ...record.values.map((value) => value.raw)].join("\n").toLowerCase();
  return record.spoken;
}

function startFilters() {
  const form = byId("filters");
  form.append(
    labelled("Words", make("input", { type: "search", name: "words" })),
    labelled("Owner", selection("owner", tallied((record) => (record.owners.length ? record.owners : ["(nobody)"])))),
    labelled("State", selection("state", tallied((record) => [record.state ?? "(none)"]))),
    labelled("RAG", selection("rag", tallied((record) => [record.rag ?? "(none)"]))),
    labelled("Deadline", make("select", { name: "deadline" }, ...Object.entries(DEADLINES).map(([value, words]) => make("option", { value }, words)))),
    labelled("Due from", make("input", { type: "date", name: "from" })),
    labelled("Due to", make("input", { type: "date", name: "to" })),
    labelled("Sureness", selection("band", tallied((record) => [record.band ?? "(none)"]), BANDS)),
    make("button", { type: "reset" }, "Clear"),
  );
  form.addEventListener("input", filtered);
  form.addEventListener("reset", () => setTimeout(filtered));
  form.addEventListener("submit", (event) => event.preventDefault());
}

function tallied(facets) {
  const counts = new Map();
  for (const record of actions) for (const facet of facets(record)) counts.set(facet, (counts.get(facet) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => a.localeCompare(b));
}

function selection(name, counts, called = {}) {
  const options = counts.map(([value, count]) => make("option", { value }, `${called[value] ?? plain(value)} (${count})`));
  return make("select", { name }, make("option", { value: "" }, "any"), ...options);
}

function filtered() {
  const form = byId("filters");
  for (const name of Object.keys(wanted)) wanted[name] = form.elements[name].value.trim();
  let shown = 0;
  for (const record of actions) {
    const passed = passes(record);
    shown += passed;
    byId(record.id).hidden = !passed;
  }
  const all = shown === actions.length;
  byId("count").textContent = all ? counted(shown, "action") : `${shown} of ${counted(actions.length, "action")}`;
  form.classList.toggle("active", !all);
  drawCharts();
}

// Sets some of the filters, as pressing a bar does; pressing it again takes them off.
function want(changes) {
  const form = byId("filters");
  const off = Object.entries(changes).every(([name, value]) => form.elements[name].value === value);
  for (const [name, value] of Object.entries(changes)) form.elements[name].value = off ? "" : value;
  filtered();
}
