// Passkeys: one is added, opens the door, confirms who one is, and is removed; with an authenticator that the browser plays.
import { open, visitor } from "../lib/browser.mjs";
import { scan } from "../lib/scan.mjs";
import { fail, holds, same } from "../lib/story.mjs";

const DEVICE = {
  protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: true,
  automaticPresenceSimulation: true,
};

export async function passkeys(browser, address) {
  const site = address.replace("127.0.0.1", "localhost");
  await byNumber(browser, site.replace("localhost", "127.0.0.1"));
  const context = await visitor(browser, site, { acting: "compliance" });
  const page = await open(context, site, (what) => what.includes("422"));
  const device = await context.newCDPSession(page);
  await device.send("WebAuthn.enable");
  const { authenticatorId } = await device.send("WebAuthn.addVirtualAuthenticator", { options: DEVICE });

  await page.goto("/account");
  await page.getByRole("link", { name: "Confirm that it is you to add one" }).click();
  await page.getByRole("button", { name: "Confirm", exact: true }).click();
  await page.getByLabel("What you call it").fill("test key");
  await page.getByRole("button", { name: "Add a passkey" }).click();
  await page.getByText("The passkey is added").waitFor();
  holds((await page.textContent("main")).includes("test key"), "the account lists the passkey by its name");
  await accessible(page, "account with a passkey");

  await page.goto("/step-up?next=/account");
  await page.getByRole("button", { name: "Use a passkey" }).click();
  await page.waitForURL((url) => url.pathname === "/account");
  await signOut(page);
  await page.goto("/map");
  await accessible(page, "sign-in with a passkey");
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await page.waitForURL((url) => url.pathname === "/map");
  holds((await page.textContent("header")).includes("compliance"), "the passkey signs in its owner and leads on");

  const [credential] = (await device.send("WebAuthn.getCredentials", { authenticatorId })).credentials;
  await page.goto("/account");
  await page.getByRole("button", { name: "Remove test key" }).click();
  await page.getByText("The passkey is removed").waitFor();
  await signOut(page);
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await page.getByText("does not open an account here").waitFor();
  holds(Boolean(credential), "a removed passkey still on the device opens nothing any more");
  same(page.wrongs.join(" | "), "", "nothing went wrong in the browser");
  await context.close();
}

/** At a bare number browsers make no passkeys, so none is offered. */
async function byNumber(browser, site) {
  const context = await visitor(browser, site, { acting: null });
  const page = await open(context, site);
  await page.goto("/sign-in");
  same(await page.getByRole("button", { name: "Sign in with a passkey" }).count(), 0, "at a bare number no passkey is offered");
  await context.close();
}

async function signOut(page) {
  await page.locator("header details.drop-r > summary").click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.waitForURL((url) => url.pathname === "/sign-in");
}

async function accessible(page, name) {
  for (const wrong of await scan(page)) fail(`${name}: ${wrong}`);
}
