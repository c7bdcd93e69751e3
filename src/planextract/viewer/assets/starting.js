// Begins: the heading, the document, the lists, and the record that the address names.

function heading() {
  const { about } = told;
  byId("title").textContent = about.title;
  const facts = [about.names.join(", "), about.kind, about.dayWords, about.file].filter(Boolean);
  byId("facts").textContent = facts.join(" · ");
  if (told.home) {
    byId("links").hidden = false;
    byId("links").append(make("a", { href: told.home }, "Another document"));
  }
}

function help() {
  const press = byId("help-button");
  press.addEventListener("click", () => {
    byId("help").hidden = !byId("help").hidden;
    press.setAttribute("aria-expanded", String(!byId("help").hidden));
  });
}

function printing() {
  const box = make("input", { type: "checkbox", id: "print-pages" });
  byId("document-bar").append(make("label", { class: "print" }, box, " print the document too"));
  box.addEventListener("change", () => document.body.classList.toggle("with-document", box.checked));
  window.addEventListener("beforeprint", () => {
    for (const element of document.querySelectorAll(".card:not([hidden])")) openMore(element);
    if (box.checked) sheets.forEach(build);
  });
}

function keys() {
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.target.closest("form, dialog")) choose(null, null, "nobody");
  });
}

function begin() {
  heading();
  help();
  startRecords();
  startPages();
  startFilters();
  startReview();
  printing();
  keys();
  filtered();
  const group = ["actions", "findings", "decisions"].find((each) => byId(`tab-${each}`)?.textContent.match(/\([1-9]/));
  open(group ?? "actions");
  const named = recordsById.get(decodeURIComponent(location.hash.slice(1)));
  if (named) {
    choose(named, null, "document");
    lightPages("list");
  }
}

begin();
