// Drives the demo in a real browser: `node run.mjs URL [story …]`. The URL must belong to a fresh `lodestar demo`.
import { launch, seen, visitor } from "./lib/browser.mjs";
import { crawl } from "./lib/crawl.mjs";
import { routeOf, routes } from "./lib/routes.mjs";
import { fail, holds, story, verdict } from "./lib/story.mjs";
import { stale, formErrors, imports, unknown } from "./stories/bad_paths.mjs";
import { files } from "./stories/files.mjs";
import { keys, mainTask } from "./stories/keyboard.mjs";
import { people } from "./stories/people.mjs";
import { passkeys } from "./stories/passkeys.mjs";
import { pages } from "./stories/pages.mjs";
import { policy } from "./stories/policy.mjs";
import { pictures } from "./stories/pictures.mjs";
import { print } from "./stories/print.mjs";
import { withoutScripts } from "./stories/without_scripts.mjs";

const [given, ...chosen] = process.argv.slice(2);
if (!given) {
  console.error("usage: node run.mjs URL [story ...]");
  process.exit(2);
}
const site = given.replace(/\/$/, "");
const { browser, close } = await launch();
const context = await visitor(browser, site);
const request = context.request;
const found = { pages: [], files: [], lost: [] };

const STORIES = {
  crawl: async () => {
    Object.assign(found, await crawl(request));
    console.log(`  ${found.pages.length} pages, ${found.files.length} files linked`);
    for (const lost of found.lost) fail(lost);
    holds(found.pages.length > 20, "there are pages to look at", String(found.pages.length));
  },
  files: () => files(request, found.files),
  pictures: () => pictures(browser, site),
  pages: () => pages(browser, site, found.pages),
  people: () => people(browser, site),
  policy: () => policy(browser, site),
  passkeys: () => passkeys(browser, site),
  print: () => print(browser, site, found.pages),
  keyboard: () => mainTask(browser, site),
  keys: () => keys(browser, site),
  "without-scripts": () => withoutScripts(browser, site),
  unknown: () => unknown(browser, site),
  stale: () => stale(browser, site),
  form: () => formErrors(browser, site),
  import: () => imports(browser, site),
};

for (const [name, tell] of Object.entries(STORIES)) {
  if (name === "crawl" || chosen.length === 0 || chosen.includes(name)) await story(name, tell);
}
if (chosen.length === 0) await story("routes", everyRouteWasSeen);
await close();
process.exit(verdict() ? 0 : 1);

/** Each route of the server's table of contents was asked for by some story; a page that nothing links to is lost. */
async function everyRouteWasSeen() {
  const all = routes();
  holds(all.length > 10, "the table of contents could be read", String(all.length));
  const reached = new Set([...seen].map((path) => routeOf(path, all)));
  for (const route of all) holds(reached.has(route), `${route} was reached by following links or by a story`);
}
