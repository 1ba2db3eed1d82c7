// The scripts' contents page. Every page works without them; they only save a reload or a reach for the mouse.
import { palette } from "./palette.js";
import { keys } from "./keys.js";
import { swap } from "./swap.js";
import { guard } from "./guard.js";
import { map } from "./map.js";
import { passkeys } from "./passkeys.js";

for (const hidden of document.querySelectorAll("[data-open][hidden]")) hidden.hidden = false;
palette();
keys();
swap();
guard();
map();
passkeys();

// One open menu at a time; Escape and a press elsewhere close it.
const menus = () => document.querySelectorAll("details.drop[open], details.menu[open]");
document.addEventListener("click", (event) => {
  for (const menu of menus()) if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of menus()) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// An answer with errors or a message starts there.
document.querySelector("[data-focus]")?.focus();
