// Short messages that come and go, read aloud by screen readers.
export function say(words, seconds = 6) {
  const place = document.getElementById("toasts");
  if (!place || !words) return;
  const toast = document.createElement("div");
  toast.className = "toast";
  toast.textContent = words;
  place.append(toast);
  setTimeout(() => toast.remove(), seconds * 1000);
}

export function watchConnection() {
  const offline = () => say(document.getElementById("toasts")?.dataset.offline, 10);
  window.addEventListener("offline", offline);
  document.addEventListener("htmx:sendError", offline);
  document.addEventListener("htmx:beforeSwap", (event) => {
    // A refusal comes back as a page of its own: show it whole instead of losing it.
    const type = event.detail.xhr.getResponseHeader("Content-Type") ?? "";
    if (event.detail.xhr.status < 400 || !type.includes("html")) return;
    if (event.detail.xhr.status === 422) { event.detail.shouldSwap = true; event.detail.isError = false; return; }
    const page = new DOMParser().parseFromString(event.detail.xhr.responseText, "text/html");
    say(page.querySelector("main h1")?.textContent ?? page.title, 10);
  });
}
