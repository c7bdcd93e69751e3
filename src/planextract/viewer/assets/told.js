// What the file holds, and the ways from a page or a cell to the values that stand there.

const told = JSON.parse(byId("told").textContent);
const records = told.records;
const places = told.places;

told.remarks.forEach((remark, number) => {
  const words = remark.words;
  const value = { path: "remark", name: remark.severity, shown: remark.code, raw: "", places: remark.places };
  records.push({ id: `remark${number + 1}`, group: "remarks", words, severity: remark.severity, values: [value] });
});

const recordsById = new Map(records.map((record) => [record.id, record]));
const allValues = [];
const valuesAtKey = new Map();
const valuesOnPage = new Map();

for (const record of records) {
  for (const value of record.values) {
    value.record = record;
    value.number = allValues.length;
    value.look = lookOf(value);
    allValues.push(value);
    for (const number of value.places) {
      const place = places[number];
      listIn(valuesAtKey, place.key).push({ value, start: place.start, end: place.end });
      for (const box of place.boxes) listIn(valuesOnPage, place.page).push({ value, box });
    }
  }
}

function listIn(map, key) {
  if (!map.has(key)) map.set(key, []);
  return map.get(key);
}

// In which of the colours of the legend a value is shown.
function lookOf(value) {
  if (value.record.group === "remarks") return "remark";
  if (value.path.startsWith("owners")) return "owner";
  if (value.path === "deadline") return "deadline";
  if (value.path === "progress.state" || value.path === "progress.rag") return "state";
  return value.path === "text" ? "text" : "other";
}

// The remarks on words in one of a record's own cells or blocks.
function remarksOn(record) {
  const found = new Set();
  for (const value of record.values) {
    for (const number of value.places) {
      for (const other of valuesAtKey.get(places[number].key) ?? []) {
        if (other.value.record.group === "remarks") found.add(other.value.record);
      }
    }
  }
  return [...found];
}
