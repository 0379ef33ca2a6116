// The YAML of a task: its lines are numbered while one types, and a problem leads to its place.
export function followYaml(form) {
  const text = form.querySelector("textarea");
  const numbers = form.querySelector(".line-numbers");
  const state = form.querySelector("[data-state-of-draft]");
  let unsaved = false;

  text.addEventListener("input", () => {
    unsaved = true;
    state.textContent = form.dataset.unsaved;
    count();
  });
  text.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key === "s") { event.preventDefault(); form.requestSubmit(); }
  });
  form.addEventListener("submit", () => { unsaved = false; });
  window.addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });
  document.querySelectorAll("a[data-line]").forEach((link) => link.addEventListener("click", (event) => {
    event.preventDefault();
    lead(Number(link.dataset.line), Number(link.dataset.column));
  }));
  const asked = location.hash.match(/^#L(\d+)$/);
  if (asked) lead(Number(asked[1]), 1);

  function count() {
    const lines = text.value.split("\n").length;
    while (numbers.children.length < lines) {
      const line = document.createElement("li");
      line.id = `L${numbers.children.length + 1}`;
      line.textContent = numbers.children.length + 1;
      numbers.append(line);
    }
    while (numbers.children.length > lines) numbers.lastChild.remove();
    text.rows = Math.max(12, lines + 1);
  }

  function lead(line, column) {
    const lines = text.value.split("\n");
    const start = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
    text.focus({ preventScroll: true });
    text.setSelectionRange(start + Math.max(0, column - 1), start + (lines[line - 1] ?? "").length);
    document.getElementById(`L${line}`)?.scrollIntoView({ block: "center" });
  }
}
