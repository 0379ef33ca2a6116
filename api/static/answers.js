// What is typed is read back before it counts (readings.js) and kept as a draft; both only help: the form works without them.
import { followReadings } from "./readings.js";

const SAVE_AFTER = 900;
const unsaved = new Set();

window.addEventListener("beforeunload", (event) => {
  if (unsaved.size > 0) event.preventDefault();
});

export function followAnswers(form) {
  form.addEventListener("keydown", leadToCheck);
  if (form.dataset.readUrl) followReadings(form);
  if (form.dataset.draftUrl) followDraft(form);
}

// Enter in a line goes on to the next one and at last to Check, so that no try is spent by accident.
function leadToCheck(event) {
  if (event.key !== "Enter" || event.defaultPrevented || event.isComposing || !event.target.matches("input:not([type=checkbox], [type=radio])")) return;
  event.preventDefault();
  const steps = [...event.currentTarget.querySelectorAll("input:not([type=hidden]):enabled, select:enabled, textarea:enabled, button.main")];
  steps[steps.indexOf(event.target) + 1]?.focus();
}

function posted(form, extra = {}) {
  const fields = new URLSearchParams(new FormData(form));
  fields.delete("idempotency");
  Object.entries(extra).forEach(([name, value]) => fields.set(name, value));
  return fields;
}

function followDraft(form) {
  const state = form.querySelector("[data-state-of-draft]");
  let timer = 0;
  let stop = null;
  let failures = 0;
  let changes = 0;

  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  form.addEventListener("submit", settled);
  form.addEventListener("htmx:beforeRequest", settled);
  form.addEventListener("htmx:responseError", changed);
  form.addEventListener("htmx:sendError", changed);
  document.addEventListener("visibilitychange", () => { if (document.hidden && unsaved.has(form)) save(); });
  window.addEventListener("online", () => { if (unsaved.has(form)) save(); });

  function show(name) {
    if (!state) return;
    state.dataset.state = name;
    const words = { saving: form.dataset.saving, saved: form.dataset.saved, failed: form.dataset.failed, "signed-out": form.dataset.signedOut };
    state.textContent = words[name] ?? "";
  }

  function changed() {
    changes += 1;
    unsaved.add(form);
    plan(SAVE_AFTER);
  }

  function settled() {
    clearTimeout(timer);
    stop?.abort();
    unsaved.delete(form);
  }

  function plan(delay) {
    clearTimeout(timer);
    timer = setTimeout(save, delay);
  }

  async function save() {
    if (!form.isConnected) return settled();
    clearTimeout(timer);
    stop?.abort();
    stop = new AbortController();
    const signal = stop.signal;
    const saving = changes;
    show("saving");
    let reply = null;
    try {
      reply = await fetch(form.dataset.draftUrl, { method: "POST", body: posted(form), signal, keepalive: document.hidden, redirect: "manual", headers: { Accept: "application/json" } });
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof TypeError)) throw error;
    }
    if (signal.aborted) return;
    if (reply?.ok) {
      failures = 0;
      if (saving === changes) unsaved.delete(form);
      show("saved");
      return;
    }
    failures += 1;
    show(reply && (reply.type === "opaqueredirect" || reply.status === 401 || reply.status === 403) ? "signed-out" : "failed");
    plan(Math.min(30000, 1000 * 2 ** failures));
  }
}
