// The team board: a place is climbed while one looks, somebody hides and comes back, two share a place; by keyboard, for screen
// readers, on a phone, in three languages.
import { expectAccessible } from "./harness/accessible.js";
import { expect, open, signIn, test } from "./harness/fixtures.js";
import { people } from "./harness/people.js";

/** A person in a browser of their own. */
async function as(browser, baseURL, person, options = {}) {
  const context = await browser.newContext({ baseURL, locale: "en-GB", ...options });
  const page = await context.newPage();
  await signIn(page, person);
  return page;
}

/** Reports events of a company's people, as another system of the vendor does. */
async function reporter(browser, baseURL, of) {
  const operator = await as(browser, baseURL, people.operator);
  const key = await operator.request.post("/api/v1/api-keys", {
    data: { name: `board ${Date.now()} ${Math.random()}`, scopes: ["events"] },
    headers: { "sec-fetch-site": "same-origin", "idempotency-key": `${Math.random()}` },
  });
  expect(key.ok(), await key.text()).toBe(true);
  const { secret } = await key.json();
  const me = await (await of.request.get("/api/v1/me")).json();
  return async (member, type) => {
    const event = {
      specversion: "1.0", id: `${Math.random()}`, source: "board-test", type, data: {},
      account: me.account.id, member: member.email, time: new Date().toISOString(),
    };
    const answer = await operator.request.post("/api/v1/events", {
      data: [event],
      headers: { authorization: `Bearer ${secret}` },
    });
    expect(answer.ok(), await answer.text()).toBe(true);
    const { items } = await answer.json();
    expect(items[0].fate, JSON.stringify(items)).toBe("accepted");
  };
}

/** Whoever changed the language before, the person reads this one. */
async function speak(page, locale) {
  const answer = await page.request.patch("/api/v1/me", { data: { locale }, headers: { "sec-fetch-site": "same-origin" } });
  expect(answer.ok(), await answer.text()).toBe(true);
}

const row = (page, name) => page.getByRole("table", { name: /^Ranking/ }).getByRole("row").filter({ hasText: name });

test("a place is climbed while one looks, and shared", async ({ page, browser, baseURL }) => {
  const { climber, rival } = people;
  await signIn(page, climber);
  const report = await reporter(browser, baseURL, page);
  for (let times = 0; times < 3; times += 1) await report(rival, "referral.won");
  for (let times = 0; times < 2; times += 1) await report(climber, "referral.won");
  await open(page, "/team");
  const mine = page.getByRole("region", { name: "Your place" });
  await expect(row(page, climber.name).getByRole("cell").first()).toHaveText("2");
  await expect(mine).toContainText("500 points more, and you stand on place 1.");
  await expectAccessible(page);

  // Nothing is loaded anew: the page itself hears of it.
  await page.evaluate(() => { window.isSamePage = true; });
  await report(climber, "referral.won");
  await expect(row(page, climber.name)).toContainText("1, shared");
  await expect(row(page, rival.name)).toContainText("1, shared");
  await expect(mine.getByRole("status")).toHaveText("You stand on place 1 with 1,500 points.");

  await report(climber, "product.used");
  await expect(row(page, rival.name).getByRole("cell").first()).toHaveText("2");
  await expect(mine).toContainText("Nobody stands before you.");
  const names = page.getByRole("table", { name: /^Ranking/ }).getByRole("rowheader");
  await expect(names.nth(0)).toContainText(climber.name);
  await expect(names.nth(1)).toContainText(rival.name);
  expect(await page.evaluate(() => window.isSamePage)).toBe(true);
});

test("somebody hides, leaves and comes back while another looks", async ({ page, browser, baseURL }) => {
  const { hider, observer } = people;
  await signIn(page, hider);
  const report = await reporter(browser, baseURL, page);
  for (let times = 0; times < 4; times += 1) await report(hider, "referral.won");
  const other = await as(browser, baseURL, observer);
  await open(other, "/team");
  await expect(row(other, hider.name)).toBeVisible();
  await open(page, "/profile");
  const card = page.getByRole("region", { name: "On the team board" });
  const choose = async (label) => {
    await card.getByLabel(label, { exact: true }).check();
    await card.getByRole("button", { name: "Save" }).click();
  };

  await choose("By a nickname");
  await expect(card.getByText("Write a name with letters or digits.")).toBeVisible();
  for (const [nickname, complaint] of [
    ["a <b>", "No angle, square or curly brackets"],
    ["two  spaces", "One usual space between words"],
    ["abc\u202edef", "No characters that turn the direction of writing."],
    [observer.name.toUpperCase(), "Colleagues would take this for somebody else's name."],
  ]) {
    await card.getByLabel("Nickname", { exact: true }).fill(nickname);
    await card.getByRole("button", { name: "Save" }).click();
    await expect(card.getByText(complaint)).toBeVisible();
  }
  await expectAccessible(page);
  await card.getByLabel("Nickname", { exact: true }).fill("Wandering Owl");
  await card.getByRole("button", { name: "Save" }).click();
  await expect(row(other, "Wandering Owl")).toBeVisible();
  await expect(row(other, hider.name)).toHaveCount(0);

  await choose("As an unnamed gap");
  await expect(row(other, "A colleague who is not shown")).toBeVisible();
  await expect(row(other, "Wandering Owl")).toHaveCount(0);

  await choose("Not at all");
  await expect(row(other, "A colleague who is not shown")).toHaveCount(0);
  await open(page, "/team");
  await expect(page.getByText("You have left the board")).toBeVisible();
  await page.getByRole("link", { name: "How you are shown" }).click();

  await choose("By my name");
  await expect(row(other, hider.name)).toBeVisible();
});

test("every window and team has an address, and what does not exist says so", async ({ page }) => {
  await signIn(page, people.jonas);
  await open(page, "/team?window=all");
  const windows = page.getByRole("navigation", { name: "Window of time" });
  await expect(windows.getByRole("link", { name: "All time" })).toHaveAttribute("aria-current", "true");
  await windows.getByRole("link", { name: "Year" }).click();
  await expect(page).toHaveURL("/team?window=year");
  const year = new Date().getFullYear();
  await expect(page.getByRole("heading", { level: 2, name: String(year) })).toBeVisible();
  await page.getByRole("link", { name: "Before" }).click();
  await expect(page).toHaveURL(`/team?window=${year - 1}`);
  await expect(page.getByText(/It stays as it stood then/)).toBeVisible();
  await page.getByLabel("People of").selectOption("Quality");
  await expect(page).toHaveURL(`/team?window=${year - 1}&team=Quality`);
  // Companies of a similar size are there by the names that they chose.
  const league = page.getByRole("region", { name: "The league" });
  await expect(league.getByRole("rowheader", { name: "North Star" })).toBeVisible();
  await expect(league.getByRole("rowheader", { name: "Red Crane" })).toBeVisible();
  await expect(page.getByText("Hoshino")).toHaveCount(0);
  await open(page, "/team?window=2026-W99");
  await expect(page.getByText("There is no such window")).toBeVisible();
  await page.getByRole("link", { name: "This week" }).click();
  await expect(page).toHaveURL("/team");
});

test("by keyboard to the row that is one's own, which a screen reader reads as a table", async ({ page }) => {
  await signIn(page, people.jonas);
  await open(page, "/team?window=all");
  const table = page.getByRole("table", { name: "Ranking: All time" });
  await expect(table.getByRole("columnheader")).toHaveText(["Place", "Who", "Points", "Against before"]);
  const own = table.getByRole("row").filter({ hasText: "You" });
  await expect(own.getByRole("rowheader")).toContainText(people.jonas.name);
  await expect(own.getByRole("cell").first()).toHaveText(/\d/);
  await page.getByRole("navigation", { name: "Window of time" }).getByRole("link", { name: "All time" }).focus();
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL("/team?window=year");
});

test("account admins switch the board off and on, and join the league", async ({ browser, baseURL }) => {
  const { limiter } = people;
  const admin = await as(browser, baseURL, people.grace);
  await speak(admin, "en");
  await open(admin, "/company");
  await admin.getByRole("link", { name: "Team board" }).click();
  const settings = admin.getByRole("region", { name: "Settings" });
  await expect(admin.getByRole("region", { name: "Who takes part" }).getByRole("row")).toHaveCount(13);
  await settings.getByLabel("Take part in the league").check();
  await settings.getByRole("button", { name: "Save" }).click();
  await expect(settings.getByText("The league needs a name under which others see you.")).toBeVisible();
  await settings.getByLabel("Name in the league").fill("Brightwell");
  await settings.getByRole("button", { name: "Save" }).click();
  await expect(settings.getByText("This tells which company you are.")).toBeVisible();
  await settings.getByLabel("Name in the league").fill("Quick Hare");
  await settings.getByRole("button", { name: "Save" }).click();
  await expect(admin.getByText("Saved.")).toBeVisible();
  await expectAccessible(admin);
  await open(admin, "/team?window=all");
  await expect(admin.getByText("Yours is the only company of its size so far")).toBeVisible();

  // Off for a company that no other journey looks at.
  const other = await as(browser, baseURL, limiter);
  await open(other, "/company/board");
  const choices = other.getByRole("region", { name: "設定" });
  await choices.getByRole("switch").first().uncheck();
  await choices.getByRole("button").click();
  await open(other, "/team");
  await expect(other.getByText("目前是關閉的")).toBeVisible();
  await open(other, "/company/board");
  await other.getByRole("region", { name: "設定" }).getByRole("switch").first().check();
  await other.getByRole("region", { name: "設定" }).getByRole("button").click();
  await open(other, "/team?window=all");
  await expect(other.getByRole("table").first()).toBeVisible();
});

test.describe("phone", () => {
  test.use({ viewport: { width: 360, height: 800 } });

  test("the programme leads to the board", async ({ page }) => {
    await signIn(page, people.jonas);
    await open(page, "/programme");
    await page.getByRole("link", { name: "Team board" }).click();
    await expect(page).toHaveURL("/team");
    await expect(page.getByRole("heading", { level: 1, name: "Team board" })).toBeFocused();
    await open(page, "/team?window=all");
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    await expectAccessible(page);
  });
});

for (const [locale, title, place] of [
  ["en", "Team board", "Your place"],
  ["ja", "チームボード", "あなたの順位"],
  ["zh-Hant", "團隊排行榜", "您的名次"],
]) {
  test(`in ${locale}`, async ({ page }) => {
    await signIn(page, people.polyglot);
    await speak(page, locale);
    await open(page, "/team?window=all");
    await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
    await expect(page.getByText(place).first()).toBeVisible();
    await expect(page.getByRole("table").first()).toBeVisible();
    await expectAccessible(page);
    await speak(page, "en");
  });
}
