// Where the reader is: told to the server, offered again on another device; the newest place wins.
const EVERY = 10_000;

export class Place {
  constructor(page) {
    this.page = page;
    this.key = `tetrad-place-${page.root.dataset.person}-${page.base}`;
    this.held = true;
    this.sent = 0;
    page.heard = (paragraph, milliseconds) => this.note(paragraph, milliseconds);
    page.placed = () => { if (page.player.index >= 0) { this.note(page.player.items[page.player.index].passage?.id ?? "", page.player.within()); this.send(); } };
    page.startingPlace = () => this.starting();
    addEventListener("scroll", () => this.scrolled(), { passive: true });
    document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") this.leave(); });
    addEventListener("pagehide", () => this.leave());
    const notice = page.root.querySelector("[data-elsewhere]");
    notice.querySelector("[data-stay]").addEventListener("click", () => { notice.hidden = true; this.held = false; this.send(); });
    this.notice = notice;
  }

  // What the server knows, as a document is opened.
  meet(place, arrived) {
    this.known = place;
    const own = Number(this.recall());
    const here = place && place.number === this.page.number && (!location.hash || decodeURIComponent(location.hash.slice(1)) === place.paragraph);
    if (arrived && place && place.number && place.at > own && !here) {
      this.notice.querySelector("p").textContent = this.page.words.elsewhere.replace("{title}", place.title);
      this.notice.querySelector("[data-go]").href = place.url;
      this.notice.hidden = false;
      return;
    }
    this.held = false;
    setTimeout(() => { if (!this.now) this.scrolled(true); }, 3000);
  }

  starting() {
    const named = decodeURIComponent(location.hash.slice(1));
    const { known } = this;
    const visible = this.firstVisible();
    if (known && known.number === this.page.number && (named === known.paragraph || visible === known.paragraph)) return known;
    if (named && document.getElementById(named)?.closest("article")) {
      const box = document.getElementById(named).getBoundingClientRect();
      if (box.bottom > 0 && box.top < innerHeight) return { paragraph: this.page.player.passages.find((passage) => passage && (passage.id === named || document.getElementById(named).contains(passage) || passage.contains(document.getElementById(named))))?.id ?? visible, milliseconds: 0 };
    }
    return { paragraph: visible, milliseconds: 0 };
  }

  firstVisible() {
    const top = this.page.root.querySelector(".reader-head").getBoundingClientRect().bottom;
    const passages = this.page.player.passages.filter(Boolean);
    return (passages.find((passage) => passage.getBoundingClientRect().bottom > Math.max(0, top) + 8) ?? passages[0])?.id ?? "";
  }

  scrolled(still = false) {
    if (this.page.player.playing || (this.held && !still)) return;
    clearTimeout(this.settling);
    this.settling = setTimeout(() => this.note(this.firstVisible(), 0), 800);
  }

  note(paragraph, milliseconds) {
    if (this.page.player.playing) { this.held = false; this.notice.hidden = true; this.listened ??= true; }
    this.now = { number: this.page.number, paragraph, milliseconds, at: Date.now() };
    if (Date.now() - this.sent > EVERY) this.send(); else this.later ??= setTimeout(() => this.send(), EVERY);
  }

  leave() {
    if (this.page.player.playing) this.note(this.page.player.items[this.page.player.index].passage?.id ?? "", this.page.player.within());
    this.send();
  }

  async send() {
    clearTimeout(this.later);
    this.later = null;
    if (this.held || !this.now || this.now === this.told) return;
    const telling = this.now;
    this.told = telling;
    this.sent = Date.now();
    this.known = { ...telling, title: "", url: "" };
    this.remember(telling.at);
    const listened = this.listened === true;
    if (listened) this.listened = false;
    try { await this.page.post("/place", { ...telling, listened }, { keepalive: true }); } catch { this.told = null; if (listened) this.listened = true; }
  }

  recall() { try { return localStorage.getItem(this.key) ?? 0; } catch { return 0; } }
  remember(at) { try { localStorage.setItem(this.key, String(at)); } catch { /* kept nowhere: the server still knows */ } }
}
