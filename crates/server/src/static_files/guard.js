// Forms marked data-guard: the browser asks before typed text is lost by leaving the page.

export function guard() {
  const changed = new Set();
  document.addEventListener("input", (event) => {
    const form = event.target.closest?.("form[data-guard]");
    if (form) changed.add(form);
  });
  document.addEventListener("submit", (event) => changed.delete(event.target));
  document.addEventListener("reset", (event) => changed.delete(event.target));
  addEventListener("beforeunload", (event) => {
    const unsaved = [...changed].some((form) => form.isConnected);
    if (unsaved) event.preventDefault();
  });
}
