// The look of the reader, put on before anything is painted: a plain script in the head, so that nothing flashes.
(() => {
  const key = `tetrad-look-${document.currentScript.dataset.person}`;
  const first = { theme: "auto", font: "serif", size: 110, width: 60, letters: false, words: false, lines: false };
  const root = document.documentElement;
  const kept = () => { try { return { ...first, ...JSON.parse(localStorage.getItem(key) ?? "{}") }; } catch { return { ...first }; } };
  const put = (look) => {
    root.dataset.paper = look.theme;
    root.dataset.letters = look.font;
    for (const name of ["letters", "words", "lines"]) root.classList.toggle(`wide-${name}`, Boolean(look[name]));
    root.style.setProperty("--book-size", `${Number(look.size) / 100}`);
    root.style.setProperty("--book-width", `${Number(look.width)}`);
  };
  window.tetradLook = {
    first, kept, put,
    keep: (look) => { put(look); try { localStorage.setItem(key, JSON.stringify(look)); } catch { /* a browser that keeps nothing shows it all the same */ } },
  };
  put(kept());
})();
