// Readings taken after a page was loaded stand in the copy that this browser keeps of it, too.
import { keep, owner, recallOne } from "./work-store.js";

const id = () => `${location.pathname} log`;

export async function keepLog(entries, left) {
  const me = owner();
  if (me) await keep("answers", me, { id: id(), page: location.pathname, unsent: false, entries, left });
}

// What the copy of the page lacks; nothing where the page has just come from the server.
export async function recallLog() {
  const me = owner();
  return document.documentElement.dataset.kept && me ? recallOne(me, id()) : null;
}
