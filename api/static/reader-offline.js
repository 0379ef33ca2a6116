// Chapters taken along: page, figures and recordings in a cache of this browser, answered by the worker without a network.
import { say } from "./messages.js";

const AT_ONCE = 4;
const OWN_PARTS = ["reader.css", "reader-look.js", "reader.js", "reader-player.js", "reader-place.js", "reader-notes.js", "reader-anchors.js", "reader-figures.js", "reader-models.js", "reader-offline.js", "reader-kept.js", "reader-forget.js",
  "reader-keys.js", "start.js", "theme.js", "messages.js", "tetrad.css", "mark.svg"];

export const cacheName = (person) => `tetrad-kept-${person}`;
export const megabytes = (bytes, words) => words.megabytes.replace("{size}", (bytes / 1_048_576).toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1, minimumFractionDigits: 1 }));

export class TakingAlong {
  constructor(page) {
    this.page = page;
    this.button = page.root.querySelector("[data-take-along]");
    this.able = "serviceWorker" in navigator && "caches" in window;
    this.button.addEventListener("click", () => (this.kept ? this.drop() : this.take()));
    if (this.able) navigator.serviceWorker.getRegistration("/textbooks/").then((found) => found?.update().catch(() => {}));
  }

  get address() { return `${this.page.base}/${this.page.number}`; }

  async meet() {
    this.kept = this.able ? await keptChapter(this.page.root.dataset.person, this.address) : null;
    this.label(this.kept ? `${this.page.words.on_device}: ${megabytes(this.kept.size, this.page.words)}` : this.page.words.take_along);
    this.button.title = this.kept ? this.page.words.drop : "";
    this.button.setAttribute("aria-pressed", String(Boolean(this.kept)));
  }

  label(words) { this.button.querySelector("span").textContent = words; }

  async take() {
    if (!this.able) { say(this.page.words.no_worker, 8); return; }
    this.button.disabled = true;
    const { address } = this;
    try {
      await navigator.serviceWorker.register(this.page.root.dataset.worker, { scope: "/textbooks/" });
      const kept = await this.gather(address);
      say(this.page.words.taken.replace("{size}", megabytes(kept.size, this.page.words)), 8);
    } catch { await dropChapter(this.page.root.dataset.person, address); say(this.page.words.give_up, 8); }
    this.button.disabled = false;
    await this.meet();
  }

  async gather(address) {
    const cache = await caches.open(cacheName(this.page.root.dataset.person));
    const answer = await fetch(address);
    if (!answer.ok || answer.redirected) throw new Error("not readable");
    const html = await answer.clone().text();
    const chapter = new DOMParser().parseFromString(html, "text/html");
    const media = mediaOf(chapter, address);
    const own = new Set([`${address}/text`, `${address}/mine`, this.page.base, this.page.root.dataset.keptUrl, ...OWN_PARTS.map((part) => this.page.root.dataset.static + part), ...loadedHere()]);
    let size = html.length, done = 0;
    const all = [...own, ...media];
    const fetchOne = async (url) => {
      const part = await fetch(url, url.startsWith("/") ? {} : { mode: "cors", credentials: "omit" });
      if (!part.ok) throw new Error(`status ${part.status}`);
      const bytes = await part.blob();
      size += bytes.size;
      await cache.put(url, new Response(bytes, { headers: { "Content-Type": part.headers.get("Content-Type") ?? bytes.type, "Content-Length": String(bytes.size), "Content-Security-Policy": part.headers.get("Content-Security-Policy") ?? "" } }));
      done += 1;
      this.label(this.page.words.taking.replace("{done}", done).replace("{total}", all.length).replace("{size}", megabytes(size, this.page.words)));
    };
    const waiting = [...all];
    await Promise.all(Array.from({ length: AT_ONCE }, async () => { while (waiting.length) await fetchOne(waiting.shift()); }));
    await cache.put(address, answer);
    const kept = { address, book: this.page.root.dataset.bookTitle, title: chapter.getElementById("document").dataset.title, size, media, at: Date.now() };
    await cache.put(`${address}/kept`, new Response(JSON.stringify(kept), { headers: { "Content-Type": "application/json" } }));
    return kept;
  }

  async drop() {
    await dropChapter(this.page.root.dataset.person, this.address);
    say(this.page.words.deleted, 4);
    await this.meet();
  }
}

function mediaOf(chapter, address) {
  const found = new Set(JSON.parse(chapter.getElementById("document").dataset.sound).files);
  for (const element of chapter.querySelectorAll("article [src], article [poster], article [data-model], article image, article a[href$='.glb']")) {
    for (const name of ["src", "poster", "data-model", "href", "xlink:href"]) { const value = element.getAttribute(name); if (value && !value.startsWith("#")) found.add(new URL(value, new URL(address, location.href)).href); }
  }
  return [...found].filter((url) => url.startsWith("http"));
}

// Scripts, styles and fonts that this page has needed, those that it loaded late among them.
function loadedHere() {
  return performance.getEntriesByType("resource").map((entry) => new URL(entry.name)).filter((url) => url.origin === location.origin && url.pathname.startsWith("/static/")).map((url) => url.pathname);
}

export async function keptChapter(person, address) {
  const answer = (await caches.has(cacheName(person))) ? await (await caches.open(cacheName(person))).match(`${address}/kept`) : null;
  return answer ? answer.json() : null;
}

export async function keptChapters(person) {
  if (!("caches" in window) || !(await caches.has(cacheName(person)))) return [];
  const cache = await caches.open(cacheName(person));
  const keys = (await cache.keys()).filter((request) => new URL(request.url).pathname.endsWith("/kept") && new URL(request.url).pathname.split("/").length === 5);
  return Promise.all(keys.map(async (key) => (await cache.match(key)).json()));
}

export async function dropChapter(person, address) {
  const others = (await keptChapters(person)).filter((chapter) => chapter.address !== address);
  if (others.length === 0) { await caches.delete(cacheName(person)); return; }
  const cache = await caches.open(cacheName(person));
  const kept = await keptChapter(person, address);
  const needed = new Set(others.flatMap((chapter) => chapter.media));
  for (const url of kept?.media ?? []) if (!needed.has(url)) await cache.delete(url);
  for (const url of [address, `${address}/text`, `${address}/mine`, `${address}/kept`]) await cache.delete(url);
}
