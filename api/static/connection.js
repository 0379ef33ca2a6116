// Whether the server is reached, told in one place of the page; and how long to leave it alone before the next try.
const PATIENCE = [1000, 2000, 4000, 8000, 15_000, 30_000];
const LONGEST_PATIENCE = 60_000;
let known = null;

export function workWords() {
  known ??= JSON.parse(document.querySelector("[data-work-words]")?.dataset.workWords ?? "{}");
  return known;
}

const CLOCK = { hour: "2-digit", minute: "2-digit" };
const DAY = { day: "numeric", month: "long", year: "numeric" };

export const moment = (at) => written(at, CLOCK);

// As the server writes moments, and in its time zone: a due time stands on the same page.
function written(at, parts) {
  const timeZone = document.querySelector("[data-connection]")?.dataset.zone || undefined;
  const language = document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang;
  const write = (format) => new Date(at).toLocaleString(language, format);
  try { return write({ ...parts, timeZone }); } catch (error) {
    // A browser older than the name of the zone has its own.
    if (!(error instanceof RangeError)) throw error;
    return write(parts);
  }
}

// What is said is "" (all is well), "offline" or "busy_server".
export function tellConnection(what) {
  const place = document.querySelector("[data-connection]");
  if (!place) return;
  const words = workWords();
  const copy = document.documentElement.dataset.kept;
  const told = what ? [words[what], copy ? words.copy.replace("{moment}", written(Number(copy), { ...DAY, ...CLOCK })) : ""].filter(Boolean).join(" ") : "";
  if (place.textContent !== told) place.textContent = told;
  place.hidden = !told;
}

// How long the server wants to be left alone, in milliseconds; null where it doesn't say.
export function askedFor(reply) {
  const seconds = Number(reply?.headers.get("Retry-After") ?? NaN);
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds * 1000, LONGEST_PATIENCE) : null;
}

// Longer with each failure, and never for all at once.
export function patience(failures, asked = null) {
  return Math.max(PATIENCE[Math.min(failures, PATIENCE.length - 1)], asked ?? 0) * (0.75 + Math.random() / 2);
}

export const isAway = (reply) => !reply || [502, 503, 504].includes(reply.status);
// Who has a new slip is led to choosing a password, and nothing of theirs is taken before.
const DOORS = ["/sign-in", "/password"];
export const isSignedOut = (reply) => reply.type === "opaqueredirect" || reply.status === 401 || reply.status === 403 || (reply.redirected && DOORS.includes(new URL(reply.url).pathname));

// After signing in again, in another tab or on another day, pages of the same person get the token of the new session.
export async function renewToken(person) {
  let page = "";
  try {
    const reply = await fetch("/help/answers", { headers: { Accept: "text/html" }, cache: "no-store" });
    if (!reply.ok) return false;
    page = await reply.text();
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
  const form = new DOMParser().parseFromString(page, "text/html").querySelector("form[data-person]");
  const token = form?.querySelector('input[name="csrf"]')?.value;
  if (form?.dataset.person !== person || !token) return false;
  document.querySelectorAll('input[name="csrf"]').forEach((input) => { input.value = token; });
  return true;
}

export const pageToken = () => document.querySelector('form[data-person] input[name="csrf"]')?.value ?? "";

window.addEventListener("offline", () => tellConnection("offline"));
window.addEventListener("online", () => tellConnection(""));
