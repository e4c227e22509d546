// What a reader does with articles: votes, bookmarks, what is new, and help without leaving the page.
import { expectAccessible } from "./harness/accessible.js";
import { expect, open, signIn, test } from "./harness/fixtures.js";
import { PASSWORD, people } from "./harness/people.js";

const verdict = (page) => page.getByRole("region", { name: "Was this helpful?" });

test("a vote is changed, gets a reason, and is there after a reload", async ({ page }) => {
  await signIn(page, people.reader);
  await open(page, "/kb/start/home-page");
  const box = verdict(page);
  await box.getByRole("button", { name: "Yes" }).click();
  await expect(box.getByRole("button", { name: "Yes" })).toHaveAttribute("aria-pressed", "true");
  await expect(box.getByLabel("What helped you? (optional)")).toBeVisible();

  await box.getByRole("button", { name: "No", exact: true }).click();
  await expect(box.getByRole("button", { name: "Yes" })).toHaveAttribute("aria-pressed", "false");
  const reason = box.getByLabel("What was missing or wrong? (optional)");
  await reason.fill("x".repeat(1001));
  await box.getByRole("button", { name: "Send", exact: true }).click();
  await expect(box.getByText("This is too long.")).toBeVisible();
  await reason.fill("No picture of the ring.");
  await box.getByRole("button", { name: "Send", exact: true }).click();
  await expect(box.getByText("You wrote: “No picture of the ring.”")).toBeVisible();
  await expect(box.getByRole("heading", { name: "Perhaps one of these helps" })).toBeVisible();
  await expectAccessible(page);

  await page.reload();
  await expect(box.getByRole("button", { name: "No", exact: true })).toHaveAttribute("aria-pressed", "true");
  await box.getByRole("button", { name: "Change the reason" }).click();
  await expect(reason).toBeFocused();
  await expect(reason).toHaveValue("No picture of the ring.");
});

test("a reason survives a lost network and an ended session", async ({ page }) => {
  await signIn(page, people.reader);
  await open(page, "/kb/start/language-and-theme");
  const box = verdict(page);
  await box.getByRole("button", { name: "No", exact: true }).click();
  const reason = box.getByLabel("What was missing or wrong? (optional)");
  await reason.fill("It does not name my browser.");
  await page.context().setOffline(true);
  await box.getByRole("button", { name: "Send", exact: true }).click();
  await expect(box.getByText("No connection. Nothing you typed is lost")).toBeVisible();
  await page.context().setOffline(false);
  await page.context().clearCookies();
  await box.getByRole("button", { name: "Send", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Sign in again" });
  await expect(reason).toHaveValue("It does not name my browser.");
  await dialog.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await dialog.getByRole("button", { name: "Sign in" }).click();
  await expect(box.getByText("You wrote: “It does not name my browser.”")).toBeVisible();
});

test("an article that did not help leads to people", async ({ page, browser, baseURL }) => {
  await signIn(page, people.reader);
  await open(page, "/kb/people/invite-colleagues");
  const box = verdict(page);
  await box.getByRole("button", { name: "No", exact: true }).click();
  await box.getByRole("button", { name: "Ask us" }).click();
  const question = box.getByLabel("Your question");
  await expect(question).toBeFocused();
  await question.fill("Can I invite a whole list at once?");
  await box.getByRole("button", { name: "Send the question" }).click();
  await expect(box.getByText("Your question has reached us")).toBeVisible();
  const asked = await newestQuestion(browser, baseURL);
  expect(asked).toMatchObject({ text: "Can I invite a whole list at once?", page: "/kb/people/invite-colleagues" });
});

test("a bookmark is found again and taken out", async ({ page }) => {
  await signIn(page, people.reader);
  await open(page, "/kb/programme/how-points-are-earned");
  const title = await page.getByRole("heading", { level: 1 }).innerText();
  const bookmark = page.getByRole("button", { name: "Bookmark", exact: true });
  await bookmark.click();
  await expect(bookmark).toHaveAttribute("aria-pressed", "true");
  await expect(page.getByText("Bookmarked. You find it in Knowledge")).toBeVisible();
  await page.reload();
  await expect(bookmark).toHaveAttribute("aria-pressed", "true");

  await open(page, "/kb");
  await page.getByRole("link", { name: "Bookmarks" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Bookmarks" })).toBeFocused();
  await expect(page.getByRole("link", { name: title })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: `Remove “${title}” from the bookmarks` }).click();
  await expect(page.getByText("No bookmarks yet")).toBeVisible();
});

test("a feed address is made, read, kept secret after a reload, and ended", async ({ page, context, playwright }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await signIn(page, people.reader);
  await open(page, "/kb/new");
  await expect(page.getByText("This address is private")).toBeVisible();
  await page.getByRole("button", { name: "Make a private address" }).click();
  const address = page.getByLabel("Your private address");
  const url = await address.inputValue();
  await page.getByRole("button", { name: "Copy" }).click();
  await expect(page.getByText("Address copied.")).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(url);

  const stranger = await playwright.request.newContext({ baseURL: new URL(page.url()).origin });
  const path = url.replace(/^https?:\/\/[^/]+/, "");
  const feed = await stranger.get(path);
  expect(await feed.text()).toContain("<title>New in knowledge</title>");
  await page.reload();
  await expect(page.getByText("For safety it is not shown again.")).toBeVisible();
  await expect(address).toHaveCount(0);
  await page.getByRole("button", { name: "End the address" }).click();
  await expect(page.getByText("The address no longer works.")).toBeVisible();
  expect((await stranger.get(path)).status()).toBe(404);
  await expect(page.getByRole("button", { name: "Make a private address" })).toBeVisible();
  await stranger.dispose();
});

test("changes stand under their day, each marked new or changed", async ({ page }) => {
  await signIn(page, people.reader);
  await open(page, "/kb");
  await page.getByRole("link", { name: "New and changed" }).click();
  const list = page.getByRole("region", { name: "New and changed" });
  await expect(list.getByRole("heading", { level: 2 }).first()).toHaveText("29 November 2026");
  const changed = list.getByRole("listitem").filter({ hasText: "Find an answer in Knowledge" });
  await expect(changed.getByText("Changed", { exact: true })).toBeVisible();
  const fresh = list.getByRole("listitem").filter({ hasText: "Invite your colleagues" });
  await expect(fresh.getByText("New", { exact: true })).toBeVisible();
});

test("help opens by keyboard, reads an article in place, asks, and gives the focus back", async ({ page, browser, baseURL }) => {
  await signIn(page, people.reader);
  await open(page, "/movements");
  const button = page.getByRole("button", { name: "Help", exact: true });
  await button.focus();
  await page.keyboard.press("Enter");
  const sheet = page.getByRole("dialog", { name: "Help" });
  const entry = sheet.getByRole("button", { name: /^Check a number that looks wrong/ });
  await expect(entry).toBeVisible();
  await expectAccessible(page);
  await entry.focus();
  await page.keyboard.press("Enter");
  await expect(sheet.getByRole("heading", { name: "Check a number that looks wrong" })).toBeFocused();
  await expect(page).toHaveURL("/movements");
  await expectAccessible(page);
  await sheet.getByRole("button", { name: "Back" }).press("Enter");
  await expect(entry).toBeFocused();

  await sheet.getByRole("button", { name: "Ask us" }).press("Enter");
  const question = sheet.getByLabel("Your question");
  await expect(question).toBeFocused();
  await page.keyboard.type("Why is my March so low?");
  await page.keyboard.press("Escape");
  await expect(sheet).toBeHidden();
  await expect(button).toBeFocused();
  await page.keyboard.press("Enter");
  await sheet.getByRole("button", { name: "Ask us" }).press("Enter");
  await expect(question).toHaveValue("Why is my March so low?");
  await sheet.getByRole("button", { name: "Send the question" }).press("Enter");
  await expect(sheet.getByText(`The answer comes to ${people.reader.email}.`)).toBeVisible();
  const asked = await newestQuestion(browser, baseURL);
  expect(asked).toMatchObject({ text: "Why is my March so low?", page: "/movements" });
  await sheet.getByRole("button", { name: "Back" }).press("Enter");
  await expect(sheet.getByRole("button", { name: "Ask us" })).toBeFocused();
});

test("help follows the page, and an article in it opens as a page", async ({ page }) => {
  await signIn(page, people.reader);
  await open(page, "/company/history");
  await page.getByRole("button", { name: "Help", exact: true }).press("Enter");
  const sheet = page.getByRole("dialog", { name: "Help" });
  await sheet.getByRole("button", { name: /^Your company's history/ }).press("Enter");
  // A link to another article leads on in the panel.
  await sheet.getByRole("article").locator("a[href^='/kb/']").first().click();
  await expect(sheet.getByRole("heading", { name: "Your company's history" })).toHaveCount(0);
  await expect(page).toHaveURL("/company/history");
  await sheet.getByRole("button", { name: "Back" }).press("Enter");
  await sheet.getByRole("link", { name: "Open as page" }).press("Enter");
  await expect(page).toHaveURL("/kb/people/company-history");
  await expect(sheet).toBeHidden();
  await expect(page.getByRole("heading", { level: 1, name: "Your company's history" })).toBeFocused();
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 360, height: 740 } });

  test("help is at hand and fits", async ({ page }) => {
    await signIn(page, people.reader);
    await open(page, "/profile");
    await page.getByRole("button", { name: "Help", exact: true }).click();
    const sheet = page.getByRole("dialog", { name: "Help" });
    await sheet.getByRole("button", { name: /^Change the language/ }).click();
    await expect(sheet.getByRole("article")).toBeVisible();
    const { left, overflow } = await sheet.evaluate((dialog) => ({
      left: dialog.getBoundingClientRect().left,
      overflow: dialog.scrollWidth - dialog.clientWidth,
    }));
    expect(left).toBe(0);
    expect(overflow).toBe(0);
    await sheet.getByRole("button", { name: "Close" }).click();
    await expect(page.getByRole("button", { name: "Help", exact: true })).toBeFocused();
  });
});

for (const width of [360, 1280]) {
  test.describe(`${width} px`, () => {
    test.use({ viewport: { width, height: 800 } });

    test("the app takes over a served article without a jump", async ({ page, browser, baseURL }) => {
      await signIn(page, people.takeover);
      const path = "/api/v1/articles/programme/what-tiers-mean";
      const headers = { "sec-fetch-site": "same-origin" };
      await page.request.put(`${path}/bookmark`, { headers });
      const vote = { is_helpful: false, reason: "Two\nlines", locale: "en" };
      await page.request.put(`${path}/vote`, { data: vote, headers });

      const storageState = await page.context().storageState();
      const context = await browser.newContext({ baseURL, storageState, javaScriptEnabled: false, viewport: { width, height: 800 } });
      const withoutApp = await context.newPage();
      await withoutApp.goto("/kb/programme/what-tiers-mean");
      const served = await boxes(withoutApp);
      await context.close();
      await open(page, "/kb/programme/what-tiers-mean");
      await expect(page.locator("#boot")).toHaveCount(0);
      expect(await boxes(page)).toEqual(served);
    });
  });
}

/** Where everything stands that both the server and the app draw. */
function boxes(page) {
  return page.evaluate(() => {
    const wanted =
      ".side .entry, .side .person, .top, .tabs .entry, .crumbs, h1, .about, .bookmark, .prose > *, .verdict, .verdict .button, .verdict p:not([role]), .neighbours, .contents, .related";
    return [...document.querySelectorAll(wanted)]
      .map((element) => [element.className || element.tagName, element.getBoundingClientRect()])
      .filter(([, box]) => box.width > 0)
      .map(([name, { x, y, width, height }]) => `${name} ${[x, y, width, height].map(Math.round)}`);
  });
}

async function newestQuestion(browser, baseURL) {
  const context = await browser.newContext({ baseURL });
  await signIn({ request: context.request }, people.operator);
  const { items } = await (await context.request.get("/api/v1/questions?limit=1")).json();
  await context.close();
  return items[0];
}
