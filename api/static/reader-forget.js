// What a browser keeps belongs to who made it: signing out deletes all of it, and so does the next person who signs in.
import { isAway } from "./connection.js";
import { countSealed, forgetWork, owner, recall } from "./work-store.js";

const SCOPES = ["/textbooks/", "/assignments"];
// As long as a session lasts at the most, in seconds.
const LEAVING = 7 * 24 * 3600;

export function forgetOnLeaving(form) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.forgotten) return;
    event.preventDefault();
    leave(form);
  });
}

async function leave(form) {
  if ((await hasUnsent()) && !window.confirm(form.dataset.unsent)) return;
  form.dataset.forgotten = "yes";
  try { await forget(); } finally { await signOut(form); }
}

async function signOut(form) {
  const reply = await ask(form);
  if (isAway(reply)) leaveLater(form);
  else if (reply.ok) location.replace(reply.url);
  else form.submit();
}

async function ask(form) {
  try {
    return await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) });
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

// The server ends the session at whatever this browser asks it for next, and whoever sits down here then is nobody.
function leaveLater(form) {
  document.cookie = `leaving=yes; path=/; max-age=${LEAVING}; samesite=lax${location.protocol === "https:" ? "; secure" : ""}`;
  const [title, words] = ["h1", "p"].map((name) => document.createElement(name));
  title.textContent = form.dataset.gone;
  words.textContent = form.dataset.goneLater;
  document.querySelector("main").replaceChildren(title, words);
  document.querySelectorAll("header nav, header form[data-person]").forEach((part) => part.remove());
  document.title = form.dataset.gone;
  document.querySelector("main").focus();
}

async function hasUnsent() {
  const me = owner();
  if (!me) return false;
  if ((await countSealed("errands", me)) + (await countSealed("answers", me)) > 0) return true;
  return (await recall("errands", me)).length > 0 || (await recall("answers", me)).some((record) => record.unsent);
}

async function forget() {
  await forgetPages();
  await forgetWork();
}

// Whoever signs in may be somebody else: pages go at once. What was not sent stays, sealed, until it is known who comes.
export async function forgetPages() {
  if ("caches" in window) for (const name of await caches.keys()) if (name.startsWith("tetrad-kept-")) await caches.delete(name);
  if ("serviceWorker" in navigator) for (const scope of SCOPES) await (await navigator.serviceWorker.getRegistration(scope))?.unregister();
  try { Object.keys(localStorage).filter((key) => key.startsWith("tetrad-place-")).forEach((key) => localStorage.removeItem(key)); } catch { /* nothing is kept here */ }
}
