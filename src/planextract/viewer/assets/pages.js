// The document: its pages as pictures or in words, each made when it comes near and, as a picture, dropped when far.

const AHEAD = "1200px";
const PARTS_AT_ONCE = 40;
const ROWS_AT_ONCE = 50;

const sheets = [];
const view = { mode: "words", zoom: 1 };

function startPages() {
  const pictured = Object.keys(told.shown).length > 0;
  view.mode = pictured ? "pictures" : "words";
  documentBar(pictured);
  layOut();
  byId("pages").addEventListener("click", pressed);
  byId("pages").addEventListener("scroll", tellPage, { passive: true });
  followers.push(lightPages);
}

function documentBar(pictured) {
  const bar = byId("document-bar");
  if (told.pages.length) bar.append(pageField());
  if (pictured) {
    bar.append(button("Pictures", () => show("pictures"), { "data-mode": "pictures", "aria-pressed": "true" }),
      button("Words", () => show("words"), { "data-mode": "words", "aria-pressed": "false" }));
  }
  bar.append(button("−", () => zoom(1 / 1.25), { "aria-label": "Smaller" }),
    button("+", () => zoom(1.25), { "aria-label": "Larger" }));
  bar.append(make("ul", { class: "key", "aria-label": "Colours of values" },
    ...["text", "owner", "deadline", "state", "other", "remark"].map((look) => make("li", { class: look }, look))));
}

function pageField() {
  const field = make("input", { type: "number", min: 1, max: told.pages.length, value: 1, id: "page-number" });
  field.addEventListener("change", () => {
    const sheet = sheets.find((each) => each.page?.number === Number(field.value));
    if (sheet) sheet.element.scrollIntoView({ block: "start" });
  });
  return make("label", {}, "Page ", field, ` of ${told.pages.length}`);
}

// The field has the number of the page that is seen, unless somebody is writing in it.
function tellPage() {
  const field = byId("page-number");
  if (!field || document.activeElement === field) return;
  const middle = byId("pages").getBoundingClientRect().top + byId("pages").clientHeight / 2;
  const seen = sheets.find((sheet) => sheet.element.getBoundingClientRect().bottom > middle);
  if (seen?.page) field.value = seen.page.number;
}

function show(mode) {
  view.mode = mode;
  for (const each of document.querySelectorAll("[data-mode]")) {
    each.setAttribute("aria-pressed", String(each.dataset.mode === mode));
  }
  const near = sheets.find((sheet) => sheet.near);
  layOut();
  if (near?.page) sheetOf(near.page.number)?.element.scrollIntoView({ block: "start" });
  lightPages("mode");
}

function zoom(by) {
  view.zoom = Math.min(4, Math.max(0.5, view.zoom * by));
  byId("pages").style.setProperty("--zoom", view.zoom);
}

// Sheets -------------------------------------------------------------------------------------------------------------

function layOut() {
  watcher.disconnect();
  sheets.length = 0;
  stretches.clear();
  const inside = told.pages.length ? told.pages.map(pageSheet) : chunks(told.parts).map(chunkSheet);
  sheets.push(...inside);
  byId("pages").replaceChildren(...sheets.map((sheet) => sheet.element));
  for (const sheet of sheets) watcher.observe(sheet.element);
}

const watcher = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    target.sheet.near = isIntersecting;
    if (isIntersecting) build(target.sheet);
    else if (view.mode === "pictures") drop(target.sheet);
  }
}, { root: byId("pages"), rootMargin: AHEAD });

function pageSheet(page) {
  const heading = make("h2", {}, `Page ${page.number}`, page.ocr ? make("small", {}, " read by OCR") : null);
  const frame = make("div", { class: `frame ${view.mode}` });
  const element = make("section", { class: "sheet", "aria-label": `Page ${page.number}` }, heading, frame);
  if (view.mode === "pictures") {
    const [x0, top, x1, bottom] = told.shown[page.number] ?? [0, 0, page.width, page.height];
    frame.style.aspectRatio = `${x1 - x0} / ${bottom - top}`;
  }
  const parts = told.parts.filter((part) => part.page === page.number);
  return sheetWith({ page, parts, element, frame });
}

function chunkSheet(parts) {
  const frame = make("div", { class: "frame words" });
  const letters = JSON.stringify(parts).length;
  frame.style.minHeight = `${Math.min(3000, letters / 4)}px`;
  return sheetWith({ page: null, parts, element: make("div", { class: "sheet" }, frame), frame });
}

function sheetWith(sheet) {
  sheet.element.sheet = sheet;
  sheet.built = false;
  return sheet;
}

// Parts of a document without pages, some at a time; long tables are cut where no cell reaches over the cut.
function chunks(parts) {
  const found = [[]];
  for (const part of parts.flatMap((each) => (each.kind === "table" ? slices(each) : [each]))) {
    const last = found[found.length - 1];
    if (last.length >= PARTS_AT_ONCE || (part.kind === "table" && part.rows.length >= ROWS_AT_ONCE)) found.push([part]);
    else last.push(part);
  }
  return found.filter((each) => each.length);
}

function slices(part) {
  const found = [[]];
  let reach = 0;
  part.rows.forEach((row, number) => {
    if (found[found.length - 1].length >= ROWS_AT_ONCE && reach <= number) found.push([]);
    found[found.length - 1].push(row);
    reach = Math.max(reach, ...row.map((cell) => number + (cell.rows ?? 1)));
  });
  return found.map((rows) => ({ ...part, rows }));
}

function build(sheet) {
  if (sheet.built) return;
  sheet.built = true;
  if (view.mode === "pictures") sheet.frame.append(picture(sheet.page), boxes(sheet.page));
  else {
    sheet.frame.append(...sheet.parts.map(standing));
    if (!sheet.parts.length) sheet.frame.append(make("p", { class: "nothing" }, "No words on this page."));
    sheet.frame.style.minHeight = "";
    for (const grid of sheet.frame.querySelectorAll(".grid")) reachable(grid);
    lightWords();
  }
}

// A table that is broader than its page is scrolled by keys as well.
function reachable(grid) {
  if (grid.scrollWidth <= grid.clientWidth) return;
  for (const [name, value] of [["tabindex", "0"], ["role", "group"], ["aria-label", "Broad table"]]) grid.setAttribute(name, value);
}

function drop(sheet) {
  if (!sheet.built) return;
  sheet.built = false;
  sheet.frame.replaceChildren();
}

function picture(page) {
  const alt = `Page ${page.number} as a picture; “Words” shows what stands on it`;
  return make("img", { src: byId(`picture-${page.number}`)?.textContent, alt, decoding: "async" });
}

// Boxes over pictures ------------------------------------------------------------------------------------------------

function boxes(page) {
  const layer = make("div", { class: "boxes", "aria-hidden": "true" });
  const drawn = (valuesOnPage.get(page.number) ?? []).map(({ value, box }) => boxElement(page, value, box));
  layer.append(...drawn);
  drawn.forEach(lightBox);
  return layer;
}

function boxElement(page, value, [x0, top, x1, bottom]) {
  const [left, above, right, below] = told.shown[page.number];
  const element = make("div", { class: `box ${value.look}` });
  element.held = value;
  element.style.left = `${(100 * (x0 - left)) / (right - left)}%`;
  element.style.top = `${(100 * (top - above)) / (below - above)}%`;
  element.style.width = `${(100 * (x1 - x0)) / (right - left)}%`;
  element.style.height = `${(100 * (bottom - top)) / (below - above)}%`;
  return element;
}

function lightBox(element) {
  const bright = brightness(element.held);
  element.classList.toggle("lit", bright > 0);
  element.classList.toggle("bright", bright === 2);
}

function lightPages(by) {
  if (view.mode === "pictures") document.querySelectorAll("#pages .box").forEach(lightBox);
  else lightWords();
  if (by === "list" || by === "mode") turnTo(chosen.value ?? chosen.record?.values.find((value) => value.places.length));
}

// Turning to words ---------------------------------------------------------------------------------------------------

function sheetOf(number) {
  return sheets.find((sheet) => sheet.page?.number === number);
}

function turnTo(value) {
  const place = value ? places[value.places[0]] : undefined;
  if (!place) return;
  const sheet = told.pages.length ? sheetOf(place.page) : sheets.find((each) => each.parts.some((part) => holds(part, place.key)));
  if (!sheet) return;
  build(sheet);
  const light = sheet.element.querySelector(".bright") ?? sheet.element.querySelector(".lit") ?? sheet.element;
  if (!visible(light)) light.scrollIntoView({ block: "center", behavior: "auto" });
}

function holds(part, key) {
  return part.kind === "table" ? part.rows.some((row) => row.some((cell) => cell.key === key)) : part.key === key;
}

function visible(element) {
  const inner = element.getBoundingClientRect();
  const outer = byId("pages").getBoundingClientRect();
  return inner.top >= outer.top && inner.bottom <= outer.bottom && inner.left >= outer.left && inner.right <= outer.right;
}

// From words to their record -----------------------------------------------------------------------------------------

const NEAR = 10;

function pressed(event) {
  const value = view.mode === "pictures" ? valueUnder(event) : nearestValue(event.target);
  if (value) choose(value.record, value, "document");
}

function nearestValue(element) {
  const values = element.closest("td, th, .block")?.contains(element) ? element.values : null;
  const found = values ?? element.closest("td, th, .block")?.querySelector(".stretch")?.values;
  return found?.length ? preferred(found) : null;
}

// An action's value goes before a finding's, and the shorter of two.
function preferred(values) {
  const order = ["actions", "findings", "decisions", "about", "remarks"];
  return [...values].sort((a, b) => order.indexOf(a.record.group) - order.indexOf(b.record.group)
    || a.raw.length - b.raw.length)[0];
}

function valueUnder(event) {
  const frame = event.target.closest(".frame");
  const page = event.target.closest(".sheet")?.sheet.page;
  if (!frame || !page || !told.shown[page.number]) return null;
  const [left, above, right, below] = told.shown[page.number];
  const edge = frame.getBoundingClientRect();
  const x = left + ((event.clientX - edge.left) / edge.width) * (right - left);
  const y = above + ((event.clientY - edge.top) / edge.height) * (below - above);
  const measured = (valuesOnPage.get(page.number) ?? []).map(({ value, box }) => ({ value, far: farFrom(box, x, y) }));
  const least = Math.min(NEAR, ...measured.map((each) => each.far));
  const found = measured.filter((each) => each.far <= least).map((each) => each.value);
  return found.length ? preferred(found) : null;
}

function farFrom([x0, top, x1, bottom], x, y) {
  return Math.hypot(Math.max(x0 - x, 0, x - x1), Math.max(top - y, 0, y - bottom));
}
