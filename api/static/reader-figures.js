// What stands in a document beside plain text: footnotes, figures, tables, frames and page numbers of the printed book.
export function enlivenFigures(page) {
  const { shown, root, words } = page;
  numberPages(shown, words);
  shown.querySelectorAll("article table").forEach((table) => wrap(table, words));
  shown.querySelectorAll("article img, article svg").forEach((figure) => addZoom(figure, root, words));
  shown.querySelectorAll('article math:not([display="block"])').forEach(keepWithSign);
  shown.querySelectorAll("[data-frame]").forEach(scaleFrame);
  if (shown.querySelector('[data-model], article a[href$=".glb"]')) import("./reader-models.js").then((models) => models.showModels(shown, words));
}

export function followFootnotes(page) {
  page.root.addEventListener("click", (event) => {
    const link = event.target.closest('article a[role~="doc-noteref"], article a[data-type~="noteref"], article sup a[href*="#"], article a.b-noteref');
    if (!link || event.ctrlKey || event.metaKey) return;
    const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!target || link.pathname !== location.pathname || link.matches('[role~="doc-backlink"]')) return;
    event.preventDefault();
    const dialog = page.root.querySelector("[data-footnote]");
    const copy = target.cloneNode(true);
    copy.querySelectorAll('[role~="doc-backlink"], [data-reader-part]').forEach((part) => part.remove());
    [copy, ...copy.querySelectorAll("[id]")].forEach((part) => part.removeAttribute("id"));
    dialog.querySelector("[data-footnote-text]").replaceChildren(copy);
    const place = dialog.querySelector("[data-footnote-place]");
    place.href = link.href;
    place.onclick = () => dialog.close();
    dialog.showModal();
    dialog.addEventListener("close", () => link.focus({ preventScroll: true }), { once: true });
  });
}

function numberPages(shown, words) {
  for (const [id, title] of Object.entries(JSON.parse(shown.dataset.printed))) {
    const element = document.getElementById(id);
    if (element) { element.dataset.page = words.page.replace("{page}", title); element.classList.add("printed-page-begin"); }
  }
}

// A line may begin after a formula: a full stop or a bracket that follows it stays with it.
function keepWithSign(formula) {
  const after = formula.nextSibling;
  const signs = after?.nodeType === Node.TEXT_NODE ? /^[.,;:!?…»”)\]]+/.exec(after.data)?.[0] : null;
  if (!signs || formula.getBoundingClientRect().width > 160) return;
  const together = document.createElement("span");
  together.className = "unparted";
  after.splitText(signs.length);
  formula.replaceWith(together);
  together.append(formula, after);
}

function wrap(table, words) {
  if (table.closest(".scroll") || table.scrollWidth <= table.closest("article").clientWidth + 1) return;
  const box = document.createElement("div");
  box.className = "scroll";
  box.tabIndex = 0;
  box.setAttribute("role", "region");
  box.setAttribute("aria-label", table.caption?.textContent.trim() || words.table);
  table.replaceWith(box);
  box.append(table);
}

function addZoom(figure, root, words) {
  if (figure.closest("a, button, math, .b-math, [data-reader-part], svg svg") || figure.parentElement.closest("svg")) return;
  const ready = () => {
    if (figure.getBoundingClientRect().width < 160) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "enlarge small";
    button.dataset.readerPart = "";
    const named = figure.getAttribute("alt") || figure.getAttribute("aria-label");
    button.setAttribute("aria-label", named ? `${words.zoom}: ${named}` : words.zoom);
    button.title = words.zoom;
    button.addEventListener("click", (event) => {
      event.stopPropagation();
      const dialog = root.querySelector("[data-zoom]");
      const copy = figure.cloneNode(true);
      copy.removeAttribute("id");
      dialog.querySelector("[data-zoomed]").replaceChildren(copy);
      dialog.showModal();
    });
    figure.after(button);
  };
  if (figure.complete === false) figure.addEventListener("load", ready, { once: true }); else ready();
}

function scaleFrame(box) {
  const frame = box.querySelector("iframe");
  const fit = () => {
    const scale = Math.min(1, box.parentElement.clientWidth / Number(box.dataset.width));
    frame.style.transform = `scale(${scale})`;
    box.style.height = `${Number(box.dataset.height) * scale}px`;
    box.style.width = `${Number(box.dataset.width) * scale}px`;
  };
  new ResizeObserver(fit).observe(box.parentElement);
  fit();
}
