// On every page of somebody signed in: what they left unsent goes on, and nothing of anybody else's stays in this browser.
import { typedText } from "./answer-fields.js";
import { askedFor, isAway, isSignedOut, moment, pageToken, patience, renewToken, workWords } from "./connection.js";
import { listen, pump, waiting } from "./outbox.js";
import { dropAnswers, forgetWork, keep, owner, recall } from "./work-store.js";

let failures = 0;
let timer = 0;
let sending = false;

export async function goOn() {
  const me = owner();
  if (!me) return;
  await forgetOthers(me.person);
  listen(() => {});
  if ((await waiting()).length > 0) pump();
  await sendLeft(me);
  window.addEventListener("online", () => { failures = 0; sendLeft(me); });
}

async function forgetOthers(person) {
  await forgetWork(person);
  if (!("caches" in window)) return;
  for (const name of await caches.keys()) if (name.startsWith("tetrad-kept-") && !name.endsWith(`-${person}`)) await caches.delete(name);
}

// Drafts of pages that are not open, or that take no answers any more.
async function sendLeft(me) {
  clearTimeout(timer);
  if (sending) return;
  sending = true;
  try {
    const open = new Set([...document.querySelectorAll("form[data-draft-url]")].map((form) => new URL(form.dataset.draftUrl, location.href).pathname));
    for (const record of await recall("answers", me)) {
      if (open.has(record.id)) continue;
      if (record.unsent && !record.refused && !(await send(me, record))) break;
      if (record.refused && record.page === location.pathname) show(record);
    }
  } finally { sending = false; }
}

// Returns whether the server is there for the next one.
async function send(me, record) {
  const post = () => fetch(record.id, { method: "POST", redirect: "manual", headers: { Accept: "application/json", "X-CSRF-Token": pageToken() }, body: new URLSearchParams([...record.fields, ["known", record.known], ["changed", record.changed.join(" ")]]) });
  let reply = null;
  try {
    reply = await post();
    if (isSignedOut(reply) && await renewToken(me.person)) reply = await post();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
  if (reply?.ok) { await dropAnswers(me, record.id); return true; }
  if (reply && [400, 404, 409, 413].includes(reply.status)) {
    const json = reply.headers.get("Content-Type")?.includes("json");
    record.refused = json ? (await reply.json()).error : " ";
    await keep("answers", me, record);
    return true;
  }
  if (!reply || isAway(reply)) { timer = setTimeout(() => sendLeft(me), patience(failures, askedFor(reply))); failures += 1; }
  return false;
}

// What came too late is not lost: its page shows it, with the moment at which it was written.
function show(record) {
  const section = document.getElementById(record.section);
  if (!section || section.querySelector("[data-refused]") || !typedText(record.fields)) return;
  const note = document.createElement("p");
  note.className = "note wrong";
  note.dataset.refused = "";
  note.setAttribute("role", "status");
  note.textContent = workWords().too_late.replace("{moment}", moment(record.at)).replace("{reason}", record.refused).replace("{typed}", typedText(record.fields));
  section.querySelector("form").after(note);
}
