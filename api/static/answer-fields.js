// The inputs of a form as names with values, and back: what widgets show follows their inputs.
const OWN = new Set(["csrf", "idempotency", "known", "changed"]);

export const fieldsOf = (form) => [...new FormData(form)].filter(([name, value]) => !OWN.has(name) && typeof value === "string");

export const askOf = (element) => element.closest?.("[data-ask]")?.dataset.ask ?? "";

const inputsIn = (root) => [...(root.elements ?? root.querySelectorAll("input, select, textarea"))].filter((input) => input.name && !OWN.has(input.name));

// What an ask holds, as one text, to be compared.
export function contentOf(ask) {
  return inputsIn(ask).filter((input) => (/^(radio|checkbox)$/.test(input.type) ? input.checked : input.value.trim())).map((input) => `${input.name}=${input.value}`).sort().join("\n");
}

export const typedText = (fields) => fields.filter(([name, value]) => name.startsWith("answer.") && value.trim()).map(([, value]) => value).join("; ");

// Puts fields into the form, of the asks in `asks` or of all.
export function fill(form, fields, asks = null) {
  growPlots(form, fields);
  const left = new Map();
  fields.forEach(([name, value]) => left.set(name, [...(left.get(name) ?? []), value]));
  const touched = new Set();
  for (const input of inputsIn(form)) {
    if (asks && !asks.has(askOf(input))) continue;
    const values = left.get(input.name) ?? [];
    if (input.type === "radio" || input.type === "checkbox") input.checked = values.includes(input.value);
    else if (input.type !== "hidden" && input.type !== "submit") input.value = values.shift() ?? "";
    touched.add(input.closest("[data-ordering], [data-plot], [data-table], [data-ask]") ?? input);
  }
  fillTables(form, fields, asks);
  touched.forEach((element) => {
    if (element.matches("[data-ordering]")) arrange(element);
    tellFilled(element.matches("[data-ordering]") ? element.querySelector(".order") : element);
  });
}

// What a form would send of one ask, to be compared with what an ask holds.
export const contentOfFields = (fields) => fields.filter(([, value]) => value.trim()).map(([name, value]) => `${name}=${value}`).sort().join("\n");

// Tables of a report grow as their last row is filled, and their cells know which reading they hold.
function fillTables(form, fields, asks) {
  const values = new Map(fields);
  for (const section of form.querySelectorAll("[data-bench-table]")) {
    if (asks && !asks.has(askOf(section))) continue;
    const last = Math.max(0, ...fields.filter(([name, value]) => value.trim() && name.startsWith(`answer.${askOf(section)}.`)).map(([name]) => Number(name.split(".").at(-1))));
    for (let row = 0, line; (line = section.querySelector(`tr[data-row="${row}"]`)); row += 1) {
      const typed = [...line.querySelectorAll("input[type=text]")];
      // A blank row between others grows no next one by itself.
      if (row < last && !section.querySelector(`tr[data-row="${row + 1}"]`)) { typed[0].value = "0"; tellFilled(typed[0]); }
      line.querySelectorAll("input[type=hidden]").forEach((input) => { input.value = values.get(input.name) ?? ""; });
      typed.forEach((input) => { input.value = values.get(input.name) ?? ""; tellFilled(input); });
    }
  }
}

const tellFilled = (element) => element.dispatchEvent(new CustomEvent("input", { bubbles: true, detail: "filled" }));

function growPlots(form, fields) {
  for (const [name] of fields) {
    const row = /^(.+)\.(dots|curve)\.\d+\.x$/.exec(name);
    if (!row || form.elements[name]) continue;
    const more = [...form.querySelectorAll(`[data-more="${row[2]}"]`)].find((button) => askOf(button) === row[1].replace(/^answer\./, ""));
    for (let tries = 0; more && !form.elements[name] && tries < 60; tries += 1) more.dispatchEvent(new MouseEvent("click", { bubbles: false }));
  }
}

function arrange(box) {
  const list = box.querySelector(".order");
  const place = (line) => Number(line.querySelector("select").value) || Infinity;
  const lines = [...list.children];
  if (lines.every((line) => place(line) === Infinity)) return;
  list.append(...lines.sort((one, other) => place(one) - place(other)));
  const untouched = box.querySelector("[data-untouched]");
  if (untouched) untouched.hidden = true;
}
