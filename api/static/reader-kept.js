// The list of chapters on this device, with their sizes, and a way to delete each.
import { dropChapter, keptChapters, megabytes } from "./reader-offline.js";
import { say } from "./messages.js";

export async function listKept(root) {
  const words = JSON.parse(root.dataset.words);
  const { person } = root.dataset;
  const list = root.querySelector("[data-kept-list]");
  const show = async () => {
    const chapters = await keptChapters(person);
    chapters.sort((one, other) => one.book.localeCompare(other.book) || one.at - other.at);
    list.replaceChildren(...chapters.map((chapter) => entry(chapter)));
    root.querySelector("[data-kept-empty]").hidden = chapters.length > 0;
  };
  const entry = (chapter) => {
    const item = document.createElement("li");
    item.className = "sheet row apart";
    const link = document.createElement("a");
    link.href = chapter.address;
    link.textContent = chapter.title;
    const book = document.createElement("small");
    book.textContent = `${chapter.book} · ${megabytes(chapter.size, words)}`;
    const where = document.createElement("span");
    where.append(link, document.createElement("br"), book);
    const button = document.createElement("button");
    button.type = "button";
    button.className = "small";
    button.textContent = words.drop;
    button.addEventListener("click", async () => { await dropChapter(person, chapter.address); say(words.deleted, 4); await show(); });
    item.append(where, button);
    return item;
  };
  await show();
}
