// Chapters taken along and wishes not yet sent belong to who made them: signing out deletes them, and so does the sign-in page.
export function forgetOnLeaving(form) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.forgotten || !("caches" in window)) return;
    event.preventDefault();
    form.dataset.forgotten = "yes";
    forget().finally(() => form.submit());
  });
}

export async function forget() {
  if ("caches" in window) for (const name of await caches.keys()) if (name.startsWith("tetrad-kept-")) await caches.delete(name);
  if ("serviceWorker" in navigator) await (await navigator.serviceWorker.getRegistration("/textbooks/"))?.unregister();
  if ("indexedDB" in window) indexedDB.deleteDatabase("tetrad-bench");
  try { Object.keys(localStorage).filter((key) => key.startsWith("tetrad-place-")).forEach((key) => localStorage.removeItem(key)); } catch { /* nothing is kept here */ }
}
