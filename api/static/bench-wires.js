// Wires between terminals: choose one, then another; the same pair again takes the wire away.
const SVG = "http://www.w3.org/2000/svg";

// Returns the joins now, sorted `a-b`. Terminals may stand in the scene too, as parts `terminal-NAME`.
export function followWires(box, { control, svg, words, changed }) {
  const field = `set.${control.name}`;
  const list = box.querySelector("ol");
  const holder = list.parentElement;
  const fixed = box.closest("fieldset[disabled]") !== null || holder.disabled;
  let joins = [...list.querySelectorAll(".wire")].map((wire) => [...wire.querySelectorAll("select")].map((one) => one.value)).filter(([one, other]) => one && other && one !== other).map(join);
  let first = null;
  list.querySelectorAll("select").forEach((one) => { one.disabled = true; });
  list.hidden = true;

  const board = document.createElement("div");
  board.className = "terminals";
  const drawn = document.createElement("ul");
  drawn.className = "plainlist wires-drawn";
  const hint = Object.assign(document.createElement("small"), { className: "pale", textContent: words.wiring });
  const live = Object.assign(document.createElement("div"), { className: "hidden-text" });
  live.setAttribute("aria-live", "polite");
  const buttons = Object.entries(control.terminals).map(([name, label]) => {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "small", textContent: label, disabled: fixed });
    button.dataset.terminal = name;
    button.setAttribute("aria-pressed", "false");
    button.addEventListener("click", () => choose(name));
    board.append(button);
    return button;
  });
  holder.append(hint, board, drawn, live);
  const spots = new Map(Object.keys(control.terminals).map((name) => [name, svg?.querySelector(`#terminal-${CSS.escape(name)}`) ?? null]));
  const layer = [...spots.values()].every(Boolean) ? svg.querySelector("#wires") ?? svg.appendChild(shape("g", { id: "wires" })) : null;
  if (!fixed) spots.forEach((spot, name) => { if (spot) { spot.classList.add("terminal"); spot.addEventListener("click", () => choose(name)); } });
  show();

  function join([one, other]) { return [one, other].sort().join("-"); }
  function shape(name, attributes) {
    const element = document.createElementNS(SVG, name);
    Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
    return element;
  }

  function choose(name) {
    if (first === null || first === name) { first = first === name ? null : name; show(); return; }
    const wire = join([first, name]);
    const names = [first, name].map((one) => control.terminals[one]).join(" – ");
    const there = joins.includes(wire);
    joins = there ? joins.filter((one) => one !== wire) : [...joins, wire].sort();
    live.textContent = (there ? words.unjoined : words.joined).replace("{wire}", names);
    first = null;
    show();
    changed();
  }

  function show() {
    buttons.forEach((button) => button.setAttribute("aria-pressed", String(button.dataset.terminal === first)));
    spots.forEach((spot, name) => spot?.classList.toggle("chosen", name === first));
    drawn.replaceChildren(...joins.map(item));
    holder.querySelectorAll(`input[name="${field}"]`).forEach((input) => { if (input.value !== "") input.remove(); });
    holder.append(...joins.map((wire) => Object.assign(document.createElement("input"), { type: "hidden", name: field, value: wire })));
    layer?.replaceChildren(...joins.map(line));
  }

  function item(wire) {
    const [one, other] = wire.split("-");
    const entry = document.createElement("li");
    const names = `${control.terminals[one]} – ${control.terminals[other]}`;
    entry.append(names, " ");
    if (!fixed) {
      const button = Object.assign(document.createElement("button"), { type: "button", className: "small", textContent: "×" });
      button.setAttribute("aria-label", words.unjoin.replace("{wire}", names));
      button.addEventListener("click", () => { first = one; choose(other); });
      entry.append(button);
    }
    return entry;
  }

  // A wire hangs a little, and each differently, so that two between neighbours can be told apart.
  function line(wire, number) {
    const [from, to] = wire.split("-").map((name) => centre(spots.get(name)));
    const sag = 14 + 8 * (number % 4) + Math.hypot(to.x - from.x, to.y - from.y) / 8;
    return shape("path", { d: `M${from.x} ${from.y}C${from.x} ${from.y + sag} ${to.x} ${to.y + sag} ${to.x} ${to.y}`, class: `wire wire-${number % 4}` });
  }

  function centre(spot) {
    const { x, y, width, height } = spot.getBBox();
    const point = svg.createSVGPoint();
    point.x = x + width / 2;
    point.y = y + height / 2;
    const matrix = layer.getCTM()?.inverse().multiply(spot.getCTM()) ?? svg.createSVGMatrix();
    return point.matrixTransform(matrix);
  }

  return { joins: () => joins };
}
