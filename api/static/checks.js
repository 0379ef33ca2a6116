// Handing in answers: a check is put down in this browser before it is sent, so that none is lost and none counts twice.
import { fieldsOf, fill, typedText } from "./answer-fields.js";
import { isAway, moment, tellConnection, workWords } from "./connection.js";
import { draftOf } from "./drafts.js";
import { keepChecked } from "./kept-work.js";
import { add, listen, pump, settle, waiting } from "./outbox.js";
import { enliven } from "./start.js";

const LATE_AFTER = 2_000;
const KEYS = ["idempotency", "known", "changed"];
const begun = new WeakMap();
let listening = false;

export function followChecks(form) {
  if (!listening) { listening = true; listen(heard); }
  form.addEventListener("htmx:confirm", confirmed);
  form.addEventListener("htmx:beforeOnLoad", answered);
  form.addEventListener("htmx:sendError", () => later(form, "offline"));
  form.addEventListener("htmx:sendAbort", () => later(form, "offline"));
  form.addEventListener("submit", sendReport);
  showWaiting(form);
}

// What goes one after another: all that is asked of one slot, readings and checks.
export const lineOf = (form) => new URL(form.dataset.draftUrl ?? form.action, location.href).pathname.replace(/\/(draft|check)$/, "");

function errandOf(form, action) {
  const own = KEYS.filter((name) => form.elements[name]).map((name) => [name, form.elements[name].value]);
  return { url: new URL(action, location.href).pathname, line: lineOf(form), page: location.pathname, section: form.closest("section.task")?.id ?? "", check: true, fragment: form.hasAttribute("hx-post"), fields: [...fieldsOf(form), ...own] };
}

function confirmed(event) {
  const form = event.currentTarget;
  if (event.target !== form) return;
  event.preventDefault();
  if (begun.has(form)) return;
  begun.set(form, {});
  hand(form, event.detail.issueRequest);
}

async function hand(form, issueRequest) {
  await draftOf(form)?.quiet();
  const errand = await add(errandOf(form, form.action), { send: false });
  begun.set(form, errand);
  draftOf(form)?.pause();
  if (navigator.onLine) issueRequest(true);
  else wait(form, errand);
}

function answered(event) {
  const form = event.currentTarget;
  const errand = begun.get(form);
  if (!errand || event.target !== form) return;
  const { xhr } = event.detail;
  const away = new URL(xhr.responseURL || location.href).pathname === "/sign-in" || xhr.status === 403;
  if (away || isAway({ status: xhr.status }) || xhr.getResponseHeader("Retry-After")) {
    event.preventDefault();
    later(form, away ? "" : "busy_server");
    return;
  }
  begun.delete(form);
  settle(errand);
  if (xhr.status >= 400) { draftOf(form)?.resume(); return; }
  draftOf(form)?.drop();
  keepChecked(xhr.responseText);
}

// htmx gives the button back when the request has ended; only then everything is held.
function later(form, told) {
  const errand = begun.get(form);
  if (!errand?.url) return;
  tellConnection(told);
  setTimeout(() => wait(form, errand));
}

// A lab's report goes as a page; without a connection it waits like everything else, after the readings before it.
function sendReport(event) {
  const form = event.currentTarget;
  const button = event.submitter;
  if (!button?.matches("[data-check]") || button.dataset.sure) return;
  event.preventDefault();
  if (!begun.has(form)) { begun.set(form, {}); handReport(form, button); }
}

// The page that answers knows nothing of this one: what it left unsent would come to a report that is judged.
async function handReport(form, button) {
  if (navigator.onLine) await draftOf(form)?.flush();
  else await draftOf(form)?.quiet();
  draftOf(form)?.pause();
  if (navigator.onLine && !(await waiting()).some((errand) => errand.line === lineOf(form))) {
    button.dataset.sure = "yes";
    form.requestSubmit(button);
    return;
  }
  wait(form, await add(errandOf(form, button.formAction), { send: false }));
}

// Handed in, and not answered: the answers stand as they are until the server has spoken.
function wait(form, errand) {
  begun.set(form, errand);
  draftOf(form)?.pause();
  if (!form.hasAttribute("data-waiting")) hold(form, errand);
  pump();
}

function hold(form, errand) {
  form.setAttribute("data-waiting", "");
  form.querySelectorAll("input:not([type=hidden], :disabled), select:enabled, textarea:enabled, button:enabled").forEach((control) => { control.disabled = true; control.dataset.held = ""; });
  form.querySelectorAll(".plane").forEach((plane) => { plane.inert = true; });
  const note = noteOf(workWords().waits.replace("{moment}", moment(errand.at)), "undecided");
  note.dataset.waits = "";
  (form.querySelector(".hands") ?? form.lastElementChild).before(note);
}

// Not accepted: it can be written on, and the server's words stand beside it.
function release(form, errand, words) {
  begun.delete(form);
  form.removeAttribute("data-waiting");
  form.querySelectorAll("[data-held]").forEach((control) => { control.disabled = false; delete control.dataset.held; });
  form.querySelectorAll(".plane").forEach((plane) => { plane.inert = false; });
  form.querySelector("[data-waits]")?.replaceWith(noteOf(told(workWords().too_late, errand, words), "wrong"));
  draftOf(form)?.resume();
}

// After loading anew: what this slot waits for is shown, with the answers as they were handed in.
async function showWaiting(form) {
  const errand = (await waiting()).find((one) => one.check && one.line === lineOf(form));
  if (!errand || begun.has(form)) return;
  fill(form, errand.fields);
  wait(form, errand);
}

async function heard({ what, errand, html, judged, words }) {
  if (!errand.check) return;
  const here = errand.page === location.pathname;
  const section = here ? document.getElementById(errand.section) : null;
  if (what === "done" && errand.fragment) { if (section) await swap(section, html, errand, judged); keepChecked(html, errand.page); }
  else if (what === "done" && here) location.reload();
  else if (what === "refused" && here) release(section?.querySelector("form") ?? document.querySelector("form[data-bench]"), errand, words);
  else if (what === "signed-out" && here) (section ?? document).querySelector("[data-state-of-draft]")?.replaceChildren(workWords().signed_out);
}

async function swap(section, html, errand, judged) {
  const fresh = new DOMParser().parseFromString(html, "text/html");
  const checked = fresh.getElementById(section.id);
  if (!checked) return;
  draftOf(section.querySelector("form"))?.drop();
  section.replaceWith(checked);
  const progress = fresh.getElementById("progress");
  if (progress) document.getElementById("progress")?.replaceWith(progress);
  const task = checked.querySelector("form");
  // Not taken any more: what was written is told, since its fields are gone. What could not be read is told beside its field.
  if (!judged && !task.dataset.draftUrl) task.after(noteOf(told(workWords().too_late, errand, task.querySelector(":scope > .note")?.textContent.trim()), "wrong"));
  else if (judged && (Date.now() - errand.at > LATE_AFTER || !task.dataset.draftUrl)) checked.querySelector("form").after(noteOf(told(workWords().arrived, errand)));
  window.htmx?.process(checked);
  await enliven(checked);
}

function told(words, errand, reason = "") {
  return words.replace("{moment}", moment(errand.at)).replace("{pressed}", moment(errand.at)).replace("{arrived}", moment(Date.now())).replace("{reason}", reason).replace("{typed}", typedText(errand.fields));
}

function noteOf(words, kind = "") {
  const note = Object.assign(document.createElement("p"), { className: `note ${kind}`.trim(), textContent: words });
  note.setAttribute("role", "status");
  return note;
}
