// What a person decides about values. The page of `planextract view` has none of this; that of `planextract review`
// sends each decision to the server that it came from, which writes it down at once.

const review = told.review;

function fieldOf(value) {
  const field = value.path.startsWith("owners[") ? "owners" : value.path;
  return review?.choices.fields[value.record.group]?.includes(field) ? field : null;
}

function decided(record, field) {
  return review.decisions[record.id]?.[field];
}

// Beside values ------------------------------------------------------------------------------------------------------

function reviewTools(value) {
  const field = fieldOf(value);
  const later = field === "owners" && value.path !== "owners[0]";
  return !field || later ? [] : tools(value.record, field, value.name.toLowerCase());
}

// The words of an action stand in its heading; what is decided about them stands in a line of its own.
function reviewText(text) {
  return text && fieldOf(text) ? [make("li", { class: "decide" }, make("span", { class: "name" }, "Text "), ...reviewTools(text))] : [];
}

// What was asked for and is not there: that is decided too.
function reviewMissing(record) {
  const asked = review?.choices.asked[record.group] ?? [];
  const found = new Set(record.values.map(fieldOf));
  return asked.filter((field) => !found.has(field) && field !== "text").map((field) => {
    const name = fieldName(field);
    const words = field === "kind" ? `Kind: ${record.kind}` : `No ${name}`;
    return make("li", { class: "decide" }, make("span", { class: "name" }, `${words} `), ...tools(record, field, name));
  });
}

function fieldName(field) {
  return plain(field.split(".").pop()).replace("owners", "owner");
}

function tools(record, field, name) {
  const made = decided(record, field);
  const about = `${name} of ${record.id}`;
  const mark = made ? make("span", { class: `verdict ${made.verdict}` }, made.verdict === "accepted" ? "✓ accepted" : `✎ ${made.shown}`) : null;
  const accept = button("✓", () => decide(record, field, { verdict: "accepted" }), { "aria-label": `Accept ${about}`, title: "It is right" });
  const correct = button("✎", (event) => edit(record, field, event.currentTarget), { "aria-label": `Correct ${about}`, title: "Correct it", "aria-expanded": "false" });
  const undo = made ? button("↶", () => decide(record, field, { verdict: "undone" }), { "aria-label": `Take back what was decided about ${about}`, title: "Take it back" }) : null;
  return [make("span", { class: "tools-of", "data-field": field }, ...spaced([mark, accept, correct, undo].filter(Boolean)))];
}

// For a record as a whole.
function reviewCard(record) {
  if (!review?.choices.fields[record.group]) return [];
  const one = record.group === "actions" ? "action" : "finding";
  const gone = decided(record, "");
  const buttons = gone
    ? [make("span", { class: "verdict rejected" }, `✗ no ${one}`), button("Take back", () => decide(record, "", { verdict: "undone" }))]
    : [button("Accept all", () => decide(record, "", { verdict: "accepted" }), { "aria-label": `Accept all of ${record.id}` }),
      button(`No ${one}`, () => decide(record, "", { verdict: "rejected" }), { "aria-label": `No ${one}: ${record.id}`, title: `It is no ${one}` })];
  return [make("p", { class: "whole" }, ...spaced(buttons))];
}

// Sending ------------------------------------------------------------------------------------------------------------

async function decide(record, field, decision) {
  const said = byId("review-state");
  try {
    const answer = await fetch("decide", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ record: record.id, field, ...decision }),
    });
    if (!answer.ok) throw new Error(await answer.text());
    review.decisions[record.id] = (await answer.json()).decisions;
    renew(record, field);
    tellReview();
    return true;
  } catch (error) {
    said.textContent = `Not saved: ${error.message}`;
    return false;
  }
}

// The card made anew, with the focus where it was.
function renew(record, field) {
  const old = byId(record.id);
  const fresh = card(record);
  fresh.hidden = old.hidden;
  fresh.classList.toggle("chosen", old.classList.contains("chosen"));
  if (old.querySelector("details.more")?.open) openMore(fresh);
  old.replaceWith(fresh);
  const place = fresh.querySelector(`.tools-of[data-field="${CSS.escape(field)}"]`) ?? fresh.querySelector(".whole");
  (place?.querySelector("button") ?? fresh.querySelector(".head")).focus();
}

function tellReview() {
  const looked = actions.filter((record) => decided(record, "") || review.choices.asked.actions.every((field) => decided(record, field))).length;
  const made = Object.values(review.decisions).reduce((sum, each) => sum + Object.keys(each).length, 0);
  byId("review-state").textContent = `${looked} of ${counted(actions.length, "action")} looked at · ${counted(made, "decision")} saved`;
}

function startReview() {
  if (!review) return;
  byId("review-state").hidden = byId("links").hidden = false;
  for (const [name, words] of [["corrections", "Corrections"], ["extraction", "Corrected JSON"], ["gold", "Gold"]]) {
    byId("links").append(make("a", { href: `${name}.json`, download: true }, words));
  }
  tellReview();
}
