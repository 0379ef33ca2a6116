// What is typed is read back before it counts. One question is on its way at a time, and an outdated one is dropped.
import { workWords } from "./connection.js";
import { enliven } from "./start.js";

const READ_AFTER = 300;
const waiting = new Map();
const timers = new Map();
let current = null;

export function followReadings(form) {
  const seen = new IntersectionObserver((entries) => entries.filter((entry) => entry.isIntersecting).forEach(({ target }) => {
    seen.unobserve(target);
    if (target.value && target.isConnected) plan(target, form, 0);
  }));
  form.addEventListener("input", (event) => {
    const source = event.target.closest("[data-read], [data-read-whole]");
    if (source && !event.isComposing) plan(source, form, READ_AFTER);
    if (event.target.matches("[data-count]")) count(event.target);
  });
  form.addEventListener("compositionend", (event) => {
    if (event.target.matches("[data-read]")) plan(event.target, form, READ_AFTER);
  });
  form.addEventListener("focusin", (event) => {
    if (event.target.matches("[data-read][data-part]") && event.target.value) plan(event.target, form, 0);
  });
  form.querySelectorAll("[data-read]:not([data-part]):enabled").forEach((input) => { if (input.value && !askOf(input).querySelector(".note")) seen.observe(input); });
  form.querySelectorAll("[data-count]").forEach(count);
}

function askOf(source) {
  return source.closest("[data-ask]");
}

function placeOf(ask) {
  return ask.querySelector("[data-reading]");
}

function plan(source, form, delay) {
  const ask = askOf(source);
  clearTimeout(timers.get(ask));
  waiting.delete(ask);
  if (current?.ask === ask) current.stop.abort();
  const empty = isEmpty(source);
  placeOf(ask).toggleAttribute("data-outdated", !empty);
  if (empty) return show(source, ask, null);
  timers.set(ask, setTimeout(() => {
    waiting.set(ask, { source, form, ask });
    next();
  }, delay));
}

function isEmpty(source) {
  const inputs = source.matches("input") ? [source] : [...source.querySelectorAll("[data-row], [data-axis-name], [data-axis-unit]")];
  return inputs.every((input) => !input.value.trim());
}

async function next() {
  if (current || waiting.size === 0) return;
  const [ask, question] = [...waiting].at(-1);
  waiting.delete(ask);
  current = { ...question, stop: new AbortController() };
  try {
    await read(current);
  } finally {
    current = null;
    next();
  }
}

async function read({ source, form, ask, stop }) {
  const { signal } = stop;
  try {
    const reply = await fetch(form.dataset.readUrl, { method: "POST", body: fieldsOf(source, form, ask), signal, redirect: "error" });
    const html = reply.ok ? await reply.text() : "";
    if (!signal.aborted) await show(source, ask, html, signal);
  } catch (error) {
    if (error.name === "AbortError") return;
    if (!(error instanceof TypeError)) throw error;
    await show(source, ask, null);
    placeOf(ask).textContent = workWords().unread ?? "";
  }
}

function fieldsOf(source, form, ask) {
  const fields = new URLSearchParams({ ask: ask.dataset.ask, part: source.dataset.part ?? "", csrf: form.elements.csrf?.value ?? "" });
  if (source.matches("input")) fields.set("typed", source.value);
  else source.querySelectorAll("input:enabled").forEach((input) => { if (input.name) fields.set(input.name, input.value); });
  return fields;
}

// Typeset before it is put in, so that a screen reader hears it once.
async function show(source, ask, html, signal) {
  const place = placeOf(ask);
  const answer = document.createElement("div");
  answer.innerHTML = html ?? "";
  const unread = Boolean(answer.querySelector(".unread"));
  if (html && source.dataset.title) answer.prepend(named(source.dataset.title));
  await enliven(answer);
  if (signal?.aborted) return;
  place.replaceChildren(...answer.childNodes);
  place.removeAttribute("data-outdated");
  if (!source.matches("input")) return;
  if (unread) source.setAttribute("aria-invalid", "true");
  else source.removeAttribute("aria-invalid");
}

function named(title) {
  const words = document.createElement("span");
  words.className = "cell-name";
  words.textContent = `${title}: `;
  return words;
}

function count(area) {
  const words = area.value.match(/[\p{L}\p{N}]+(?:[-’'.,][\p{L}\p{N}]+)*/gu)?.length ?? 0;
  const place = placeOf(askOf(area));
  const text = words ? area.dataset.count.replace("{words}", words) : "";
  if (place.textContent !== text) place.textContent = text;
}
