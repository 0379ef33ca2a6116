// Instruments that look like instruments: a display, a needle over a printed scale, a ruler with a mark, a column of liquid.
// The number itself always stands beside them as text, for those who don't see the face.
import { niceStep, readNumber, writeNumber } from "./plane.js";

const SVG = "http://www.w3.org/2000/svg";
const WIDEST = 55;
const still = window.matchMedia("(prefers-reduced-motion: reduce)");

function shape(name, attributes, text) {
  const element = document.createElementNS(SVG, name);
  Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
  if (text !== undefined) element.textContent = text;
  return element;
}

const FACES = {
  dial: { size: [200, 118], draw: drawDial },
  scale: { size: [240, 62], draw: drawScale },
  column: { size: [96, 190], draw: drawColumn },
};

// Returns {show(text, span)}; other looks than these show their text alone.
export function makeFace(place, instrument, decimal) {
  const kind = FACES[instrument.look];
  if (!kind) return { show() {} };
  let drawn = null;
  let mark = null;
  let at = null;
  let gliding = 0;
  place.hidden = false;

  function draw(span) {
    drawn = span.name;
    const [width, height] = kind.size;
    const svg = shape("svg", { viewBox: `0 0 ${width} ${height}`, class: `face-${instrument.look}`, "aria-hidden": "true" });
    mark = kind.draw(svg, span, instrument, decimal);
    place.replaceChildren(svg);
  }

  function glide(to) {
    cancelAnimationFrame(gliding);
    const from = at ?? to, began = performance.now();
    const step = (now) => {
      const share = still.matches ? 1 : Math.min(Math.max((now - began) / 220, 0), 1);
      at = from + (to - from) * share * (2 - share);
      mark(at);
      if (share < 1) gliding = requestAnimationFrame(step);
    };
    gliding = requestAnimationFrame(step);
  }

  return {
    show(text, span, overload = false) {
      if (drawn !== span.name) { draw(span); at = null; }
      const value = readNumber(text ?? "");
      if (overload) glide(span.highest + (span.highest - span.lowest) * 0.04);
      else glide(value === null ? Math.min(Math.max(0, span.lowest), span.highest) : Math.min(Math.max(value, span.lowest), span.highest));
    },
  };
}

function marks({ lowest, highest, resolution }, pieces) {
  const step = niceStep(highest - lowest, pieces);
  const fine = [10, 5, 4, 2].map((parts) => step / parts).find((part) => part >= resolution * 0.999) ?? step;
  const found = [];
  for (let number = Math.ceil(lowest / fine - 1e-9); number * fine <= highest + fine * 1e-6; number += 1) {
    const value = number * fine;
    found.push({ value, major: Math.abs(value / step - Math.round(value / step)) < 1e-6 });
  }
  return { step, found };
}

function drawDial(svg, span, { unit }, decimal) {
  const [cx, cy, radius] = [100, 108, 82];
  const angle = (value) => ((value - span.lowest) / (span.highest - span.lowest) * 2 - 1) * WIDEST;
  const point = (value, far) => { const turn = angle(value) * Math.PI / 180; return [cx + far * Math.sin(turn), cy - far * Math.cos(turn)]; };
  const { step, found } = marks(span, 6);
  for (const { value, major } of found) {
    const [x1, y1] = point(value, radius), [x2, y2] = point(value, radius + (major ? 9 : 5));
    svg.append(shape("line", { x1, y1, x2, y2, class: major ? "mark major" : "mark" }));
    if (!major) continue;
    const [x, y] = point(value, radius + 17);
    svg.append(shape("text", { x, y: y + 3, class: "number" }, writeNumber(value, step, decimal)));
  }
  const [fromX, fromY] = point(span.lowest, radius), [toX, toY] = point(span.highest, radius);
  svg.append(shape("path", { d: `M${fromX} ${fromY}A${radius} ${radius} 0 0 1 ${toX} ${toY}`, class: "arc" }));
  svg.append(shape("text", { x: cx + 52, y: cy - 4, class: "unit-name" }, unit));
  const needle = shape("line", { x1: cx, y1: cy, x2: cx, y2: cy - radius - 4, class: "needle" });
  svg.append(needle, shape("circle", { cx, cy, r: 5, class: "pivot" }));
  return (value) => needle.setAttribute("transform", `rotate(${angle(value)} ${cx} ${cy})`);
}

function drawScale(svg, span, { unit }, decimal) {
  const [left, right, top] = [20, 220, 24];
  const place = (value) => left + (value - span.lowest) / (span.highest - span.lowest) * (right - left);
  const { step, found } = marks(span, 6);
  svg.append(shape("rect", { x: 4, y: top - 2, width: 232, height: 36, rx: 3, class: "ruler" }));
  for (const { value, major } of found) {
    const x = place(value);
    svg.append(shape("line", { x1: x, y1: top, x2: x, y2: top + (major ? 12 : 7), class: major ? "mark major" : "mark" }));
    if (major) svg.append(shape("text", { x, y: top + 25, class: "number" }, writeNumber(value, step, decimal)));
  }
  svg.append(shape("text", { x: 232, y: 14, class: "unit-name end" }, unit));
  const pointer = shape("path", { d: `M0 ${top}l-6 -12h12z`, class: "pointer" });
  svg.append(pointer);
  return (value) => pointer.setAttribute("transform", `translate(${place(value)} 0)`);
}

function drawColumn(svg, span, { unit }, decimal) {
  const [top, bottom, x] = [14, 156, 34];
  const place = (value) => bottom - (value - span.lowest) / (span.highest - span.lowest) * (bottom - top);
  const { step, found } = marks(span, 6);
  for (const { value, major } of found) {
    const y = place(value);
    svg.append(shape("line", { x1: x + 8, y1: y, x2: x + (major ? 18 : 13), y2: y, class: major ? "mark major" : "mark" }));
    if (major) svg.append(shape("text", { x: x + 22, y: y + 3, class: "number start" }, writeNumber(value, step, decimal)));
  }
  svg.append(shape("rect", { x: x - 6, y: top - 8, width: 12, height: bottom - top + 12, rx: 6, class: "glass" }), shape("circle", { cx: x, cy: bottom + 14, r: 13, class: "liquid" }), shape("text", { x: x + 22, y: bottom + 20, class: "unit-name start" }, unit));
  const liquid = shape("rect", { x: x - 3, y: bottom, width: 6, height: 10, class: "liquid" });
  svg.append(liquid);
  return (value) => { const y = place(value); liquid.setAttribute("y", y); liquid.setAttribute("height", bottom + 8 - y); };
}
