// The command palette: Ctrl or Command and K. Asks /palette?q= for [{group, label, href, hint}];
// without an answer it still offers the pages of the rail.
import { el, modal } from "./dialog.js";

export function palette() {
  const input = el("input", {
    type: "text", role: "combobox", "aria-expanded": "true", "aria-controls": "hits", "aria-autocomplete": "list",
    "aria-label": "Find or go to", placeholder: "Find or go to …", autocomplete: "off", spellcheck: "false",
  });
  const list = el("div", { id: "hits", class: "hits", role: "listbox", "aria-label": "Results" });
  const count = el("p", { class: "vh", role: "status" });
  const { dialog, open } = modal("Command palette", input, count, list);
  let hits = [];
  let at = 0;
  let asked = 0;

  const choose = (index) => {
    at = hits.length ? (index + hits.length) % hits.length : 0;
    list.querySelectorAll("[role=option]").forEach((option, number) => {
      option.setAttribute("aria-selected", number === at);
      if (number === at) {
        input.setAttribute("aria-activedescendant", option.id);
        option.scrollIntoView({ block: "nearest" });
      }
    });
  };

  const show = (items) => {
    hits = items;
    list.replaceChildren();
    input.removeAttribute("aria-activedescendant");
    let group = null;
    let box = list;
    items.forEach((item, number) => {
      if (item.group !== group) {
        group = item.group;
        const id = `hits-g${number}`;
        box = el("div", { role: "group", "aria-labelledby": id }, el("div", { id, class: "nav-g", role: "presentation" }, group));
        list.append(box);
      }
      const option = el("div", { role: "option", id: `hit-${number}`, "aria-selected": "false" },
        el("span", {}, item.label), el("span", { class: "muted" }, item.hint ?? ""));
      option.addEventListener("click", () => go(number));
      box.append(option);
    });
    count.textContent = items.length ? `${items.length} results` : "no result";
    if (!items.length) list.append(el("p", { class: "nav-g" }, "No result"));
    choose(0);
  };

  const pages = (words) => [...document.querySelectorAll(".rail a[data-go]")]
    .map((link) => ({ group: "Go to", label: link.textContent.trim(), href: link.getAttribute("href"), hint: link.dataset.go }))
    .filter((page) => page.label.toLowerCase().includes(words.toLowerCase()));

  const ask = async () => {
    const words = input.value.trim();
    const mine = ++asked;
    try {
      const answer = await fetch(`/palette?q=${encodeURIComponent(words)}`, { headers: { accept: "application/json" } });
      const items = answer.ok ? await answer.json() : pages(words);
      if (mine === asked) show(items);
    } catch {
      if (mine === asked) show(pages(words));
    }
  };

  const go = (index) => {
    const href = hits[index]?.href;
    // Only addresses of this server, whatever the answer says.
    if (href?.startsWith("/") && !href.startsWith("//")) {
      dialog.close();
      location.assign(href);
    }
  };

  input.addEventListener("input", ask);
  input.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) choose(at + step);
    else if (event.key === "Enter") go(at);
    else return;
    event.preventDefault();
  });

  const start = () => {
    input.value = "";
    show(pages(""));
    open();
    input.focus();
    ask();
  };
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k") {
      event.preventDefault();
      start();
    }
  });
  document.addEventListener("open-palette", start);
  document.querySelector("[data-open=palette]")?.addEventListener("click", start);
}
