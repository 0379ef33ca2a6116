// The arithmetic of a plane to draw on: limits, steps of the squares, numbers as typed, smooth curves.

export const WIDE = { width: 640, height: 460, squares: 8 };
export const NARROW = { width: 380, height: 400, squares: 5 };
const LEFT = 62, RIGHT = 22, TOP = 22, BOTTOM = 46;

export function readNumber(typed) {
  const plain = typed.trim().replace(/[−–]/g, "-").replace(",", ".").replace(/\s/g, "");
  return plain !== "" && Number.isFinite(Number(plain)) ? Number(plain) : null;
}

export function writeNumber(number, step, decimal) {
  const places = Math.max(0, Math.min(12, -Math.floor(Math.log10(step) + 1e-9)));
  const text = String(Number(number.toFixed(places)));
  return text.replace(".", decimal).replace("-", "−").replace(/^−0$/, "0");
}

export function niceStep(span, pieces) {
  const rough = span / pieces;
  const power = 10 ** Math.floor(Math.log10(rough));
  return power * ([1, 2, 5].find((step) => step * power >= rough * 0.999) ?? 10);
}

// Limits that were typed hold; a missing one is chosen so that all values fit.
export function chooseLimits(lowest, highest, values, squares) {
  let low = lowest ?? Math.min(0, ...values);
  let high = highest ?? Math.max(...values, low + (values.length ? 0 : 10));
  if (!(high > low)) high = low + 10;
  if (lowest === null || highest === null) {
    const step = niceStep(high - low, squares);
    if (lowest === null) low = Math.floor(low / step) * step;
    if (highest === null) high = Math.ceil(high / step) * step;
  }
  return { low, high, step: niceStep(high - low, squares) };
}

export function makeScale(x, y, { width, height }) {
  const wide = width - LEFT - RIGHT, tall = height - TOP - BOTTOM;
  return {
    x, y, left: LEFT, right: width - RIGHT, top: TOP, bottom: height - BOTTOM,
    toPixel: ([a, b]) => [LEFT + ((a - x.low) / (x.high - x.low)) * wide, height - BOTTOM - ((b - y.low) / (y.high - y.low)) * tall],
    toPoint: ([a, b]) => [x.low + ((a - LEFT) / wide) * (x.high - x.low), y.low + ((height - BOTTOM - b) / tall) * (y.high - y.low)],
  };
}

// A tenth of a square is as fine as a hand puts a point.
export function snap([a, b], scale) {
  const fit = (value, { low, high, step }) => {
    const near = Math.round(value / (step / 10)) * (step / 10);
    return Math.min(high, Math.max(low, Number(near.toPrecision(12))));
  };
  return [fit(a, scale.x), fit(b, scale.y)];
}

export function lines({ low, high, step }) {
  const found = [];
  for (let number = Math.ceil(low / step - 1e-9); number * step <= high + step * 1e-9; number += 1) found.push(Number((number * step).toPrecision(12)));
  return found;
}

// A smooth curve that never overshoots its points (Fritsch and Carlson's monotone cubic), as an SVG path in pixels.
export function smoothPath(points) {
  const sorted = [...points].sort((a, b) => a[0] - b[0]).filter((point, index, all) => index === 0 || point[0] > all[index - 1][0]);
  if (sorted.length < 2) return "";
  const slopes = sorted.slice(1).map((point, index) => (point[1] - sorted[index][1]) / (point[0] - sorted[index][0]));
  const tangents = sorted.map((_, index) => {
    const before = slopes[index - 1], after = slopes[index];
    if (before === undefined || after === undefined) return before ?? after;
    return before * after <= 0 ? 0 : 2 / (1 / before + 1 / after);
  });
  const pieces = sorted.slice(1).map((to, index) => {
    const from = sorted[index], third = (to[0] - from[0]) / 3;
    return `C${from[0] + third} ${from[1] + third * tangents[index]} ${to[0] - third} ${to[1] - third * tangents[index + 1]} ${to[0]} ${to[1]}`;
  });
  return `M${sorted[0][0]} ${sorted[0][1]}${pieces.join("")}`;
}

// The straight line through two points, to the edges of the plane.
export function straightPath([first, second], scale) {
  const [a, b] = [scale.toPixel(first), scale.toPixel(second)];
  if (a[0] === b[0] && a[1] === b[1]) return "";
  if (a[0] === b[0]) return `M${a[0]} ${scale.top}V${scale.bottom}`;
  const slope = (b[1] - a[1]) / (b[0] - a[0]);
  return `M${scale.left} ${a[1] + slope * (scale.left - a[0])}L${scale.right} ${a[1] + slope * (scale.right - a[0])}`;
}
