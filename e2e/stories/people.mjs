// People: nobody gets in without signing in, anybody of the demo does with one press, acts as one function, switches with
// a reason, confirms, and leaves. By mouse, by keyboard alone, and without scripts.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { open, signIn, visitor } from "../lib/browser.mjs";
import { pressAndGo, tabTo } from "../lib/keyboard.mjs";
import { scan } from "../lib/scan.mjs";
import { fail, holds, same } from "../lib/story.mjs";

const PERSONAS = ["leadership", "medical", "medical-information", "sales", "marketing", "market-access", "heor", "clinical", "regulatory", "safety", "compliance", "two-hats"];

export async function people(browser, site) {
  await everybody(browser, site);
  await hats(browser, site);
  await owner(browser, site);
  await byKeyboard(browser, site);
}

const pathOf = (page) => new URL(page.url()).pathname;

/** Signs in as each, by the button; looks at Home; leaves. */
async function everybody(browser, site) {
  const context = await visitor(browser, site, { acting: null });
  const page = await open(context, site);
  await page.goto("/map");
  same(pathOf(page), "/sign-in", "without a session the map leads to the sign-in");
  for (const path of ["/first-run", "/step-up", "/account", "/people", "/nowhere"]) {
    await page.goto(path);
    same(pathOf(page), "/sign-in", `${path} leads to the sign-in`);
  }
  await accessible(page, "sign-in");
  for (const login of PERSONAS) {
    await page.goto("/map");
    await page.locator(`form[action="/sign-in/persona"]:has([value="${login}"]) button`).click();
    same(pathOf(page), "/map", `${login} is led on to what was asked for`);
    await page.goto("/");
    holds((await page.textContent("body")).includes("This is a demo"), `the demo says so to ${login}`);
    await look(page, `home-as-${login}`);
    await page.locator("header details.drop-r > summary").click();
    await page.getByRole("button", { name: "Sign out" }).click();
    same(pathOf(page), "/sign-in", `${login} signs out`);
    await page.goto("/need");
    same(pathOf(page), "/sign-in", `${login} is out`);
  }
  same(page.wrongs.join(" | "), "", "nothing went wrong in the browser");
  await context.close();
}

/** One person with two functions. */
async function hats(browser, site) {
  const context = await visitor(browser, site, { acting: "two-hats" });
  const page = await open(context, site, (what) => what.includes("422"));
  await page.goto("/need");
  const chip = page.locator("header details.drop-r > summary");
  holds((await chip.textContent()).includes("medical"), "the first function is acted as first");
  await chip.click();
  await look(page, "menu");
  await page.getByLabel("Why you change").fill("writes the leaflet");
  await page.locator('header button[name="function"][value="marketing"]').click();
  holds((await chip.textContent()).includes("marketing"), "the menu switches the function", await chip.textContent());
  await page.goto("/acting-as?next=/map");
  await accessible(page, "acting-as");
  await page.getByRole("radio", { name: "Medical" }).check();
  await page.getByRole("button", { name: "Act as it" }).click();
  holds((await page.textContent("main")).includes("Say why"), "without a reason nothing is switched");
  await accessible(page, "acting-as-refused");
  await page.getByLabel("Why you change").last().fill("back to the science");
  await page.getByRole("button", { name: "Act as it" }).click();
  same(pathOf(page), "/map", "with one it is, and leads on");
  same(page.wrongs.join(" | "), "", "nothing went wrong in the browser");
  await context.close();
}

/** The owner confirms, gives somebody an account, and takes it back. */
async function owner(browser, site) {
  const context = await visitor(browser, site, { acting: "leadership", scripts: false });
  const page = await open(context, site, (what) => what.includes("422"));
  await page.goto("/account");
  await page.getByRole("link", { name: "People", exact: true }).click();
  await page.getByRole("link", { name: "Confirm" }).click();
  same(pathOf(page), "/step-up", "changing accounts asks for confirmation first");
  await page.getByRole("button", { name: "Confirm" }).click();
  same(pathOf(page), "/people", "which leads back");
  await page.getByLabel("Name", { exact: true }).fill("Nora Newcomer");
  await page.getByLabel("Login", { exact: true }).fill("nora");
  await page.getByLabel("First password").fill("short");
  await page.getByRole("button", { name: "Make the account" }).click();
  holds((await page.textContent("main")).includes("at least 12 characters"), "a short password is refused beside its field");
  await page.getByLabel("First password").fill("a quokka sings at noon");
  await page.getByLabel("Sales", { exact: true }).check();
  await page.getByRole("button", { name: "Make the account" }).click();
  same(await page.textContent("h1"), "Nora Newcomer", "the account is made");
  await page.getByRole("button", { name: "Revoke sales" }).click();
  holds((await page.textContent("main")).includes("see nothing of the strategy"), "and its function taken");
  await page.getByRole("button", { name: "Deactivate" }).click();
  holds((await page.textContent("main")).includes("deactivated"), "and the account closed");
  await context.close();

  const withScripts = await visitor(browser, site, { acting: "leadership" });
  const scanned = await open(withScripts, site);
  await withScripts.request.post("/step-up", { form: { next: "/" } });
  for (const path of ["/account", "/people", "/step-up", "/acting-as"]) {
    await scanned.goto(path);
    await accessible(scanned, path.slice(1));
  }
  await scanned.goto("/people");
  await scanned.locator('main a[href^="/people/"]').first().click();
  await accessible(scanned, "person");
  same(scanned.wrongs.join(" | "), "", "nothing went wrong in the browser");
  await withScripts.close();
}

/** Signing in without a mouse, dark and narrow. */
async function byKeyboard(browser, site) {
  const context = await visitor(browser, site, { acting: null, theme: "dark", width: 360, height: 740 });
  const page = await open(context, site);
  await page.goto("/need");
  await accessible(page, "sign-in-narrow-dark");
  holds(await tabTo(page, 'button[aria-label="Sign in as Mina Medical"]'), "Tab reaches everybody's button");
  await pressAndGo(page, "Enter");
  holds(pathOf(page).startsWith("/need"), "Enter signs in and leads on", page.url());
  await signIn(context, "sales");
  await page.goto("/account");
  await accessible(page, "account-narrow-dark");
  same(page.wrongs.join(" | "), "", "nothing went wrong in the browser");
  await context.close();
}

async function accessible(page, name) {
  for (const wrong of await scan(page)) fail(`${name}: ${wrong}`);
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  holds(over <= 0, `${name} is no wider than the window`, `${over} px`);
  await look(page, name);
}

/** With `LOOK=folder` a picture is kept, for eyes. */
async function look(page, name) {
  if (!process.env.LOOK) return;
  mkdirSync(process.env.LOOK, { recursive: true });
  await page.screenshot({ path: join(process.env.LOOK, `people-${name}.png`), fullPage: true });
}
