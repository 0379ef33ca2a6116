// Places in a paragraph's text, as the server counts them: what the element holds, with single spaces, without our own parts.
export function readText(element) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) => {
    if (node.nodeType === Node.ELEMENT_NODE) return node.matches("[data-reader-part]") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP;
    return NodeFilter.FILTER_ACCEPT;
  });
  let text = "";
  const points = [];
  let space = null;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    for (let at = 0; at < node.data.length; at += 1) {
      if (/\s/.test(node.data[at])) { if (text) space ??= [node, at]; continue; }
      if (space) { text += " "; points.push(space); space = null; }
      text += node.data[at];
      points.push([node, at]);
    }
  }
  return { text, points };
}

// Where the quotation of a note begins: where it was, else the place whose surroundings fit best.
export function findStart(note, text) {
  if (text.startsWith(note.quotation, note.start)) return note.start;
  let best = -1, score = -1;
  for (let at = text.indexOf(note.quotation); at >= 0; at = text.indexOf(note.quotation, at + 1)) {
    const fits = Number(text.slice(0, at).endsWith(note.before)) + Number(text.startsWith(note.after, at + note.quotation.length));
    if (fits > score) { best = at; score = fits; }
  }
  return best;
}

export function anchorOf(range, element) {
  const { text, points } = readText(element);
  const inside = points.map(([node, at]) => range.comparePoint(node, at) === 0 && !(range.endContainer === node && range.endOffset === at));
  let start = inside.indexOf(true), end = inside.lastIndexOf(true) + 1;
  while (start < end && text[start] === " ") start += 1;
  while (end > start && text[end - 1] === " ") end -= 1;
  if (start < 0 || end <= start) return null;
  return { paragraph: element.id, start, quotation: text.slice(start, end).slice(0, 2000), before: text.slice(Math.max(0, start - 32), start), after: text.slice(end, end + 32) };
}

// The pieces of text nodes that characters `start` to `end` are made of.
export function piecesOf(element, start, end) {
  const pieces = [];
  for (const [node, at] of readText(element).points.slice(start, end)) {
    const last = pieces.at(-1);
    if (last?.node === node) last.end = at + 1; else pieces.push({ node, start: at, end: at + 1 });
  }
  return pieces.filter((piece) => !piece.node.parentElement.closest("math, svg"));
}
