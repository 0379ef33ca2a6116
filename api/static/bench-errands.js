// Wishes go to the server one by one, each with a key of its own; what could not be sent stays in this browser until it can.
const STORE = "errands";
const PATIENCE = [1000, 2000, 4000, 8000, 15000];

function opened() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open("tetrad-bench", 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "request" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

// A browser that keeps nothing (a private window may not) still measures; only a page that is closed meanwhile then forgets.
async function inStore(mode, ask) {
  try {
    const database = await opened();
    return await new Promise((resolve, reject) => {
      const asked = ask(database.transaction(STORE, mode).objectStore(STORE));
      asked.onsuccess = () => { database.close(); resolve(asked.result); };
      asked.onerror = () => { database.close(); reject(asked.error); };
    });
  } catch (error) {
    if (error instanceof DOMException || error === null) return undefined;
    throw error;
  }
}

const keep = (errand) => inStore("readwrite", (store) => store.put(errand));
const drop = (errand) => inStore("readwrite", (store) => store.delete(errand.request));

// `told(reply, errand)` is called for what was done, `refused(words, errand)` for what was not; `state` gets sent | waiting | signed-out.
export function makeErrands({ bench, person, token, told, refused, state }) {
  const queue = [];
  let busy = false;
  let timer = 0;
  let failures = 0;

  async function send(url, body) {
    const errand = { request: crypto.randomUUID(), bench, person, url, body, since: Date.now() };
    queue.push(errand);
    await keep(errand);
    pump();
  }

  async function resume() {
    const kept = (await inStore("readonly", (store) => store.getAll())) ?? [];
    const mine = kept.filter((errand) => errand.bench === bench && errand.person === person && !queue.some((one) => one.request === errand.request));
    queue.unshift(...mine.sort((one, other) => one.since - other.since));
    pump();
  }

  async function pump() {
    if (busy || queue.length === 0) return;
    busy = true;
    clearTimeout(timer);
    while (queue.length > 0 && await run(queue[0])) queue.shift();
    busy = false;
    if (queue.length === 0) state("sent", 0);
  }

  // Returns whether the errand is settled, one way or the other.
  async function run(errand) {
    let reply = null;
    try {
      reply = await fetch(errand.url, { method: "POST", redirect: "manual", headers: { "Content-Type": "application/json", "X-CSRF-Token": token, Accept: "application/json" }, body: JSON.stringify({ ...errand.body, request: errand.request }) });
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
    }
    if (reply?.ok) {
      failures = 0;
      const answer = await reply.json();
      await drop(errand);
      told(answer, errand);
      return true;
    }
    const isJson = reply?.headers.get("Content-Type")?.includes("json");
    if (reply && (reply.status === 400 || reply.status === 409 || reply.status === 422) && isJson) {
      await drop(errand);
      refused((await reply.json()).error, errand);
      return true;
    }
    if (reply && reply.status === 404) {
      await drop(errand);
      refused("", errand);
      return true;
    }
    const away = reply && (reply.type === "opaqueredirect" || reply.status === 401 || reply.status === 403);
    state(away ? "signed-out" : "waiting", queue.length);
    timer = setTimeout(pump, PATIENCE[Math.min(failures, PATIENCE.length - 1)] * (0.75 + Math.random() / 2));
    failures += 1;
    return false;
  }

  window.addEventListener("online", pump);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) pump(); });
  return { send, resume, get waiting() { return queue.length; } };
}
