// The programme from the dashboard to the single line: sentences, why, filters, the check of the book, and the rules.
import fs from "node:fs/promises";
import { expectAccessible } from "./harness/accessible.js";
import { expect, open, signIn, test } from "./harness/fixtures.js";
import { people } from "./harness/people.js";
import { locales } from "./pages.js";
import { words } from "./harness/words.js";

const api = { headers: { "sec-fetch-site": "same-origin" } };

test("the dashboard says what is missing, and every number opens its lines", async ({ page }) => {
  await signIn(page, people.jonas);
  await open(page, "/");
  await page.getByRole("navigation", { name: "Main menu" }).getByRole("link", { name: "Programme" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Programme" })).toBeFocused();
  const tier = page.getByRole("region", { name: "Your tier" });
  await expect(tier.getByText(/points until Gold, before/)).toBeVisible();
  await expect(tier.getByText(/Silver is yours until/)).toBeVisible();
  await expect(page.getByRole("region", { name: "What it brings" }).getByText("A named engineer")).toBeVisible();
  await page.getByText("Show as a table").click();
  await expect(page.getByRole("columnheader", { name: "Ran out" }).first()).toBeVisible();

  const { company } = await (await page.request.get("/api/v1/programme?locale=en")).json();
  await page.getByRole("link", { name: "Company points" }).click();
  await expect(page).toHaveURL("/movements");
  const first = page.getByRole("region", { name: "Lines" }).getByRole("listitem").filter({ hasText: "Balance" }).first();
  await expect(first).toContainText(`Balance ${company.balance.toLocaleString("en-GB")}`);
});

test("a line tells its event, its rule and its formula", async ({ page }) => {
  await signIn(page, people.jonas);
  await open(page, "/movements?kind=earned");
  const line = page.getByRole("link", { name: "Purchase" }).first();
  await line.click();
  await expect(page.getByRole("heading", { level: 1, name: /^Purchase: \+/ })).toBeVisible();
  const rule = page.getByRole("region", { name: "How it was counted" });
  await expect(rule.getByText(/€.* ÷ €100 × 1 point, rounded down/)).toBeVisible();
  await expect(page.getByRole("region", { name: "What happened" }).getByText(/Reported by demo as/)).toBeVisible();
  await expectAccessible(page);
  await rule.getByRole("link", { name: "The rules of that time" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "The rules of the programme" })).toBeVisible();
});

test("a line that is not one's own does not exist", async ({ page }) => {
  await signIn(page, people.jonas);
  await open(page, "/movements/0197b4d2-0000-7000-8000-000000000000");
  await expect(page.getByRole("heading", { level: 1, name: "This does not exist" })).toBeVisible();
});

test("filters live in the address, and the table is of what they leave", async ({ page }) => {
  await signIn(page, people.jonas);
  await open(page, "/movements");
  const card = page.getByRole("region", { name: "Lines" });
  await card.getByRole("link", { name: "Used", exact: true }).click();
  await expect(page).toHaveURL("/movements?kind=spent");
  await expect(card.getByRole("listitem").filter({ hasText: "Balance" }).first()).toContainText("−");
  await card.getByLabel("From").fill("2020-01-01");
  await card.getByLabel("To").fill("2020-12-31");
  await expect(page).toHaveURL("/movements?kind=spent&from=2020-01-01&to=2020-12-31");
  await expect(card.getByText("Nothing fits this filter")).toBeVisible();
  await card.getByRole("link", { name: "All lines" }).click();
  await card.getByRole("link", { name: "Used", exact: true }).click();
  const downloading = page.waitForEvent("download");
  await card.getByRole("link", { name: "Download as CSV" }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe("kizuna-statement.csv");
  const text = await fs.readFile(await download.path(), "utf8");
  const lines = text.trim().split("\r\n").slice(1);
  expect(lines.length).toBeGreaterThan(2);
  // What is held for a reward is used as well, until it comes back.
  const used = /,company,(spent|held|released|ran_out),/;
  expect(lines.filter((line) => !used.test(line))).toEqual([]);
});

test("the list grows as it is scrolled, and draws only what can be seen", async ({ page }) => {
  await signIn(page, people.jonas);
  await open(page, "/movements?wallet=mine");
  const rows = page.getByRole("region", { name: "Lines" }).locator(".lines__line");
  await expect(rows.first()).toBeVisible();
  const last = rows.last();
  await expect(async () => {
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    await expect(page.getByText("That is everything.")).toBeVisible({ timeout: 500 });
    expect(await last.getAttribute("aria-posinset")).toBe(await last.getAttribute("aria-setsize"));
  }).toPass();
  expect(await rows.count()).toBeLessThan(80);
});

test("the book is checked in the browser, and a changed file is found out", async ({ page }) => {
  await signIn(page, people.jonas);
  await open(page, "/movements?wallet=mine");
  const check = page.getByRole("region", { name: "Check the book yourself" });
  await check.getByRole("button", { name: "Download and check" }).click();
  await expect(check.getByText("Nothing was changed")).toBeVisible();
  const { mine } = await (await page.request.get("/api/v1/programme")).json();
  await expect(check.getByText(`a balance of ${mine.balance.toLocaleString("en-GB")} points`)).toBeVisible();
  await expectAccessible(page);

  const statement = await (await page.request.get("/api/v1/statement?wallet=mine", api)).json();
  const file = (content) => ({ name: "statement.json", mimeType: "application/json", buffer: Buffer.from(content) });
  const chooser = check.getByLabel("Check a saved statement");
  await chooser.setInputFiles(file(JSON.stringify(statement)));
  await expect(check.getByText("Nothing was changed")).toBeVisible();
  const index = statement.lines.findIndex((line) => line.open);
  statement.lines[index].open.points += 1_000;
  await chooser.setInputFiles(file(JSON.stringify(statement)));
  await expect(check.getByText("This statement is not what was booked")).toBeVisible();
  await expect(check.getByText(`stops at line ${(index + 1).toLocaleString("en-GB")} `)).toBeVisible();
  await chooser.setInputFiles(file("{}"));
  await expect(check.getByText("This file is no statement")).toBeVisible();
  await expectAccessible(page);
});

for (const locale of locales) {
  test(`the rules are told in ${locale}`, async ({ page }) => {
    await signIn(page, people.jonas);
    await page.request.patch("/api/v1/me", { data: { locale }, ...api });
    await open(page, "/programme/rules");
    const text = words[locale].rules;
    await expect(page.getByRole("heading", { level: 1, name: text.title })).toBeVisible();
    for (const section of [text.earn, text.tiers, text.rewards, text.expiry, text.spending, text.changes]) {
      await expect(page.getByRole("heading", { level: 2, name: section })).toBeVisible();
    }
    const { rules } = await (await page.request.get(`/api/v1/programme/rules?locale=${locale}`)).json();
    for (const { name } of rules) await expect(page.getByRole("heading", { level: 3, name, exact: true })).toBeVisible();
    await page.getByRole("navigation", { name: text.versions }).getByRole("link").first().click();
    await expect(page).toHaveURL("/programme/rules?version=2024-01-kizuna");
    await expect(page.getByRole("heading", { level: 2, name: text.changes })).toHaveCount(0);
    await page.request.patch("/api/v1/me", { data: { locale: "en" }, ...api });
  });
}
