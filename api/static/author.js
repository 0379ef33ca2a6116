// The form over a task: saved as soon as a field is left; what the program says of it appears beside the fields.
import { enliven } from "./start.js";

const RETRY = 4000;
const LATER = /^(new|mark|swap\/[^/]*\/[^/]*\/was)/;

export function followForm(form) {
  const state = form.querySelector("[data-state-of-draft]");
  let underWay = null;
  let again = false;
  let unsaved = false;
  let lastText = form.querySelector("textarea");

  form.addEventListener("input", (event) => { if (event.target.name) unsaved = true; });
  form.addEventListener("change", (event) => { if (event.target.name && !LATER.test(event.target.name)) save(); markChips(form); });
  form.addEventListener("focusin", (event) => { if (event.target.matches("textarea, input:not([type])")) lastText = event.target; });
  form.addEventListener("click", (event) => { const button = event.target.closest("[data-insert]"); if (button) insert(button.dataset.insert); });
  form.addEventListener("submit", async (event) => {
    if (!underWay) { unsaved = false; return; }
    // A page that is left while it is being saved would be told of its own change as of another tab's.
    event.preventDefault();
    const button = event.submitter;
    await underWay;
    unsaved = false;
    form.requestSubmit(button);
  });
  window.addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });
  markChips(form);

  function show(name) { state.dataset.state = name; state.textContent = form.dataset[name] ?? ""; }

  function insert(words) {
    const field = lastText?.isConnected ? lastText : form.querySelector("textarea, input:not([type])");
    if (!field) return;
    field.setRangeText(words, field.selectionStart, field.selectionEnd, "end");
    field.focus();
    unsaved = true;
  }

  function save() {
    if (underWay) { again = true; return; }
    underWay = send().finally(() => { underWay = null; if (again) { again = false; save(); } });
  }

  // Another tab was first: the text is kept on the server already, and sending it again would keep it twice.
  async function giveWay(page) {
    unsaved = again = false;
    const told = page.querySelector("main");
    document.querySelector("main").replaceWith(told);
    document.title = page.title;
    told.tabIndex = -1;
    told.focus();
    await enliven(told);
  }

  async function send() {
    show("saving");
    const fields = new FormData(form);
    [...fields.keys()].filter((name) => LATER.test(name)).forEach((name) => fields.delete(name));
    const sent = typed(form);
    try {
      const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(fields), headers: { "X-Author": "live" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById("author");
      if (answer.status === 409 || answer.status === 422) { await giveWay(page); return; }
      if (!answer.ok || !fresh) throw new Error(String(answer.status));
      await takeOver(form, page, fresh, sent);
      unsaved = [...form.querySelectorAll("input, textarea")].some((field) => LATER.test(field.name) && field.type !== "hidden" && field.type !== "checkbox" && field.value !== field.defaultValue);
      show("saved");
    } catch (error) {
      show("failed");
      setTimeout(() => { if (form.isConnected) save(); }, RETRY);
    }
  }
}

function typed(form) {
  return new Map([...form.elements].filter((field) => field.name && field.type !== "checkbox").map((field) => [field.id, field.value]));
}

// The same fields: only what is said of them changes. Other fields: the whole form, and what was typed meanwhile stays.
async function takeOver(form, page, fresh, sent) {
  form.elements.base.value = fresh.elements.base.value;
  for (const live of page.querySelectorAll("[data-live]")) {
    const old = document.getElementById(live.id);
    if (old && !form.contains(old)) { old.replaceWith(live); await enliven(live); }
  }
  const names = (each) => [...each.elements].map((field) => field.name).join("\n");
  if (names(form) === names(fresh)) {
    for (const live of fresh.querySelectorAll("[data-live]")) {
      const old = document.getElementById(live.id);
      if (old) { old.replaceWith(live); await enliven(live); }
    }
    for (const field of fresh.elements) {
      const old = field.id && document.getElementById(field.id);
      if (!old) continue;
      if (field.hasAttribute("aria-invalid")) old.setAttribute("aria-invalid", "true"); else old.removeAttribute("aria-invalid");
      if (old !== document.activeElement && sent.get(field.id) === old.value && "value" in old && old.type !== "checkbox" && !old.matches("select")) { old.value = field.value; old.defaultValue = field.value; }
    }
    return;
  }
  const meanwhile = [...form.elements].filter((field) => field.id && field.value !== sent.get(field.id)).map((field) => [field.id, field.value]);
  const later = [...form.elements].filter((field) => field.id && LATER.test(field.name) && field.type !== "checkbox").map((field) => [field.id, field.value]);
  const focused = document.activeElement?.id;
  const state = form.querySelector("[data-state-of-draft]");
  form.replaceChildren(...fresh.childNodes);
  form.querySelector("[data-state-of-draft]").replaceWith(state);
  for (const [id, value] of [...later, ...meanwhile]) { const field = document.getElementById(id); if (field && field.type !== "checkbox") field.value = value; }
  if (focused) document.getElementById(focused)?.focus();
  markChips(form);
  await enliven(form);
}

function markChips(form) {
  form.querySelectorAll("label.chip").forEach((chip) => chip.classList.toggle("on", Boolean(form.querySelector(`#${chip.htmlFor}`)?.checked)));
}
