// Listening: clips one after another on one audio element, the text marked in step, on into the next chapter.
const CONTIGUOUS = 350;

export class Player {
  constructor(page) {
    this.page = page;
    this.bar = page.root.querySelector("[data-player]");
    this.audio = new Audio();
    this.audio.preload = "auto";
    this.warm = new Audio();
    this.warm.preload = "auto";
    this.items = [];
    this.index = -1;
    this.file = null;
    this.started = false;
    this.tries = 0;
    this.reached = 0;
    this.frames = 0;
    this.note = "";
    this.status = this.bar.querySelector("[data-status]");
    this.listenToBar();
    this.listenToAudio();
    this.setMediaSession();
  }

  part(name) { return this.bar.querySelector(`[data-${name}]`); }

  get playing() { return this.started && !this.audio.paused; }

  load(shown) {
    const sound = JSON.parse(shown.dataset.sound);
    const passages = JSON.parse(shown.dataset.passages);
    const order = new Map(passages.map((id, place) => [id, place]));
    this.files = sound.files;
    this.passages = passages.map((id) => document.getElementById(id));
    this.items = sound.clips.map(([id, file, begin, end, synthetic]) => {
      const element = document.getElementById(id);
      let holder = element;
      while (holder && !order.has(holder.id)) holder = holder.parentElement?.closest("[id]") ?? null;
      const place = holder ? order.get(holder.id) : passages.findIndex((_, n) => element?.contains(this.passages[n]));
      return { id, element, file, begin, end, synthetic: Boolean(synthetic), place, passage: holder ?? element };
    });
    this.index = -1;
    this.file = null;
    // Nothing to listen to: no bar over the text, unless somebody listens and is to know why it is silent.
    this.bar.hidden = this.items.length === 0 && !this.started;
    this.bar.classList.toggle("silent", this.items.length === 0);
    for (const control of this.bar.querySelectorAll("button, input, select")) control.disabled = this.items.length === 0;
    this.say(this.items.length === 0 ? this.page.words.silent : "");
    this.markSilent();
    this.show();
  }

  markSilent() {
    if (this.items.length === 0) return;
    const spoken = new Set(this.items.map((item) => item.place));
    this.passages.forEach((passage, place) => {
      if (!passage) return;
      const heard = spoken.has(place) || this.items.some((item) => item.element?.contains(passage));
      passage.classList.toggle("no-recording", !heard);
      if (heard) this.addButton(passage, place);
    });
  }

  addButton(passage, place) {
    if (passage.closest("td, th, math") || passage.querySelector(":scope > .hear")) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "hear";
    button.tabIndex = -1;
    button.dataset.readerPart = "";
    button.title = this.page.words.play_from;
    button.setAttribute("aria-label", this.page.words.play_from);
    button.addEventListener("click", (event) => { event.stopPropagation(); this.playPassage(place); });
    passage.prepend(button);
    passage.classList.add("heard");
  }

  listenToBar() {
    this.part("play").addEventListener("click", () => this.toggle());
    this.part("back-paragraph").addEventListener("click", () => this.step(-1));
    this.part("next-paragraph").addEventListener("click", () => this.step(1));
    this.part("speed").addEventListener("change", (event) => this.setSpeed(event.target.value));
    this.part("sleep").addEventListener("change", (event) => this.setSleep(event.target.value));
    this.part("seek").addEventListener("input", (event) => this.seekShare(event.target.value / 1000));
    let speed = null;
    try { speed = localStorage.getItem("tetrad-speed"); } catch { /* kept nowhere */ }
    if (speed && [...this.part("speed").options].some((option) => option.value === speed)) this.part("speed").value = speed;
    this.setSpeed(this.part("speed").value);
  }

  listenToAudio() {
    const audio = this.audio;
    audio.addEventListener("timeupdate", () => { this.follow(); this.show(); });
    audio.addEventListener("ended", () => { if (this.started) this.goOn(); });
    audio.addEventListener("playing", () => { this.tries = 0; this.say(this.note); this.show(); this.frame(); });
    audio.addEventListener("play", () => this.show());
    audio.addEventListener("pause", () => { this.show(); this.page.placed?.(); });
    audio.addEventListener("waiting", () => this.say(this.page.words.loading));
    audio.addEventListener("stalled", () => { if (audio.readyState < 3 && this.started) this.say(this.page.words.loading); });
    audio.addEventListener("loadedmetadata", () => { this.warmNext(); this.show(); });
    audio.addEventListener("error", () => this.fail());
  }

  // Addresses live for hours; one that has died is asked for anew, once, and the voice goes on where it was.
  // A recording that is missing even so is stepped over; two in a row are a fault of the connection.
  async fail() {
    if (!this.started || !this.audio.getAttribute("src")) return;
    const { index, file } = this;
    const offset = Math.max(0, this.reached - this.items[index].begin);
    this.tries += 1;
    this.say(this.page.words.loading);
    const fresh = this.tries === 1 ? await this.page.fetchDocument(this.page.number).catch(() => null) : null;
    if (!this.started || this.index !== index || this.file !== file) return;
    this.file = null;
    if (fresh) {
      this.files = JSON.parse(fresh.dataset.sound).files;
      this.start(index, offset);
      return;
    }
    const next = this.items.findIndex((item, at) => at > index && item.file !== file);
    if (this.tries === 2 && next >= 0 && navigator.onLine) {
      this.note = this.page.words.stepped_over;
      this.start(next);
      return;
    }
    this.started = false;
    this.say(this.page.words.broken);
    this.show();
  }

  toggle() {
    if (this.playing) { this.pause(); return; }
    if (this.index >= 0) { this.resume(); return; }
    const wanted = this.page.startingPlace?.() ?? { paragraph: "", milliseconds: 0 };
    const place = this.passages.findIndex((passage) => passage?.id === wanted.paragraph);
    this.playPassage(Math.max(0, place), wanted.milliseconds);
  }

  pause() { this.audio.pause(); }

  resume() {
    this.started = true;
    if (this.file === null || this.audio.error) { this.tries = 0; this.start(this.index, Math.max(0, this.reached - this.items[this.index].begin)); } else this.audio.play().catch(() => this.show());
  }

  playPassage(place, milliseconds = 0) {
    this.note = "";
    let index = this.items.findIndex((item) => item.place === place);
    if (index < 0) {
      index = this.items.findIndex((item) => item.place > place);
      if (index < 0) { this.say(this.page.words.silent); return; }
      this.note = this.page.words.stepped_over;
      milliseconds = 0;
    }
    let rest = milliseconds;
    while (this.items[index + 1]?.place === place && this.items[index].end !== null && rest > this.items[index].end - this.items[index].begin) {
      rest -= this.items[index].end - this.items[index].begin;
      index += 1;
    }
    this.start(index, rest);
  }

  start(index, offset = 0) {
    const item = this.items[index];
    if (!item) return;
    this.started = true;
    this.index = index;
    if (this.file !== item.file) {
      this.file = item.file;
      this.audio.src = this.files[item.file];
      this.say(this.note || this.page.words.loading);
    }
    this.reached = item.begin + offset;
    this.audio.currentTime = this.reached / 1000;
    this.applySpeed();
    this.mark();
    this.audio.play().catch((error) => { if (error.name === "NotAllowedError") this.show(); });
  }

  warmNext() {
    const next = this.items.slice(this.index + 1).find((item) => item.file !== this.file);
    if (next && this.warm.src !== this.files[next.file]) this.warm.src = this.files[next.file];
  }

  // Frames tell the moment more finely than `timeupdate`, which comes four times a second.
  frame() {
    cancelAnimationFrame(this.frames);
    if (!this.playing) return;
    this.follow();
    this.frames = requestAnimationFrame(() => this.frame());
  }

  follow() {
    if (!this.playing || this.audio.seeking) return;
    const item = this.items[this.index];
    if (!item) return;
    const now = this.audio.currentTime * 1000;
    this.reached = now;
    if (item.end !== null && now >= item.end - 15) this.goOn(now);
  }

  goOn(now = Infinity) {
    const item = this.items[this.index];
    const next = this.items[this.index + 1];
    if (!next) { this.endChapter(); return; }
    this.note = this.silentBetween(item, next) ? this.page.words.stepped_over : "";
    this.say(this.note);
    if (next.file === item.file && item.end !== null && Math.abs(next.begin - now) < CONTIGUOUS && !this.audio.ended) {
      this.index += 1;
      this.mark();
    } else {
      this.start(this.index + 1);
    }
  }

  silentBetween(item, next) {
    for (let place = item.place + 1; place < next.place; place += 1) if (this.passages[place]?.classList.contains("no-recording")) return true;
    return false;
  }

  async endChapter() {
    this.audio.pause();
    if (this.part("sleep").value === "chapter") { this.part("sleep").value = ""; this.stop(this.page.words.asleep); return; }
    let next = this.page.shown.dataset.next;
    while (next) {
      this.say(this.page.words.loading);
      if (!(await this.page.turn(next, { listening: true }))) { this.stop(this.page.words.broken); return; }
      if (this.items.length > 0) { this.start(0); return; }
      next = this.page.shown.dataset.next;
    }
    this.stop(this.page.words.finished);
  }

  stop(words) {
    this.started = false;
    this.audio.pause();
    this.unmark();
    this.index = -1;
    this.note = "";
    this.say(words);
    this.show();
  }

  step(by) {
    const here = this.items[this.index]?.place ?? -1;
    const places = [...new Set(this.items.map((item) => item.place))];
    const at = places.indexOf(here);
    const next = places[Math.max(0, at + by)];
    if (at + by >= places.length) { this.endChapter(); return; }
    this.playPassage(next);
  }

  mark() {
    this.unmark();
    const item = this.items[this.index];
    if (!item) return;
    item.element?.classList.add("speaking");
    item.passage?.classList.add("speaking-passage");
    this.part("synthetic").hidden = !item.synthetic;
    if (this.part("follow").checked) this.bringIntoView(item.element);
    this.setMetadata();
    this.page.heard?.(item.passage?.id ?? "", this.within());
  }

  unmark() {
    for (const name of ["speaking", "speaking-passage"]) document.querySelectorAll(`.${name}`).forEach((element) => element.classList.remove(name));
  }

  bringIntoView(element) {
    if (!element) return;
    const box = element.getBoundingClientRect();
    if (box.top > innerHeight * 0.15 && box.bottom < innerHeight * 0.7) return;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    element.scrollIntoView({ block: box.height > innerHeight * 0.5 ? "start" : "center", behavior: calm ? "auto" : "smooth" });
  }

  // Milliseconds heard of the passage that is being read.
  within() {
    const item = this.items[this.index];
    if (!item) return 0;
    let before = 0;
    for (let at = this.index - 1; at >= 0 && this.items[at].place === item.place; at -= 1) before += this.length(this.items[at]);
    return Math.max(0, Math.round(before + this.audio.currentTime * 1000 - item.begin));
  }

  length(item) {
    if (item.end !== null) return item.end - item.begin;
    return item.file === this.file && Number.isFinite(this.audio.duration) ? this.audio.duration * 1000 - item.begin : 0;
  }

  seekShare(share) {
    let rest = share * this.items.reduce((sum, item) => sum + this.length(item), 0);
    let index = 0;
    while (index < this.items.length - 1 && rest > this.length(this.items[index])) { rest -= this.length(this.items[index]); index += 1; }
    this.start(index, rest);
  }

  setSpeed(value) {
    this.speed = Number(value);
    try { localStorage.setItem("tetrad-speed", value); } catch { /* kept nowhere */ }
    this.applySpeed();
  }

  applySpeed() { this.audio.defaultPlaybackRate = this.speed; this.audio.playbackRate = this.speed; }

  setSleep(value) {
    clearTimeout(this.sleeping);
    if (value && value !== "chapter") {
      this.sleeping = setTimeout(() => {
        this.part("sleep").value = "";
        this.audio.pause();
        this.say(this.page.words.asleep);
      }, Number(value) * 60_000);
    }
  }

  say(words) { if (this.status.textContent !== words) this.status.textContent = words; }

  show() {
    const { playing } = this;
    this.part("play").setAttribute("aria-pressed", String(playing));
    this.part("play-words").textContent = playing ? this.page.words.pause : this.page.words.listen;
    const total = this.items.reduce((sum, item) => sum + this.length(item), 0);
    const before = this.items.slice(0, Math.max(0, this.index)).reduce((sum, item) => sum + this.length(item), 0);
    const item = this.items[this.index];
    const done = item ? before + Math.min(this.length(item), Math.max(0, this.audio.currentTime * 1000 - item.begin)) : 0;
    this.part("done").textContent = clock(done);
    this.part("total").textContent = clock(total);
    if (document.activeElement !== this.part("seek")) this.part("seek").value = String(total ? Math.round((done / total) * 1000) : 0);
    this.part("seek").setAttribute("aria-valuetext", `${clock(done)} / ${clock(total)}`);
    if ("mediaSession" in navigator) navigator.mediaSession.playbackState = playing ? "playing" : this.started ? "paused" : "none";
  }

  setMediaSession() {
    if (!("mediaSession" in navigator)) return;
    const on = { play: () => this.toggle(), pause: () => this.pause(), previoustrack: () => this.step(-1), nexttrack: () => this.step(1),
      seekbackward: () => this.seekBy(-10), seekforward: () => this.seekBy(10), stop: () => this.stop("") };
    for (const [action, act] of Object.entries(on)) {
      // Browsers know different actions, and throw at the others.
      try { navigator.mediaSession.setActionHandler(action, act); } catch { /* not known here */ }
    }
  }

  seekBy(seconds) { this.audio.currentTime = Math.max(0, this.audio.currentTime + seconds); this.realign(); }

  realign() {
    const now = this.audio.currentTime * 1000;
    const index = this.items.findIndex((item) => item.file === this.file && now >= item.begin && (item.end === null || now < item.end));
    if (index >= 0 && index !== this.index) { this.index = index; this.mark(); }
  }

  setMetadata() {
    if (!("mediaSession" in navigator) || !window.MediaMetadata) return;
    navigator.mediaSession.metadata = new MediaMetadata({ title: this.page.shown.dataset.title, album: this.page.root.dataset.bookTitle });
  }
}

function clock(milliseconds) {
  const seconds = Math.floor(milliseconds / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
