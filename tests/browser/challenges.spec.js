// Play: a challenge is made, joined and reached together; badges with their reasons; by keyboard, on a phone, in three languages.
import { expectAccessible } from "./harness/accessible.js";
import { expect, open, signIn, test } from "./harness/fixtures.js";
import { people } from "./harness/people.js";
import { words } from "./harness/words.js";
import { locales } from "./pages.js";

const api = { headers: { "sec-fetch-site": "same-origin" } };
const day = (ahead) => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);
const challenge = (page, name) => page.getByRole("article").filter({ has: page.getByRole("heading", { name }) });

/** Facts of another system of the vendor, with a key that an operator made. */
async function report(browser, server, events) {
  const page = await (await browser.newContext({ baseURL: server.origin })).newPage();
  await signIn(page, people.operator);
  const key = { name: `play ${Date.now()}`, scopes: ["events"] };
  const made = await page.request.post("/api/v1/api-keys", { data: key, headers: { ...api.headers, "idempotency-key": key.name } });
  const { secret } = await made.json();
  const headers = { authorization: `Bearer ${secret}`, "content-type": "application/cloudevents-batch+json" };
  const taken = await page.request.post("/api/v1/events", { data: JSON.stringify(events), headers });
  expect(taken.ok(), await taken.text()).toBe(true);
  await page.context().close();
}

test("an admin begins a challenge, a colleague joins, and it is reached", async ({ page, browser, server }) => {
  await signIn(page, people.starter);
  await page.request.patch("/api/v1/me", { data: { locale: "en" }, ...api });
  await open(page, "/team/challenges");
  await page.getByRole("button", { name: "Begin a challenge" }).first().click();
  const dialog = page.getByRole("dialog", { name: "Begin a challenge" });
  await dialog.getByLabel("What to reach").selectOption({ label: "Courses together" });
  await dialog.getByLabel("First day").fill(day(-2));
  await dialog.getByLabel("Last day").fill(day(-9));
  await dialog.getByLabel("Goal").fill("5");
  await dialog.getByRole("button", { name: "Begin it" }).click();
  await expect(dialog.getByText("It would end before it starts.")).toBeVisible();
  await expect(dialog.getByLabel("Last day")).toBeFocused();
  await expectAccessible(page);
  await dialog.getByLabel("Last day").fill(day(14));
  await dialog.getByRole("button", { name: "Begin it" }).click();
  await expect(page.getByText("“Courses together” is set. Tell your colleagues.")).toBeVisible();

  const line = challenge(page, "Courses together");
  await expect(line.getByText("Nobody takes part yet.")).toBeVisible();
  await line.getByRole("button", { name: "Take part: Courses together" }).press("Enter");
  await expect(line.getByText("1 person takes part")).toBeVisible();
  await expect(line.getByRole("button", { name: "Take no part any more: Courses together" })).toBeVisible();

  const me = await (await page.request.get("/api/v1/me")).json();
  const course = (number) => ({
    specversion: "1.0", id: `play-${number}`, source: "academy", type: "course.finished", subject: `Course ${number}`,
    time: new Date().toISOString(), account: me.account.id, member: me.id, data: {},
  });
  await report(browser, server, [0, 1, 2, 3, 4].map(course));
  await expect(async () => {
    await page.reload();
    await expect(challenge(page, "Courses together").getByText(/^Reached on .*: 300 points for the company\.$/)).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await expect(challenge(page, "Courses together").getByRole("progressbar")).toHaveAttribute("value", "5");
  await expectAccessible(page);

  // Told once, on the dashboard, and never again.
  await open(page, "/");
  const told = page.getByRole("status").getByText("“Courses together” is reached. Well done, all of you!");
  await expect(told).toBeVisible();
  await page.reload();
  await expect(page.getByRole("heading", { name: "Together" })).toBeVisible();
  await expect(told).toHaveCount(0);
  await page.request.patch("/api/v1/me", { data: { locale: "ja" }, ...api });
});

test("badges have their day and reason, and celebrations can be switched off", async ({ page }) => {
  await signIn(page, people.jonas);
  await open(page, "/profile");
  const card = page.getByRole("region", { name: "Badges" });
  const choice = card.getByRole("switch", { name: "Tell me when I earn something" });
  await choice.focus();
  await page.keyboard.press("Space");
  await expect(page.getByText("Saved")).toBeVisible();
  await expect(choice).not.toBeChecked();
  await card.getByRole("link", { name: "All badges" }).click();
  await expect(page).toHaveURL("/team/badges");
  const mine = page.getByRole("region", { name: "Yours" });
  await expect(mine.getByRole("listitem").filter({ hasText: "A year together" })).toContainText("with us since");
  const weeks = page.getByRole("list", { name: "The last twelve weeks" });
  await expect(weeks.getByRole("listitem")).toHaveCount(12);
  await expectAccessible(page);
});

test("an article that is read to its end brings the first badge", async ({ page }) => {
  test.slow();
  await signIn(page, people.renamed);
  await page.request.delete("/api/v1/badges/news", api);
  const { badges } = await (await page.request.get("/api/v1/badges")).json();
  const before = badges.find(({ id }) => id === "five-votes");
  await open(page, "/kb/trust/how-data-is-protected");
  const told = page.waitForResponse((answer) => answer.url().endsWith("/reading") && answer.request().postData().includes("true") && answer.ok(), { timeout: 120_000 });
  await page.locator(".verdict").scrollIntoViewIfNeeded();
  await told;
  expect(before).toBeDefined();
  await expect(async () => {
    const { badges } = await (await page.request.get("/api/v1/badges")).json();
    expect(badges.find(({ id }) => id === "first-article").earned).not.toBeNull();
  }).toPass();
});

for (const locale of locales) {
  test(`badges and challenges are told in ${locale}, also on a phone`, async ({ page }) => {
    await page.setViewportSize({ width: 360, height: 740 });
    await signIn(page, people.player);
    await page.request.patch("/api/v1/me", { data: { locale }, ...api });
    const text = words[locale].play;
    await open(page, "/team/badges");
    await expect(page.getByRole("heading", { level: 1, name: text.badges })).toBeVisible();
    await expect(page.getByRole("heading", { level: 2, name: text.streak })).toBeVisible();
    await page.getByRole("link", { name: text.to_challenges }).click();
    await expect(page.getByRole("heading", { level: 1, name: text.challenges })).toBeVisible();
    await expect(page.getByRole("article").first()).toBeVisible();
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(360);
    await expectAccessible(page);
    await page.request.patch("/api/v1/me", { data: { locale: "ja" }, ...api });
  });
}
