// The lists of records, one for each tab, a card for each record.

const GROUPS = { actions: "Actions", findings: "Findings", decisions: "Decisions", remarks: "Remarks", about: "About" };
const MANY = 200; // cards beyond which those out of sight are not laid out
const FIRST = new Set(["owner", "deadline", "state"]);

function startRecords() {
  for (const [group, words] of Object.entries(GROUPS)) {
    const inside = records.filter((record) => record.group === group);
    if (!inside.length && group !== "actions") continue;
    byId("tabs").append(tab(group, words, inside.length));
    byId("lists").append(panel(group, inside));
  }
  byId("lists").addEventListener("keydown", stepped);
  byId("tabs").addEventListener("keydown", turned);
  followers.push(followChoice);
}

function tab(group, words, count) {
  const name = group === "about" ? words : `${words} (${count})`;
  return button(name, () => open(group), { role: "tab", id: `tab-${group}`, "aria-controls": `list-${group}`, "data-group": group });
}

function panel(group, inside) {
  const element = make("div", { role: "tabpanel", id: `list-${group}`, "aria-labelledby": `tab-${group}`, "data-group": group });
  element.classList.toggle("many", inside.length > MANY);
  element.append(...inside.map(card));
  if (!inside.length) element.append(make("p", { class: "nothing" }, "No actions in this document."));
  return element;
}

function open(group) {
  for (const each of document.querySelectorAll("#tabs [role=tab]")) {
    each.setAttribute("aria-selected", String(each.dataset.group === group));
    each.tabIndex = each.dataset.group === group ? 0 : -1;
  }
  for (const each of document.querySelectorAll("#lists [role=tabpanel]")) each.hidden = each.dataset.group !== group;
  byId("overview").hidden = byId("sifting").hidden = group !== "actions" || !records.some((record) => record.group === "actions");
  byId("count").hidden = group !== "actions";
}

// Cards --------------------------------------------------------------------------------------------------------------

function card(record) {
  const text = record.values.find((value) => value.path === "text");
  const head = button("", () => choose(record, text ?? record.values.find((value) => value.places.length) ?? null), { class: "head" });
  head.append(...spaced([make("span", { class: "id" }, record.group === "remarks" || record.group === "about" ? plain(record.severity ?? "") : record.id),
    make("span", { class: "words" }, record.reference ? `${record.reference} ` : "", record.words)]));
  if (text) pointing(head, text);
  const element = make("article", { class: `card ${record.severity ?? ""}`, id: record.id }, make("h3", {}, head), chips(record));
  element.record = record;
  if (record.group !== "remarks") element.append(...valueLists(record, text));
  element.append(...remarkList(record), ...reviewCard(record));
  return element;
}

function chips(record) {
  const line = make("p", { class: "chips" });
  const chip = (words, kind = "") => words && line.append(make("span", { class: `chip ${kind}` }, words), " ");
  chip(record.kind);
  chip(record.state && plain(record.state), record.stage);
  chip(record.rag && plain(record.rag), `rag ${record.rag}`);
  chip(record.late && "late", "late");
  chip(record.section, "section");
  if (record.page) line.append(make("span", { class: "page" }, `page ${record.page}`));
  return line.childNodes.length ? line : null;
}

// Owners, deadline and state at once; the other values when they are asked for.
function valueLists(record, text) {
  const rest = restOf(record);
  const first = record.values.filter((value) => value !== text && !rest.includes(value));
  const lists = [make("ul", { class: "values" }, ...reviewText(text), ...first.map(valueItem), ...reviewMissing(record))];
  if (rest.length) {
    const more = make("details", { class: "more" }, make("summary", {}, `${counted(rest.length, "more value")}`));
    more.addEventListener("toggle", () => more.open && fill(more, rest));
    lists.push(more);
  }
  return lists;
}

// What is shown when it is asked for.
function restOf(record) {
  return record.group === "actions" ? record.values.filter((value) => value.path !== "text" && !FIRST.has(value.look)) : [];
}

function openMore(element) {
  const more = element.querySelector("details.more");
  if (!more) return;
  more.open = true;
  fill(more, restOf(element.record));
}

function fill(more, rest) {
  if (more.querySelector("ul")) return;
  more.append(make("ul", { class: "values" }, ...rest.map(valueItem)));
}

function remarkList(record) {
  if (record.group === "remarks" || record.group === "about") return [];
  const found = remarksOn(record);
  if (!found.length) return [];
  return [make("ul", { class: "remarks", "aria-label": "Remarks" }, ...found.map((remark) => make("li", { class: remark.severity },
    button(`${remark.severity}: ${remark.words}`, () => choose(remark, remark.values[0], "document"), { class: "remark-link" }))))];
}

// Choosing -----------------------------------------------------------------------------------------------------------

function followChoice(by) {
  if (by === "pointer") return;
  for (const element of document.querySelectorAll(".card.chosen")) element.classList.remove("chosen");
  const element = chosen.record && byId(chosen.record.id);
  if (!element) return lightValues();
  element.classList.add("chosen");
  if (by === "document") {
    open(chosen.record.group);
    element.hidden = false;
    reveal(element);
  }
  return lightValues();
}

function reveal(element) {
  if (restOf(element.record).includes(chosen.value)) openMore(element);
  element.scrollIntoView({ block: "nearest" });
  const focused = [...element.querySelectorAll(".value, .head")].find((each) => each.held === chosen.value && each.matches("button"));
  (focused ?? element.querySelector(".head")).focus({ preventScroll: true });
}

// Keys ---------------------------------------------------------------------------------------------------------------

function stepped(event) {
  if (event.target.closest("input, select, textarea, form") || event.altKey || event.ctrlKey || event.metaKey) return;
  const heads = [...event.currentTarget.querySelectorAll("[role=tabpanel]:not([hidden]) .card:not([hidden]) .head")];
  const at = heads.indexOf(event.target.closest(".card")?.querySelector(".head"));
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: heads.length - 1 }[event.key];
  if (next === undefined || !heads[next]) return;
  event.preventDefault();
  heads[next].focus();
  heads[next].click();
}

function turned(event) {
  const tabs = [...event.currentTarget.children];
  const at = tabs.indexOf(event.target);
  const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
  if (next === undefined) return;
  event.preventDefault();
  const wanted = tabs[(next + tabs.length) % tabs.length];
  wanted.focus();
  wanted.click();
}
