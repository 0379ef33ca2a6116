// Wishes at a bench go through the outbox of this browser, one by one; here they are told apart from those of other benches.
import { add, keepsAll, listen, pump, waiting } from "./outbox.js";

// `told(reply, errand)` is called for what was done, `refused(words, errand)` for what was not. `state(what, number, kept)` gets
// sent | busy | waiting | signed-out, how many errands are not yet with the server, and whether they outlive the page.
export function makeErrands({ bench, told, refused, state }) {
  const line = new URL(bench, location.href).pathname.replace(/\/[^/]+$/, "");
  let number = 0;
  const mine = (errand) => errand.json && errand.line === line;

  listen(async ({ what, errand, json, words, kept }) => {
    if (!mine(errand)) return;
    const wish = { ...errand, body: errand.json };
    if (what === "done") told(json, wish);
    else if (what === "refused") refused(words, wish);
    await count();
    if (number === 0) state("sent", 0);
    else if (what !== "done" && what !== "refused") state(what, number, kept);
  });

  async function count() { number = (await waiting()).filter(mine).length; }

  async function send(url, body) {
    number += 1;
    await add({ url, line, page: location.pathname, json: { ...body, request: crypto.randomUUID() } });
  }

  async function resume() {
    await count();
    if (number > 0) pump();
  }

  return { send, resume, get waiting() { return number; }, get kept() { return keepsAll(); } };
}
