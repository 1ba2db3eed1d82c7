// Links and forms marked data-swap="#region" replace only that region with the same region of the answer.
// Anything unexpected (no such region, an error, another site) becomes an ordinary page load.

const inert = globalThis.trustedTypes?.createPolicy("lodestar", { createHTML: (html) => html }) ?? { createHTML: (html) => html };

/** The answer as a document that runs no scripts and loads nothing. */
const parse = (html) => new DOMParser().parseFromString(inert.createHTML(html), "text/html");

const place = () => location.pathname + location.search;
let shown = place();
let latest = 0;

async function load(url, options, target, { push }) {
  const region = document.querySelector(target);
  const mine = ++latest;
  region.setAttribute("aria-busy", "true");
  region.classList.add("busy");
  const answer = await fetch(url, { ...options, headers: { accept: "text/html" }, credentials: "same-origin" });
  const page = parse(await answer.text());
  if (mine !== latest) return;
  const fresh = page.querySelector(target);
  if (!fresh || !answer.headers.get("content-type")?.startsWith("text/html")) throw new Error("no such region in the answer");
  const replace = () => {
    region.replaceWith(document.adoptNode(fresh));
    if (page.title) document.title = page.title;
  };
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  if (document.startViewTransition && !calm) await document.startViewTransition(replace).updateCallbackDone;
  else replace();
  if (push || (answer.redirected && answer.url !== location.href)) {
    history.pushState(null, "", answer.url);
    shown = place();
  }
  settle(fresh);
}

/** Moves the focus to where reading goes on, and says that something changed. */
function settle(region) {
  const wanted = region.querySelector("[data-focus], [autofocus]") ?? region.querySelector("h1, h2, h3") ?? region;
  if (!wanted.hasAttribute("tabindex") && wanted.tabIndex < 0) wanted.setAttribute("tabindex", "-1");
  wanted.focus({ preventScroll: false });
  const live = document.getElementById("live");
  if (live) live.textContent = wanted.textContent.trim().slice(0, 120) || "updated";
  document.dispatchEvent(new Event("swapped"));
}

export function swap() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-swap]");
    const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    if (!link || !plain || event.defaultPrevented || link.origin !== location.origin || !document.querySelector(link.dataset.swap)) return;
    event.preventDefault();
    load(link.href, {}, link.dataset.swap, { push: true }).catch(() => location.assign(link.href));
  });

  document.addEventListener("submit", (event) => {
    const form = event.target;
    const target = form.dataset?.swap;
    if (!target || event.defaultPrevented || form.enctype === "multipart/form-data" || !document.querySelector(target)) return;
    // Attributes, not properties: a field named "action" would hide the property.
    const asked = event.submitter?.getAttribute("formaction") ?? form.getAttribute("action") ?? "";
    const action = new URL(asked, location.href);
    if (action.origin !== location.origin) return;
    event.preventDefault();
    const fields = new URLSearchParams(new FormData(form, event.submitter));
    const reads = form.getAttribute("method")?.toLowerCase() !== "post";
    if (reads) action.search = fields;
    load(action, reads ? {} : { method: "POST", body: fields }, target, { push: reads })
      // A change may already have happened: show the page as it is now rather than send it twice.
      .catch(() => (reads ? location.assign(action) : location.reload()));
  });

  // Back and forward over a swap: the address is another, the region is not, so the page is asked for again.
  addEventListener("popstate", () => {
    if (place() !== shown) location.reload();
  });
}
