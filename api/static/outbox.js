// What has been asked of the server and not been answered yet: checks, readings and wishes at a bench, in the order in which
// they were asked, each with a key of its own, so that what is sent twice is done once. It outlives the page and the browser.
import { askedFor, isAway, isSignedOut, pageToken, patience, renewToken, tellConnection } from "./connection.js";
import { dropErrand, keep, owner, recall } from "./work-store.js";

const TOO_LONG = 30_000;
const SETTLED = [400, 404, 405, 409, 413, 422];
const listeners = new Set();
const tabs = "BroadcastChannel" in window ? new BroadcastChannel("tetrad-outbox") : null;
const unkept = [];
let failures = 0;
let timer = 0;
let pumping = false;
let again = false;

// `listener({what, errand, html, judged | json | words, kept})`; what: done | refused | waiting | busy | signed-out.
export const listen = (listener) => listeners.add(listener);

function tell(message) {
  listeners.forEach((listener) => listener(message));
}

tabs?.addEventListener("message", ({ data }) => { if (data.person === owner()?.person) tell(data); });

// What another tab shows of the same work follows.
function tellAll(message) {
  tell(message);
  tabs?.postMessage({ ...message, person: owner()?.person });
}

// An errand: {url, line, page, at, fields | json, fragment}; of one `line` they go strictly one after another.
export async function add(errand, { send = true } = {}) {
  const me = owner();
  const fresh = { at: Date.now(), ...errand };
  const number = me ? await keep("errands", me, fresh) : undefined;
  if (number === undefined) unkept.push(fresh);
  else fresh.number = number;
  if (send) pump();
  return fresh;
}

export async function settle(errand) {
  if (errand.number !== undefined) await dropErrand(errand.number);
  else if (unkept.includes(errand)) unkept.splice(unkept.indexOf(errand), 1);
}

export async function waiting() {
  const me = owner();
  return [...(me ? await recall("errands", me) : []), ...unkept];
}

export const keepsAll = () => unkept.length === 0;

export function later(delay) {
  clearTimeout(timer);
  timer = setTimeout(pump, delay);
}

// One tab of a browser sends at a time.
export async function pump() {
  if (pumping) { again = true; return; }
  pumping = true;
  clearTimeout(timer);
  try {
    do {
      again = false;
      await (navigator.locks ? navigator.locks.request("tetrad-outbox", sendAll) : sendAll());
    } while (again);
  } finally { pumping = false; }
}

async function sendAll() {
  const held = new Set();
  for (const errand of await waiting()) {
    if (held.has(errand.line)) continue;
    const outcome = await send(errand);
    if (outcome === "away") return;
    if (outcome === "later") held.add(errand.line);
  }
}

async function ask(errand) {
  const headers = { Accept: errand.check ? "text/html" : "application/json", "X-CSRF-Token": pageToken() };
  if (errand.fragment) headers["HX-Request"] = "true";
  if (errand.json) headers["Content-Type"] = "application/json";
  try {
    return await fetch(errand.url, { method: "POST", headers, signal: AbortSignal.timeout(TOO_LONG), body: errand.json ? JSON.stringify(errand.json) : new URLSearchParams(errand.fields) });
  } catch (error) {
    if (error instanceof TypeError || error instanceof DOMException) return null;
    throw error;
  }
}

// Returns settled, later (this line waits) or away (all wait).
async function send(errand) {
  let reply = await ask(errand);
  const me = owner();
  if (reply && isSignedOut(reply) && me && await renewToken(me.person)) reply = await ask(errand);
  const type = reply?.headers.get("Content-Type") ?? "";
  if (reply?.ok && !isSignedOut(reply) && (errand.fragment ? type.includes("html") : errand.json ? type.includes("json") : true)) {
    failures = 0;
    tellConnection("");
    const body = await reply.text();
    await settle(errand);
    tellAll({ what: "done", errand, ...(errand.json ? { json: JSON.parse(body) } : { html: body, judged: !reply.headers.has("X-Not-Checked") }) });
    return "settled";
  }
  const asked = askedFor(reply);
  if (reply && SETTLED.includes(reply.status) && asked === null) {
    await settle(errand);
    tellAll({ what: "refused", errand, words: await wordsOf(reply, type) });
    return "settled";
  }
  const what = reply && isSignedOut(reply) ? "signed-out" : asked !== null || reply ? "busy" : "waiting";
  if (!reply) tellConnection("offline");
  else if (isAway(reply)) tellConnection("busy_server");
  tell({ what, errand, kept: keepsAll() });
  later(patience(failures, asked));
  failures += 1;
  return isAway(reply) || what === "signed-out" ? "away" : "later";
}

async function wordsOf(reply, type) {
  if (type.includes("json")) return (await reply.json()).error ?? "";
  const page = new DOMParser().parseFromString(await reply.text(), "text/html");
  const told = page.querySelectorAll("#bench-said, .bench-report p.error");
  return [...(told.length > 0 ? told : page.querySelectorAll("main h1, main h1 ~ p"))].slice(0, 3).map((part) => part.textContent.trim()).join(" ");
}

window.addEventListener("online", () => { failures = 0; pump(); });
document.addEventListener("visibilitychange", () => { if (!document.hidden) pump(); });
// What only this page knows of would be lost with it.
window.addEventListener("beforeunload", (event) => { if (unkept.length > 0) event.preventDefault(); });
