// The one script of every page: turns on what the page has, and again for each part that htmx brings in.
import { followTheme } from "./theme.js";
import { watchConnection } from "./messages.js";

const PARTS = [
  [".math[data-tex]", "./math.js", "typeset"],
  ["form[data-answers]", "./answers.js", "followAnswers"],
  ["form[data-bench]", "./bench.js", "followBench"],
  ["[data-table]", "./table-input.js", "moveByKeys"],
  ["[data-plot]", "./plot.js", "drawPlot"],
  ["[data-ordering]", "./ordering.js", "letMove"],
  ["form[data-author]", "./author.js", "followForm"],
  ["form[data-catalogue]", "./catalogue.js", "followCatalogue"],
  ["[data-board]", "./board.js", "showBoard"],
  ["form[data-yaml]", "./author-yaml.js", "followYaml"],
  ["form[data-upload]", "./upload.js", "followUpload"],
  ["[data-video]", "./video.js", "followVideo"],
  ["[data-application]", "./application.js", "followApplication"],
  [".drawing svg", "./drawing.js", "trim"],
  ["[data-reader]", "./reader.js", "read"],
  ["[data-kept]", "./reader-kept.js", "listKept"],
  ['form[action$="/sign-out"]', "./reader-forget.js", "forgetOnLeaving"],
  ["form[data-person][data-work-key]", "./go-on.js", "goOn"],
  ["#f-login", "./reader-forget.js", "forgetPages"],
];

// A page that is to open without a network is kept as it came, before any script has changed it.
const source = document.querySelector("[data-connection]") && !document.documentElement.dataset.kept ? document.documentElement.outerHTML : "";
let before = Promise.resolve();

// Resolves when all parts that have been found so far are turned on.
export const begun = () => before;

// One part after another: whoever waits for this one waits for what was begun before it, and is still loading, too.
export function enliven(root) {
  const turned = before.then(() => turnOn(root));
  before = turned.catch(() => {});
  return turned;
}

async function turnOn(root) {
  for (const [selector, file, name] of PARTS) {
    const found = [...(root.matches?.(selector) ? [root] : []), ...root.querySelectorAll(selector)];
    const fresh = found.filter((element) => !element.dataset.alive?.split(" ").includes(name));
    if (fresh.length === 0) continue;
    fresh.forEach((element) => { element.dataset.alive = `${element.dataset.alive ?? ""} ${name}`.trim(); });
    const part = (await import(file))[name];
    fresh.forEach(part);
  }
  root.querySelectorAll("[data-print]").forEach((button) => button.addEventListener("click", () => window.print()));
  root.querySelectorAll("[data-submit-on-change]").forEach((form) => form.addEventListener("change", () => form.requestSubmit()));
}

document.documentElement.classList.add("scripted");
followTheme();
watchConnection();
document.addEventListener("htmx:load", (event) => enliven(event.detail.elt));
enliven(document.body).then(async () => {
  document.documentElement.dataset.ready = "yes";
  if (source) (await import("./kept-work.js")).keepPage(source);
});
