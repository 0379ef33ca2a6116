// A page of the lab's own in place of a drawing. It is hostile until proven otherwise: it is told what this page knows of the
// bench, and what it wishes is done at the controls as a hand would do it, or not at all.

const A_SECOND = 20;
const FLOODED = 220;

const isName = (value) => typeof value === "string" && value.length > 0 && value.length <= 100;
const isNumber = (value) => typeof value === "number" && Number.isFinite(value);
const isJoins = (value) => Array.isArray(value) && value.length <= 60 && value.every(isName);
const SHAPES = {
  hello: { version: (value) => value === 1 },
  set: { control: isName, value: (value) => isNumber(value) || isName(value) || isJoins(value) },
  measure: { instrument: isName },
  act: { action: isName, amount: (value) => value === null || isNumber(value) },
  submit: { note: (value) => typeof value === "string" && value.length <= 2000 },
};
const TOLD = ["number", "kind", "instrument", "action", "amount", "settings", "at", "value", "unit", "shown", "overload", "nothing", "mishap", "said"];

// Returns tell(state, entry): what the frame is told whenever the bench has changed. `wires` are controls of joins by name.
export function followFrame(box, { form, data, wires, state }) {
  const frame = box.querySelector("iframe");
  const place = box.querySelector("[data-frame-said]");
  const words = JSON.parse(box.dataset.words);
  const controls = new Map(data.controls.map((control) => [control.name, control]));
  let greeted = false;
  let level = 0;
  let heard = performance.now();
  frame.style.aspectRatio = `${frame.width} / ${frame.height}`;

  const answers = {
    hello() { greeted = true; tell(); },
    set({ control, value }) {
      const known = controls.get(control);
      const field = known && form.querySelector(`[data-control="${CSS.escape(control)}"]`);
      if (!field) return "unknown";
      if (form.querySelector("#bench-controls").disabled) return "closed";
      return setControl(field, known, value, wires.get(control)) ? "" : "unfit";
    },
    measure({ instrument }) { return press(form.querySelector(`[data-measure][value="${CSS.escape(instrument)}"]`)); },
    act({ action, amount }) {
      const button = form.querySelector(`[data-act][value="${CSS.escape(action)}"]`);
      const field = button?.closest("[data-action]").querySelector("[data-amount]");
      if (button && (amount === null) === Boolean(field)) return "unfit";
      if (field && button && !mayPress(button) && !enter(field, amount)) return "unfit";
      return press(button);
    },
    // What a package reports is never a mark, and no answer either: the report is written on this page.
    submit() { show(words.submit); return "report"; },
  };

  window.addEventListener("message", listen);
  // What the frame said before this script was there is lost: it is asked to say it again.
  post({ type: "ready", version: 1 });
  return tell;

  function listen(event) {
    if (event.source !== frame.contentWindow || event.origin !== "null") return;
    const now = performance.now();
    level = Math.max(0, level - ((now - heard) / 1000) * A_SECOND) + 1;
    heard = now;
    if (level > FLOODED) { cutOff(); return; }
    if (level > A_SECOND) return;
    const said = read(event.data);
    const reason = said ? answers[said.type](said) : "shape";
    if (reason) post({ type: "refused", of: said?.type ?? "", reason });
  }

  function cutOff() {
    window.removeEventListener("message", listen);
    greeted = false;
    frame.remove();
    show(words.flooded);
    document.querySelector(".bench-described").open = true;
  }

  function show(sentence) { place.textContent = sentence; place.hidden = false; }

  // A reading is spent, and what is done can't be undone: only somebody's own hand leads to them.
  function mayPress(button) {
    if (!button) return "unknown";
    if (!data.editable || button.matches(":disabled")) return "closed";
    if (button.dataset.busy) return "busy";
    return navigator.userActivation?.isActive ? "" : "untouched";
  }

  function press(button) {
    const reason = mayPress(button);
    if (reason === "untouched") show(words.untouched);
    if (!reason) button.click();
    return reason;
  }

  function tell(entry) {
    if (!greeted) return;
    const theme = document.documentElement.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
    const told = entry ? { entry: Object.fromEntries(TOLD.filter((name) => name in entry).map((name) => [name, entry[name]])) } : {};
    post({ type: "state", language: data.language, theme, ...state(), ...told });
  }

  // The frame's origin is nobody's, so it can't be named; what is said is on this page for everybody who looks at it.
  function post(message) { frame.contentWindow?.postMessage({ tetrad: 1, ...message }, "*"); }
}

function read(given) {
  if (typeof given !== "object" || given === null || given.tetrad !== 1 || !Object.hasOwn(SHAPES, given.type)) return null;
  const shape = SHAPES[given.type];
  const names = Object.keys(given);
  if (names.length !== Object.keys(shape).length + 2) return null;
  return Object.entries(shape).every(([name, fits]) => Object.hasOwn(given, name) && fits(given[name])) ? given : null;
}

// Sets a control through its own field, so that all follows as if it had been set by hand. False: that can't be set.
function setControl(box, control, value, wires) {
  if (control.kind === "wiring") return join(box, control, value, wires);
  if (control.kind === "words") {
    if (!isName(value) || !Object.hasOwn(control.words, value)) return false;
    const radio = box.querySelector(`input[value="${CSS.escape(value)}"]`);
    if (radio) radio.checked = true; else box.querySelector("select").value = value;
    (radio ?? box.querySelector("select")).dispatchEvent(new Event("change", { bubbles: true }));
    return true;
  }
  return isNumber(value) && enter(box.querySelector("[data-setting]"), value);
}

// Types a number, or chooses it from a list, if it stands within the field's own limits and on its grid.
function enter(field, value) {
  if (field.tagName === "SELECT") {
    const option = [...field.options].find((one) => Number(one.value) === value);
    if (!option) return false;
    field.value = option.value;
  } else {
    const [lowest, highest, step] = [field.min, field.max, field.step].map(Number);
    const nearest = lowest + Math.round((value - lowest) / step) * step;
    if (value < lowest || value > highest || Math.abs(nearest - value) > step * 1e-6) return false;
    field.value = String(Number(nearest.toPrecision(12)));
  }
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.dispatchEvent(new Event("change", { bubbles: true }));
  return true;
}

function join(box, control, value, wires) {
  if (!isJoins(value)) return false;
  const wanted = value.map((wire) => wire.split("-").sort());
  if (!wanted.every((ends) => ends.length === 2 && ends[0] !== ends[1] && ends.every((end) => Object.hasOwn(control.terminals, end)))) return false;
  const there = new Set(wires.joins());
  const asked = new Set(wanted.map((ends) => ends.join("-")));
  box.querySelector('[data-terminal][aria-pressed="true"]')?.click();
  for (const wire of new Set([...there, ...asked])) {
    if (there.has(wire) === asked.has(wire)) continue;
    for (const end of wire.split("-")) box.querySelector(`[data-terminal="${CSS.escape(end)}"]`).click();
  }
  return true;
}
