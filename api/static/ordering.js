// Lines put in order by buttons or by dragging; the numbered selects beneath are the answer.
export function letMove(box) {
  const list = box.querySelector(".order");
  const lines = () => [...list.children];
  const untouched = box.querySelector("[data-untouched]");

  box.querySelector("[data-keep]")?.addEventListener("click", keep);
  list.addEventListener("click", (event) => {
    const button = event.target.closest("[data-up], [data-down]");
    if (!button) return;
    const line = button.closest("li");
    const other = button.hasAttribute("data-up") ? line.previousElementSibling : line.nextElementSibling;
    if (other) button.hasAttribute("data-up") ? other.before(line) : other.after(line);
    keep();
    announce(line);
    button.focus();
  });
  list.addEventListener("pointerdown", (event) => {
    const grip = event.target.closest(".grip");
    if (grip && box.querySelector("[data-up]")) drag(grip.closest("li"), grip, event.pointerId);
  });

  function drag(line, grip, pointer) {
    grip.setPointerCapture(pointer);
    line.classList.add("held");
    const move = (event) => {
      const over = lines().find((other) => { const box = other.getBoundingClientRect(); return event.clientY >= box.top && event.clientY <= box.bottom; });
      if (!over || over === line) return;
      lines().indexOf(over) < lines().indexOf(line) ? over.before(line) : over.after(line);
    };
    const drop = () => {
      grip.removeEventListener("pointermove", move);
      line.classList.remove("held");
      keep();
      announce(line);
    };
    grip.addEventListener("pointermove", move);
    grip.addEventListener("lostpointercapture", drop, { once: true });
  }

  function keep() {
    lines().forEach((line, index) => { line.querySelector("select").value = String(index + 1); });
    if (untouched) untouched.hidden = true;
    list.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function announce(line) {
    const words = box.dataset.moved.replace("{line}", line.querySelector(".words").textContent.trim()).replace("{place}", String(lines().indexOf(line) + 1));
    box.querySelector("[data-announce]").textContent = words;
  }
}
