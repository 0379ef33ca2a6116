// Light or dark at once, without loading the page anew; the server keeps the choice in a cookie.
export function followTheme() {
  const form = document.querySelector("[data-theme-switch]");
  form?.addEventListener("submit", (event) => {
    event.preventDefault();
    const root = document.documentElement;
    const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
    const chosen = (root.dataset.theme ?? system) === "dark" ? "light" : "dark";
    root.dataset.theme = chosen;
    const fields = new URLSearchParams(new FormData(form));
    fields.set("theme", chosen);
    fetch(form.action, { method: "POST", body: fields, redirect: "manual" });
  });
}
