// A drawing keeps only the paper it needs: authors leave room for the steepest variant, and yours may be flat.
const EDGE = 10;

export function trim(svg) {
  const { x, y, width, height } = svg.getBBox();
  if (width === 0 || height === 0) return;
  const [wide, tall] = [width + 2 * EDGE, height + 2 * EDGE];
  svg.setAttribute("viewBox", `${x - EDGE} ${y - EDGE} ${wide} ${tall}`);
  svg.setAttribute("width", wide);
  svg.setAttribute("height", tall);
}
