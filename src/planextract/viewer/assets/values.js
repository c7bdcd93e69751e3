// One value: what it means, what the page says, and by which rule; pointing at it lights its words.

const BANDS = { use: "sure", look: "look first", doubt: "doubtful" };

function valueItem(value) {
  const inside = [make("span", { class: "name" }, value.name), make("span", { class: "shown" }, value.shown)];
  if (differs(value)) inside.push(make("q", { class: "raw" }, value.raw));
  if (value.band) inside.push(make("span", { class: `band ${value.band}`, title: `${Math.round(100 * value.confidence)} % of such values were right` }, BANDS[value.band]));
  if (value.said) inside.push(make("span", { class: "raw" }, value.said));
  const element = value.places.length
    ? button("", () => choose(value.record, value), { class: `value ${value.look}`, title: value.rule ? `rule: ${plain(value.rule)}` : null })
    : make("div", { class: `value ${value.look}` });
  element.append(...spaced(inside));
  pointing(element, value);
  return make("li", {}, element, ...reviewTools(value));
}

function spaced(elements) {
  return elements.flatMap((each) => [each, " "]);
}

function differs(value) {
  const same = (words) => words.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
  return value.raw && same(value.raw) !== same(value.shown);
}

function pointing(element, value) {
  element.held = value;
  element.addEventListener("mouseenter", () => point(value));
  element.addEventListener("mouseleave", () => point(null));
  element.addEventListener("focus", () => point(value));
  element.addEventListener("blur", () => point(null));
}

function lightValues() {
  for (const element of document.querySelectorAll(".value.chosen")) element.classList.remove("chosen");
  if (!chosen.value) return;
  for (const element of document.querySelectorAll(`#${CSS.escape(chosen.record.id)} .value`)) {
    element.classList.toggle("chosen", element.held === chosen.value);
  }
}
