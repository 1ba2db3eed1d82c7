// A modal dialog that gives the focus back to where it came from, and a small helper to build elements.

/** An element with attributes and children; text is set as text, never as markup. */
export function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(key, "");
    else if (value !== false && value != null) element.setAttribute(key, value);
  }
  element.append(...children);
  return element;
}

/** A closed dialog named `label`; `open()` shows it and remembers the focus. */
export function modal(label, ...children) {
  const dialog = el("dialog", { "aria-label": label }, ...children);
  let before = null;
  dialog.addEventListener("close", () => before?.isConnected && before.focus());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  document.body.append(dialog);
  return {
    dialog,
    open() {
      if (dialog.open) return;
      before = document.activeElement;
      dialog.showModal();
    },
  };
}

/** Is this element one where letters are typed? */
export function typing(element) {
  return element instanceof HTMLElement && (element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName));
}
