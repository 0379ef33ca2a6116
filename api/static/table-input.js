// Tables filled by keyboard: arrows and Enter move, and cells copied from a spreadsheet are pasted as cells.
export function moveByKeys(table) {
  table.addEventListener("keydown", (event) => {
    const input = event.target;
    if (!input.matches("input")) return;
    const next = target(table, input, event);
    if (!next) return;
    event.preventDefault();
    next.focus();
    next.select();
  });
  table.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text/plain");
    if (!event.target.matches("input") || !/[\t\n]/.test(text.trim())) return;
    event.preventDefault();
    paste(table, event.target, text);
  });
}

function cells(table) {
  return [...table.tBodies[0].rows].map((row) => [...row.cells].map((cell) => cell.querySelector("input:enabled")));
}

function place(grid, input) {
  const row = grid.findIndex((line) => line.includes(input));
  return [row, grid[row].indexOf(input)];
}

function target(table, input, event) {
  if (event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return null;
  const grid = cells(table);
  const [row, column] = place(grid, input);
  const start = input.selectionStart === 0 && input.selectionEnd === 0;
  const whole = input.selectionStart === 0 && input.selectionEnd === input.value.length;
  const end = input.selectionStart === input.value.length;
  const along = { ArrowLeft: start || whole ? -1 : 0, ArrowRight: end ? 1 : 0 }[event.key];
  if (along) return grid[row].slice(along > 0 ? column + 1 : 0, along > 0 ? undefined : column).filter(Boolean).at(along > 0 ? 0 : -1);
  const across = { ArrowUp: -1, ArrowDown: 1, Enter: event.shiftKey ? -1 : 1 }[event.key];
  if (!across) return null;
  for (let line = row + across; line >= 0 && line < grid.length; line += across) if (grid[line][column]) return grid[line][column];
  return event.key === "Enter" ? input : null;
}

function paste(table, input, text) {
  const lines = text.replace(/\r\n?/g, "\n").replace(/\n$/, "").split("\n").map((line) => line.split("\t"));
  const grid = cells(table);
  const [row, column] = place(grid, input);
  const filled = [];
  lines.forEach((line, down) => {
    const inputs = (grid[row + down] ?? []).slice(column).filter(Boolean);
    line.forEach((value, across) => {
      if (!inputs[across]) return;
      inputs[across].value = value.trim();
      filled.push(inputs[across]);
    });
  });
  filled.forEach((cell) => cell.dispatchEvent(new Event("input", { bubbles: true })));
  filled.at(-1)?.focus();
}
