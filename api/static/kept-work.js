// A notebook opened once opens again without a network: the page as it came, and what it has loaded, in a cache of this browser.
import { owner } from "./work-store.js";

const MOST_PAGES = 30;
export const cacheName = (person) => `tetrad-kept-work-${person}`;

// `source` is the page before its scripts changed anything. Nothing of it is asked of the server once more.
export async function keepPage(source) {
  try { await keepCopy(source); } catch (error) {
    // A browser that is short of room, or has just lost the network, opens this page with one only.
    if (!(error instanceof TypeError || error instanceof DOMException)) throw error;
  }
}

async function keepCopy(source) {
  const me = owner();
  const worker = document.querySelector("form[data-worker]")?.dataset.worker;
  const policy = document.querySelector("[data-connection]").dataset.policy;
  if (!me || !worker || !policy || !("caches" in window) || !("serviceWorker" in navigator)) return;
  const version = /\/static\/(\w+)\//.exec(import.meta.url)?.[1] ?? "";
  const cache = await caches.open(cacheName(me.person));
  await keepParts(cache);
  const copy = source.replace("<html", `<html data-kept="${Date.now()}"`);
  await cache.put(location.pathname, new Response(`<!doctype html>${copy}`, { headers: { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": policy } }));
  await prune(cache);
  await navigator.serviceWorker.register(`${worker}?${version}`, { scope: "/assignments", updateViaCache: "all" });
  document.documentElement.dataset.copied = "yes";
}

// What a page loads only when it is needed is kept beside its copy from then on.
export async function keepFurther() {
  const me = owner();
  if (!me || !("caches" in window) || !(await caches.has(cacheName(me.person)))) return;
  try { await keepParts(await caches.open(cacheName(me.person))); } catch (error) {
    if (!(error instanceof TypeError || error instanceof DOMException)) throw error;
  }
}

// Scripts, styles and fonts that this page has needed: their addresses stand for their contents, so the browser has them.
async function keepParts(cache) {
  const loaded = performance.getEntriesByType("resource").map((entry) => new URL(entry.name)).filter((url) => url.origin === location.origin && url.pathname.startsWith("/static/")).map((url) => url.pathname);
  for (const path of new Set([...loaded, new URL(import.meta.url).pathname])) {
    if (await cache.match(path)) continue;
    const part = await fetch(path, { cache: "force-cache" });
    if (part.ok) await cache.put(path, part);
  }
}

// The oldest pages go, and parts that no page of today's server needs.
async function prune(cache) {
  const paths = (await cache.keys()).map((request) => new URL(request.url).pathname);
  const pages = await Promise.all(paths.filter((path) => !path.startsWith("/static/")).map(async (path) => ({ path, text: await (await cache.match(path)).text() })));
  const age = ({ text }) => Number(/data-kept="(\d+)"/.exec(text)?.[1] ?? 0);
  pages.sort((one, other) => age(other) - age(one));
  for (const { path } of pages.splice(MOST_PAGES)) await cache.delete(path);
  const needed = new Set(pages.map(({ text }) => /\/static\/\w+\//.exec(text)?.[0]));
  for (const path of paths) if (path.startsWith("/static/") && !needed.has(/\/static\/\w+\//.exec(path)?.[0])) await cache.delete(path);
}

// What came of a check stands in the copy too.
export async function keepChecked(html, page = location.pathname) {
  const me = owner();
  if (!me || !("caches" in window) || !(await caches.has(cacheName(me.person)))) return;
  const cache = await caches.open(cacheName(me.person));
  const kept = await cache.match(page);
  if (!kept) return;
  const copy = new DOMParser().parseFromString(await kept.text(), "text/html");
  const fresh = new DOMParser().parseFromString(html, "text/html");
  for (const part of [fresh.querySelector("section.task"), fresh.getElementById("progress")]) {
    if (part) copy.getElementById(part.id)?.replaceWith(part);
  }
  await cache.put(page, new Response(`<!doctype html>${copy.documentElement.outerHTML}`, { headers: kept.headers }));
}
