// What is chosen (a record, perhaps one of its values) and what is pointed at. The rest of the page follows.

const chosen = { record: null, value: null, pointed: null };
const followers = [];

// `by` says where it was chosen: "list" turns the document to the words, "document" shows the record in its list.
function choose(record, value = null, by = "list") {
  Object.assign(chosen, { record, value, pointed: null });
  follow(by);
  if (record && location.hash !== `#${record.id}`) {
    history.replaceState(null, "", `#${record.id}`);
  }
}

function point(value) {
  if (chosen.pointed === value) return;
  chosen.pointed = value;
  follow("pointer");
}

function follow(by) {
  for (const follower of followers) follower(by);
}

// How brightly a value is lit: 2 where it is pointed at or chosen, 1 where its record is, else 0.
function brightness(value) {
  if (value === chosen.pointed || (value === chosen.value && !chosen.pointed)) return 2;
  if (value.record === chosen.record && chosen.record.group !== "about") return 1;
  return 0;
}
