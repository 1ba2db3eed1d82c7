// The main task without a mouse: find the top finding, preview its smallest fix, apply it, see it vanish, undo.
// And the keys that save a reach: palette, overlay, going, rows, skip link, Escape.
import { open, visitor } from "../lib/browser.mjs";
import { focused, pressAndGo, tabTo, watchMouse } from "../lib/keyboard.mjs";
import { holds, same } from "../lib/story.mjs";

export async function mainTask(browser, site) {
  // Leadership may make any fix; other functions change what is theirs.
  const context = await visitor(browser, site, { acting: "leadership" });
  const touched = await watchMouse(context);
  const page = await open(context, site);
  await page.goto("/");
  await page.keyboard.press("j");
  const top = await page.evaluate(() => document.activeElement.getAttribute("href"));
  holds(top?.startsWith("/alignment/F-"), "j on Home leads to the first finding", await focused(page));
  await pressAndGo(page, "Enter");
  same(new URL(page.url()).pathname, top, "Enter opens the finding");

  const previews = `main a[href^="${top}/fixes/"]`;
  holds(await tabTo(page, previews), "Tab reaches the preview of the smallest fix", await focused(page));
  await page.keyboard.press("Enter");
  const apply = `form[action^="${top}/fixes/"] button[type=submit]`;
  await page.waitForSelector(apply);
  holds((await page.textContent("main")).includes("nothing is saved yet"), "the preview says that nothing is saved");
  holds(await page.locator(`#goes a[href="${top}"]`).count(), "the preview shows that the finding goes");
  holds(await tabTo(page, apply), "Tab reaches Apply", await focused(page));
  await pressAndGo(page, "Enter");

  same(new URL(page.url()).pathname, "/alignment", "applying leads to Alignment");
  const listed = () => page.locator(`#findings a[href="${top}"]`).count();
  same(await listed(), 0, "the finding is gone from Alignment");
  holds(await page.getByText("Saved", { exact: true }).isVisible(), "the page says that it is saved");
  holds(await tabTo(page, 'form[action$="/undoing"] button'), "Tab reaches Undo", await focused(page));
  await pressAndGo(page, "Enter");
  await page.goto("/alignment");
  same(await listed(), 1, "after Undo the finding is back");

  await undoByKey(page, top);
  same(await touched(page), null, "no mouse was used");
  same(page.wrongs.join(" | "), "", "nothing went wrong in the browser");
  await context.close();
}

/** The same again with the key of the Undo button. */
async function undoByKey(page, top) {
  await page.goto(`${top}/fixes/0`);
  await tabTo(page, `form[action^="${top}/fixes/"] button[type=submit]`);
  await pressAndGo(page, "Enter");
  await pressAndGo(page, "z");
  await page.goto("/");
  holds(await page.locator(`main a[href="${top}"]`).count(), "z undoes, and the finding is on Home again");
}

export async function keys(browser, site) {
  const context = await visitor(browser, site);
  const touched = await watchMouse(context);
  const page = await open(context, site);
  await page.goto("/");
  await skipLink(page);
  await palette(page);
  await overlay(page);
  await going(page);
  await rows(page);
  await dialogsAndMenus(page);
  same(await touched(page), null, "no mouse was used");
  same(page.wrongs.join(" | "), "", "nothing went wrong in the browser");
  await context.close();
}

async function skipLink(page) {
  await page.keyboard.press("Tab");
  same(await page.evaluate(() => document.activeElement.className), "skip", "the first Tab offers to skip to the content");
  holds(await page.evaluate(() => document.activeElement.getBoundingClientRect().top >= 0), "the skip link is in sight");
  await page.keyboard.press("Enter");
  same(await page.evaluate(() => document.activeElement.id), "main", "the skip link moves the focus to the content");
  await page.keyboard.press("Tab");
  holds(await page.evaluate(() => document.querySelector("main").contains(document.activeElement)), "the next Tab is inside the content", await focused(page));
}

async function palette(page) {
  await page.goto("/");
  await tabTo(page, "header .brand");
  await page.keyboard.press("Control+k");
  await page.waitForSelector("dialog[open] [role=combobox]");
  same(await page.evaluate(() => document.activeElement.getAttribute("role")), "combobox", "Ctrl K puts the focus into the palette");
  await page.keyboard.press("Escape");
  await page.waitForSelector("dialog[open]", { state: "detached" });
  same(await page.evaluate(() => document.activeElement.className), "brand", "Escape returns the focus to where it was");

  await page.keyboard.press("Control+k");
  await page.keyboard.type("timeline");
  await page.waitForFunction(() => /timeline/i.test(document.querySelector("dialog[open] [role=option][aria-selected=true]")?.textContent ?? ""));
  await page.waitForLoadState("networkidle");
  await pressAndGo(page, "Enter");
  same(new URL(page.url()).pathname, "/timeline", "typing a page's name and Enter goes there");

  await page.keyboard.press("/");
  const record = "N-1";
  await page.keyboard.type(record);
  await page.waitForFunction((key) => document.querySelector("dialog[open] [role=listbox]")?.textContent.includes(key), record);
  await page.waitForLoadState("networkidle");
  holds(await page.locator("dialog[open] [role=option]").count(), "the palette finds a record by its key");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowUp");
  const option = await page.evaluate(() => document.activeElement.getAttribute("aria-activedescendant"));
  holds(option && (await page.locator(`#${option}[aria-selected=true]`).count()), "the arrows tell which result is chosen", String(option));
  await pressAndGo(page, "Enter");
  holds(new URL(page.url()).pathname.includes(record), "Enter opens the record", page.url());
}

async function overlay(page) {
  await page.goto("/alignment");
  await page.keyboard.press("?");
  await page.waitForSelector("dialog[open] .help");
  const words = await page.textContent("dialog[open] .help");
  for (const key of ["Find or go to", "Next row", "Alignment", "Esc"]) holds(words.includes(key), `the overlay explains ${key}`);
  await page.keyboard.press("Escape");
  same(await page.locator("dialog[open]").count(), 0, "Escape closes the overlay");
}

async function going(page) {
  const letters = await page.evaluate(() => [...document.querySelectorAll(".rail [data-go]")].map((link) => [link.dataset.go, link.getAttribute("href")]));
  holds(letters.length >= 8, "every page of the rail has its letters", String(letters.length));
  for (const [pair, path] of letters) {
    await page.goto(path === "/rules" ? "/" : "/rules");
    await pressAndGo(page, ...pair.split(" "));
    same(new URL(page.url()).pathname, path, `${pair} goes to ${path}`);
  }
}

async function rows(page) {
  for (const [path, area] of [["/alignment", "/alignment/"], ["/records?kind=claim", "/records/"], ["/rules", "/rules/"]]) {
    await page.goto(path);
    const here = () => page.evaluate(() => document.activeElement.getAttribute("href"));
    await page.keyboard.press("j");
    const first = await here();
    await page.keyboard.press("j");
    const second = await here();
    holds(first && second && first !== second, `j goes down the rows of ${path}`, `${first} then ${second}`);
    await page.keyboard.press("k");
    same(await here(), first, `k goes up the rows of ${path}`);
    if (!first) continue;
    await pressAndGo(page, "Enter");
    holds(new URL(page.url()).pathname.startsWith(area), `Enter opens a row of ${path}`, page.url());
  }
}

async function dialogsAndMenus(page) {
  await page.goto("/");
  holds(await tabTo(page, "header details.drop-r > summary"), "Tab reaches the menu of functions");
  await page.keyboard.press("Enter");
  holds(await page.locator("header details.drop-r[open]").count(), "Enter opens it");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Escape");
  same(await page.locator("header details.drop-r[open]").count(), 0, "Escape closes it");
  same(await page.evaluate(() => document.activeElement.tagName), "SUMMARY", "Escape gives the focus back to what opened it");

  holds(await tabTo(page, "[data-theme-form] button"), "Tab reaches the theme");
  await pressAndGo(page, "Enter");
  const theme = await page.evaluate(() => document.documentElement.dataset.theme ?? "system");
  holds(theme !== "light", "the theme changes", theme);
}
