// Files uploaded in parts, each with its hash: what breaks off goes on by itself, or after a reload from the same file.
const KEPT = "tetrad-uploads";
const LONGEST_WAIT = 30;
const TRIES = 12;

export function followUpload(form) {
  if (!crypto.subtle || !window.XMLHttpRequest) return;
  const find = (name) => form.querySelector(`[data-${name}]`);
  const [drop, note, coming, words, said, send, hold] = ["drop", "note", "coming", "words", "said", "send", "hold"].map(find);
  const input = form.querySelector("input[type=file]");
  const bar = form.querySelector("progress");
  const run = { state: "idle", wake: () => {}, request: null, upload: null, done: 0, size: 0, said: -1 };

  form.addEventListener("submit", (event) => {
    if (input.disabled || input.files.length === 0) return;
    event.preventDefault();
    if (run.state === "idle") uploadAll([...input.files]);
  });
  input.addEventListener("change", () => tellChosen());
  hold.addEventListener("click", () => (run.state === "paused" ? goOn() : pause()));
  find("cancel").addEventListener("click", () => cancel());
  window.addEventListener("online", () => run.wake());
  window.addEventListener("beforeunload", (event) => { if (run.state === "sending") event.preventDefault(); });
  for (const name of ["dragenter", "dragover"]) drop.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add("over"); });
  for (const name of ["dragleave", "drop"]) drop.addEventListener(name, () => drop.classList.remove("over"));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    if (run.state !== "idle" || event.dataTransfer.files.length === 0) return;
    input.files = event.dataTransfer.files;
    tellChosen();
  });
  tellUnfinished();

  async function uploadAll(files) {
    show(true);
    try {
      for (const file of files) addKey(await uploadOne(file));
    } catch (refusal) {
      show(false);
      if (refusal instanceof Refusal) tell(refusal.message, "wrong");
      else if (refusal.name === "NotReadableError" || refusal.name === "NotFoundError") tell(form.dataset.unreadable, "wrong");
      else throw refusal;
      form.querySelectorAll("input[name=upload]").forEach((key) => key.remove());
      return;
    }
    run.state = "sent";
    files.forEach((file) => forget(file));
    input.disabled = true;
    form.submit();
  }

  async function uploadOne(file) {
    find("name").textContent = file.name;
    Object.assign(run, { state: "sending", size: file.size, done: 0, said: -1 });
    run.upload = (await known(file)) ?? (await begun(file));
    while (run.upload.state === "coming") {
      for (const number of run.upload.missing) {
        await whileWanted();
        await sendPart(file, number);
      }
      await whileWanted();
      say(form.dataset.joining);
      run.upload = await asked("POST", `${run.upload.url}/finishing`, new FormData());
    }
    return run.upload.key;
  }

  // What the server has of this very file, if anything: the file is known by its name, size and date.
  async function known(file) {
    const key = kept()[mark(file)];
    if (!key) return null;
    try {
      const found = await asked("GET", `${form.dataset.begin.replace(/new$/, "")}${key}`);
      if (found.size !== file.size) return null;
      run.done = found.received;
      return found;
    } catch (refusal) {
      if (refusal.status !== 404) throw refusal;
      forget(file);
      return null;
    }
  }

  async function begun(file) {
    const upload = await asked("POST", form.dataset.begin, JSON.stringify({ name: file.name, size: file.size }));
    keep({ ...kept(), [mark(file)]: upload.key });
    return upload;
  }

  async function sendPart(file, number) {
    const start = number * run.upload.part_size;
    const bytes = await file.slice(start, start + run.upload.part_size).arrayBuffer();
    const body = new FormData();
    body.append("digest", hexadecimal(await crypto.subtle.digest("SHA-256", bytes)));
    body.append("part", new Blob([bytes]), "part");
    const before = run.done;
    tellProgress(before);
    await asked("POST", `${run.upload.url}/parts/${number}`, body, (sent) => tellProgress(before + Math.min(sent, bytes.byteLength)));
    run.done = before + bytes.byteLength;
    tellProgress(run.done);
  }

  // Asks until there is an answer: a lost connection and a busy server are waited for, longer each time.
  async function asked(method, address, body, progress) {
    for (let attempt = 0; ; attempt += 1) {
      await whileWanted();
      const answer = await request(method, address, body, progress);
      if (run.state === "cancelled") throw new Refusal(form.dataset.cancelled);
      if (run.state === "paused") { attempt -= 1; continue; }
      if (answer.status >= 200 && answer.status < 300 && answer.json) return answer.json;
      if (answer.status === 409 && answer.json?.missing?.length) return { ...run.upload, state: "coming", missing: answer.json.missing };
      const passing = answer.status === 0 || answer.status === 422 && attempt < 3 || answer.status === 429 || answer.status >= 500;
      if (!passing || attempt >= TRIES) throw new Refusal(refused(answer), answer.status);
      await rest(answer, Math.min(LONGEST_WAIT, 2 ** attempt));
    }
  }

  function request(method, address, body, progress) {
    return new Promise((resolve) => {
      const sending = new XMLHttpRequest();
      run.request = sending;
      sending.open(method, address);
      sending.setRequestHeader("Accept", "application/json");
      if (method === "POST") sending.setRequestHeader("X-CSRF-Token", form.elements.csrf.value);
      if (typeof body === "string") sending.setRequestHeader("Content-Type", "application/json");
      if (progress) sending.upload.addEventListener("progress", (event) => progress(event.loaded));
      sending.addEventListener("loadend", () => {
        const type = sending.getResponseHeader("Content-Type") ?? "";
        const signIn = sending.responseURL.includes("/sign-in");
        resolve({ status: signIn ? 401 : sending.status, json: type.includes("json") ? JSON.parse(sending.responseText) : null });
      });
      sending.send(body);
    });
  }

  function refused(answer) {
    if (answer.json?.error) return answer.json.error;
    return [401, 403].includes(answer.status) ? form.dataset.signedOut : form.dataset.failed;
  }

  function rest(answer, seconds) {
    say(answer.status === 0 && !navigator.onLine ? form.dataset.offline : fill(form.dataset.again, { seconds }));
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, seconds * 1000);
      run.wake = () => { clearTimeout(timer); resolve(); };
    });
  }

  async function whileWanted() {
    if (run.state === "cancelled") throw new Refusal(form.dataset.cancelled);
    if (run.state !== "paused") return;
    await new Promise((resolve) => { run.wake = resolve; });
    await whileWanted();
  }

  function pause() {
    run.state = "paused";
    hold.textContent = form.dataset.goOn;
    say(fill(form.dataset.paused, { percent: percent(run.done) }));
    run.request?.abort();
  }

  function goOn() {
    run.state = "sending";
    hold.textContent = form.dataset.pause;
    run.wake();
  }

  function cancel() {
    run.state = "cancelled";
    run.request?.abort();
    run.wake();
    if (run.upload) abandon(run.upload.url);
    [...input.files].forEach((file) => forget(file));
  }

  function abandon(url) {
    const body = new FormData();
    body.append("csrf", form.elements.csrf.value);
    fetch(`${url}/abandonment`, { method: "POST", body }).catch(() => {});
  }

  function show(sending) {
    coming.hidden = !sending;
    send.hidden = sending;
    drop.hidden = sending;
    note.hidden = true;
    hold.textContent = form.dataset.pause;
    if (!sending) { run.state = "idle"; run.upload = null; input.focus(); } else hold.focus();
  }

  function addKey(key) {
    const field = Object.assign(document.createElement("input"), { type: "hidden", name: "upload", value: key });
    form.append(field);
  }

  function tell(sentence, kind = "") {
    note.className = `note ${kind}`;
    note.textContent = sentence;
    note.hidden = !sentence;
    said.textContent = sentence;
  }

  function say(sentence) { words.textContent = sentence; said.textContent = sentence; }

  function tellProgress(done) {
    const now = percent(done);
    bar.value = now;
    words.textContent = fill(form.dataset.sending, { done: inWords(done), size: inWords(run.size), percent: now });
    // A screen reader is told of every tenth only.
    const tenth = Math.floor(now / 10);
    if (tenth !== run.said) { run.said = tenth; said.textContent = words.textContent; }
  }

  async function tellChosen() {
    const [file] = input.files;
    if (!file) return tell("");
    const found = kept()[mark(file)] ? await state(kept()[mark(file)]) : null;
    if (found?.state === "coming" && found.size === file.size) tell(fill(form.dataset.known, { percent: share(found) }), "right");
    else tell(fill(form.dataset.chosen, { name: file.name, size: inWords(file.size) }));
  }

  async function tellUnfinished() {
    for (const [file, key] of Object.entries(kept())) {
      const found = await state(key);
      if (found?.state === "coming" && run.state === "idle") { if (input.files.length === 0) tell(fill(form.dataset.waiting, { name: found.name, percent: share(found) })); return; }
      if (found === null) forgetMark(file);
    }
  }

  // Null: the server knows nothing of it; undefined: it can't be asked now.
  async function state(key) {
    try {
      const answer = await fetch(`${form.dataset.begin.replace(/new$/, "")}${key}`, { redirect: "manual" });
      if (answer.status === 404) return null;
      return answer.ok ? await answer.json() : undefined;
    } catch { return undefined; }
  }

  function percent(done) { return run.size === 0 ? 100 : Math.floor(100 * done / run.size); }
  function share(found) { return found.size === 0 ? 0 : Math.floor(100 * found.received / found.size); }

  function inWords(size) {
    const names = form.dataset.units.split(" ");
    let [value, step] = [size, 0];
    while (value >= 1000 && step < names.length - 1) { value /= 1024; step += 1; }
    const digits = value >= 100 || step === 0 ? 0 : 1;
    return `${new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: digits }).format(value)}\u00a0${names[step]}`;
  }
}

class Refusal extends Error {
  constructor(message, status = 0) { super(message); this.status = status; }
}

function fill(sentence, values) { return sentence.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole); }
function hexadecimal(buffer) { return [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, "0")).join(""); }
function mark(file) { return `${file.name}|${file.size}|${file.lastModified}`; }
function forget(file) { forgetMark(mark(file)); }
function forgetMark(name) { const { [name]: _gone, ...rest } = kept(); keep(rest); }

function kept() {
  try { return JSON.parse(localStorage.getItem(KEPT)) ?? {}; } catch { return {}; }
}

function keep(uploads) {
  try { localStorage.setItem(KEPT, JSON.stringify(uploads)); } catch { /* A browser that keeps nothing begins anew. */ }
}
