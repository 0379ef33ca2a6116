// What somebody writes and asks for, kept in this browser and sealed: only their own pages hold the key that opens it.
const NAME = "tetrad-work";
const STORES = { answers: { keyPath: "id" }, errands: { keyPath: "number", autoIncrement: true } };

// Whose page this is, and what seals their work; null where nobody has signed in.
export function owner() {
  const form = document.querySelector("form[data-person][data-work-key]");
  return form?.dataset.workKey ? { person: form.dataset.person, key: form.dataset.workKey } : null;
}

let opening = null;

function opened() {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => Object.entries(STORES).forEach(([store, options]) => request.result.createObjectStore(store, options));
    request.onsuccess = () => {
      request.result.onversionchange = () => { request.result.close(); opening = null; };
      resolve(request.result);
    };
    request.onerror = () => { opening = null; reject(request.error); };
  });
  return opening;
}

// Resolves when the change is on the disk; a browser that keeps nothing (a private window may not) gives undefined.
async function inStore(store, mode, ask) {
  try {
    const transaction = (await opened()).transaction(store, mode, { durability: "strict" });
    const asked = ask(transaction.objectStore(store));
    return await new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve(asked.result);
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
  } catch (error) {
    if (error instanceof DOMException || error === null || error instanceof TypeError || error instanceof ReferenceError) return undefined;
    throw error;
  }
}

const keys = new Map();

function cipher(hex) {
  if (!keys.has(hex)) keys.set(hex, crypto.subtle.importKey("raw", Uint8Array.from(hex.match(/../g), (pair) => parseInt(pair, 16)), "AES-GCM", false, ["encrypt", "decrypt"]));
  return keys.get(hex);
}

async function seal({ key }, value) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  return { iv, sealed: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await cipher(key), new TextEncoder().encode(JSON.stringify(value))) };
}

// What was sealed under another key opens for nobody, and stays until somebody says that it may go.
async function unseal({ key }, { iv, sealed }) {
  try {
    return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt({ name: "AES-GCM", iv }, await cipher(key), sealed)));
  } catch (error) {
    if (error instanceof DOMException) return null;
    throw error;
  }
}

// Keeps a record and gives its key, or undefined where this browser keeps nothing. An answer's `id` stands once for each person.
export async function keep(store, me, record) {
  if (!crypto.subtle) return undefined;
  const row = { person: me.person, ...(await seal(me, record)) };
  if (store === "answers") row.id = `${me.person} ${record.id}`;
  else if (record.number !== undefined) row.number = record.number;
  return inStore(store, "readwrite", (kept) => kept.put(row));
}

export async function recall(store, me) {
  const rows = ((await inStore(store, "readonly", (kept) => kept.getAll())) ?? []).filter((row) => row.person === me.person);
  const records = await Promise.all(rows.map(async (row) => { const record = await unseal(me, row); return record && (row.number === undefined ? record : { ...record, number: row.number }); }));
  return records.filter(Boolean);
}

// How much of this person's work does not open: what it is, and whether it was sent, nobody can tell.
export async function countSealed(store, me) {
  const rows = ((await inStore(store, "readonly", (kept) => kept.getAll())) ?? []).filter((row) => row.person === me.person);
  return (await Promise.all(rows.map((row) => unseal(me, row)))).filter((record) => record === null).length;
}

export async function recallOne(me, id) {
  const row = await inStore("answers", "readonly", (kept) => kept.get(`${me.person} ${id}`));
  return row ? unseal(me, row) : null;
}

export const dropAnswers = (me, id) => inStore("answers", "readwrite", (kept) => kept.delete(`${me.person} ${id}`));
export const dropErrand = (number) => inStore("errands", "readwrite", (kept) => kept.delete(number));

// Nothing of anybody's stays but of this person's; of nobody's if nobody is named.
export async function forgetWork(person = null) {
  for (const [store, { keyPath }] of Object.entries(STORES)) {
    const rows = (await inStore(store, "readonly", (kept) => kept.getAll())) ?? [];
    for (const row of rows) if (row.person !== person) await inStore(store, "readwrite", (kept) => kept.delete(row[keyPath]));
  }
}
