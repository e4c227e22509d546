// The console of the vendor's staff: who may enter, the list of articles, a preview while it is written, what operators read.
import { expectAccessible } from "./harness/accessible.js";
import { expect, open, signIn, test } from "./harness/fixtures.js";
import { PASSWORD, people } from "./harness/people.js";

const pages = ["/console", "/console/gaps", "/console/preview?path=en/start/welcome.md", "/console/questions", "/console/companies"];
const forOperators = ["/console/rewards", "/console/adjustments", "/console/offers", "/console/keys", "/console/outbox", "/console/audit"];

test("a writer signs in where the work is and signs out", async ({ page }) => {
  await page.goto("/console/gaps");
  await page.getByLabel("Work email").fill(people.writer.email);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "What to write next" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Outbox" })).toHaveCount(0);
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Sign in to the console" })).toBeVisible();
});

test("a customer is led to the portal", async ({ page }) => {
  await signIn(page, people.jonas);
  await open(page, "/console");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("This is for the vendor's staff");
  await page.getByRole("link", { name: "Go to the portal" }).click();
  await expect(page).toHaveURL("/");
});

test("an article is found and opens in the preview", async ({ page }) => {
  await signIn(page, people.writer);
  await open(page, "/console");
  await page.getByRole("searchbox").fill("tiers mean");
  await expect(page).toHaveURL(/q=tiers/);
  await page.getByRole("link", { name: "What the tiers mean" }).click();
  const shown = page.frameLocator("iframe");
  await expect(shown.getByRole("heading", { level: 1 })).toHaveText("What the tiers mean");
  await expect(page.getByText("Exactly as published")).toBeVisible();
});

test("a preview follows what is written, and a problem leads to its place", async ({ page }) => {
  await signIn(page, people.writer);
  await open(page, "/console/preview");
  await page.getByRole("button", { name: "Start with a template" }).click();
  const text = page.getByRole("textbox", { name: "Markdown" });
  await text.fill("---\ntitle: A new thing\nsummary: About it.\nupdated: 2026-11-20\n---\nHello.\n\n[nowhere](/kb/start/none)\n");
  const shown = page.frameLocator("iframe");
  await expect(shown.getByRole("heading", { level: 1 })).toHaveText("A new thing");

  const problem = page.getByRole("button", { name: "there is no article" });
  await expect(problem).toContainText("[nowhere](/kb/start/none)");
  await problem.click();
  await expect(text).toBeFocused();
  const cursor = await text.evaluate((area) => area.value.slice(area.selectionStart));
  expect(cursor).toMatch(/^\[nowhere\]/);

  await page.getByRole("radio", { name: "Dark" }).check();
  await expect(shown.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.getByRole("radio", { name: "Desktop" }).check();
  expect(await shown.locator("html").evaluate((root) => root.clientWidth)).toBeGreaterThan(1200);
});

test("a file is chosen from the disk", async ({ page }) => {
  await signIn(page, people.writer);
  await open(page, "/console/preview");
  const content = "---\ntitle: From a file\nsummary: About it.\nupdated: 2026-11-20\n---\nHello.\n";
  await page.getByLabel("Choose a file").setInputFiles({ name: "from-a-file.md", mimeType: "text/markdown", buffer: Buffer.from(content) });
  await expect(page.getByLabel("Address", { exact: true })).toHaveValue("from-a-file");
  await expect(page.frameLocator("iframe").getByRole("heading", { level: 1 })).toHaveText("From a file");
});

for (const theme of ["light", "dark"]) {
  test.describe(theme, () => {
    test.use({ colorScheme: theme });
    for (const url of [...pages, ...forOperators]) {
      test(`${url} is accessible`, async ({ page }) => {
        await signIn(page, forOperators.includes(url) ? people.operator : people.writer);
        await open(page, url);
        await expectAccessible(page);
      });
    }
  });
}

test.describe("on a small phone", () => {
  test.use({ viewport: { width: 320, height: 640 } });
  for (const url of [...pages, ...forOperators]) {
    test(`${url} needs no scrolling sideways`, async ({ page }) => {
      await signIn(page, people.operator);
      await open(page, url);
      const room = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(room).toBeLessThanOrEqual(0);
    });
  }
});
