// The policy's life: drafted by one, compared, signed by three people, put in force, seen as somebody else sees it, taken
// back in one step; a draft given up; a pack signed; and what is withheld, explained.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { open, signIn, visitor } from "../lib/browser.mjs";
import { scan } from "../lib/scan.mjs";
import { fail, holds, same } from "../lib/story.mjs";

const CELL = "approved.activity.sales";
const PATIENCE = 60_000; // Two policies are compared question by question; a debug build takes its time.

export async function policy(browser, site) {
  const context = await visitor(browser, site, { acting: "marketing" });
  const page = await open(context, site);
  page.setDefaultTimeout(PATIENCE);
  const before = await draft(page, (text) => `${text}, A`);
  for (const [login, party] of [["marketing", "Commercial"], ["medical", "Medical"], ["compliance", "Compliance"]]) {
    await as(context, login);
    await page.goto("/guardrails/versions");
    await page.getByRole("link", { name: `Sign for ${party}` }).click();
    await shown(page, `signature-${login}`);
    await confirmed(page, "sign");
    await says(page, "Your signature stands", `${login} signs for ${party}`);
  }
  await page.getByRole("link", { name: "Put it in force" }).click();
  await shown(page, "activation");
  await page.getByLabel("Why").fill("the field team needs the trend");
  await confirmed(page, "activate");
  await says(page, "The new policy is in force", "three signatures put it in force");
  await seeAs(page);
  await page.goto("/guardrails/versions");
  await page.getByRole("link", { name: /^Roll back to/ }).click();
  await shown(page, "restoring");
  await page.getByLabel("Why").fill("the trend says too much");
  await confirmed(page, "roll back");
  await says(page, "The earlier policy is in force again", "one step takes it back");
  same(await draft(page, (text) => `${text}, A`), before, "the cell is what it was");
  await page.goto("/guardrails/versions");
  await page.getByRole("link", { name: "Give it up" }).click();
  await shown(page, "discarding");
  await confirmed(page, "give up");
  await says(page, "The draft was given up", "a draft is given up");
  await page.locator('a[href^="/guardrails/packs/"]').first().click();
  await shown(page, "pack");
  await confirmed(page, "sign");
  await says(page, "The pack is signed", "Compliance signs a pack");
  await evidence(page);
  await why(context, page);
  same(page.wrongs.join(" | "), "", "nothing went wrong in the browser");
  await context.close();
}

/** Drafts another value of the cell; returns the one that was there. */
async function draft(page, change) {
  await page.goto("/guardrails/draft");
  const cell = page.locator(`input[name="${CELL}"]`);
  const text = await cell.inputValue();
  await cell.fill(change(text));
  await page.getByLabel("Why").fill("as the functions agreed");
  await page.getByRole("button", { name: "Save the draft" }).click();
  await says(page, "The draft is saved", "a draft is saved and changes nothing yet");
  await shown(page, "draft");
  return text;
}

/** Types the word and presses the button; where it is asked, confirms who it is and comes back to type it again. */
async function confirmed(page, word) {
  const send = async () => {
    await page.getByLabel(`Type ${word} to confirm`).fill(word);
    await page.locator("section#confirm button").click();
  };
  await send();
  if (new URL(page.url()).pathname !== "/step-up") return;
  await page.getByRole("button", { name: "Confirm", exact: true }).click();
  await page.waitForURL((url) => url.pathname !== "/step-up");
  if (await page.getByLabel("Why").count()) await page.getByLabel("Why").fill("as the functions agreed");
  await send();
}

async function seeAs(page) {
  await page.goto("/guardrails/see-as");
  await shown(page, "see-as");
  await page.getByLabel("See the pages as").selectOption("sales");
  await page.getByRole("button", { name: "See as" }).click();
  await says(page, "You see the pages as", "Compliance sees as Sales, and every page says so");
  await shown(page, "seen-as-sales");
  await page.getByRole("button", { name: "End the preview" }).click();
  await page.getByText("You see the pages as").waitFor({ state: "detached" });
}

/** Compliance reads in the audit what it has just done, and takes the evidence away. */
async function evidence(page) {
  await page.goto("/audit");
  await says(page, "Is the record intact?", "the audit says whether it is intact");
  await shown(page, "audit");
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Take evidence" }).click()]);
  holds(file.suggestedFilename().startsWith("evidence-"), "evidence is a file", file.suggestedFilename());
}

/** Sales asks why something is withheld. */
async function why(context, page) {
  await as(context, "sales");
  await page.goto("/records?kind=insight");
  await page.locator('a[href^="/why"]').first().click();
  await page.waitForURL((url) => url.pathname === "/why");
  await shown(page, "why");
}

async function as(context, login) {
  await signIn(context, login);
}

/** Holds that the page comes to say something. */
async function says(page, text, sentence) {
  const came = await page.getByText(text).first().waitFor().then(() => true, () => false);
  holds(came, sentence, came ? "" : await page.textContent("main"));
}

async function shown(page, name) {
  for (const wrong of await scan(page)) fail(`${name}: ${wrong}`);
  if (!process.env.LOOK) return;
  mkdirSync(process.env.LOOK, { recursive: true });
  await page.screenshot({ path: join(process.env.LOOK, `policy-${name}.png`), fullPage: true });
}
