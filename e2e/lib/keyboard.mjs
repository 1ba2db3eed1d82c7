// Hands that have no mouse: they press Tab until they are where they want to be.

/** Presses Tab until the focused element matches; says whether it was reached. */
export async function tabTo(page, selector, most = 150) {
  for (let count = 0; count < most; count += 1) {
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return true;
    await page.keyboard.press("Tab");
  }
  return false;
}

/** Presses keys that lead to another page, and waits for it. */
export async function pressAndGo(page, ...keys) {
  const arrived = page.waitForNavigation({ waitUntil: "load" });
  for (const key of keys) await page.keyboard.press(key);
  await arrived;
}

/** Which element has the focus, in words. */
export const focused = (page) => page.evaluate(() => `${document.activeElement?.tagName} ${document.activeElement?.id} ${document.activeElement?.textContent?.trim().slice(0, 60)}`);

/** Counts what a mouse or a finger does on the pages of a context. */
export async function watchMouse(context) {
  await context.addInitScript(() => {
    for (const kind of ["mousedown", "pointerdown", "touchstart"]) addEventListener(kind, () => sessionStorage.setItem("mouse", kind), true);
  });
  return (page) => page.evaluate(() => sessionStorage.getItem("mouse"));
}
