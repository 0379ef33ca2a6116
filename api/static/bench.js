// The bench: settings move the scene at once, the server tells what is seen, readings come one by one and go into tables.
import { makeClock } from "./bench-clock.js";
import { makeErrands } from "./bench-errands.js";
import { makeFace } from "./bench-faces.js";
import { keepLog, recallLog } from "./bench-kept.js";
import { makeScene } from "./bench-scene.js";
import { followTables } from "./bench-tables.js";
import { compute } from "./bench-trees.js";
import { say } from "./messages.js";

// Few benches are wired.
const followWires = document.querySelector('[data-kind="wiring"]') && (await import("./bench-wires.js")).followWires;
const LOOK_AFTER = 120;
const WATCH_AFTER = 500;
const WATCH_EVERY = 1000;
const LONGEST_WATCH = 8000;
const PLOTS_AGAIN_AFTER = 5000;

export function followBench(form) {
  const data = JSON.parse(document.getElementById("bench-data").textContent);
  const words = { ...data.words, ...JSON.parse(form.dataset.words ?? "{}") };
  const token = form.querySelector('input[name="csrf"]')?.value ?? "";
  const svg = document.querySelector("[data-scene] svg");
  const scene = svg ? makeScene(svg, data.bindings) : { follow() {}, play: () => Promise.resolve(), rest() {} };
  const entries = new Map(data.log.map((entry) => [entry.number, entry]));
  const instruments = new Map(data.instruments.map((instrument) => [instrument.name, makeInstrument(instrument)]));
  const wires = new Map();
  const framed = document.querySelector("[data-bench-frame]");
  let tellFrame = () => {};
  let left = data.left;
  // Where live instruments tell of the apparatus each look is a line of the log.
  let watches = data.watches;
  let pause = WATCH_EVERY;
  let resumes = 0;
  let view = data.now.view;
  let prints = {};
  let looking = null;
  let planned = null;
  let looked = 0;
  let waited = Promise.resolve();

  for (const control of data.controls.filter(({ kind }) => kind === "wiring")) {
    const box = form.querySelector(`[data-control="${CSS.escape(control.name)}"]`);
    wires.set(control.name, followWires(box, { control, svg, words, changed: settingsChanged }));
  }
  const clockBox = form.querySelector("[data-clock]");
  const clock = clockBox && data.clock ? makeClock(clockBox, { at: data.now.at, longest: data.clock.longest, decimal: data.decimal, words, ticked }) : null;
  const tables = followTables(form, { tables: data.tables, entries, chosen: chosenEntry, calculate, words, changed: () => plots.forEach((plot) => plot.draw()) });
  let plots = [];
  const plotted = [...form.querySelectorAll("[data-bench-plot]")];
  const nearPlots = new IntersectionObserver((seen) => { if (seen.some(({ isIntersecting }) => isIntersecting)) beginPlots(); }, { rootMargin: "600px" });
  plotted.forEach((section) => nearPlots.observe(section));
  if (data.log.some(({ kind }) => kind === "reading")) beginPlots();
  const errands = makeErrands({ bench: data.urls.measure, person: form.dataset.person ?? "", token, told, refused, state: showConnection });

  form.addEventListener("click", clicked);
  form.addEventListener("input", slid);
  form.addEventListener("change", (event) => { if (event.target.matches("[data-setting], [data-span]")) settingsChanged(); });
  followTabs();
  show(view, data.now.description);
  if (framed) import("./bench-frame.js").then(({ followFrame }) => { tellFrame = followFrame(framed, { form, data, wires, state: stateForFrame }); });
  recallLog().then(addKept);
  if (data.editable) errands.resume().then(() => { if (watches > 0) look(); });

  // The first reading fetches what draws plots, or else a plot that comes near.
  function beginPlots() {
    if (plotted.length === 0 || plots.length > 0) return;
    nearPlots.disconnect();
    import("./bench-plot.js").then(({ followPlot }) => {
      if (plots.length === 0) plots = plotted.map((section) => followPlot(section, { texts: tables.texts, decimal: data.decimal, words }));
      return import("./kept-work.js").then(({ keepFurther }) => keepFurther());
    }).catch(() => setTimeout(beginPlots, PLOTS_AGAIN_AFTER));
  }

  // A lab's own page is told what stands on this one.
  function stateForFrame() {
    const displays = Object.fromEntries([...instruments].map(([name, one]) => [name, one.text()]));
    return { settings: settings(), shows: view.shows, displays, notes: view.notes, at: moment(), left };
  }

  // What is set now, as the server takes it.
  function settings() {
    const set = {};
    for (const control of data.controls) {
      const box = form.querySelector(`[data-control="${CSS.escape(control.name)}"]`);
      if (control.kind === "wiring") set[control.name] = wires.get(control.name).joins();
      else if (control.kind === "words") set[control.name] = (box.querySelector("input:checked") ?? box.querySelector("select"))?.value;
      else set[control.name] = onGrid(control, Number(box.querySelector("[data-setting]").value));
    }
    return set;
  }

  function onGrid({ kind, lowest, highest, step }, value) {
    if (kind !== "range") return value;
    const inside = Math.min(Math.max(Number.isFinite(value) ? value : lowest, lowest), highest);
    return Number((lowest + Math.round((inside - lowest) / step) * step).toPrecision(12));
  }

  function names() {
    const known = {};
    const set = settings();
    for (const control of data.controls) {
      const value = set[control.name];
      known[control.name] = typeof value === "number" ? value * control.factor + control.offset : value;
    }
    return known;
  }

  const spans = () => Object.fromEntries([...instruments].map(([name, one]) => [name, one.span()?.name ?? ""]));
  const moment = () => clock?.now() ?? 0;
  const body = () => ({ settings: settings(), spans: spans(), at: moment() });

  function slid(event) {
    const box = event.target.closest("[data-control]");
    if (!box) return;
    if (event.target.matches("[data-slider]")) {
      const field = box.querySelector("[data-setting]");
      field.value = event.target.value;
    } else if (event.target.matches('[data-setting][type="number"]')) {
      const slider = box.querySelector("[data-slider]");
      if (slider) slider.value = event.target.value;
    } else return;
    settingsChanged();
  }

  function settingsChanged() {
    scene.rest();
    scene.follow({ ...names(), measured: false }, printed(), { glide: false });
    tellFrame();
    clearTimeout(planned);
    planned = setTimeout(lookAsPlanned, watches > 0 ? WATCH_AFTER : LOOK_AFTER);
  }

  function lookAsPlanned() {
    clearTimeout(planned);
    planned = null;
    return look();
  }

  function ticked(at) {
    if (performance.now() - looked < pause) return;
    if (at > 0) look();
  }

  // A look while a reading is on its way could only come before it or be too late.
  async function look() {
    if (!data.editable || errands.waiting > 0 || performance.now() < resumes) return;
    looking?.abort();
    const mine = new AbortController();
    looking = mine;
    looked = performance.now();
    try {
      const reply = await fetch(data.urls.look, { method: "POST", signal: mine.signal, redirect: "manual", headers: { "Content-Type": "application/json", "X-CSRF-Token": token, Accept: "application/json" }, body: JSON.stringify({ ...body(), watch: watches > 0 ? crypto.randomUUID() : null }) });
      if (reply.headers.has("Retry-After")) { resumes = performance.now() + Number(reply.headers.get("Retry-After")) * 1000; return; }
      if (!reply.ok) { if (reply.headers.get("Content-Type")?.includes("json")) say((await reply.json()).error); return; }
      const seen = await reply.json();
      const same = JSON.stringify(seen.view.displays) === JSON.stringify(view.displays);
      pause = same ? Math.min(2 * pause, LONGEST_WATCH) : WATCH_EVERY;
      watched(seen.watches);
      show(seen.view, seen.description);
    } catch (error) {
      if (error.name !== "AbortError" && !(error instanceof TypeError)) throw error;
    }
  }

  function watched(rest) {
    if (watches > 0 && rest === 0) say(words.watched, 8);
    watches = rest;
  }

  // What the server doesn't tell nobody has read: it is no number, and no statement that holds.
  function shown(seen) {
    const known = Object.entries(data.shows).map(([name, isNumber]) => [name, seen.shows[name] ?? (isNumber ? NaN : false)]);
    return { ...names(), ...Object.fromEntries(known), measured: seen.measured };
  }

  function show(seen, description) {
    view = seen;
    for (const [name, one] of instruments) {
      if (one.live || name in seen.displays) one.show(seen.displays[name] ?? "");
      one.note(seen.notes[name] ?? "");
    }
    scene.follow(shown(seen), printed());
    const place = form.querySelector("[data-description]");
    if (description && place && place.textContent !== description) place.textContent = description;
    tellFrame();
  }

  function printed() {
    const set = settings();
    const shown = Object.fromEntries(data.controls.map((control) => [control.name, control.kind === "words" ? control.words[set[control.name]] ?? "" : withUnit(set[control.name], control.unit)]));
    prints = { ...shown, ...Object.fromEntries([...instruments].map(([name, one]) => [name, one.text()])) };
    return prints;
  }

  function withUnit(value, unit) {
    const number = String(value).replace(".", data.decimal).replace("-", "−");
    return unit ? `${number}${unit.startsWith("°") ? "" : "\u00a0"}${unit}` : number;
  }

  function makeInstrument(instrument) {
    const box = form.querySelector(`[data-instrument="${CSS.escape(instrument.name)}"]`);
    const output = box.querySelector("[data-display]");
    const choice = box.querySelector("[data-span]");
    const face = makeFace(box.querySelector("[data-face]"), instrument, data.decimal);
    const span = () => instrument.spans.find(({ name }) => name === (choice?.value ?? instrument.spans[0].name)) ?? instrument.spans[0];
    const text = () => (output.textContent === "—" ? "" : output.textContent);
    choice?.addEventListener("change", () => box.querySelectorAll("[data-plate]").forEach((plate) => { plate.hidden = plate.dataset.plate !== choice.value; }));
    if (span()) face.show(text(), span());
    return {
      ...instrument, box, span, text,
      show(words) { output.textContent = words || "—"; if (span()) face.show(words, span(), words === data.words.overload); },
      note(words) { const place = box.querySelector("[data-note]"); if (place.textContent !== words) place.textContent = words; },
    };
  }

  async function clicked(event) {
    const button = event.target.closest("[data-measure], [data-act], [data-wait]");
    if (!button || !data.editable) return;
    event.preventDefault();
    if (button.dataset.busy) return;
    if (button.hasAttribute("data-wait")) { waitFor(clockBox.querySelector("[data-wait-seconds]")); return; }
    const set = settings();
    busy(button, true);
    await waited;
    if (button.hasAttribute("data-measure")) {
      const instrument = instruments.get(button.value);
      errands.send(data.urls.measure, { settings: set, at: moment(), instrument: button.value, span: instrument.span()?.name ?? "" });
    } else {
      const amount = button.closest("[data-action]").querySelector("[data-amount]");
      errands.send(data.urls.act, { settings: set, at: moment(), action: button.value, amount: amount ? Number(amount.value) : null });
    }
  }

  // What was set just now stands in the log before the time that passes with it.
  function waitFor(field) {
    const seconds = Number(field.value);
    if (!(seconds > 0)) return;
    field.value = "";
    const seen = () => planned !== null && Promise.race([lookAsPlanned(), new Promise((go) => setTimeout(go, WATCH_AFTER))]);
    waited = waited.then(seen).then(() => {
      clock.atLeast(Math.round((clock.now() + seconds) * 10) / 10);
      pause = WATCH_EVERY;
      look();
    });
  }

  function busy(button, on) {
    if (!button) return;
    if (on) button.dataset.busy = "yes"; else delete button.dataset.busy;
    button.setAttribute("aria-disabled", String(on));
  }

  const buttonOf = ({ body: sent }) => form.querySelector(sent.instrument ? `[data-measure][value="${CSS.escape(sent.instrument)}"]` : `[data-act][value="${CSS.escape(sent.action)}"]`);

  async function told({ entry, view: seen, description, left: rest, watches: more }, errand) {
    left = rest;
    looking?.abort();
    pause = WATCH_EVERY;
    watched(more);
    const fresh = !entries.has(entry.number);
    entries.set(entry.number, entry);
    if (entry.kind === "reading") beginPlots();
    clock?.atLeast(entry.at);
    const instrument = instruments.get(entry.instrument);
    if (entry.kind === "reading" && instrument?.run && !entry.nothing) {
      scene.follow(shown(seen), prints, { glide: false });
      await scene.play(compute(instrument.run, shown(seen)));
    }
    busy(buttonOf(errand), false);
    showLeft();
    if (fresh) addToLog(entry);
    keepLog([...entries.values()].filter(({ number }) => !data.log.some((one) => one.number === number)), left);
    show(seen, description);
    if (entry.kind === "reading") instrument.show(entry.nothing ? "" : entry.shown.endsWith(entry.unit) && entry.unit ? entry.shown.slice(0, -entry.unit.length).trim() : entry.shown);
    scene.follow({}, printed());
    tellFrame(entry);
    if (entry.said) { if (instrument) instrument.note(entry.said); if (!instrument || entry.kind === "mishap") say(entry.said, 8); }
    if (entry.kind === "reading" && !entry.nothing && !entry.overload) tables.take(entry);
  }

  function showLeft() { form.querySelectorAll("[data-left]").forEach((place) => { place.textContent = String(left); }); }

  function addKept(kept) {
    const later = (kept?.entries ?? []).filter(({ number }) => !entries.has(number));
    later.forEach((entry) => { entries.set(entry.number, entry); addToLog(entry); });
    if (later.length > 0) { left = kept.left; showLeft(); }
    if (later.some(({ kind }) => kind === "reading")) beginPlots();
  }

  function refused(reason, errand) {
    busy(buttonOf(errand), false);
    if (reason) say(reason, 8);
  }

  function showConnection(state, waiting, kept = true) {
    const place = connection();
    const said = { sent: "", busy: words.busy, waiting: words.waiting, "signed-out": words.signed_out }[state] ?? "";
    place.textContent = (said && !kept ? words.unkept : said).replace("{number}", String(waiting));
    place.hidden = place.textContent === "";
    if (state !== "sent") form.querySelectorAll("[data-busy]").forEach((button) => busy(button, false));
  }

  function connection() {
    let place = form.querySelector(".bench-connection");
    if (!place) {
      place = Object.assign(document.createElement("p"), { className: "bench-connection note", hidden: true });
      place.setAttribute("role", "status");
      form.querySelector(".bench-side").prepend(place);
    }
    return place;
  }

  function addToLog(entry) {
    const body = form.querySelector("[data-log]");
    const row = document.createElement("tr");
    row.dataset.entry = entry.number;
    row.dataset.kind = entry.kind;
    const head = document.createElement("th");
    head.scope = "row";
    const label = document.createElement("label");
    if (entry.kind === "reading") {
      const radio = Object.assign(document.createElement("input"), { type: "radio", name: "chosen", value: String(entry.number), checked: true });
      radio.setAttribute("aria-label", words.choose_reading.replace("{number}", String(entry.number)));
      label.append(radio, " ");
    }
    label.append(String(entry.number));
    head.append(label);
    const strong = Object.assign(document.createElement(entry.kind === "mishap" ? "span" : "b"), { textContent: entry.kind === "mishap" || entry.nothing ? entry.said : entry.shown });
    if (entry.kind === "mishap") strong.className = "unread";
    const about = Object.assign(document.createElement("small"), { textContent: entry.words });
    row.append(head, cell(entry.done), cell(strong), cell(about));
    if (data.clock) row.append(cell(String(entry.at).replace(".", data.decimal)));
    body.prepend(row);
    form.querySelector("[data-no-log]")?.remove();
  }

  function cell(content) { const made = document.createElement("td"); made.append(content); return made; }

  function chosenEntry() { return Number(form.querySelector('input[name="chosen"]:checked')?.value ?? NaN); }

  // Asked alone: what is being written is saved by the same request.
  async function calculate(what) {
    const asked = new CustomEvent("calculates", { detail: { ask: () => askToCalculate(what), reply: null } });
    form.dispatchEvent(asked);
    return asked.detail.reply ?? askToCalculate(what);
  }

  async function askToCalculate(what) {
    const fields = new URLSearchParams(new FormData(form));
    fields.delete("idempotency");
    fields.set("calculate", what);
    try {
      const reply = await fetch(data.urls.save, { method: "POST", redirect: "manual", headers: { Accept: "application/json" }, body: fields });
      return reply.ok ? await reply.json() : null;
    } catch (error) {
      if (error instanceof TypeError) { say(words.offline); return null; }
      throw error;
    }
  }

  function followTabs() {
    const nav = document.querySelector("[data-bench-tabs]");
    const open = () => { const target = document.getElementById(location.hash.slice(1)); if (target?.matches("details[data-bench-panel]")) target.open = true; };
    nav?.addEventListener("click", (event) => {
      const link = event.target.closest("a");
      const target = link && document.getElementById(link.hash.slice(1));
      if (target?.matches("details")) target.open = true;
    });
    window.addEventListener("hashchange", open);
    open();
  }
}
