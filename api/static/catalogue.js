// The box of the catalogue as a combobox: suggestions while typing, by arrow keys, mouse or touch.
const PAUSE = 180;

export function followCatalogue(form) {
  const box = form.querySelector("#f-q");
  const list = form.querySelector("#suggestions");
  const kinds = JSON.parse(list.dataset.kinds);
  const filters = form.querySelector("[data-filters]");
  // On a phone the filters would stand before what was found.
  if (filters && window.matchMedia("(max-width: 59.99rem)").matches) filters.open = false;
  box.setAttribute("role", "combobox");
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-controls", list.id);
  box.setAttribute("aria-expanded", "false");
  let timer = 0, asked = 0, chosen = -1, found = [];

  function close() {
    clearTimeout(timer);
    asked += 1;
    chosen = -1;
    list.hidden = true;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  }

  function show(suggestions) {
    found = suggestions;
    chosen = -1;
    list.replaceChildren(...suggestions.map(option));
    list.hidden = suggestions.length === 0;
    box.setAttribute("aria-expanded", String(!list.hidden));
    box.removeAttribute("aria-activedescendant");
  }

  function option(suggestion, place) {
    const item = document.createElement("li");
    item.id = `suggestion-${place}`;
    item.role = "option";
    item.ariaSelected = "false";
    const words = document.createElement("span");
    words.textContent = suggestion.text;
    item.append(words);
    if (suggestion.kind) {
      const kind = document.createElement("small");
      kind.textContent = kinds[suggestion.kind] ?? suggestion.kind;
      item.append(kind);
    }
    item.addEventListener("pointerdown", (event) => event.preventDefault());
    item.addEventListener("click", () => choose(place));
    return item;
  }

  function choose(place) {
    const { text, url } = found[place];
    close();
    if (url) { window.location.assign(url); return; }
    box.value = text;
    form.requestSubmit();
  }

  function move(step) {
    if (found.length === 0) return;
    list.children[chosen]?.setAttribute("aria-selected", "false");
    chosen = (chosen + step + found.length + (chosen < 0 && step < 0 ? 1 : 0)) % found.length;
    const item = list.children[chosen];
    item.setAttribute("aria-selected", "true");
    item.scrollIntoView({ block: "nearest" });
    box.setAttribute("aria-activedescendant", item.id);
  }

  async function ask() {
    const mine = ++asked;
    const values = new URLSearchParams(new FormData(form));
    const reply = await fetch(`${form.dataset.catalogue}?${values}`, { headers: { Accept: "application/json" } });
    const suggestions = reply.ok ? await reply.json() : [];
    if (mine === asked && document.activeElement === box) show(suggestions);
  }

  box.addEventListener("input", () => {
    clearTimeout(timer);
    asked += 1;
    if (box.value.trim().length < 2) { close(); return; }
    timer = setTimeout(() => ask().catch(close), PAUSE);
  });
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !list.hidden) { close(); event.preventDefault(); }
    else if (list.hidden) return;
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") { move(event.key === "ArrowDown" ? 1 : -1); event.preventDefault(); }
    else if (event.key === "Enter" && chosen >= 0) { choose(chosen); event.preventDefault(); }
  });
  box.addEventListener("blur", close);
  form.addEventListener("submit", close);
}
