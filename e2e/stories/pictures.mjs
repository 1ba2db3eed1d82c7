// The pictures of the documentation. `UPDATE_PICTURES=1` takes them anew; otherwise each picture that a text names must
// exist, and its page must still have the headings it had when the picture was taken.
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { open, visitor } from "../lib/browser.mjs";
import { holds, same } from "../lib/story.mjs";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const FOLDER = join(ROOT, "docs/pictures");
const LIST = join(FOLDER, "pictures.json");

/** What is taken; `from` scrolls to where the picture begins. */
const PICTURES = [
  { file: "home.png", path: "/", theme: "light" },
  { file: "need.png", path: "/need/N-1", theme: "light" },
  { file: "map.png", path: "/map", theme: "light", from: "section.band" },
  { file: "alignment.png", path: "/alignment", theme: "light" },
  { file: "alignment-dark.png", path: "/alignment", theme: "dark" },
  { file: "timeline.png", path: "/timeline", theme: "light" },
];

export async function pictures(browser, site) {
  if (process.env.UPDATE_PICTURES) await take(browser, site);
  holds(existsSync(LIST), "docs/pictures/pictures.json lists the pictures", "run with UPDATE_PICTURES=1");
  const listed = JSON.parse(readFileSync(LIST, "utf8"));
  for (const picture of listed) {
    holds(existsSync(join(FOLDER, picture.file)), `docs/pictures/${picture.file} exists`);
    const now = await headings(browser, site, picture);
    same(now.join(" | "), picture.headings.join(" | "), `${picture.path} still looks as in ${picture.file}; if it should, run with UPDATE_PICTURES=1`);
  }
  for (const { text, file } of named()) {
    holds(existsSync(file), `${text} names a picture that exists`, relative(ROOT, file));
    if (dirname(file) === FOLDER) holds(listed.some((picture) => join(FOLDER, picture.file) === file), `pictures.json knows what ${text} shows`, relative(ROOT, file));
  }
}

async function take(browser, site) {
  mkdirSync(FOLDER, { recursive: true });
  const listed = [];
  for (const picture of PICTURES) {
    const context = await visitor(browser, site, { theme: picture.theme, height: 900, acting: "leadership" });
    const page = await open(context, site);
    await page.goto(picture.path);
    if (picture.from) await page.locator(picture.from).first().evaluate((one) => one.scrollIntoView({ block: "start" }));
    await page.screenshot({ path: join(FOLDER, picture.file) });
    listed.push({ ...picture, headings: await page.evaluate(readHeadings) });
    await context.close();
  }
  writeFileSync(LIST, `${JSON.stringify(listed, null, 2)}\n`);
}

async function headings(browser, site, picture) {
  const context = await visitor(browser, site, { theme: picture.theme, acting: "leadership" });
  const page = await open(context, site);
  await page.goto(picture.path);
  const found = await page.evaluate(readHeadings);
  await context.close();
  return found;
}

/** Runs in the page: the first and second headings, without the counts in them. */
function readHeadings() {
  return [...document.querySelectorAll("main :is(h1, h2)")].filter((one) => one.checkVisibility()).map((one) => one.innerText.replace(/\s*\(\d+\)/g, "").trim());
}

/** The pictures that README and docs name, by the file that names them. */
function named() {
  const texts = [join(ROOT, "README.md"), ...markdown(join(ROOT, "docs"))].filter((file) => existsSync(file));
  return texts.flatMap((text) =>
    [...readFileSync(text, "utf8").matchAll(/(?:!\[[^\]]*\]\(|(?:src|srcset)=")([^)"\s]+\.(?:png|svg|jpg))/g)]
      .filter(([, target]) => !/^[a-z]+:/.test(target))
      .map(([, target]) => ({ text: relative(ROOT, text), file: join(dirname(text), target) })));
}

function markdown(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return markdown(path);
    return entry.name.endsWith(".md") ? [path] : [];
  });
}
