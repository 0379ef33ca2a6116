// Reading by keyboard: keys work while the focus is in the text or on the player, and nowhere else.
export function followKeys(page) {
  page.root.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !event.target.closest("article, [data-player]")) return;
    if (event.target.matches("input, select, textarea, audio, video, canvas") || event.target.isContentEditable) return;
    const act = actions(page)[event.code] ?? null;
    if (!act) return;
    event.preventDefault();
    act();
  });
}

function actions(page) {
  const { player, notes } = page;
  const focused = () => document.activeElement?.closest("article") ? player.passages.findIndex((passage) => passage?.contains(document.activeElement) && document.activeElement !== passage.closest("article")) : -1;
  const move = (by) => {
    if (player.playing) { player.step(by); return; }
    const from = focused() >= 0 ? focused() : player.passages.findIndex((passage) => passage?.id === page.currentParagraph()) - by;
    const next = player.passages[Math.max(0, Math.min(player.passages.length - 1, from + by))];
    focusOn(next);
  };
  const here = () => player.passages[focused()] ?? document.getElementById(page.currentParagraph());
  return {
    KeyJ: () => move(-1),
    KeyK: () => move(1),
    KeyL: () => {
      const place = player.items[player.index]?.place ?? -1;
      if (focused() >= 0 && focused() !== place && !player.playing) { player.playPassage(focused()); return; }
      const pausing = player.playing;
      player.toggle();
      if (pausing) focusOn(player.passages[place]);
    },
    KeyH: () => { if (notes.selected().length) notes.highlight("yellow"); else if (here()) notes.highlightParagraph(here()); },
    KeyN: () => { if (notes.selected().length) notes.highlight("yellow", { writing: true }); else if (here()) notes.highlightParagraph(here(), { writing: true }); },
    KeyB: () => notes.toggleBookmark(),
  };
}

function focusOn(passage) {
  if (!passage) return;
  passage.tabIndex = -1;
  passage.focus();
}
