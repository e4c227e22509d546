// Searching the knowledge base: the palette over every page, the page of results, and what is there when nothing is found.
import { expectAccessible } from "./harness/accessible.js";
import { expect, open, signIn, test } from "./harness/fixtures.js";
import { people } from "./harness/people.js";

const field = (page) => page.getByRole("combobox", { name: "Search the knowledge base" });
const options = (page) => page.getByRole("option");
const chosen = (page) => page.getByRole("option", { selected: true });

/** The answer in two steps: places inside the articles come after the titles. */
const complete = (page) => expect(page.getByRole("status").filter({ hasText: /result/ })).toBeAttached();

test("a slash opens the palette, arrows choose, enter opens the section", async ({ page }) => {
  await signIn(page, people.jonas);
  await open(page, "/company");
  await page.keyboard.press("/");
  await expect(field(page)).toBeFocused();
  await page.keyboard.type("invite coll");
  await expect(chosen(page)).toContainText("Invite your colleagues");
  await complete(page);
  await expect(chosen(page).locator("mark").first()).toHaveText("Invite");

  const second = await options(page).nth(1).textContent();
  await page.keyboard.press("ArrowDown");
  await expect(chosen(page)).toHaveText(second);
  await page.keyboard.press("ArrowUp");
  await expect(chosen(page)).toContainText("Invite your colleagues");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/kb\/people\/invite-colleagues#/);
  await expect(page.getByRole("heading", { level: 1, name: "Invite your colleagues" })).toBeVisible();
  await expect(page.getByRole("dialog")).toBeHidden();
});

test("control and K open it anywhere, escape closes it and gives the focus back", async ({ page }) => {
  await signIn(page, people.jonas);
  await open(page, "/profile");
  const name = page.getByLabel("Name", { exact: true });
  await name.focus();
  await page.keyboard.type("/");
  await expect(page.getByRole("dialog")).toBeHidden();
  await page.keyboard.press("Control+k");
  await expect(field(page)).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(name).toBeFocused();
});

test("what was opened is offered again, until one signs out", async ({ page }) => {
  await signIn(page, people.jonas);
  await open(page, "/");
  await page.getByRole("link", { name: "Search for answers" }).click();
  await field(page).fill("tiers");
  await options(page).first().click();
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.keyboard.press("/");
  await page.getByRole("button", { name: "tiers", exact: true }).click();
  await expect(options(page).first()).toBeVisible();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/sign-in/);
  expect(await page.evaluate(() => localStorage.getItem("kizuna-searches"))).toBeNull();
});

test("question and filter live in the address of the page", async ({ page }) => {
  await signIn(page, people.jonas);
  await open(page, "/kb/search");
  await field(page).fill("points");
  await expect(page).toHaveURL("/kb/search?q=points");
  await complete(page);
  const all = await options(page).count();
  await page.getByRole("group", { name: "Show one topic only" }).getByRole("button", { name: "Points and tiers" }).click();
  await expect(page).toHaveURL("/kb/search?q=points&in=programme");
  await expect.poll(() => options(page).count()).toBeLessThan(all);
  await page.reload();
  await expect(field(page)).toHaveValue("points");
  await expect(page.getByRole("button", { name: "Points and tiers" })).toHaveAttribute("aria-pressed", "true");
  await expect(options(page).first()).toBeVisible();
});

test("articles in other languages stand below, marked, and open in theirs", async ({ page }) => {
  await signIn(page, people.jonas);
  await open(page, "/kb/search?q=" + encodeURIComponent("招待"));
  const other = page.getByRole("group", { name: "In other languages" }).getByRole("option").first();
  await expect(other).toContainText("日本語");
  await other.click();
  await expect(page).toHaveURL(/lang=ja/);
  await expect(page.locator("article")).toHaveAttribute("lang", "ja");
});

test("half-width, hiragana and simplified characters find what was written otherwise", async ({ page }) => {
  await signIn(page, people.jonas);
  await open(page, "/kb/search");
  for (const [typed, found] of [["ﾎﾟｲﾝﾄ", "ポイント"], ["ぽいんと", "ポイント"], ["邀请", "邀請"]]) {
    await field(page).fill(typed);
    await expect(options(page).first().locator("mark").first()).toHaveText(found);
  }
});

test("when nothing is found, near terms and people are offered", async ({ page }) => {
  await signIn(page, people.reader);
  await open(page, "/kb/search?q=" + encodeURIComponent("qxzv bnmkj"));
  await expect(page.getByText("Nothing found for “qxzv bnmkj”")).toBeVisible();
  await page.getByRole("button", { name: "Ask us" }).click();
  await page.getByRole("textbox", { name: "Your question" }).fill("Where is the thing?");
  const sent = page.waitForRequest((request) => request.url().endsWith("/api/v1/questions"));
  await page.getByRole("button", { name: "Send" }).click();
  expect((await sent).postDataJSON()).toMatchObject({ text: "Where is the thing?", query: "qxzv bnmkj" });
});

test("a search is told once, with whether it led anywhere", async ({ page }) => {
  await signIn(page, people.jonas);
  await open(page, "/");
  const told = [];
  page.on("request", (request) => {
    if (request.url().endsWith("/api/v1/searches")) told.push(request.postDataJSON());
  });
  await page.keyboard.press("/");
  await field(page).fill("silver");
  await complete(page);
  await page.keyboard.press("Escape");
  await expect.poll(() => told).toMatchObject([{ query: "silver", was_opened: false }]);
  await page.keyboard.press("/");
  await field(page).fill("referral");
  await complete(page);
  await page.keyboard.press("Enter");
  await expect.poll(() => told).toMatchObject([{}, { query: "referral", was_opened: true }]);
});

test("what was searched once is found again without a network", async ({ page, context }) => {
  await signIn(page, people.jonas);
  await open(page, "/");
  await page.keyboard.press("/");
  await field(page).fill("silver");
  await complete(page);
  await context.setOffline(true);
  await field(page).fill("");
  await field(page).fill("silver");
  await expect(options(page).first()).toBeVisible();
  await context.setOffline(false);
});

test("an ended session is mended in place, and the search goes on", async ({ page, context }) => {
  await signIn(page, people.jonas);
  await open(page, "/kb/search");
  await context.clearCookies();
  await field(page).fill("silver");
  const dialog = page.getByRole("dialog", { name: "Sign in again" });
  await dialog.getByRole("textbox", { name: "Password" }).fill("kizuna-demo-2026");
  await dialog.getByRole("button", { name: "Sign in" }).click();
  await expect(options(page).first()).toBeVisible();
});

for (const theme of ["light", "dark"]) {
  test(`palette and results are accessible, ${theme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme });
    await signIn(page, people.jonas);
    await open(page, "/kb/search?q=points");
    await complete(page);
    await expectAccessible(page);
    await page.keyboard.press("Control+k");
    await field(page).last().fill("points");
    await expect(page.getByRole("dialog").getByRole("option").first()).toBeVisible();
    await expectAccessible(page);
  });
}

test("on a phone the palette fills the screen and can be closed", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 700 });
  await signIn(page, people.jonas);
  await open(page, "/");
  await page.getByRole("link", { name: "Search for answers" }).click();
  await field(page).fill("points");
  await expect(options(page).first()).toBeVisible();
  const box = await page.getByRole("dialog").boundingBox();
  expect(box.width).toBe(360);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await page.getByRole("button", { name: "Close" }).click();
  await expect(page.getByRole("dialog")).toBeHidden();
});
