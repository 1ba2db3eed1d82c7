// One Chromium with a fresh profile, and pages that write down everything that goes wrong in them.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

export const EXECUTABLE = process.env.CHROMIUM ?? "/usr/bin/chromium";

const ARGUMENTS = [
  "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync", "--force-color-profile=srgb", "--hide-scrollbars",
];

/** The browser; `close()` also removes its profile. */
export async function launch() {
  const profile = mkdtempSync(join(tmpdir(), "lodestar-browser-"));
  // A persistent context is the one way to name the profile; the stories open contexts of their own beside it.
  const context = await chromium.launchPersistentContext(profile, { executablePath: EXECUTABLE, args: ARGUMENTS, chromiumSandbox: false });
  const browser = context.browser();
  return {
    browser,
    close: async () => {
      await context.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

/** A context of its own: theme, width, and as whom of the demo it is signed in (their login; `null` for nobody); usually
    somebody who may sign a need, so that this page is offered. */
export async function visitor(browser, site, { width = 1440, height = 1000, theme = "light", scripts = true, acting = "medical" } = {}) {
  const context = await browser.newContext({
    baseURL: site, viewport: { width, height }, javaScriptEnabled: scripts, reducedMotion: "reduce", locale: "en-GB",
    colorScheme: theme === "dark" ? "light" : "dark", // The opposite of what is asked for: the cookie alone must decide.
  });
  context.setDefaultTimeout(10_000);
  await context.addCookies([{ name: "theme", value: theme, url: site }]);
  if (acting) await signIn(context, acting);
  return context;
}

/** Signs a context in as somebody of the demo, as their button does. */
export async function signIn(context, login) {
  const answer = await context.request.post("/sign-in/persona", { form: { login }, maxRedirects: 0 });
  if (answer.status() !== 303) throw new Error(`nobody can be ${login} here: ${answer.status()} ${await answer.text()}`);
}

/** A page with its `wrongs`: console errors, refused policies, failed requests, addresses outside the server. */
export async function open(context, site, expected = () => false) {
  const page = await context.newPage();
  page.wrongs = [];
  const note = (what) => expected(what) || page.wrongs.push(what);
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && note(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => note(`script: ${error.message}`));
  page.on("request", (request) => request.url().startsWith(site) || /^(data|blob|about|chrome):/.test(request.url()) || note(`request to ${request.url()}`));
  page.on("requestfailed", (request) => request.failure()?.errorText !== "net::ERR_ABORTED" && note(`${request.url()}: ${request.failure()?.errorText}`));
  page.on("request", (request) => request.method() === "GET" && seen.add(new URL(request.url()).pathname));
  return page;
}

/** Every path that was asked for in this run. */
export const seen = new Set();
