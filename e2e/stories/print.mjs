// Every page on paper: without navigation, with content, one PDF each.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { open, visitor } from "../lib/browser.mjs";
import { fail, holds, same } from "../lib/story.mjs";

const SCREEN_ONLY = ".rail, .menu, .top-r, .foot-r, .skip, main .btn, dialog";

export async function print(browser, site, paths) {
  const context = await visitor(browser, site, { theme: "dark" });
  const page = await open(context, site);
  for (const path of paths) {
    page.wrongs.length = 0;
    await page.goto(path);
    const pdf = await page.pdf({ preferCSSPageSize: true });
    const sheets = pdf.toString("latin1").match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
    holds(sheets >= 1 && pdf.length > 5000, `${path} prints`, `${sheets} sheets, ${pdf.length} bytes`);
    keep(path, pdf);
    await page.emulateMedia({ media: "print" });
    const facts = await page.evaluate(read, SCREEN_ONLY);
    same(facts.left.join(" | "), "", `${path} prints without what only a screen needs`);
    same(facts.paper, "rgb(255, 255, 255)", `${path} prints on white, in whatever theme it is read`);
    holds(facts.words > 8 && facts.height > 100, `${path} prints its content`, `${facts.words} words, ${facts.height} px`);
    await page.emulateMedia({ media: null });
    for (const wrong of page.wrongs) fail(`${path}: ${wrong}`);
  }
  await context.close();
}

/** With `LOOK=folder` the papers are kept, for eyes. */
function keep(path, pdf) {
  if (!process.env.LOOK) return;
  mkdirSync(process.env.LOOK, { recursive: true });
  writeFileSync(join(process.env.LOOK, `${path.replace(/[^a-zA-Z0-9-]+/g, "_").slice(0, 70)}.pdf`), pdf);
}

/** Runs in the page: what is left of the screen, and what there is to read. */
function read(screenOnly) {
  const main = document.querySelector("main");
  const paper = [document.body, document.documentElement].map((one) => getComputedStyle(one).backgroundColor).find((colour) => colour !== "rgba(0, 0, 0, 0)");
  return {
    left: [...document.querySelectorAll(screenOnly)].filter((one) => one.checkVisibility()).map((one) => `${one.tagName}.${one.className}`),
    paper: paper ?? "rgb(255, 255, 255)",
    words: main.innerText.split(/\s+/).length,
    height: Math.round(main.getBoundingClientRect().height),
  };
}
