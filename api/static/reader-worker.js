// Answers without a network: for textbooks what "Take along" has kept, for notebooks the copies of those that were opened. With a
// network, that comes first.
const PREFIX = "tetrad-kept-";
const PATIENCE = 6000;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  const url = new URL(request.url);
  if (url.origin !== location.origin || url.pathname.startsWith("/static/")) event.respondWith(keptFirst(request));
  else if (url.pathname.startsWith("/textbooks/")) event.respondWith(networkFirst(request));
  else if (/^\/assignments(\/|$)/.test(url.pathname) && request.mode === "navigate") event.respondWith(networkFirst(request));
});

async function kept(request) {
  for (const name of await caches.keys()) {
    if (!name.startsWith(PREFIX)) continue;
    const found = await (await caches.open(name)).match(request.url.split("#")[0], { ignoreVary: true });
    if (found) return found;
  }
  return null;
}

async function keptFirst(request) {
  const found = await kept(request);
  return found ? part(request, found) : fetch(request);
}

async function networkFirst(request) {
  const found = await kept(request);
  if (!found) {
    try { return await fetch(request); } catch (error) {
      const list = request.mode === "navigate" ? (await kept(new Request(listOf(request)))) : null;
      if (list) return list;
      throw error;
    }
  }
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE);
  try {
    const answer = await fetch(request, { signal: stop.signal });
    return answer.status >= 500 ? found : answer;
  } catch { return found; } finally { clearTimeout(timer); }
}

const listOf = (request) => (new URL(request.url).pathname.startsWith("/assignments") ? "/assignments" : "/textbooks/kept");

// Players ask for parts of a recording; what is kept is whole.
async function part(request, found) {
  const asked = /^bytes=(\d+)-(\d*)$/.exec(request.headers.get("Range") ?? "");
  if (!asked) return found;
  const bytes = await found.blob();
  const start = Number(asked[1]);
  if (start >= bytes.size) return new Response(null, { status: 416, headers: { "Content-Range": `bytes */${bytes.size}` } });
  const end = Math.min(asked[2] ? Number(asked[2]) : bytes.size - 1, bytes.size - 1);
  return new Response(bytes.slice(start, end + 1), { status: 206, headers: {
    "Content-Type": found.headers.get("Content-Type") ?? "", "Content-Length": String(end - start + 1), "Content-Range": `bytes ${start}-${end}/${bytes.size}`, "Accept-Ranges": "bytes",
  } });
}
