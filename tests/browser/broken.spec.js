// What breaks says so and offers the way on: the network, the download, a new deploy, the app itself.
import { expect, open, settled, signIn, test } from "./harness/fixtures.js";
import { people } from "./harness/people.js";

test("a lost network is told in place, keeps what was typed, and heals", async ({ page, context }) => {
  await signIn(page, people.renamed);
  await open(page, "/profile");
  const you = page.getByRole("region", { name: "You", exact: true });
  const name = you.getByLabel("Name", { exact: true });
  const before = await name.inputValue();
  await name.fill("Typed Without A Network");
  await context.setOffline(true);
  await you.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("No connection. Nothing you typed is lost")).toBeVisible();
  await expect(name).toHaveValue("Typed Without A Network");

  await context.setOffline(false);
  await you.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved.")).toBeVisible();
  await name.fill(before);
  await you.getByRole("button", { name: "Save" }).click();
  await expect(name).toHaveValue(before);
});

test.describe("when the app cannot be loaded", () => {
  test.use({ toleratesErrors: true });

  test("the boot screen says so and tries again", async ({ page }) => {
    await page.route("**/assets/*.wasm", (route) => route.abort());
    await page.goto("/sign-in");
    const retry = page.getByRole("button", { name: "Try again" });
    await expect(retry).toBeVisible();
    await expect(page.getByText("The portal could not be loaded.")).toBeVisible();
    await page.unroute("**/assets/*.wasm");
    await retry.click();
    await expect(page.getByRole("heading", { level: 1, name: "Sign in" })).toBeVisible();
  });
});

test.describe("when a page's code cannot be fetched", () => {
  test.use({ toleratesErrors: true });

  test("the page says so in place and tries again", async ({ page }) => {
    await signIn(page, people.jonas);
    await open(page, "/");
    await page.route("**/assets/split_*.wasm", (route) => route.abort());
    await page.getByRole("navigation", { name: "Main menu" }).getByRole("link", { name: "Company" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "No connection" })).toBeVisible();
    await page.unroute("**/assets/split_*.wasm");
    await page.getByRole("button", { name: "Try again" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Nordlicht" })).toBeVisible();
  });
});

test("a new deploy loads the page anew once, at the next change of page", async ({ page }) => {
  await signIn(page, people.jonas);
  await open(page, "/");
  let loads = 0;
  page.on("load", () => (loads += 1));
  await page.route("**/api/v1/**", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...response.headers(), "x-kizuna-build": "another-build" } });
  });
  const menu = page.getByRole("navigation", { name: "Main menu" });
  for (const [link, url] of [["Knowledge", "/kb"], ["Company", "/company"], ["Knowledge", "/kb"]]) {
    await menu.getByRole("link", { name: link }).click();
    await expect(page).toHaveURL(url);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await settled(page);
  }
  expect(loads).toBe(1);
});

test("an app that breaks says so, reports it, and loads again", async ({ page }) => {
  await signIn(page, people.jonas);
  await open(page, "/");
  const report = page.waitForRequest("**/api/v1/error-reports");
  await page.evaluate(() => dispatchEvent(new CustomEvent("kizuna:crash", { detail: "broken on purpose" })));
  await expect(page.getByRole("alertdialog", { name: "Something broke" })).toBeVisible();
  expect((await report).postDataJSON()).toMatchObject({ message: "broken on purpose", page: "/" });
  await page.getByRole("button", { name: "Load again" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Jonas");
  await expect(page.getByRole("alertdialog")).toBeHidden();
});
