// A plane to draw points, a straight line and a curve on, by mouse, touch or keyboard.
// The tables of coordinates beside it are the answer: drawing types into them, typing into them draws.
import { NARROW, WIDE, chooseLimits, lines, makeScale, readNumber, smoothPath, snap, straightPath, writeNumber } from "./plane.js";

const SVG = "http://www.w3.org/2000/svg";
const KINDS = { dots: "dot", line: "handle", curve: "knot" };
const coarse = matchMedia("(pointer: coarse)").matches;
let planes = 0;

function shape(name, attributes, ...children) {
  const element = document.createElementNS(SVG, name);
  Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
  element.append(...children);
  return element;
}

export function drawPlot(box) {
  const words = JSON.parse(box.dataset.words);
  const parts = box.dataset.parts.split(" ").filter((part) => part in KINDS);
  const frozen = box.hasAttribute("data-disabled");
  const place = box.querySelector("[data-plane]");
  const state = { part: parts[0], chosen: null, held: false, cursor: null, past: [], scale: null };
  const size = place.clientWidth < 460 ? NARROW : WIDE;
  const clip = `plane-${(planes += 1)}`;
  const plane = shape("svg", { viewBox: `0 0 ${size.width} ${size.height}`, class: "plane", tabindex: frozen ? -1 : 0, role: frozen ? "img" : "application", "aria-label": frozen ? words.plane : `${words.plane}. ${words.keys}` });
  const live = document.createElement("div");
  const tools = document.createElement("div");
  live.className = "hidden-text";
  live.setAttribute("aria-live", "polite");
  tools.className = "toolbar";
  if (!frozen) place.append(tools);
  place.append(plane, live);
  if (!frozen) place.append(hint());
  box.classList.add("drawn");
  if (!frozen) makeTools();
  box.addEventListener("input", draw);
  box.querySelectorAll("[data-more]").forEach((button) => button.addEventListener("click", () => addRow(button.dataset.more).querySelector("input").focus()));
  plane.addEventListener("pointerdown", press);
  plane.addEventListener("keydown", keys);
  draw();

  function hint() {
    const small = document.createElement("small");
    small.className = "pale";
    small.textContent = coarse ? words.hand : `${words.hand} ${words.keys}`;
    return small;
  }

  // The tables: reading and typing coordinates.
  function rows(part) {
    return [...box.querySelectorAll(`[data-part-table="${part}"] tbody tr`)];
  }

  function inputs(row) {
    return [row.querySelector('[data-side="x"]'), row.querySelector('[data-side="y"]')];
  }

  function points(part) {
    return rows(part).map((row) => ({ row, at: inputs(row).map((input) => readNumber(input.value)) })).filter(({ at }) => at[0] !== null && at[1] !== null);
  }

  function addRow(part) {
    const last = rows(part).at(-1);
    const row = last.cloneNode(true);
    const number = rows(part).length;
    row.querySelector("th").textContent = String(number + 1);
    inputs(row).forEach((input) => {
      input.name = input.name.replace(/\.\d+\.([xy])$/, `.${number}.$1`);
      input.setAttribute("aria-label", input.getAttribute("aria-label").replace(String(number), String(number + 1)));
      input.dataset.row = String(number);
      input.value = "";
      input.removeAttribute("aria-invalid");
    });
    last.after(row);
    return row;
  }

  function type(row, point) {
    const steps = [state.scale.x.step / 10, state.scale.y.step / 10];
    inputs(row).forEach((input, side) => { input.value = point ? writeNumber(point[side], steps[side], box.dataset.decimal) : ""; });
    inputs(row)[0].dispatchEvent(new Event("input", { bubbles: true }));
  }

  function remember() {
    state.past.push(Object.fromEntries(parts.map((part) => [part, rows(part).map((row) => inputs(row).map((input) => input.value))])));
    if (state.past.length > 100) state.past.shift();
  }

  function undo() {
    const kept = state.past.pop();
    if (!kept) return;
    parts.forEach((part) => rows(part).forEach((row, index) => inputs(row).forEach((input, side) => { input.value = kept[part][index]?.[side] ?? ""; })));
    state.chosen = null;
    state.held = false;
    box.dispatchEvent(new Event("input", { bubbles: true }));
    tell(words.undone);
  }

  // Changing the drawing.
  function put(point) {
    const empty = rows(state.part).find((row) => inputs(row).every((input) => !input.value.trim()));
    if (state.part === "line" && !empty) return tell(words.full);
    remember();
    const row = empty ?? addRow(state.part);
    state.chosen = row;
    type(row, point);
    tellAt(words.placed, point);
  }

  function remove() {
    const found = points(state.part).find(({ row }) => row === state.chosen) ?? nearest(state.cursor, 14);
    if (!found) return;
    remember();
    state.chosen = null;
    state.held = false;
    type(found.row, null);
    tellAt(words.removed, found.at);
  }

  function nearest(point, pixels) {
    if (!point) return null;
    const [x, y] = state.scale.toPixel(point);
    const far = ({ at }) => Math.hypot(state.scale.toPixel(at)[0] - x, state.scale.toPixel(at)[1] - y);
    return points(state.part).filter((found) => far(found) <= pixels).sort((a, b) => far(a) - far(b))[0] ?? null;
  }

  function tell(text) {
    live.textContent = text;
  }

  function tellAt(text, point) {
    const { x, y } = state.scale;
    tell(text.replace("{x}", writeNumber(point[0], x.step / 10, box.dataset.decimal)).replace("{y}", writeNumber(point[1], y.step / 10, box.dataset.decimal)));
  }

  // Mouse and touch: a tap places, a point is dragged by itself; the page still scrolls by the empty plane.
  function press(event) {
    if (frozen || event.button !== 0) return;
    const start = where(event);
    const grabbed = event.target.classList.contains("touch") ? points(event.target.dataset.part)[Number(event.target.dataset.index)] : null;
    if (grabbed) {
      choosePart(event.target.dataset.part);
      state.chosen = grabbed.row;
      remember();
    }
    plane.focus({ preventScroll: true });
    const before = event.clientX + event.clientY;
    let moved = false;
    const move = (step) => {
      moved ||= Math.abs(step.clientX + step.clientY - before) > 4;
      if (grabbed && moved) type(grabbed.row, snap(where(step), state.scale));
    };
    const finish = (end) => {
      stop();
      if (!grabbed && !moved) put(snap(start, state.scale));
      else if (grabbed && moved) tellAt(words.moved, snap(where(end), state.scale));
      else if (grabbed) state.past.pop();
      draw();
    };
    const stop = () => {
      window.removeEventListener("pointermove", move);
      window.removeEventListener("pointerup", finish);
      window.removeEventListener("pointercancel", stop);
    };
    window.addEventListener("pointermove", move);
    window.addEventListener("pointerup", finish);
    window.addEventListener("pointercancel", stop);
    draw();
  }

  function where(event) {
    const frame = plane.getBoundingClientRect();
    const pixel = [((event.clientX - frame.left) / frame.width) * size.width, ((event.clientY - frame.top) / frame.height) * size.height];
    return state.scale.toPoint(pixel);
  }

  // The keyboard.
  function keys(event) {
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
    if (event.ctrlKey && event.key === "z") undo();
    else if (event.ctrlKey || event.altKey || event.metaKey) return;
    else if (way) moveCursor(way, event.shiftKey ? 1 : 0.1);
    else if (event.key === "Enter" || event.key === " ") hold();
    else if (event.key === "Delete" || event.key === "Backspace") { state.chosen = null; remove(); }
    else if (event.key === "Escape") { state.held = false; state.chosen = null; draw(); }
    else return;
    event.preventDefault();
  }

  function moveCursor([right, up], share) {
    const { x, y } = state.scale;
    state.cursor = snap([state.cursor[0] + right * x.step * share, state.cursor[1] + up * y.step * share], state.scale);
    if (state.held) {
      type(state.chosen, state.cursor);
      return tellAt(words.moved, state.cursor);
    }
    draw();
    tellAt(words.cursor, state.cursor);
  }

  function hold() {
    if (state.held) {
      state.held = false;
      state.chosen = null;
      draw();
      return tellAt(words.placed, state.cursor);
    }
    const found = nearest(state.cursor, 5);
    if (!found) return put(state.cursor);
    remember();
    state.held = true;
    state.chosen = found.row;
    draw();
    tell(words.held);
  }

  // The picture.
  function axis(side) {
    const typed = box.querySelector(`[data-axis="${side}"]`);
    const limit = (name, key) => readNumber(typed.querySelector(`[data-${name}]`)?.value ?? typed.dataset[key] ?? "");
    const values = parts.flatMap((part) => points(part).map(({ at }) => at[side === "x" ? 0 : 1]));
    return chooseLimits(limit("lowest", "from"), limit("highest", "to"), values, size.squares);
  }

  function title(side) {
    const typed = box.querySelector(`[data-axis="${side}"]`);
    const name = typed.querySelector("[data-axis-name]")?.value.trim();
    const unit = typed.querySelector("[data-axis-unit]")?.value.trim();
    return name || unit ? [name, unit].filter(Boolean).join(", ") : box.dataset[side];
  }

  function draw() {
    state.scale = makeScale(axis("x"), axis("y"), size);
    const { x, y } = state.scale;
    state.cursor = snap(state.cursor ?? [(x.low + x.high) / 2, (y.low + y.high) / 2], state.scale);
    plane.replaceChildren(
      shape("defs", {}, shape("clipPath", { id: clip }, shape("rect", { x: state.scale.left, y: state.scale.top, width: state.scale.right - state.scale.left, height: state.scale.bottom - state.scale.top }))),
      grid(), shape("g", { "clip-path": `url(#${clip})` }, ...parts.map(path)), ...parts.flatMap(marks), cross());
  }

  function grid() {
    const { x, y, left, right, top, bottom, toPixel } = state.scale;
    const group = shape("g", {});
    const fine = (limits) => lines({ ...limits, step: limits.step / 5 });
    fine(x).forEach((value) => group.append(shape("path", { class: "minor", d: `M${toPixel([value, y.low])[0]} ${top}V${bottom}` })));
    fine(y).forEach((value) => group.append(shape("path", { class: "minor", d: `M${left} ${toPixel([x.low, value])[1]}H${right}` })));
    lines(x).forEach((value) => {
      const at = toPixel([value, y.low])[0];
      group.append(shape("path", { class: "major", d: `M${at} ${top}V${bottom}` }), shape("text", { x: at, y: bottom + 18, "text-anchor": "middle" }, writeNumber(value, x.step, box.dataset.decimal)));
    });
    lines(y).forEach((value) => {
      const at = toPixel([x.low, value])[1];
      group.append(shape("path", { class: "major", d: `M${left} ${at}H${right}` }), shape("text", { x: left - 8, y: at + 4, "text-anchor": "end" }, writeNumber(value, y.step, box.dataset.decimal)));
    });
    const zero = toPixel([Math.min(x.high, Math.max(x.low, 0)), Math.min(y.high, Math.max(y.low, 0))]);
    group.append(shape("path", { class: "axis", d: `M${zero[0]} ${bottom}V${top - 8}m-4 8l4-8 4 8M${left} ${zero[1]}H${right + 8}m-8-4l8 4-8 4`, fill: "none" }),
      shape("text", { class: "named", x: right + 8, y: bottom + 38, "text-anchor": "end" }, title("x")), shape("text", { class: "named", x: Math.max(zero[0] + 10, left + 10), y: top - 6 }, title("y")));
    return group;
  }

  function path(part) {
    const at = points(part).map((point) => point.at);
    if (part === "line") return shape("path", { class: "straight", d: at.length >= 2 ? straightPath(at, state.scale) : "" });
    return shape("path", { class: "curved", d: part === "curve" ? smoothPath(at.map(state.scale.toPixel)) : "" });
  }

  function marks(part) {
    return points(part).flatMap(({ row, at }, index) => {
      const [cx, cy] = state.scale.toPixel(at);
      const mark = shape("circle", { cx, cy, r: part === "line" ? 7 : 5.5, class: `${KINDS[part]}${row === state.chosen ? " chosen" : ""}` });
      return frozen || part !== state.part ? [mark] : [mark, shape("circle", { cx, cy, r: coarse ? 20 : 11, class: "touch", "data-part": part, "data-index": index })];
    });
  }

  function cross() {
    const [x, y] = state.scale.toPixel(state.cursor);
    return shape("path", { class: "cursor", "pointer-events": "none", d: `M${x - 12} ${y}H${x + 12}M${x} ${y - 12}V${y + 12}` });
  }

  function choosePart(part) {
    state.part = part;
    state.held = false;
    state.chosen = null;
    tools.querySelectorAll("[data-choose]").forEach((button) => button.setAttribute("aria-pressed", String(button.dataset.choose === part)));
  }

  function makeTools() {
    const button = (text, work) => {
      const element = document.createElement("button");
      element.type = "button";
      element.textContent = text;
      element.addEventListener("click", work);
      tools.append(element);
      return element;
    };
    if (parts.length > 1) parts.forEach((part) => { button(words[part], () => { choosePart(part); draw(); }).dataset.choose = part; });
    button(words.undo, undo);
    button(words.remove, remove);
    choosePart(state.part);
  }
}
