// Every page in light and dark, wide and narrow: it answers, nothing is refused, it reads in order, it fits, and
// everybody can use it. `LOOK=folder` keeps a picture of each, for eyes.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { open, visitor } from "../lib/browser.mjs";
import { scan } from "../lib/scan.mjs";
import { fail, holds, same } from "../lib/story.mjs";

/** A dark page differs from its light twin in colours only, so only these rules can break anew. */
const COLOURS = ["color-contrast", "link-in-text-block"];

const LOOKS = [
  { name: "light", theme: "light", width: 1440, focus: true },
  { name: "dark", theme: "dark", width: 1440, rules: COLOURS },
  { name: "narrow", theme: "light", width: 360, focus: true },
  { name: "narrow-dark", theme: "dark", width: 360, rules: COLOURS },
];

export async function pages(browser, site, paths) {
  await Promise.all(LOOKS.map((look) => lookAt(browser, site, look, paths)));
}

async function lookAt(browser, site, look, paths) {
  const context = await visitor(browser, site, { theme: look.theme, width: look.width, height: look.width === 360 ? 740 : 1000 });
  const page = await open(context, site);
  for (const path of paths) {
    page.wrongs.length = 0;
    const at = `${path} (${look.name})`;
    try {
      await visit(page, path, look, at);
    } catch (error) {
      fail(`${at} could not be looked at: ${error.message}`);
    }
    for (const wrong of page.wrongs) fail(`${at}: ${wrong}`);
  }
  await context.close();
}

async function visit(page, path, look, at) {
  const answer = await page.goto(path, { waitUntil: "load" });
  same(answer.status(), 200, `${at} answers 200`);
  const facts = await page.evaluate(read);
  same(facts.theme, look.theme, `${at} is in the theme of the cookie`);
  same(facts.language, "en", `${at} names its language`);
  same(facts.headings, 1, `${at} has one first heading`);
  holds(facts.title.length > "Lodestar".length, `${at} has a title`, facts.title);
  holds(facts.over.length === 0, `${at} is no wider than the window`, facts.over.join(" | "));
  for (const wrong of await scan(page, look.rules)) fail(`${at}: ${wrong}`);
  if (process.env.LOOK) {
    mkdirSync(process.env.LOOK, { recursive: true });
    const name = `${path.replace(/[^a-zA-Z0-9-]+/g, "_").slice(0, 70)}.${look.name}.png`;
    await page.screenshot({ path: join(process.env.LOOK, name), fullPage: true });
  }
  if (look.focus) {
    await page.keyboard.press("Tab");
    const hidden = await page.evaluate(unseenFocus);
    holds(hidden.length === 0, `${at} shows where the focus is`, hidden.slice(0, 5).join(" | "));
  }
}

/** Runs in the page: its facts. */
function read() {
  const root = document.documentElement;
  const wide = root.scrollWidth > root.clientWidth;
  const clipped = (element) => {
    for (let up = element.parentElement; up && up !== document.body; up = up.parentElement) if (getComputedStyle(up).overflowX !== "visible") return true;
    return false;
  };
  const culprits = wide
    ? [...document.querySelectorAll("body *")].filter((one) => one.getBoundingClientRect().right > root.clientWidth + 1 && !clipped(one)).slice(0, 4)
    : [];
  return {
    theme: root.dataset.theme ?? "",
    language: root.lang,
    headings: document.querySelectorAll("h1").length,
    title: document.title,
    over: wide ? [`${root.scrollWidth} px`, ...culprits.map((one) => `${one.tagName}.${one.getAttribute("class")} ${one.textContent.slice(0, 40)}`)] : [],
  };
}

/** Runs in the page after a Tab: what can be focused and then shows no ring, or is under the bar on top. */
function unseenFocus() {
  const can = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']";
  return [...document.querySelectorAll(can)]
    .filter((one) => !one.disabled && one.checkVisibility({ visibilityProperty: true }))
    .flatMap((one) => {
      one.focus();
      if (document.activeElement !== one) return [];
      const name = `${one.tagName} ${one.getAttribute("class") ?? ""} ${(one.textContent || one.name || "").trim().slice(0, 40)}`;
      const rings = [one, one.parentElement, ...one.children].map((part) => getComputedStyle(part));
      const rung = rings.some((style) => (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== "none");
      const box = one.getBoundingClientRect();
      const over = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
      const under = over?.closest("header.top") && !over.closest("header.top").contains(one) && !one.contains(over);
      return rung && !under ? [] : [`${name}${rung ? " lies under the top bar" : " has no ring"}`];
    });
}
