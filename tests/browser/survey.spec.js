// One question, asked at a quiet moment and never lost. Each journey has a person of its own: nobody is asked twice.
import { expectAccessible } from "./harness/accessible.js";
import { expect, open, signIn, test } from "./harness/fixtures.js";
import { people } from "./harness/people.js";
import { askingEverybody } from "./harness/surveys.js";
import { words } from "./harness/words.js";

test.use({ surveys: askingEverybody() });

// It waits for the page, for a quiet moment, and for its own code.
const COMES = { timeout: 20_000 };

const panel = (page, name = "One question") => page.getByRole("complementary", { name });
const score = (page, value) => panel(page).getByRole("radio", { name: String(value), exact: true });

/** Somebody who comes for the second time. */
async function comeBack(page, person) {
  await signIn(page, person);
  await signIn(page, person);
}

async function beAsked(page, person, url = "/") {
  await comeBack(page, person);
  await open(page, url);
  await expect(panel(page)).toBeVisible(COMES);
}

/** What the portal keeps of the person's latest question. */
async function latest(request) {
  const answer = await request.get("/api/v1/feedback");
  return (await answer.json()).asks[0];
}

test("nobody is asked on the first visit, and everybody on the second", async ({ page }) => {
  await signIn(page, people.reader);
  const looked = page.waitForResponse("**/api/v1/surveys/now*");
  await open(page, "/");
  expect(await (await looked).json()).toEqual({ question: null });
  await expect(panel(page)).toHaveCount(0);
  await signIn(page, people.reader);
  await page.reload();
  await expect(panel(page)).toBeVisible(COMES);
  // Another page of the survey shows the same question, and one where it has no place does not.
  await expect(score(page, 0)).toBeVisible();
  await expectAccessible(page);
});

test("nobody is asked in a dialog or while typing", async ({ page }) => {
  const asked = [];
  page.on("request", (request) => {
    if (request.url().endsWith("/surveys/asks")) asked.push(request.url());
  });
  await comeBack(page, people.lender);
  const looked = page.waitForResponse("**/api/v1/surveys/now*");
  await open(page, "/");
  await page.getByRole("button", { name: "Help" }).click();
  const help = page.getByRole("dialog", { name: "Help" });
  await expect(help).toBeVisible();
  expect((await (await looked).json()).question.survey).toBe("relationship");
  await help.getByRole("button", { name: "Ask us" }).click();
  await help.getByLabel("Your question").pressSequentially("How long does this take?", { delay: 200 });
  expect(asked).toEqual([]);
  await help.getByLabel("Your question").fill("");
  await page.keyboard.press("Escape");
  await expect(help).toBeHidden();
  await expect(panel(page)).toBeVisible(COMES);
  expect(asked).toHaveLength(1);
});

test("a score is kept though the tab is closed right after the click", async ({ page, context }) => {
  await beAsked(page, people.asker);
  await score(page, 6).click();
  await page.close();
  await expect.poll(async () => (await latest(context.request)).answer?.answer).toBe(6);
});

test("an answer without a network is sent once when it is back, with its reason", async ({ page, context }) => {
  await beAsked(page, people.borrower);
  const sent = [];
  page.on("requestfinished", (request) => {
    if (request.method() === "PUT") sent.push(request.url().split("/").pop());
  });
  await context.setOffline(true);
  await score(page, 4).click();
  await expect(panel(page).getByText("Kept on this device")).toBeVisible();
  await panel(page).getByLabel("What went wrong, and what should we put right first?").fill("Three days without an answer.");
  await context.setOffline(false);
  await expect(panel(page).getByText("Your answer is kept.")).toBeVisible(COMES);
  await expect.poll(async () => (await latest(context.request)).answer).toMatchObject({
    answer: 4,
    why: "Three days without an answer.",
  });
  expect(sent.filter((name) => name === "answer")).toHaveLength(1);
});

test("what was typed survives a reload and a closed tab without a network", async ({ page, context }) => {
  await beAsked(page, people.takeover);
  await context.setOffline(true);
  await score(page, 2).click();
  const label = "What went wrong, and what should we put right first?";
  await panel(page).getByLabel(label).fill("The export is missing.");
  await page.close();
  await context.setOffline(false);
  const later = await context.newPage();
  await open(later, "/");
  await expect(panel(later).getByLabel(label)).toHaveValue("The export is missing.", COMES);
  await expect.poll(async () => (await latest(context.request)).answer).toMatchObject({
    answer: 2,
    why: "The export is missing.",
  });
  await panel(later).getByRole("button", { name: "Done" }).first().click();
  await expect(panel(later)).toHaveCount(0);
  await expect(later.getByText("A person reads every answer.")).toBeVisible();
});

test("a score is given by keys, changed, and taken back", async ({ page, context }) => {
  await beAsked(page, people.renamed);
  await score(page, 0).focus();
  await page.keyboard.press("ArrowRight");
  await expect(score(page, 1)).toBeChecked();
  await page.keyboard.press("8");
  await expect(score(page, 8)).toBeChecked();
  await expect(panel(page).getByLabel("What would have made it a 9 or a 10?")).toBeVisible();
  await expect.poll(async () => (await latest(context.request)).answer?.answer).toBe(8);
  await page.keyboard.press("1");
  await page.keyboard.press("0");
  await expect(score(page, 10)).toBeChecked();
  await expect.poll(async () => (await latest(context.request)).answer?.answer).toBe(10);
  await panel(page).getByRole("button", { name: "Undo" }).click();
  await expect(score(page, 10)).not.toBeChecked();
  await expect.poll(async () => (await latest(context.request)).state).toBe("open");
  await score(page, 9).click();
  await panel(page).getByRole("button", { name: "Recommend us to someone" }).click();
  await expect(page.getByText("Somebody of ours gets in touch.")).toBeVisible();
  await expectAccessible(page);
});

test("not now is respected on every page", async ({ page, context }) => {
  await beAsked(page, people.busy, "/movements");
  await panel(page).getByRole("button", { name: "Not now" }).last().click();
  await expect(panel(page)).toHaveCount(0);
  await expect(page.getByText("We do not ask again for at least 30 days.")).toBeVisible();
  await expect.poll(async () => (await latest(context.request)).state).toBe("not_now");
  const looked = page.waitForResponse("**/api/v1/surveys/now*");
  await page.goto("/");
  expect(await (await looked).json()).toEqual({ question: null });
});

test("never is kept until it is taken back on the feedback page", async ({ page }) => {
  await beAsked(page, people.polyglot);
  await panel(page).getByRole("button", { name: "Never ask me" }).click();
  await expect(page.getByText("We do not ask again until you change that")).toBeVisible();
  await open(page, "/profile");
  await page.getByRole("link", { name: "To your feedback" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Your feedback" })).toBeFocused();
  const wish = page.getByRole("switch", { name: "Short questions may appear in the portal" });
  await expect(wish).not.toBeChecked();
  await expect(page.getByText("You wish not to be asked.")).toBeVisible();
  await expectAccessible(page);
  await wish.check();
  await expect(page.getByText("You wish not to be asked.")).toHaveCount(0);
  await expect(page.getByText("You were asked lately")).toBeVisible();
});

test("the question leads to why one is asked", async ({ page }) => {
  await beAsked(page, people.approver);
  await panel(page).getByRole("link", { name: "Why am I asked?" }).click();
  await expect(page).toHaveURL("/feedback");
  await expect(page.getByText("people of your company are asked")).toBeVisible();
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 320, height: 640 } });

  test("eleven numbers are large enough and all on the screen", async ({ page }) => {
    await beAsked(page, people.jonas);
    for (let value = 0; value <= 10; value += 1) {
      const box = await score(page, value).boundingBox();
      expect(Math.min(box.width, box.height), `${value}`).toBeGreaterThanOrEqual(44);
      expect(box.x).toBeGreaterThanOrEqual(0);
      expect(box.x + box.width).toBeLessThanOrEqual(320);
    }
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    await expectAccessible(page);
  });
});

for (const [person, locale] of [[people.mika, "ja"], [people.limiter, "zh-Hant"]]) {
  test(`it asks and thanks in ${locale}`, async ({ page }) => {
    const texts = words[locale].survey;
    await comeBack(page, person);
    await page.request.patch("/api/v1/me", { data: { locale }, headers: { "sec-fetch-site": "same-origin" } });
    await open(page, "/");
    const box = panel(page, texts.title);
    await expect(box).toBeVisible(COMES);
    await box.getByRole("radio", { name: "10", exact: true }).click();
    await expect(box.getByText(texts.kept)).toBeVisible();
    await expectAccessible(page);
    await box.getByRole("button", { name: texts.done }).last().click();
    await expect(box).toHaveCount(0);
  });
}

test("the loop is seen from both sides", async ({ page, browser, baseURL }) => {
  test.setTimeout(90_000);
  await beAsked(page, people.critic);
  await score(page, 3).click();
  await panel(page).getByLabel("What went wrong, and what should we put right first?").fill("The report is hard to find.");
  await expect(panel(page).getByText("Your answer is kept.")).toBeVisible();

  const office = await browser.newContext({ baseURL, locale: "en-GB" });
  const desk = await office.newPage();
  await signIn(desk, people.success);
  const line = desk.getByRole("listitem").filter({ hasText: people.critic.name });
  // An answer is taken up once it can no longer be taken back.
  await expect(async () => {
    await open(desk, "/console/follow-ups");
    await expect(line.first()).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 40_000 });
  await expect(line.first()).toContainText("The report is hard to find.");
  await expectAccessible(desk);
  await line.first().getByRole("button", { name: "Take it over" }).click();
  await expect(desk.getByText("It is yours now.")).toBeVisible();
  await line.first().getByRole("button", { name: "Add a note" }).click();
  await desk.getByRole("dialog").getByLabel("Note", { exact: true }).fill("Called on Monday.");
  await desk.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await expect(line.first()).toContainText("Called on Monday.");

  await open(page, "/feedback");
  await expect(page.getByText("takes care of it and gets in touch by")).toBeVisible();
  await expect(page.getByText("Called on Monday.")).toHaveCount(0);

  await line.first().getByRole("button", { name: "Close with an outcome" }).click();
  const dialog = desk.getByRole("dialog");
  await dialog.getByLabel("Outcome").fill("The report is on the first page now.");
  await dialog.getByLabel("Where the cause lay").selectOption("product");
  await dialog.getByLabel("Tell others").selectOption("all");
  await dialog.getByLabel("You said (English)").fill("Reports are hard to find.");
  await dialog.getByLabel("We did (English)").fill("They are on the first page.");
  await expectAccessible(desk);
  await dialog.getByRole("button", { name: "Close with an outcome" }).click();
  await expect(desk.getByText("Closed. The customer reads the outcome.")).toBeVisible();

  await page.reload();
  await expect(page.getByText("What came of it: The report is on the first page now.")).toBeVisible();
  await expect(page.getByText("They are on the first page.")).toBeVisible();
  await expectAccessible(page);
  await office.close();
});

test("staff set who looks after a company, and their working days", async ({ page }) => {
  await signIn(page, people.success);
  await open(page, "/console/companies");
  await page.getByRole("link", { name: /Brightwell/ }).first().click();
  const choice = page.getByLabel("Who looks after this company");
  await choice.selectOption({ index: 1 });
  await expect(page.getByText("Saved")).toBeVisible();
  await page.reload();
  await expect(choice).not.toHaveValue("");
  await open(page, "/console/follow-ups");
  await page.getByRole("button", { name: "My working days" }).click();
  const dialog = page.getByRole("dialog", { name: "My working days" });
  await dialog.getByLabel("Days off").fill("2026-12-25\n2026-12-26");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog).toBeHidden();
  await page.getByRole("button", { name: "My working days" }).click();
  await expect(dialog.getByLabel("Days off")).toHaveValue("2026-12-25\n2026-12-26");
});
