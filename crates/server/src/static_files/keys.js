// Single keys: / search, ? help, g and a letter to go, j k rows, Enter opens, e w z press the page's own
// buttons. They can be switched off; this browser remembers it. Keys with Ctrl, Alt or Command stay the browser's.
import { el, modal, typing } from "./dialog.js";

const OFF = "lodestar.keys.off";
const stored = {
  off() { try { return localStorage.getItem(OFF) === "1"; } catch { return false; } },
  set(off) { try { off ? localStorage.setItem(OFF, "1") : localStorage.removeItem(OFF); } catch { /* private mode: this visit only */ } },
};

export function keys() {
  let off = stored.off();
  let going = 0;

  const help = helpDialog(() => off, (value) => stored.set((off = value)));
  document.querySelector("[data-open=keys]")?.addEventListener("click", help);

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (typing(event.target)) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    if (off || document.querySelector("dialog[open]")) return;
    const soon = event.timeStamp - going < 1500;
    going = 0;
    if (soon && press(`[data-go="g ${CSS.escape(event.key)}"]`)) return event.preventDefault();
    const done = {
      "/": () => document.dispatchEvent(new Event("open-palette")),
      "?": help,
      g: () => { going = event.timeStamp; },
      j: () => row(1),
      k: () => row(-1),
    }[event.key];
    if (done) done();
    else if (!/^[a-z]$/.test(event.key) || !press(`[data-key="${event.key}"]`)) return;
    event.preventDefault();
  });
}

/** Presses the first visible element that matches; says whether there was one. */
function press(selector) {
  const target = [...document.querySelectorAll(selector)].find((element) => element.getClientRects().length) ?? document.querySelector(selector);
  target?.click();
  return Boolean(target);
}

/** Moves the focus to the next or previous row link. */
function row(step) {
  const rows = [...document.querySelectorAll("main [data-row]")].filter((link) => link.getClientRects().length);
  const here = rows.findIndex((link) => link === document.activeElement || link.closest("tr, li")?.contains(document.activeElement));
  const next = rows[here < 0 ? (step > 0 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, here + step))];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

function helpDialog(isOff, setOff) {
  const entries = el("dl");
  const box = el("input", { type: "checkbox" });
  box.addEventListener("change", () => setOff(!box.checked));
  const close = el("button", { type: "button", class: "btn" }, "Close");
  const { dialog, open } = modal("Keyboard", el("div", { class: "help" },
    el("h2", {}, "Keyboard"), entries,
    el("p", {}, el("label", { class: "tick" }, box, el("span", {}, "Single-key shortcuts are on"))), close));
  close.addEventListener("click", () => dialog.close());
  return () => {
    const own = [...document.querySelectorAll("[data-key]")].map((button) => [button.dataset.key, button.textContent.trim()]);
    const pages = [...document.querySelectorAll(".rail [data-go]")].map((link) => [link.dataset.go, link.textContent.trim()]);
    const all = [["Ctrl K", "Find or go to"], ["/", "Find or go to"], ["j", "Next row"], ["k", "Previous row"], ["Enter", "Open the row"], ["Esc", "Back to where you were"], ...own, ...pages];
    entries.replaceChildren(...[...new Map(all)].flatMap(([key, words]) => [
      el("dt", {}, el("span", { class: "keys" }, ...key.split(" ").map((one) => el("kbd", {}, one)))), el("dd", {}, words)]));
    box.checked = !isOff();
    open();
    close.focus();
  };
}
