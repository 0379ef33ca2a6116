// Highlights, notes and bookmarks: from a selection by mouse, touch or keyboard, and from the paragraph in focus.
import { anchorOf, findStart, piecesOf, readText } from "./reader-anchors.js";
import { say } from "./messages.js";

export class Notes {
  constructor(page) {
    this.page = page;
    this.notes = [];
    this.tools = page.root.querySelector("[data-selection-tools]");
    this.dialog = page.root.querySelector("[data-note-dialog]");
    document.addEventListener("selectionchange", () => { clearTimeout(this.settling); this.settling = setTimeout(() => this.offer(), 150); });
    this.tools.addEventListener("pointerdown", (event) => event.preventDefault());
    this.tools.querySelectorAll("[data-highlight]").forEach((button) => button.addEventListener("click", () => this.highlight(button.dataset.highlight)));
    this.tools.querySelector("[data-highlight-note]").addEventListener("click", () => this.highlight("yellow", { writing: true }));
    page.root.querySelector("[data-bookmark]").addEventListener("click", () => this.toggleBookmark());
    page.root.addEventListener("click", (event) => { const mark = event.target.closest("mark[data-note]"); if (mark && getSelection().isCollapsed) { event.preventDefault(); this.open(mark.dataset.note); } });
    page.root.addEventListener("keydown", (event) => { const mark = event.target.closest?.("mark[data-note]"); if (mark && event.key === "Enter") { event.preventDefault(); this.open(mark.dataset.note); } });
    this.dialog.addEventListener("close", () => this.closed());
  }

  show(notes) {
    this.notes = notes;
    this.redraw();
  }

  redraw() {
    const { shown, words } = this.page;
    shown.querySelectorAll("mark[data-note]").forEach((mark) => { const parent = mark.parentNode; mark.replaceWith(...mark.childNodes); parent.normalize(); });
    shown.querySelectorAll(".bookmarked").forEach((element) => element.classList.remove("bookmarked"));
    for (const note of this.notes) {
      const element = document.getElementById(note.paragraph);
      if (note.kind === "bookmark") { (element ?? shown.querySelector("article")?.firstElementChild)?.classList.add("bookmarked"); continue; }
      if (!element || !shown.contains(element)) continue;
      const start = findStart(note, readText(element).text);
      if (start < 0) continue;
      const pieces = piecesOf(element, start, start + note.quotation.length);
      pieces.forEach((piece, at) => this.wrap(piece, note, at === 0, at === pieces.length - 1, words));
    }
    this.page.root.querySelector("[data-bookmark]").setAttribute("aria-pressed", String(this.notes.some((note) => note.kind === "bookmark")));
  }

  wrap(piece, note, first, last, words) {
    const range = document.createRange();
    range.setStart(piece.node, piece.start);
    range.setEnd(piece.node, piece.end);
    const mark = document.createElement("mark");
    mark.className = `noted ${note.colour}`;
    mark.dataset.note = note.key;
    if (first) { mark.tabIndex = 0; mark.title = note.note || words.highlight; }
    if (last && note.note) mark.classList.add("with-words");
    range.surroundContents(mark);
  }

  selected() {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return [];
    const range = selection.getRangeAt(0);
    if (!this.page.shown.querySelector("article")?.contains(range.commonAncestorContainer)) return [];
    return this.page.player.passages.filter((passage) => passage && range.intersectsNode(passage)).slice(0, 50)
      .map((passage) => anchorOf(range, passage)).filter(Boolean);
  }

  offer() {
    const anchors = this.selected();
    this.tools.hidden = anchors.length === 0;
    if (anchors.length === 0) return;
    const box = getSelection().getRangeAt(0).getBoundingClientRect();
    const touch = matchMedia("(pointer: coarse)").matches;
    const top = touch ? box.bottom + 44 : box.top - this.tools.offsetHeight - 10;
    this.tools.style.top = `${Math.max(8, Math.min(innerHeight - this.tools.offsetHeight - 8, top < 8 ? box.bottom + 10 : top))}px`;
    this.tools.style.left = `${Math.max(8, Math.min(innerWidth - this.tools.offsetWidth - 8, box.left))}px`;
  }

  async highlight(colour, { writing = false, anchors = this.selected() } = {}) {
    if (anchors.length === 0) { say(this.page.words.choose_words); return; }
    getSelection().removeAllRanges();
    this.tools.hidden = true;
    let made = null;
    for (const anchor of anchors) made = (await this.keep({ kind: "highlight", colour, ...anchor })) ?? made;
    if (made && writing) this.open(made.key);
  }

  highlightParagraph(element, options) {
    const range = document.createRange();
    range.selectNodeContents(element);
    const anchor = anchorOf(range, element);
    if (anchor) this.highlight("yellow", { anchors: [anchor], ...options });
  }

  async toggleBookmark() {
    const paragraph = this.page.currentParagraph();
    const there = this.notes.find((note) => note.kind === "bookmark" && note.paragraph === paragraph) ?? null;
    if (there) { await this.delete(there, this.page.words.unmarked); return; }
    const element = document.getElementById(paragraph);
    const quotation = element ? readText(element).text.slice(0, 200) : "";
    if (await this.keep({ kind: "bookmark", paragraph, start: 0, quotation, before: "", after: "" })) say(this.page.words.bookmarked, 3);
  }

  async keep(values) {
    try {
      const kept = await this.page.post(values.key ? `/notes/${values.key}` : "/notes", { number: this.page.number, ...values });
      this.notes = [...this.notes.filter((note) => note.key !== kept.key), kept];
      this.redraw();
      return kept;
    } catch { say(this.page.words.not_saved, 8); return null; }
  }

  async delete(note, told = this.page.words.deleted) {
    try {
      await this.page.post(`/notes/${note.key}/deletion`, {});
      this.notes = this.notes.filter((each) => each.key !== note.key);
      this.redraw();
      this.sayUndo(told, note);
    } catch { say(this.page.words.not_saved, 8); }
  }

  sayUndo(told, note) {
    const toast = document.createElement("div");
    toast.className = "toast";
    const button = document.createElement("button");
    button.type = "button";
    button.className = "small";
    button.textContent = this.page.words.undo;
    button.addEventListener("click", async () => {
      toast.remove();
      try {
        const back = await this.page.post(`/notes/${note.key}/restoration`, {});
        this.notes = [...this.notes, back];
        this.redraw();
      } catch { say(this.page.words.not_saved, 8); }
    });
    toast.append(`${told} `, button);
    document.getElementById("toasts").append(toast);
    setTimeout(() => toast.remove(), 12_000);
  }

  open(key) {
    const note = this.notes.find((each) => each.key === key);
    if (!note) return;
    this.opened = note;
    const form = this.dialog.querySelector("form");
    this.dialog.querySelector("[data-note-quotation]").textContent = note.quotation;
    form.elements.note.value = note.note;
    form.elements.colour.value = note.colour;
    this.dialog.returnValue = "";
    this.dialog.showModal();
    form.elements.note.focus();
  }

  async closed() {
    const { opened } = this;
    const form = this.dialog.querySelector("form");
    if (this.dialog.returnValue === "delete") await this.delete(opened);
    if (this.dialog.returnValue === "keep") await this.keep({ key: opened.key, note: form.elements.note.value, colour: form.elements.colour.value });
    this.page.shown.querySelector(`mark[data-note="${CSS.escape(opened.key)}"]`)?.focus({ preventScroll: true });
  }
}
