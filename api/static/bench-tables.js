// Tables of a report: a reading goes into the cell that waits for it, rows are added as they are needed, steps can be undone.
import { say } from "./messages.js";

const CALCULATE_AFTER = 700;

// `tables` are those of the page's data; `entries` is a map of the log by number; `changed(table)` is called after every change.
export function followTables(form, { tables, entries, chosen, calculate, words, changed }) {
  const past = [];
  const timers = new Map();
  let waiting = null;

  const sections = tables.map((table) => ({ table, section: form.querySelector(`[data-bench-table="${CSS.escape(table.name)}"]`) })).filter(({ section }) => section);

  for (const { table, section } of sections) {
    section.addEventListener("focusin", (event) => arm(event.target.closest('td[data-kind="reading"]')));
    section.addEventListener("click", (event) => press(event, section, table));
    section.addEventListener("input", (event) => typed(event, section, table));
    section.addEventListener("keydown", moveDown);
    grow(section, table);
    const undoing = Object.assign(document.createElement("button"), { type: "button", className: "small", textContent: words.undo, disabled: true });
    undoing.dataset.undo = "";
    undoing.addEventListener("click", () => undo());
    if (!form.hasAttribute("data-disabled")) section.querySelector("h2").after(undoing);
  }

  const cells = (section) => [...section.querySelectorAll("td[data-cell]")];
  const visible = (cell) => cell.querySelector("input[type=text]");
  const hidden = (cell, kind) => cell.querySelector(`input[name^="${kind}."]`);
  const column = (table, cell) => table.columns.find((one) => one.name === cell.dataset.cell);
  const tableOf = (section) => sections.find((one) => one.section === section).table;

  function arm(cell) {
    if (!cell || cell === waiting) return;
    waiting?.classList.remove("armed");
    waiting = cell;
    waiting.classList.add("armed");
  }

  function press(event, section, table) {
    const button = event.target.closest("[data-fill], [data-calculate]");
    if (!button) return;
    event.preventDefault();
    if (button.hasAttribute("data-calculate")) { work(section, table, button.value.split(".").at(-1)); return; }
    const entry = entries.get(chosen());
    const cell = button.closest("td");
    if (!entry) { say(words.choose); return; }
    if (!fill(section, table, cell, entry)) say(words.unfit);
    else visible(cell).focus({ preventScroll: true });
  }

  // Returns whether the reading fits the column of the cell.
  function fill(section, table, cell, entry) {
    const text = entry.cells?.[table.name]?.[cell.dataset.cell];
    if (text === undefined || entry.kind !== "reading") return false;
    remember();
    put(cell, text, entry.number);
    const row = cell.closest("tr");
    for (const [name, setting] of Object.entries(entry.typed?.[table.name] ?? {})) {
      const beside = row.querySelector(`td[data-cell="${CSS.escape(name)}"]`);
      if (beside && visible(beside).value.trim() === "") put(beside, setting, null);
    }
    settle(section, table);
    return true;
  }

  function put(cell, text, entry) {
    visible(cell).value = text;
    if (hidden(cell, "entry")) {
      hidden(cell, "entry").value = entry ?? "";
      hidden(cell, "shown").value = entry ? text : "";
    }
    mark(cell);
    visible(cell).dispatchEvent(new Event("input", { bubbles: true }));
  }

  function mark(cell) {
    const [entry, shown] = [hidden(cell, "entry"), hidden(cell, "shown")];
    if (entry && entry.value !== "" && shown.value === visible(cell).value) cell.dataset.entry = entry.value;
    else delete cell.dataset.entry;
  }

  function typed(event, section, table) {
    const cell = event.target.closest("td[data-cell]");
    if (!cell) { if (event.target.matches("[data-formula]")) plan(section, table, event.target.dataset.formula); return; }
    const number = /^\s*[№#]\s*(\d{1,4})\s*$/u.exec(event.target.value);
    const entry = number && column(table, cell)?.kind === "reading" ? entries.get(Number(number[1])) : null;
    if (entry && fill(section, table, cell, entry)) return;
    mark(cell);
    grow(section, table);
    if (column(table, cell)?.kind !== "derived") recalculate(section, table);
    changed(table.name);
  }

  // Enter goes on to the next row, as in a spreadsheet; from the last row it goes where Enter always goes.
  function moveDown(event) {
    if (event.key !== "Enter" || !event.target.matches("td[data-cell] input[type=text]")) return;
    const cell = event.target.closest("td");
    const below = cell.closest("tr").nextElementSibling?.querySelector(`td[data-cell="${CSS.escape(cell.dataset.cell)}"] input[type=text]`);
    if (!below) return;
    event.preventDefault();
    below.focus();
  }

  function settle(section, table) {
    grow(section, table);
    recalculate(section, table);
    changed(table.name);
  }

  function grow(section, table) {
    const body = section.querySelector("[data-rows]");
    const rows = [...body.rows];
    const last = rows.at(-1);
    if (!last || form.hasAttribute("data-disabled") || rows.length >= table.most) return;
    if ([...last.querySelectorAll("input[type=text]")].every((input) => input.value.trim() === "")) return;
    const number = rows.length;
    const fresh = last.cloneNode(true);
    fresh.dataset.row = String(number);
    const heading = fresh.querySelector("th");
    heading.textContent = String(number + 1);
    heading.id = heading.id.replace(/\d+$/, String(number));
    for (const field of fresh.querySelectorAll("input, button")) {
      field.name = field.name.replace(/\.\d+$/, `.${number}`);
      if (field.matches("button")) field.value = field.value.replace(/\.\d+$/, `.${number}`);
      else field.value = "";
      if (field.dataset.row) field.dataset.row = String(number);
      if (field.hasAttribute("aria-labelledby")) field.setAttribute("aria-labelledby", field.getAttribute("aria-labelledby").replace(/row-\d+$/, `row-${number}`));
      field.removeAttribute("aria-invalid");
    }
    fresh.querySelectorAll("td").forEach((cell) => { delete cell.dataset.entry; cell.classList.remove("armed"); });
    fresh.querySelectorAll(".fill .hidden-text").forEach((text) => { text.textContent = text.textContent.replace(/\d+/, String(number + 1)); });
    body.append(fresh);
  }

  function recalculate(section, table) {
    for (const formula of section.querySelectorAll("[data-formula]")) if (formula.value.trim() !== "") plan(section, table, formula.dataset.formula);
  }

  function plan(section, table, name) {
    const key = `${table.name}.${name}`;
    clearTimeout(timers.get(key));
    timers.set(key, setTimeout(() => work(section, table, name, { quiet: true }), CALCULATE_AFTER));
  }

  async function work(section, table, name, { quiet = false } = {}) {
    const formula = section.querySelector(`[data-formula="${CSS.escape(name)}"]`);
    if (formula.value.trim() === "") return;
    const reply = await calculate(`${table.name}.${name}`);
    if (reply === null) return;
    formula.setCustomValidity(reply.error ?? "");
    formula.toggleAttribute("aria-invalid", Boolean(reply.error));
    showProblem(formula, reply.error);
    if (reply.error) { if (!quiet) say(reply.error, 8); return; }
    for (const [one, values] of Object.entries(reply.cells ?? {})) {
      values.forEach((value, row) => {
        const cell = section.querySelector(`tr[data-row="${row}"] td[data-cell="${CSS.escape(one)}"]`);
        if (cell && visible(cell).value !== value) { visible(cell).value = value; visible(cell).dispatchEvent(new Event("change", { bubbles: true })); }
      });
    }
    changed(table.name);
  }

  function showProblem(formula, words) {
    const place = formula.closest(".own-formula");
    let shown = place.querySelector(".error");
    if (!shown) { shown = Object.assign(document.createElement("p"), { className: "error" }); shown.setAttribute("role", "status"); place.append(shown); }
    shown.textContent = words ?? "";
  }

  function remember() {
    past.push(sections.map(({ section }) => cells(section).map((cell) => [visible(cell).value, hidden(cell, "entry")?.value ?? "", hidden(cell, "shown")?.value ?? ""])));
    if (past.length > 50) past.shift();
    form.querySelectorAll("[data-undo]").forEach((button) => { button.disabled = false; });
  }

  function undo() {
    const kept = past.pop();
    form.querySelectorAll("[data-undo]").forEach((button) => { button.disabled = past.length === 0; });
    if (!kept) return;
    sections.forEach(({ section, table }, place) => {
      cells(section).forEach((cell, index) => {
        const [text, entry, shown] = kept[place][index] ?? ["", "", ""];
        visible(cell).value = text;
        if (hidden(cell, "entry")) { hidden(cell, "entry").value = entry; hidden(cell, "shown").value = shown; }
        mark(cell);
      });
      visible(cells(section)[0])?.dispatchEvent(new Event("change", { bubbles: true }));
      changed(table.name);
    });
    say(words.undone, 3);
  }

  // A fresh reading goes into the cell that waits for it, and the next one of its row waits then.
  function take(entry) {
    if (!waiting?.isConnected || visible(waiting).value.trim() !== "") return false;
    const section = waiting.closest("[data-bench-table]");
    const cell = waiting;
    if (!fill(section, tableOf(section), cell, entry)) return false;
    const after = cells(section).slice(cells(section).indexOf(cell) + 1).find((one) => one.dataset.kind === "reading" && visible(one).value.trim() === "");
    if (after) arm(after);
    return true;
  }

  // What a plot draws: of each row that has both numbers its number from 0 and the texts.
  function textsOf(name, columns) {
    const found = sections.find(({ table }) => table.name === name);
    if (!found) return [];
    return [...found.section.querySelectorAll("[data-rows] tr")].map((row) => ({ row: Number(row.dataset.row), texts: columns.map((one) => (one ? row.querySelector(`td[data-cell="${CSS.escape(one)}"] input[type=text]`)?.value ?? "" : "")) }));
  }

  return { take, texts: textsOf };
}
