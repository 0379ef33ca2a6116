// The reader: turns documents without leaving the page, so that listening never stops, and wakes all its parts.
import { enlivenFigures, followFootnotes } from "./reader-figures.js";
import { followKeys } from "./reader-keys.js";
import { Notes } from "./reader-notes.js";
import { Place } from "./reader-place.js";
import { Player } from "./reader-player.js";
import { TakingAlong } from "./reader-offline.js";
import { say } from "./messages.js";
import { enliven } from "./start.js";

export function read(root) {
  const page = new Page(root);
  page.player = new Player(page);
  page.place = new Place(page);
  page.notes = new Notes(page);
  page.along = new TakingAlong(page);
  followKeys(page);
  followFootnotes(page);
  followLook(root);
  followContents(root);
  page.enter(true);
  page.showCurrent();
  page.followLinks();
}

class Page {
  constructor(root) {
    this.root = root;
    this.words = JSON.parse(root.querySelector("[data-words]").dataset.words);
    this.base = root.dataset.book;
    this.token = root.querySelector("[data-token]").value;
  }

  get shown() { return document.getElementById("document"); }
  get number() { return Number(this.shown.dataset.number); }
  get sound() { return this.player; }

  currentParagraph() {
    const playing = this.player.playing ? this.player.items[this.player.index]?.passage?.id : null;
    const focused = this.player.passages.find((passage) => passage?.contains(document.activeElement))?.id;
    return playing ?? focused ?? this.place.firstVisible();
  }

  enter(arrived) {
    this.shown.querySelector("article")?.setAttribute("tabindex", "-1");
    this.player.load(this.shown);
    enlivenFigures(this);
    this.along.meet();
    const bar = this.root.querySelector("[data-progress]");
    bar.value = Number(this.shown.dataset.share);
    bar.parentElement.setAttribute("aria-valuenow", String(Math.round(bar.value * 100)));
    this.shown.addEventListener("click", (event) => this.tapped(event));
    return this.meet(arrived);
  }

  async meet(arrived) {
    const { number } = this;
    const answer = await fetch(`${this.base}/${number}/mine`, { headers: { Accept: "application/json" } }).catch(() => null);
    const own = answer?.ok && !answer.redirected ? await answer.json() : { notes: [], place: null };
    if (number !== this.number) return;
    this.notes.show(own.notes);
    this.place.meet(own.place, arrived);
  }

  // A plain tap on a paragraph reads on from there; links, notes, figures and selections keep their own meaning.
  tapped(event) {
    if (event.target.closest("a, button, mark, input, select, textarea, summary, audio, video, canvas, label, [data-reader-part]") || !getSelection().isCollapsed) return;
    if (!this.root.querySelector("[data-tap]").checked) return;
    const place = this.player.passages.findIndex((passage) => passage?.contains(event.target));
    if (place >= 0 && this.player.items.length > 0) this.player.playPassage(place);
  }

  async fetchDocument(number) {
    const answer = await fetch(`${this.base}/${number}/text`);
    if (!answer.ok || answer.redirected) throw new Error(`status ${answer.status}`);
    const parsed = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("document");
    parsed.querySelectorAll("noscript").forEach((part) => part.remove());
    return parsed;
  }

  async turn(number, { listening = false, remembered = true, hash = "" } = {}) {
    let fresh;
    try { fresh = await this.fetchDocument(number); } catch { return false; }
    if (!listening) this.player.stop("");
    this.shown.replaceWith(document.adoptNode(fresh));
    if (remembered) history.pushState({ number: this.number }, "", `${this.base}/${this.number}${hash}`);
    document.title = `${this.shown.dataset.title} · ${this.root.dataset.bookTitle}`;
    this.markContents();
    enliven(this.shown);
    const entered = this.enter(false);
    const target = hash ? document.getElementById(decodeURIComponent(hash.slice(1))) : null;
    if (target) target.scrollIntoView(); else scrollTo(0, 0);
    if (!listening) { const article = target ?? this.shown.querySelector("article, iframe"); if (article) { if (!article.matches("a, button, iframe")) article.tabIndex = -1; article.focus({ preventScroll: true }); } }
    await entered;
    return true;
  }

  markContents() {
    const links = [...this.root.querySelectorAll(".book-contents a")];
    links.forEach((link) => link.removeAttribute("aria-current"));
    links.find((link) => link.pathname === location.pathname)?.setAttribute("aria-current", "page");
    this.showCurrent();
  }

  // The list of contents scrolls to where the reader is; the page itself stays.
  showCurrent() {
    const list = this.root.querySelector(".book-contents");
    const current = list.querySelector("[aria-current]");
    if (!current) return;
    const [box, within] = [current.getBoundingClientRect(), list.getBoundingClientRect()];
    if (box.top < within.top || box.bottom > within.bottom) list.scrollTop += box.top - within.top - within.height / 3;
  }

  followLinks() {
    this.root.addEventListener("click", async (event) => {
      const link = event.target.closest("a[href]");
      if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || link.target) return;
      const number = link.origin === location.origin && new RegExp(`^${this.base}/(\\d+)$`).exec(link.pathname)?.[1];
      if (!number || link.pathname === location.pathname) return;
      event.preventDefault();
      this.root.classList.remove("contents-open");
      if (!(await this.turn(number, { hash: link.hash }))) { if (navigator.onLine) location.href = link.href; else say(this.words.offline_turn, 8); }
    });
    addEventListener("popstate", () => {
      const number = /\/(\d+)$/.exec(location.pathname)?.[1];
      if (number && Number(number) !== this.number) this.turn(number, { remembered: false, hash: location.hash });
    });
  }

  async post(path, values, options = {}) {
    const answer = await fetch(this.base + path, { method: "POST", headers: { "Content-Type": "application/json", "X-CSRF-Token": this.token }, body: JSON.stringify(values), ...options });
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    return answer.json();
  }
}

function followContents(root) {
  const button = root.querySelector("[data-open-contents]");
  const open = (yes) => {
    root.classList.toggle("contents-open", yes);
    button.setAttribute("aria-expanded", String(yes));
    if (yes) (root.querySelector('.book-contents [aria-current]') ?? root.querySelector(".book-contents a"))?.focus(); else button.focus();
  };
  button.addEventListener("click", () => open(!root.classList.contains("contents-open")));
  root.querySelector("[data-close-contents]").addEventListener("click", () => open(false));
  root.addEventListener("keydown", (event) => { if (event.key === "Escape" && root.classList.contains("contents-open")) open(false); });
}

function followLook(root) {
  const dialog = root.querySelector("[data-look]");
  const { elements } = dialog.querySelector("form");
  const { tetradLook } = window;
  const fill = (look) => {
    elements.theme.value = look.theme;
    elements.font.value = look.font;
    for (const name of ["size", "width"]) { elements[name].value = look[name]; dialog.querySelector(`[data-of="${name}"]`).value = name === "size" ? `${look.size} %` : look.width; }
    for (const name of ["letters", "words", "lines"]) elements[name].checked = Boolean(look[name]);
  };
  root.querySelector("[data-open-look]").addEventListener("click", () => { fill(tetradLook.kept()); dialog.showModal(); });
  dialog.addEventListener("input", () => {
    const look = { theme: elements.theme.value, font: elements.font.value, size: Number(elements.size.value), width: Number(elements.width.value) };
    for (const name of ["letters", "words", "lines"]) look[name] = elements[name].checked;
    tetradLook.keep(look);
    fill(look);
  });
  dialog.querySelector("[data-reset-look]").addEventListener("click", () => { tetradLook.keep(tetradLook.first); fill(tetradLook.first); });
}
