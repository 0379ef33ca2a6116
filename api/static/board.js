// The board of a lesson: arrow keys turn the steps, a clock counts the minutes of the step down.
export function showBoard() {
  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const key = { PageUp: "ArrowLeft", PageDown: "ArrowRight" }[event.key] ?? event.key;
    document.querySelector(`[data-key="${key}"]`)?.click();
  });
  const button = document.querySelector("[data-timer]");
  const shown = document.querySelector("[data-left]");
  let ends = 0;
  let ticking = 0;
  button.addEventListener("click", () => {
    ends = Date.now() + Number(button.dataset.timer) * 60000;
    clearInterval(ticking);
    ticking = setInterval(tick, 250);
    tick();
  });
  function tick() {
    const left = Math.ceil((ends - Date.now()) / 1000);
    const whole = Math.abs(left);
    shown.value = `${left < 0 ? "−" : ""}${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
    shown.classList.toggle("over", left < 0);
  }
}
