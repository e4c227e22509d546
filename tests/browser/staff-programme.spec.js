// What staff do for one company: points that need a second person, a thank-you, an offer; and what the company sees of it.
import { expectAccessible } from "./harness/accessible.js";
import { expect, open, signIn, test } from "./harness/fixtures.js";
import { people } from "./harness/people.js";

/** A person in a browser of their own. */
async function as(browser, baseURL, person) {
  const context = await browser.newContext({ baseURL, locale: "en-GB" });
  const page = await context.newPage();
  await signIn(page, person);
  return page;
}

async function openCompany(page, name) {
  await open(page, "/console/companies");
  await page.getByRole("link", { name }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
}

const asNumber = (text) => Number(text.replace(/[^\d-]/g, ""));

test("many points wait for a second person, and the company sees them once approved", async ({ page, browser, baseURL }) => {
  const reason = "Delivery late by three weeks";
  const customer = await as(browser, baseURL, people.jonas);
  const points = async () => (await (await customer.request.get("/api/v1/home?locale=en")).json()).company_points;
  const before = await points();

  await signIn(page, people.success);
  await openCompany(page, "Nordlicht");
  await page.getByRole("button", { name: "Adjust points" }).click();
  const dialog = page.getByRole("dialog", { name: "Adjust points" });
  await dialog.getByRole("button", { name: "Adjust points" }).click();
  await expect(dialog.getByText("Please fill this in.").first()).toBeVisible();
  await dialog.getByLabel("Points", { exact: true }).fill("2,500");
  await dialog.getByLabel("Reason").fill(reason);
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Adjust points" }).click();
  await expect(page.getByText("This waits for a second person.")).toBeVisible();
  await expect(dialog).toBeHidden();

  // The one who asked cannot decide.
  await open(page, "/console/adjustments");
  await expect(page.getByText("You asked for it, so somebody else decides.")).toBeVisible();
  await expect(page.getByRole("button", { name: /^Approve/ })).toHaveCount(0);
  expect(await points()).toBe(before);

  const operator = await as(browser, baseURL, people.operator);
  await open(operator, "/console/adjustments");
  await operator.getByRole("button", { name: /^Approve 2,500 points for Nordlicht/ }).click();
  await expect(operator.getByText("Approved and booked.")).toBeVisible();
  await expect(operator.getByText(reason)).toHaveCount(0);
  expect(await points()).toBe(before + 2500);

  await open(customer, "/movements");
  await expect(customer.getByText(reason)).toBeVisible();
  await open(customer, "/company/history");
  await expect(customer.getByText("approved an adjustment of points")).toBeVisible();
  await customer.context().close();
  await operator.context().close();
});

test("a thank-you reaches the person for whom it is", async ({ page, browser, baseURL }) => {
  await signIn(page, people.success);
  await openCompany(page, "Brightwell");
  await page.getByRole("button", { name: "Say thank you" }).click();
  const dialog = page.getByRole("dialog", { name: "Say thank you" });
  await dialog.getByLabel("For whom").selectOption({ label: people.reader.name });
  await dialog.getByLabel("What it is").fill("A book on measuring");
  await dialog.getByLabel("Note").fill("For the talk that you gave in Hamburg.");
  await dialog.getByRole("button", { name: "Give", exact: true }).click();
  await expect(page.getByText("Given.", { exact: true })).toBeVisible();

  const reader = await as(browser, baseURL, people.reader);
  await open(reader, "/benefits");
  await expect(reader.getByText("For the talk that you gave in Hamburg.")).toBeVisible();
  await expect(reader.getByText("Sara Lindqvist")).toBeVisible();
  const colleague = await as(browser, baseURL, people.rival);
  await open(colleague, "/benefits");
  await expect(colleague.getByText("A book on measuring")).toHaveCount(0);
  await reader.context().close();
  await colleague.context().close();
});

test("an offer is published for some and ended again", async ({ page, browser, baseURL }) => {
  await signIn(page, people.success);
  await open(page, "/console/offers");
  await page.getByRole("button", { name: "New offer" }).click();
  const dialog = page.getByRole("dialog", { name: "New offer" });
  await dialog.getByLabel("Title in English").fill("Transport at cost");
  await dialog.getByLabel("Text in English").fill("Our carrier takes your pumps at cost.");
  await dialog.getByLabel("First day").fill("2026-01-01");
  await dialog.getByLabel("Address (optional)").fill("ftp://carrier.example");
  await dialog.getByLabel("Nordlicht").check();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Publish" }).click();
  await expect(dialog.getByText("The portal does not understand this.")).toBeVisible();
  await dialog.getByLabel("Address (optional)").fill("https://carrier.example/pumps");
  await dialog.getByRole("button", { name: "Publish" }).click();
  await expect(page.getByText("Offer published.")).toBeVisible();

  const inside = await as(browser, baseURL, people.takeover);
  await open(inside, "/benefits");
  const link = inside.getByRole("link", { name: "Open the offer Transport at cost" });
  await expect(link).toHaveAttribute("href", "https://carrier.example/pumps");
  const outside = await as(browser, baseURL, people.rival);
  await open(outside, "/benefits");
  await expect(outside.getByText("Transport at cost")).toHaveCount(0);

  await page.getByRole("button", { name: "End “Transport at cost”" }).or(page.getByRole("button", { name: "End Transport at cost" })).first().click();
  await expect(page.getByText("Ended.", { exact: true })).toBeVisible();
  await open(inside, "/benefits");
  await expect(inside.getByText("Transport at cost")).toHaveCount(0);
  await inside.context().close();
  await outside.context().close();
});

test("an admin reads who earned what, and of who hides only the sum", async ({ page, browser, baseURL }) => {
  await signIn(page, people.jonas);
  await open(page, "/company");
  await page.getByRole("main").getByRole("link", { name: "Programme", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Programme of the company" })).toBeVisible();
  const table = page.getByRole("table");
  await expect(table.getByText("The company")).toBeVisible();
  await page.getByLabel("From").fill("2020-01-01");
  await page.getByLabel("To", { exact: true }).fill("2020-12-31");
  await page.getByLabel("To", { exact: true }).blur();
  await expect(page).toHaveURL(/to=2020-12-31/);
  await expect(page.getByText("Nobody earned points in these days")).toBeVisible();

  await page.getByRole("link", { name: "Monthly report" }).click();
  await expect(page.getByRole("heading", { level: 1, name: /^Report of/ })).toBeVisible();
  const earned = page.locator("dl.facts dd").first();
  expect(asNumber(await earned.textContent())).toBeGreaterThanOrEqual(0);
  await page.getByRole("link", { name: "Month before" }).click();
  await expect(page).toHaveURL(/month=\d{4}-\d{2}/);
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download as CSV" }).click();
  expect((await download).suggestedFilename()).toMatch(/^points-\d{4}-\d{2}\.csv$/);

  // A member may not read it.
  const member = await as(browser, baseURL, people.reader);
  await open(member, "/company/programme");
  await expect(member.getByText("This is not open to you")).toBeVisible();
  await open(member, "/profile");
  await member.getByRole("switch", { name: "Show my points to account admins" }).uncheck();
  await expect(member.getByText("Saved.")).toBeVisible();
  const me = await (await member.request.get("/api/v1/me")).json();
  expect(me.hides_points).toBe(true);
  await member.context().close();
});

test("a key is shown once and ended", async ({ page }) => {
  await signIn(page, people.operator);
  await open(page, "/console/keys");
  await page.getByRole("button", { name: "New key" }).click();
  const dialog = page.getByRole("dialog", { name: "New key" });
  await dialog.getByLabel("Who uses it").fill("shop of a test");
  await dialog.getByRole("button", { name: "Make the key" }).click();
  await expect(dialog.getByLabel("The key")).toHaveValue(/^kizuna_/);
  await dialog.getByRole("button", { name: "I have copied it" }).click();
  await page.getByRole("button", { name: "End the key shop of a test" }).click();
  const question = page.getByRole("dialog", { name: "End the key" });
  await expectAccessible(page);
  await question.getByRole("button", { name: "End the key" }).click();
  await expect(page.getByText("Key ended.")).toBeVisible();
  await expect(page.getByText(/^ended on/)).toBeVisible();
});

test("a writer finds nothing of it", async ({ page }) => {
  await signIn(page, people.writer);
  await open(page, "/console/companies");
  await expect(page.getByRole("link", { name: "Nordlicht" })).toHaveCount(0);
  await expect(page.getByRole("link", { name: "Adjustments" })).toHaveCount(0);
  await open(page, "/console/adjustments");
  await expect(page.getByText("This is not open to you")).toBeVisible();
});

for (const theme of ["light", "dark"]) {
  test(`the page of a company is accessible, ${theme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme });
    await signIn(page, people.success);
    await openCompany(page, "Hoshino");
    await expectAccessible(page);
  });
}

test("the page of a company needs no scrolling sideways on a small phone", async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await signIn(page, people.success);
  await openCompany(page, "Hoshino");
  const room = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(room).toBeLessThanOrEqual(0);
});
