// Every answer is kept in this browser as it is typed, then sent as a draft, and says of itself where it is safe.
import { contentOf, askOf, fieldsOf, fill } from "./answer-fields.js";
import { askedFor, isAway, isSignedOut, patience, renewToken, tellConnection, workWords } from "./connection.js";
import { showOther } from "./other-devices.js";
import { begun } from "./start.js";
import { dropAnswers, keep, owner, recallOne } from "./work-store.js";

const SAVE_AFTER = 900;
const TOO_LONG = 20_000;
const LONGEST_QUIET = 3000;
const SIGNS = { saved: "✓", kept: "↑", refused: "✗", unkept: "!" };
const followed = new WeakMap();

window.addEventListener("beforeunload", (event) => {
  if ([...document.querySelectorAll("form[data-draft-url]")].some((form) => followed.get(form)?.onlyHere())) event.preventDefault();
});

// What follows this form's draft; `quiet()` resolves when nothing of it is on its way, `flush()` when all of it has gone.
export const draftOf = (form) => followed.get(form);

export function followDraft(form) {
  const me = owner();
  const id = new URL(form.dataset.draftUrl, location.href).pathname;
  const place = form.querySelector("[data-state-of-draft]");
  const changed = new Set();
  // What was sent and never answered may be what the server has: it is no other device's.
  const unanswered = new Map();
  const known = () => form.elements.known;
  let timer = 0;
  let failures = 0;
  let changes = 0;
  let sending = null;
  let keeping = null;
  let stale = false;
  let kept = true;
  let closed = false;

  followed.set(form, {
    quiet: async () => { clearTimeout(timer); await notTooLong(sending); await keeping; },
    flush: async () => { await notTooLong(sendAll()); await keeping; },
    pause: () => { closed = true; clearTimeout(timer); },
    resume: () => { closed = false; if (changed.size > 0) plan(SAVE_AFTER); },
    drop: () => { closed = true; return me && dropAnswers(me, id); },
    onlyHere: () => changed.size > 0 && !kept && !closed,
  });
  form.addEventListener("input", entered);
  form.addEventListener("change", entered);
  form.addEventListener("calculates", (event) => { event.detail.reply = alone(event.detail.ask); });
  document.addEventListener("visibilitychange", () => { if (document.hidden && changed.size > 0) save(); });
  window.addEventListener("online", () => { failures = 0; if (changed.size > 0) save(); });
  restore();

  function entered(event) {
    if (closed || event.detail === "filled") return;
    changes += 1;
    changed.add(askOf(event.target));
    tellChanged();
    // What was typed just now is safe nowhere yet.
    if (place?.dataset.state === "saved") tellState("saving");
    remember();
    plan(SAVE_AFTER);
  }

  function tellChanged() {
    if (form.elements.changed) form.elements.changed.value = [...changed].join(" ");
  }

  // One change after another; what came meanwhile is kept together.
  function remember() {
    stale = true;
    keeping ??= keepLatest().finally(() => { keeping = null; });
    return keeping;
  }

  async function keepLatest() {
    while (stale && !closed) {
      stale = false;
      kept = me !== null && (await keep("answers", me, record())) !== undefined;
    }
    if (!sending && !closed && changed.size > 0) show(kept ? (navigator.onLine ? "saving" : "kept") : "unkept");
  }

  function record() {
    return { id, page: location.pathname, section: form.closest("section.task")?.id ?? "", fields: fieldsOf(form), changed: [...changed], unsent: changed.size > 0, known: known()?.value ?? "", at: Date.now() };
  }

  // A page that has just come from the server holds all but what never got there; a kept copy holds less than this browser.
  async function restore() {
    const found = me ? await recallOne(me, id) : null;
    // The tables of a bench grow by its own script.
    if (form.matches("[data-bench]")) await begun();
    if (!found || closed || changes > 0) return;
    const copy = Boolean(document.documentElement.dataset.kept);
    if (!copy && !found.unsent) { await dropAnswers(me, id); return; }
    fill(form, found.fields, copy || found.changed.includes("") ? null : new Set(found.changed));
    if (known()) known().value = found.known;
    found.changed.forEach((ask) => changed.add(ask));
    tellChanged();
    if (!found.unsent) return;
    show("kept");
    plan(0);
  }

  function plan(delay) {
    clearTimeout(timer);
    timer = setTimeout(save, delay);
  }

  function save() {
    clearTimeout(timer);
    if (!form.isConnected) closed = true;
    if (sending || closed || changed.size === 0) return;
    sending = send().finally(() => { sending = null; });
  }

  async function sendAll() {
    while (sending) await sending;
    save();
    await sending;
  }

  function notTooLong(work) { return Promise.race([work, new Promise((resolve) => { setTimeout(resolve, LONGEST_QUIET); })]); }

  function body() {
    const fields = new URLSearchParams(new FormData(form));
    fields.delete("idempotency");
    return fields;
  }

  async function post() {
    try {
      return await fetch(form.dataset.draftUrl, { method: "POST", body: body(), keepalive: document.hidden, redirect: "manual", signal: AbortSignal.timeout(TOO_LONG), headers: { Accept: "application/json" } });
    } catch (error) {
      if (error instanceof TypeError || error instanceof DOMException) return null;
      throw error;
    }
  }

  async function send() {
    const saving = changes;
    const sent = new Set(changed);
    show("saving", sent);
    sent.forEach((ask) => unanswered.set(ask, [...(unanswered.get(ask) ?? []), contentOf(boxOf(ask) ?? form)].slice(-20)));
    let reply = await post();
    if (reply && isSignedOut(reply) && me && await renewToken(me.person)) reply = await post();
    if (closed) return;
    if (reply?.ok) return saved(await reply.json().catch(() => ({})), saving, sent);
    if (reply && [400, 409, 413, 422].includes(reply.status)) return refused(reply, sent);
    show(isSignedOut(reply ?? { type: "" }) ? "signed-out" : kept ? (reply ? "busy" : "kept") : "unkept", sent);
    if (isAway(reply)) tellConnection(reply ? "busy_server" : "offline");
    plan(patience(failures, askedFor(reply)));
    failures += 1;
  }

  // What else saves this draft does so by itself: two at once would each take the other for another device.
  async function alone(ask) {
    while (sending) await sending;
    const sent = new Set(changed);
    const asked = ask();
    sending = asked.then((answer) => (answer ? heed(answer, sent) : null)).finally(() => { sending = null; if (changed.size > 0) plan(SAVE_AFTER); });
    return asked;
  }

  async function saved(answer, saving, sent) {
    failures = 0;
    tellConnection("");
    if (saving === changes) changed.clear();
    await heed(answer, sent);
    unanswered.clear();
    tellChanged();
    if (!closed) await remember();
    show(changed.size > 0 ? "saving" : "saved", sent);
    if (changed.size > 0) plan(SAVE_AFTER);
  }

  async function heed(answer, sent) {
    if (known() && answer.saved_at) known().value = String(answer.saved_at);
    const mine = (other) => unanswered.get(other.ask)?.includes(other.content);
    for (const other of answer.others ?? []) await showOther(boxOf(other.ask), other, { mine, keepMine: sent.has(other.ask) || changed.has(other.ask) });
    if (answer.handed_in) tell(workWords().handed_in);
  }

  // What the server will not have stays in this browser, and says so.
  async function refused(reply, sent) {
    const type = reply.headers.get("Content-Type") ?? "";
    const reason = type.includes("json") ? (await reply.json()).error ?? "" : "";
    show("refused", sent, reason);
  }

  function tell(words) {
    let note = form.querySelector("[data-told]");
    if (!note) {
      note = Object.assign(document.createElement("p"), { className: "note partly" });
      note.dataset.told = "";
      note.setAttribute("role", "status");
      (form.querySelector(".hands") ?? form).before(note);
    }
    note.textContent = words;
  }

  function boxOf(ask) {
    return ask ? [...form.querySelectorAll("[data-ask]")].find((box) => box.dataset.ask === ask) : null;
  }

  function show(state, asks = changed, reason = "") {
    const words = workWords();
    if (place) tellState(state, reason);
    const own = { saving: kept ? "kept" : "unkept", busy: "kept", "signed-out": "kept" }[state] ?? state;
    asks.forEach((ask) => mark(boxOf(ask), own, words[`ask_${own}`]));
  }

  function tellState(state, reason = "") {
    place.dataset.state = state;
    const told = [workWords()[state.replace("-", "_")] ?? "", reason].filter(Boolean).join(": ");
    if (place.textContent !== told) place.textContent = told;
  }

  // Beside each answer, for the eye; the state of the whole task is read aloud.
  function mark(box, state, words) {
    if (!box || !words) return;
    let sign = box.querySelector(":scope > .safe");
    if (!sign) {
      sign = Object.assign(document.createElement("small"), { className: "safe" });
      box.append(sign);
    }
    if (sign.dataset.safe === state) return;
    sign.dataset.safe = state;
    sign.replaceChildren(Object.assign(document.createElement("span"), { textContent: SIGNS[state], ariaHidden: "true" }), ` ${words}`);
  }
}
