"""Files that try everything against the application, and write down what came of it."""

import io
import zipfile
from typing import Final

DESCRIPTION: Final = """\
id: {name}
title: {{en: "Hostile {name}", ru: "Враг {name}"}}
subject: physics
section: mechanics
grades: [9]
languages: [ru, en]
"""

ATTACK: Final = """
const app = "APPLICATION", report = {};
const keep = (name, value) => { report[name] = String(value); };
const attempt = (name, work) => {
  try { keep(name, work()); } catch (error) { keep(name, error.name); }
};
const later = async (name, work) => {
  try { keep(name, await work()); } catch (error) { keep(name, error.name); }
};
attempt("cookie", () => document.cookie);
attempt("setting", () => { document.cookie = "tetrad_session=stolen; path=/"; return document.cookie; });
attempt("storage", () => localStorage.length);
attempt("database", () => indexedDB.open("x") && "opened");
attempt("parent", () => parent === self ? "none" : parent.document.title);
attempt("opener", () => opener ? opener.document.title : "none");
attempt("leading", () => { if (top !== self) top.location = app + "/stolen"; return top === self; });
attempt("popup", () => open(app + "/sign-out"));
attempt("lie", () => {
  for (const type of ["done", "resize", "__proto__", "constructor"])
    parent.postMessage({ tetrad: "1", type, height: 9 }, "*");
  parent.postMessage({ tetrad: 1, type: "resize", height: 1e9 }, "*");
  parent.postMessage({ tetrad: 1, type: "<img src=x>", share: "x" }, "*");
  return "said";
});
const form = document.createElement("form");
form.method = "post"; form.action = app + "/language"; form.innerHTML = '<input name="language" value="en"/>';
document.body?.append(form);
const body = new URLSearchParams({ language: "en" });
const post = { method: "POST", mode: "no-cors", credentials: "include", body };
const own = { credentials: "include" };
Promise.all([
  later("reading", () => fetch(app + "/assignments", own).then((reply) => reply.text())),
  later("posting", () => fetch(app + "/language", post)),
  later("worker", () => navigator.serviceWorker.register("worker.js")),
]).then(() => { document.documentElement.setAttribute("data-report", JSON.stringify(report)); });
setTimeout(() => form.submit(), 1500);
"""


def attack(application: str) -> str:
    """Return the script against the application at this address."""
    return ATTACK.replace("APPLICATION", application)


def hostile_package(name: str, application: str) -> bytes:
    """Return an application whose page, drawing and XHTML attack."""
    script = attack(application)
    files = {
        "application.yaml": DESCRIPTION.format(name=name),
        "index.html": f"<!doctype html><title>Hostile</title><body><p>here</p><script>{script}</script>",
        "page.xhtml": (
            '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>Hostile</title></head>'
            f"<body><p>here</p><script><![CDATA[{script}]]></script></body></html>"
        ),
        "drawing.svg": (
            '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">'
            f"<script><![CDATA[{script}]]></script></svg>"
        ),
        "worker.js": "self.addEventListener('fetch', () => {});",
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as made:
        for path, content in files.items():
            made.writestr(path, content)
    return target.getvalue()
