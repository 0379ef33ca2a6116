// Formulas typeset by KaTeX from `data-tex`; the MathML beneath stays for screen readers and for pages without scripts.
const folder = new URL("./vendor/katex-0.19.1/", import.meta.url);
let loading = null;

function load() {
  loading ??= (async () => {
    const sheet = document.createElement("link");
    sheet.rel = "stylesheet";
    sheet.href = new URL("katex.min.css", folder);
    document.head.append(sheet);
    await script("katex.min.js");
    await script("contrib/mhchem.min.js");
  })();
  return loading;
}

function script(path) {
  return new Promise((resolve, reject) => {
    const element = document.createElement("script");
    element.src = new URL(path, folder);
    element.onload = resolve;
    element.onerror = reject;
    document.head.append(element);
  });
}

// A formula in a closed section waits until that is opened: a page whose formulas nobody reads loads no KaTeX.
export async function typeset(element) {
  const closed = element.closest("details:not([open]) > :not(summary)")?.parentElement;
  if (closed) {
    closed.addEventListener("toggle", () => typeset(element), { once: true });
    return;
  }
  await load();
  const beneath = element.querySelector("math")?.cloneNode(true);
  try {
    const tree = window.katex.__renderToDomTree(element.dataset.tex, {
      displayMode: element.classList.contains("display"),
      output: beneath ? "html" : "htmlAndMathml",
      throwOnError: true,
      trust: false,
      maxExpand: 200,
      maxSize: 20,
    });
    element.replaceChildren(built(tree));
  } catch (error) {
    if (!(error instanceof window.katex.ParseError)) throw error;
    if (beneath) element.replaceChildren(beneath);
    return;
  }
  if (beneath) {
    const hidden = document.createElement("span");
    hidden.className = "katex-mathml";
    hidden.append(beneath);
    (element.querySelector(".katex") ?? element).prepend(hidden);
  }
}

// The width of the arrow over a vector is a style attribute, which the page refuses; set as a property it is let through.
function built(tree) {
  carryStyles(tree);
  const node = tree.toNode();
  for (const styled of node.querySelectorAll("[data-style]")) {
    styled.style.cssText = styled.dataset.style;
    delete styled.dataset.style;
  }
  return node;
}

function carryStyles({ attributes, children }) {
  if (attributes?.style) {
    attributes["data-style"] = attributes.style;
    delete attributes.style;
  }
  children?.forEach(carryStyles);
}
