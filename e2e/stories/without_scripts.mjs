// The main task in a browser that runs no scripts: links, buttons, pages.
import { open, visitor } from "../lib/browser.mjs";
import { holds, same } from "../lib/story.mjs";

export async function withoutScripts(browser, site) {
  const context = await visitor(browser, site, { scripts: false, acting: "leadership" });
  const page = await open(context, site);
  await page.goto("/");
  const finding = page.locator('main a[data-row][href^="/alignment/F-"]').first();
  const top = await finding.getAttribute("href");
  await finding.click();
  await page.locator(`main a[href^="${top}/fixes/"]`).first().click();
  await page.getByLabel("Why").fill("tried without scripts");
  await page.locator(`form[action^="${top}/fixes/"] button[type=submit]`).click();
  same(await page.locator(`#findings a[href="${top}"]`).count(), 0, "the finding is gone from Alignment");
  await page.getByRole("button", { name: "Undo" }).click();
  await page.goto("/alignment");
  same(await page.locator(`#findings a[href="${top}"]`).count(), 1, "after Undo the finding is back");

  await page.goto("/search?q=N-1");
  holds(await page.locator('main a[href*="N-1"]').count(), "the search page finds a record by its key");
  await page.goto("/timeline");
  for (const button of await page.locator("[data-open]").all()) holds(!(await button.isVisible()), "what only scripts can do is not offered");
  same(page.wrongs.join(" | "), "", "nothing went wrong in the browser");
  await context.close();
}
