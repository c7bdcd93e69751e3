// The words of the document as they stand: each stretch between the ends of values is an element of its own.

const stretches = new Map();

function standing(part) {
  return part.kind === "table" ? table(part.rows) : block(part);
}

function block(part) {
  const tag = part.kind === "heading" ? (told.pages.length ? "h3" : "h2") : "p";
  const element = make(tag, { class: `block ${part.kind} level-${Math.min(4, part.level)}` });
  if (part.kind === "item") element.style.setProperty("--deep", Math.max(0, part.level - 1));
  if (part.bold) element.classList.add("bold");
  element.append(...cut(part));
  marked(part, element);
  return element;
}

function table(rows) {
  const body = make("tbody");
  const covered = [];
  for (const row of rows) body.append(tableRow(row, covered));
  return make("div", { class: "grid" }, make("table", {}, body));
}

// One row; where no cell begins and none reaches down, an empty one keeps the columns in line.
function tableRow(row, covered) {
  const element = make("tr");
  let column = 0;
  const pass = () => { while (covered[column] > 0) covered[column++] -= 1; };
  for (const cell of row) {
    const wanted = Number(cell.key.split("c")[1]);
    for (pass(); column < wanted; pass()) {
      element.append(make("td"));
      column += 1;
    }
    element.append(tableCell(cell));
    for (let i = 0; i < (cell.columns ?? 1); i++) covered[column++] = (cell.rows ?? 1) - 1;
  }
  for (; column < covered.length; column++) if (covered[column] > 0) covered[column] -= 1;
  return element;
}

function tableCell(cell) {
  const heads = cell.header && cell.text.trim();
  const element = make(heads ? "th" : "td", {
    scope: heads ? (cell.columns > 1 ? "colgroup" : "col") : null, rowspan: cell.rows, colspan: cell.columns,
  });
  if (cell.bold) element.classList.add("bold");
  if (cell.fill) shade(element, cell.fill);
  element.append(...cut(cell));
  marked(cell, element);
  return element;
}

// Black or white ink, whichever has the greater contrast, by the formula of WCAG 2 for relative luminance.
function shade(element, fill) {
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(fill.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  element.style.backgroundColor = fill;
  element.style.color = 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 ? "#000" : "#fff";
}

// Characters are counted as planextract counts them, by code points and not by halves of them.
function cut(part) {
  const letters = [...part.text];
  const here = (valuesAtKey.get(part.key) ?? []).filter((each) => each.end > each.start);
  const ends = new Set([0, letters.length]);
  for (const [start, end] of [...here.map((each) => [each.start, each.end]), ...spansOf(part)]) {
    ends.add(Math.min(start, letters.length)).add(Math.min(end, letters.length));
  }
  for (const [at] of part.labels ?? []) ends.add(Math.min(at, letters.length));
  const points = [...ends].sort((a, b) => a - b);
  return points.flatMap((start, place) => stretch(part, letters, start, points[place + 1], here));
}

function spansOf(part) {
  return [...(part.struck ?? []), ...(part.strong ?? [])];
}

function stretch(part, letters, start, end, here) {
  const label = (part.labels ?? []).filter(([at]) => at === start).map(([, words]) => make("span", { class: "label" }, words));
  if (end === undefined) return label;
  const values = here.filter((each) => each.start <= start && end <= each.end).map((each) => each.value);
  const within = (spans) => (spans ?? []).some(([from, to]) => from <= start && end <= to);
  const element = make(within(part.struck) ? "s" : within(part.strong) ? "b" : "span", {}, letters.slice(start, end).join(""));
  if (values.length) {
    element.className = `stretch ${values[values.length - 1].look}`;
    element.values = values;
    for (const value of values) listIn(stretches, value.number).push(element);
  }
  return [...label, element];
}

// A value that is only the colour of a cell has no words: the cell itself is lit.
function marked(part, element) {
  for (const { value, start, end } of valuesAtKey.get(part.key) ?? []) {
    if (start < end) continue;
    listIn(stretches, value.number).push(element);
    element.values = [...(element.values ?? []), value];
  }
}

function lightWords() {
  for (const element of document.querySelectorAll("#pages .lit")) element.classList.remove("lit", "bright");
  const values = chosen.record ? [...chosen.record.values] : [];
  if (chosen.pointed) values.push(chosen.pointed);
  for (const value of values) {
    const bright = brightness(value);
    for (const element of bright ? stretches.get(value.number) ?? [] : []) {
      element.classList.add("lit");
      if (bright === 2) element.classList.add("bright");
    }
  }
}
