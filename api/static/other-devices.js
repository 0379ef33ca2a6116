// What the same student wrote on another device stays visible: taken over where nothing was written here, else offered.
import { contentOf, contentOfFields, fill, typedText } from "./answer-fields.js";
import { workWords } from "./connection.js";
import { enliven } from "./start.js";

// `other`: {ask, shown, html} or {ask, fields} as the server tells it; `mine(other)` says whether it was only sent from here before.
export async function showOther(box, other, { mine, keepMine }) {
  if (!box) return;
  const input = other.html ? new DOMParser().parseFromString(other.html, "text/html").body.firstElementChild : null;
  if (mine({ ...other, content: input ? contentOf(input) : contentOfFields(other.fields) })) return;
  if (!keepMine && !box.contains(document.activeElement)) { await take(box, input, other); return; }
  const note = noteIn(box, workWords().other, other);
  const button = Object.assign(document.createElement("button"), { type: "button", className: "small", textContent: workWords().take });
  button.addEventListener("click", async () => {
    const taken = await take(note.closest("[data-ask]"), input, other);
    taken.dispatchEvent(new Event("input", { bubbles: true }));
    taken.querySelector("input, select, textarea")?.focus();
  });
  note.append(" ", button);
}

async function take(box, input, other) {
  if (!input) {
    fill(box.closest("form"), other.fields, new Set([other.ask]));
    noteIn(box, workWords().taken, other);
    return box;
  }
  box.replaceWith(input);
  noteIn(input, workWords().taken, other);
  await enliven(input);
  return input;
}

function noteIn(box, words, { shown, fields = [] }) {
  box.querySelector(":scope > .other-device")?.remove();
  const note = Object.assign(document.createElement("p"), { className: "note other-device" });
  note.setAttribute("role", "status");
  note.append(`${words} `, Object.assign(document.createElement("q"), { textContent: shown || typedText(fields) || workWords().nothing }));
  box.append(note);
  return note;
}
