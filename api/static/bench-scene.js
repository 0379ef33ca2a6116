// The scene follows what the page knows: settings at once, what the server shows with a short glide, time by the clock.
import { compute } from "./bench-trees.js";

const GLIDE = 180;
const LONGEST_RUN = 4000;
const BETWEEN_TICKS = 25;
const ATTRIBUTES = new Set(["x1", "y1", "x2", "y2", "r", "width", "height"]);
const SIZES = new Set(["r", "width", "height"]);
const PLACED = ["x", "y", "turn", "stretch_x", "stretch_y"];
const still = window.matchMedia("(prefers-reduced-motion: reduce)");

// bindings: [{part, moves: {kind: tree}, about: [x, y], colours: [[number, colour]], text}]; parts are found by id in the drawing.
export function makeScene(svg, bindings) {
  const time = { at: 0, asked: false };
  const bound = bindings.map((binding) => bind(svg, binding, time)).filter((one) => one !== null);
  const began = performance.now();
  const names = Object.defineProperty({}, "clock", { enumerable: true, get() { time.asked = true; return time.at; } });
  const glides = new Map();
  let displays = {};
  let run = null;
  let waiting = false;
  let later = 0;
  let onScreen = true;

  function follow(known, prints = displays, { glide = true } = {}) {
    const now = performance.now();
    for (const [name, value] of Object.entries(known)) {
      const gliding = glide && !still.matches && Number.isFinite(value) && Number.isFinite(names[name]) && names[name] !== value;
      if (gliding) glides.set(name, { from: names[name], to: value, since: now });
      else { glides.delete(name); names[name] = value; }
    }
    displays = prints;
    ask();
  }

  // Resolves when the run has been played; `seconds` are those of the experiment, longer ones are played faster.
  function play(seconds) {
    run?.done();
    const lasts = Math.min(Math.max(seconds * 1000 || 0, 0), LONGEST_RUN);
    if (still.matches || lasts === 0) { names.u = 1; ask(); return Promise.resolve(); }
    return new Promise((done) => { run = { since: performance.now(), lasts, done }; ask(); });
  }

  function rest() { run?.done(); run = null; names.u = 0; ask(); }

  function ask() {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(draw);
  }

  function draw(now) {
    waiting = false;
    clearTimeout(later);
    time.at = still.matches ? 0 : (now - began) / 1000;
    names.u ??= 0;
    for (const [name, glide] of glides) {
      const share = Math.min(Math.max((now - glide.since) / GLIDE, 0), 1);
      names[name] = glide.from + (glide.to - glide.from) * share * (2 - share);
      if (share === 1) glides.delete(name);
    }
    if (run) {
      names.u = Math.min(Math.max((now - run.since) / run.lasts, 0), 1);
      if (names.u === 1) { const { done } = run; run = null; done(); }
    }
    const ticking = bound.filter((one) => one.draw(names, displays)).length > 0;
    if (run || glides.size > 0) ask();
    // What goes by the clock alone needs no more than thirty frames a second, and none where nobody sees it.
    else if (ticking && onScreen && !still.matches && !document.hidden) later = setTimeout(ask, BETWEEN_TICKS);
  }

  new IntersectionObserver(([entry]) => { onScreen = entry.isIntersecting; ask(); }).observe(svg);
  document.addEventListener("visibilitychange", ask);
  still.addEventListener("change", ask);
  return { follow, play, rest };
}

// `time` is told when a formula asks for the clock.
function bind(svg, binding, time) {
  const part = svg.querySelector(`#${CSS.escape(binding.part)}`);
  if (part === null) return null;
  const own = part.dataset.own ?? part.getAttribute("transform") ?? "";
  const last = {};
  const stands = {};
  const placed = PLACED.some((kind) => kind in binding.moves);
  const { moves, about: [ax, ay], colours, text } = binding;

  function put(name, value, write) {
    if (last[name] === value) return;
    last[name] = value;
    write(value);
  }

  // Says whether the part would look different a moment later; what is hidden, and not by the clock, would not.
  function draw(known, displays) {
    const values = {};
    let ticks = false;
    let hidden = false;
    for (const [kind, tree] of Object.entries(moves)) {
      time.asked = false;
      values[kind] = compute(tree, known);
      ticks ||= time.asked;
      hidden ||= !time.asked && ((kind === "visible" && !values[kind]) || (kind === "opacity" && short(values[kind]) <= 0));
    }
    // A current that does not flow stays where it was.
    if (Number.isFinite(values.flow) && values.flow !== 0) ticks = true;
    else delete values.flow;
    // What nobody has read is no number: the part stays where it was seen last.
    for (const kind of PLACED) if (Number.isFinite(values[kind])) stands[kind] = values[kind];
    if (placed) put("transform", placing(stands, ax, ay, own), (value) => part.setAttribute("transform", value));
    for (const kind of Object.keys(moves)) {
      const value = values[kind];
      if (kind === "visible") put(kind, Boolean(value), (shown) => part.setAttribute("visibility", shown ? "inherit" : "hidden"));
      else if (typeof value !== "number" || !Number.isFinite(value)) continue;
      else if (kind === "opacity") put(kind, short(value), (amount) => part.setAttribute("opacity", amount));
      else if (kind === "fill") put(kind, blend(value, colours), (colour) => { part.style.fill = colour; });
      else if (kind === "flow") put(kind, short(-known.clock * value), (offset) => part.setAttribute("stroke-dashoffset", offset));
      else if (ATTRIBUTES.has(kind)) put(kind, short(SIZES.has(kind) ? Math.max(0, value) : value), (amount) => part.setAttribute(kind, amount));
    }
    if (text) put("text", displays[text] ?? "", (words) => { part.textContent = words; });
    return ticks && !hidden;
  }
  return { draw };
}

function placing(values, ax, ay, own) {
  const given = (kind, otherwise) => (Number.isFinite(values[kind]) ? short(values[kind]) : otherwise);
  const stretched = "stretch_x" in values || "stretch_y" in values;
  const steps = [`translate(${given("x", 0)} ${given("y", 0)})`];
  if ("turn" in values) steps.push(`rotate(${given("turn", 0)} ${ax} ${ay})`);
  if (stretched) steps.push(`translate(${ax} ${ay}) scale(${given("stretch_x", 1)} ${given("stretch_y", 1)}) translate(${-ax} ${-ay})`);
  return [...steps, own].join(" ").trim();
}

function short(value) { return Math.round(value * 1000) / 1000; }

function blend(value, stops) {
  const above = stops.findIndex(([number]) => number >= value);
  if (above === 0 || stops.length === 1) return stops[0][1];
  if (above < 0) return stops.at(-1)[1];
  const [[low, from], [high, to]] = [stops[above - 1], stops[above]];
  const share = (value - low) / (high - low);
  const [a, b] = [parts(from), parts(to)];
  return `rgb(${a.map((one, place) => Math.round(one + (b[place] - one) * share)).join(" ")})`;
}

function parts(colour) {
  const digits = colour.slice(1);
  const pairs = digits.length === 3 ? [...digits].map((digit) => digit + digit) : digits.match(/../g);
  return pairs.slice(0, 3).map((pair) => parseInt(pair, 16));
}
