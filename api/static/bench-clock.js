// Lab time: it stands still until the student lets it run, and may run faster than the clock on the wall.
const TICK = 100;

export function makeClock(box, { at, longest, decimal, words, ticked }) {
  const shown = box.querySelector("[data-at]");
  const field = box.querySelector("[data-at-field]");
  const button = box.querySelector("[data-pause]");
  const speed = box.querySelector("[data-speed]");
  let passed = at;
  let since = null;
  let timer = 0;

  const now = () => Math.min(longest, Math.round((passed + (since === null ? 0 : ((performance.now() - since) / 1000) * Number(speed.value))) * 10) / 10);

  function show() {
    const moment = now();
    field.value = String(moment);
    shown.textContent = moment.toFixed(1).replace(".", decimal);
    return moment;
  }

  function tick() {
    const moment = show();
    ticked(moment);
    if (moment >= longest) stop();
  }

  function stop() {
    passed = now();
    since = null;
    clearInterval(timer);
    label();
  }

  function run() {
    since = performance.now();
    timer = setInterval(tick, TICK);
    label();
  }

  function label() {
    const paused = since === null;
    button.setAttribute("aria-pressed", String(paused));
    button.textContent = paused ? words.run : words.pause;
    box.dataset.running = paused ? "no" : "yes";
  }

  button.addEventListener("click", () => (since === null ? run() : stop()));
  speed.addEventListener("change", () => { if (since !== null) { passed = now(); since = performance.now(); } });
  document.addEventListener("visibilitychange", () => { if (document.hidden && since !== null) stop(); });
  label();
  // Lab time never goes back: what the server has logged already has passed.
  return { now, running: () => since !== null, atLeast: (moment) => { if (moment > now()) { passed = moment; if (since !== null) since = performance.now(); } show(); } };
}
