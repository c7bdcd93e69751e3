// Elements are made of words, never of HTML, so that nothing that a document says can become a part of the page.

function make(tag, attributes = {}, ...inside) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(name, value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...inside.filter((each) => each !== null && each !== undefined));
  return element;
}

function button(words, press, attributes = {}) {
  return make("button", { type: "button", click: press, ...attributes }, words);
}

function labelled(words, control) {
  return make("label", {}, make("span", {}, words), control);
}

function byId(id) {
  return document.getElementById(id);
}

function counted(count, word) {
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}

function plain(name) {
  return name.replaceAll("_", " ");
}

const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
  "November", "December"];

function dayInWords(day) {
  const [year, month, date] = day.split("-").map(Number);
  return `${date} ${MONTHS[month - 1]} ${year}`;
}
