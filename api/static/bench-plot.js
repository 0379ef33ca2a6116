// A live plot of a table's columns, with a straight line that is laid by two handles: dragged, moved by arrow keys, or typed.
import uPlot from "./vendor/uplot-1.6.32/uPlot.min.js";
import { niceStep, readNumber, writeNumber } from "./plane.js";

const HANDLE_STEP = 0.01;

export function followPlot(section, { texts, decimal, words }) {
  const canvas = section.querySelector("[data-canvas]");
  const axes = ["x", "y"].map((side) => section.querySelector(`[data-axis="${side}"]`));
  const ends = [0, 1, 2, 3].map((place) => section.querySelector(`[data-end="${place}"]`));
  const frozen = section.querySelector(".plot-fields")?.disabled ?? false;
  const lined = ends.every(Boolean);
  let plot = null;
  let points = { kept: [], out: [] };

  section.addEventListener("input", draw);
  section.addEventListener("change", draw);
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", renew);
  new MutationObserver(renew).observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
  new ResizeObserver(() => resize()).observe(canvas);
  draw();

  function leftOut() {
    return new Set([...section.querySelectorAll("[data-left-out] input:checked")].map((box) => Number(box.value)));
  }

  function gather() {
    const out = leftOut();
    const rows = texts(section.dataset.plotTable, axes.map((axis) => axis.value));
    const read = rows.map(({ row, texts: [x, y] }) => ({ row, x: readNumber(x), y: readNumber(y) })).filter(({ x, y }) => x !== null && y !== null);
    const sorted = read.sort((one, other) => one.x - other.x);
    syncLeftOut(rows.filter(({ texts: [x, y] }) => x !== "" && y !== "").map(({ row }) => row));
    return { kept: sorted.filter(({ row }) => !out.has(row)), out: sorted.filter(({ row }) => out.has(row)) };
  }

  // A row that is new to the plot gets a tick of its own to be left out by.
  function syncLeftOut(rows) {
    const box = section.querySelector("[data-left-out]");
    if (!box) return;
    for (const row of rows) {
      if (box.querySelector(`input[value="${row}"]`)) continue;
      const fresh = box.querySelector("label").cloneNode(true);
      const input = fresh.querySelector("input");
      input.value = String(row);
      input.checked = false;
      fresh.replaceChildren(input, String(row + 1));
      box.append(fresh);
    }
  }

  function line() {
    if (!lined) return null;
    const numbers = ends.map((end) => readNumber(end.value));
    return numbers.every((number) => number !== null) && numbers[0] !== numbers[2] ? numbers : null;
  }

  function limits(place) {
    const values = [...points.kept, ...points.out].map((point) => (place === 0 ? point.x : point.y));
    const laid = line();
    if (laid) values.push(laid[place], laid[place + 2]);
    if (values.length === 0) return [0, 1];
    let [low, high] = [Math.min(...values), Math.max(...values)];
    if (low === high) { low -= Math.abs(low) * 0.1 || 1; high += Math.abs(high) * 0.1 || 1; }
    // An axis that begins near zero begins at it, where intercepts are read.
    if (low > 0 && low < (high - low) * 0.6) low = 0;
    if (high < 0 && -high < (high - low) * 0.6) high = 0;
    const step = niceStep(high - low, 6);
    return [Math.floor(low / step - (low === 0 ? 0 : 0.05)) * step, Math.ceil(high / step + (high === 0 ? 0 : 0.05)) * step];
  }

  function data() {
    const all = [...points.kept, ...points.out].sort((one, other) => one.x - other.x);
    const of = (some) => all.map((point) => (some.includes(point) ? point.y : null));
    return [all.map((point) => point.x), of(points.kept), of(points.out)];
  }

  function draw() {
    points = gather();
    const ready = axes.every((axis) => axis.value !== "");
    section.classList.toggle("plot-empty", !ready);
    if (!ready) { if (plot) { plot.destroy(); plot = null; canvas.replaceChildren(); } note(words.axes); return; }
    note("");
    if (!plot) make();
    else { plot.setData(data(), false); rescale(); }
  }

  function note(text) {
    let place = section.querySelector(".plot-note");
    if (!place) { place = Object.assign(document.createElement("p"), { className: "plot-note pale" }); canvas.before(place); }
    place.textContent = text;
    place.hidden = text === "";
  }

  function rescale() {
    const [[left, right], [low, high]] = [limits(0), limits(1)];
    plot.batch(() => { plot.setScale("x", { min: left, max: right }); plot.setScale("y", { min: low, max: high }); });
    label();
    placeHandles();
  }

  function label() {
    const names = axes.map((axis) => axis.selectedOptions[0]?.textContent ?? "");
    plot.axes.forEach((axis, place) => { axis.label = names[place]; });
    plot.redraw(false, true);
  }

  function colour(name) { return getComputedStyle(document.documentElement).getPropertyValue(name).trim(); }

  function size() { const width = Math.max(260, Math.floor(canvas.clientWidth)); return { width, height: Math.round(Math.min(460, Math.max(280, width * 0.66))) }; }

  function resize() { if (plot && Math.abs(plot.width - size().width) > 1) { plot.setSize(size()); placeHandles(); } }

  function renew() { if (plot) { plot.destroy(); plot = null; draw(); } }

  function make() {
    canvas.replaceChildren();
    const ink = colour("--ink"), grid = colour("--rule");
    const number = (_, ticks) => { const step = ticks.length > 1 ? ticks[1] - ticks[0] : 1; return ticks.map((tick) => writeNumber(tick, step, decimal)); };
    const axis = { stroke: ink, grid: { stroke: grid, width: 1 }, ticks: { stroke: grid, width: 1 }, values: number, font: "13px system-ui", labelFont: "13px system-ui", label: " " };
    const dots = (stroke, fill) => ({ stroke, paths: () => null, points: { show: true, size: 9, width: 2, stroke, fill } });
    plot = new uPlot({
      ...size(),
      legend: { show: false },
      cursor: { show: !frozen, points: { show: false }, drag: { x: false, y: false } },
      scales: { x: { time: false, auto: false }, y: { auto: false } },
      axes: [{ ...axis, size: 44, labelSize: 20 }, { ...axis, size: 58, labelSize: 20 }],
      series: [{}, dots(colour("--blue"), colour("--blue")), dots(colour("--pale"), colour("--paper"))],
      hooks: { draw: [layLine] },
    }, data(), canvas);
    canvas.querySelector("canvas").setAttribute("aria-hidden", "true");
    rescale();
  }

  function layLine(u) {
    const laid = line();
    if (!laid) return;
    const [x1, y1, x2, y2] = laid;
    const slope = (y2 - y1) / (x2 - x1);
    const { min, max } = u.scales.x;
    const { ctx, bbox } = u;
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
    ctx.clip();
    ctx.strokeStyle = colour("--margin");
    ctx.lineWidth = 2 * devicePixelRatio;
    ctx.beginPath();
    ctx.moveTo(u.valToPos(min, "x", true), u.valToPos(y1 + slope * (min - x1), "y", true));
    ctx.lineTo(u.valToPos(max, "x", true), u.valToPos(y1 + slope * (max - x1), "y", true));
    ctx.stroke();
    ctx.restore();
  }

  // Handles are buttons over the plot: what can be dragged can be moved by keys as well.
  function placeHandles() {
    if (!lined || frozen) return;
    const laid = line() ?? starting();
    if (!laid) return;
    let handles = [...plot.over.querySelectorAll(".line-handle")];
    if (handles.length === 0) handles = [0, 1].map((which) => makeHandle(which));
    handles.forEach((handle, which) => {
      handle.style.left = `${plot.valToPos(laid[2 * which], "x")}px`;
      handle.style.top = `${plot.valToPos(laid[2 * which + 1], "y")}px`;
      handle.classList.toggle("loose", line() === null);
    });
  }

  // Until the student has laid a line, the handles wait at the lower corners, which says nothing about the points.
  function starting() {
    const { min: left, max: right } = plot.scales.x, { min: low, max: high } = plot.scales.y;
    if (left === null || low === null || left === undefined || low === undefined) return null;
    const y = low + (high - low) * 0.08;
    return [left + (right - left) * 0.1, y, left + (right - left) * 0.9, y];
  }

  function makeHandle(which) {
    const handle = Object.assign(document.createElement("button"), { type: "button", className: "line-handle" });
    handle.setAttribute("aria-label", words.handle.replace("{number}", String(which + 1)));
    handle.addEventListener("pointerdown", (event) => drag(event, handle, which));
    handle.addEventListener("keydown", (event) => nudge(event, which));
    plot.over.append(handle);
    return handle;
  }

  function drag(event, handle, which) {
    event.preventDefault();
    event.stopPropagation();
    handle.setPointerCapture(event.pointerId);
    handle.focus({ preventScroll: true });
    const move = (step) => {
      const box = plot.over.getBoundingClientRect();
      const within = (value, most) => Math.min(Math.max(value, 0), most);
      set(which, plot.posToVal(within(step.clientX - box.left, box.width), "x"), plot.posToVal(within(step.clientY - box.top, box.height), "y"));
    };
    const end = () => { handle.removeEventListener("pointermove", move); finish(); };
    handle.addEventListener("pointermove", move);
    handle.addEventListener("pointerup", end, { once: true });
    handle.addEventListener("pointercancel", end, { once: true });
  }

  function nudge(event, which) {
    const far = event.shiftKey ? 5 : 1;
    const by = { ArrowLeft: [-far, 0], ArrowRight: [far, 0], ArrowUp: [0, far], ArrowDown: [0, -far] }[event.key];
    if (!by) return;
    event.preventDefault();
    const laid = line() ?? starting();
    const { x, y } = plot.scales;
    set(which, laid[2 * which] + by[0] * HANDLE_STEP * (x.max - x.min), laid[2 * which + 1] + by[1] * HANDLE_STEP * (y.max - y.min));
    finish();
  }

  function set(which, x, y) {
    const laid = line() ?? starting();
    laid[2 * which] = x;
    laid[2 * which + 1] = y;
    const steps = [plot.scales.x, plot.scales.y].map(({ min, max }) => niceStep(max - min, 6) / 100);
    ends.forEach((end, place) => { end.value = writeNumber(laid[place], steps[place % 2], decimal); });
    plot.redraw(false);
    placeHandles();
  }

  function finish() { ends[0].dispatchEvent(new Event("input", { bubbles: true })); }

  return { draw };
}
