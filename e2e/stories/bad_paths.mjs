// What must not go wrong: an unknown address, two people at one record, a form with errors, a file that wants to kill.
import { open, seen, visitor } from "../lib/browser.mjs";
import { scan } from "../lib/scan.mjs";
import { fail, holds, same } from "../lib/story.mjs";
import { farWorkbook } from "../lib/zip.mjs";

const RECORD = "N-1";

export async function unknown(browser, site) {
  const context = await visitor(browser, site);
  // The browser itself notes an answer of 404 on its console.
  const page = await open(context, site, (what) => what.includes("404"));
  for (const path of ["/records/NO-SUCH-RECORD", "/records/NO-SUCH-RECORD/edit", "/records/new/no-kind", "/alignment/F-00000000", "/rules/Z999", "/kinds/nothing", "/need/NO-SUCH", "/import/nothing", "/nowhere"]) {
    const answer = await page.goto(path);
    same(answer.status(), 404, `${path} answers 404`);
    same(await page.locator("h1").count(), 1, `${path} has one first heading`);
    holds(await page.locator("main a[href]").count(), `${path} says where to go on`);
    await accessible(page, path);
  }
  clean(page);
  await context.close();
}

export async function stale(browser, site) {
  const context = await visitor(browser, site);
  const [mine, theirs] = [await open(context, site), await open(context, site, (what) => what.includes("409"))];
  for (const page of [mine, theirs]) await page.goto(`/records/${RECORD}/edit`);
  const field = "#record-form textarea:not([name=change_reason])";
  const name = await mine.locator(field).first().getAttribute("name");
  const before = await mine.locator(`[name="${name}"]`).inputValue();
  for (const [page, words] of [[mine, "Words of the first."], [theirs, "Words of the second."]]) {
    await page.locator(`[name="${name}"]`).fill(words);
    await page.locator("[name=change_reason]").fill("tried by two at once");
  }
  await save(mine);
  holds(mine.url().includes("changed="), "the first to save is saved", mine.url());
  const answer = await save(theirs);
  same(answer?.status(), 409, "the second to save is told");
  const words = await theirs.textContent("#both");
  holds(words.includes("Words of the first.") && words.includes("Words of the second."), "both texts stand side by side");
  holds(await theirs.locator("h1").count(), "the page has a heading");
  await accessible(theirs, "the page of two changes");
  await theirs.locator(`[name="${name}"]`).fill("Words of both.");
  const saved = await save(theirs);
  same(saved?.status(), 200, "saved on top of what was seen");
  holds((await theirs.textContent("main")).includes("Words of both."), "what both agreed on is shown");
  await mine.goto(`/records/${RECORD}/history`);
  await mine.locator(`main a[href*="/revisions/"]`).last().click();
  same(await mine.locator("h1").count(), 1, "an old revision can be read in the history");
  await accessible(mine, "an old revision");
  await mine.goto(`/records/${RECORD}/edit`);
  await mine.locator(`[name="${name}"]`).fill(before);
  await mine.locator("[name=change_reason]").fill("back to what it was");
  await save(mine);
  clean(mine, theirs);
  await context.close();
}

const save = async (page) => {
  const answered = page.waitForResponse((answer) => answer.request().isNavigationRequest() && answer.status() !== 303);
  await page.locator("#record-form button[value=save]").click();
  const answer = await answered;
  await page.waitForLoadState("load");
  return answer;
};

export async function formErrors(browser, site) {
  const context = await visitor(browser, site);
  const page = await open(context, site, (what) => what.includes("422"));
  await page.goto("/records/new/claim");
  await page.locator("[name=record_key]").fill("not a key!");
  // The browser's own check would stop the form before the server sees it; the server's answer is what is tried here.
  await page.evaluate(() => document.querySelectorAll("main form").forEach((form) => (form.noValidate = true)));
  const answer = await save(page);
  same(answer.status(), 422, "a form with errors answers 422");
  const summary = page.locator(".errs");
  holds(await summary.isVisible(), "an error summary is on top");
  holds(await page.evaluate(() => document.activeElement.closest(".errs") !== null), "the error summary has the focus");
  const links = summary.locator("a");
  holds((await links.count()) >= 2, "every error is listed", String(await links.count()));
  for (const link of await links.all()) {
    const target = await link.getAttribute("href");
    holds(await page.locator(target.replaceAll(".", "\\.")).count(), `${target} of the summary leads to its field`);
  }
  same(await page.locator("[name=record_key]").inputValue(), "not a key!", "what was typed is kept");
  await accessible(page, "a form with errors");
  await links.first().focus();
  await page.keyboard.press("Enter");
  holds(await page.evaluate(() => /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName)), "a link of the summary moves the focus into its field");
  clean(page);
  await context.close();
}

const CLAIM = `[claim.CL-E2E]
owner = "medical"
text = "Patients who come with a file are as welcome as all others."
`;

export async function imports(browser, site) {
  const context = await visitor(browser, site);
  const page = await open(context, site, (what) => /4(04|13|22)/.test(what));
  await send(page, "small.toml", "text/plain", CLAIM);
  holds((await page.textContent("main")).includes("CL-E2E"), "the plan names the record of the file");
  await accessible(page, "the plan of an import");
  await page.locator('form[action$="/application"] button[type=submit]').click();
  same((await page.request.get("/records/CL-E2E")).status(), 200, "the record of the file is there");
  await page.getByRole("button", { name: "Undo" }).click();
  await page.waitForLoadState("load");
  await page.goto("/records?kind=claim");
  holds(!(await page.textContent("main")).includes("CL-E2E"), "after Undo the record is not listed");

  await send(page, "broken.toml", "text/plain", '[claim.CL-E2F]\ntitle = "no end\n');
  holds(/broken\.toml|line 2/.test(await page.textContent("main")), "a broken file is shown with its place");
  await accessible(page, "the plan of a broken file");
  await send(page, "rejected.toml", "text/plain", '[claim.CL-E2G]\ntitel = "misspelt"\nstate = "sleepy"\n');
  const rejected = page.locator('a[href$="/rejected.csv"]');
  if (holds(await rejected.count(), "rejected records can be taken away as a table")) {
    const table = await rejected.getAttribute("href");
    seen.add(table);
    same((await page.request.get(table)).status(), 200, "the table of rejected records is there");
  }

  await send(page, "far.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", farWorkbook());
  const words = await page.textContent("main");
  holds(/cell|column|row|sheet/i.test(words) && !(await page.locator('form[action$="/application"]').count()), "a workbook with two far cells is refused in words", words.slice(0, 200));
  same((await page.request.get("/readyz")).status(), 200, "the server lives on");
  same((await page.goto("/alignment")).status(), 200, "and answers");
  clean(page);
  await context.close();
}

async function send(page, name, mimeType, text) {
  await page.goto("/import");
  await page.locator("input[type=file]").setInputFiles({ name, mimeType, buffer: Buffer.from(text) });
  await page.locator("main form button[type=submit]").first().click();
  await page.waitForLoadState("load");
}

async function accessible(page, what) {
  for (const wrong of await scan(page)) fail(`${what}: ${wrong}`);
}

function clean(...pages) {
  for (const page of pages) same(page.wrongs.join(" | "), "", "nothing went wrong in the browser");
}
