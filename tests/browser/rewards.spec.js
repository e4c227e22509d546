// Rewards: asked for once however often one presses, decided by someone else, fulfilled with a code or by the vendor's staff.
import { expectAccessible } from "./harness/accessible.js";
import { expect, open, signIn, test } from "./harness/fixtures.js";
import { people } from "./harness/people.js";

/** A second browser in which somebody else is signed in. */
async function browserOf(browser, server, person) {
  const page = await (await browser.newContext({ baseURL: server.origin })).newPage();
  await signIn(page, person);
  return page;
}

const request = (page, reward) => page.getByRole("listitem").filter({ has: page.getByRole("heading", { name: reward }) });

async function approve(page, reward, name) {
  await open(page, "/rewards/redemptions?of=company");
  await page.getByRole("button", { name: `Agree: ${reward}, ${name}` }).click();
  const dialog = page.getByRole("dialog", { name: `Agree to “${reward}”?` });
  await dialog.getByLabel("Note (optional)").fill("Enjoy it.");
  await dialog.getByRole("button", { name: "Agree" }).click();
  await expect(page.getByText(`Agreed. ${name} is told.`)).toBeVisible();
}

test("a code: asked for, approved by an admin, copied", async ({ page, browser, server }) => {
  const { asker, approver } = people;
  await signIn(page, asker);
  await open(page, "/rewards");
  await page.getByRole("button", { name: "Ask for it: Seat at the user conference" }).click();
  const dialog = page.getByRole("dialog", { name: "Seat at the user conference" });
  // How many there are depends on the day: the demo's people go on earning.
  await expect(dialog.getByText(/^It costs 400 points from your own points\. Afterwards [1-9]\d* remain\.$/)).toBeVisible();
  await expect(dialog.getByText("An account admin decides within 14 days.")).toBeVisible();
  await expectAccessible(page);
  await dialog.getByLabel("Note (optional)").fill("To hear about calibration.");
  await dialog.getByRole("button", { name: "Ask for it" }).click();

  await expect(page).toHaveURL("/rewards/redemptions");
  const mine = request(page, "Seat at the user conference");
  await expect(mine.getByText("Waiting for approval")).toBeVisible();
  await expect(mine.getByText("To hear about calibration.")).toBeVisible();

  const admin = await browserOf(browser, server, approver);
  await open(admin, "/");
  await admin.getByRole("link", { name: "Decide" }).click();
  await expect(admin.getByRole("heading", { name: "Waiting for your word" })).toBeVisible();
  await approve(admin, "Seat at the user conference", asker.name);
  await admin.context().close();

  await page.reload();
  await expect(mine.getByText("Done")).toBeVisible();
  await expect(mine.getByText("Enjoy it.")).toBeVisible();
  await expect(mine.locator("code")).toHaveText(/^KZ(-[2-9A-Z]{4}){3}$/);
  await expectAccessible(page);

  await open(page, "/");
  await expect(page.getByText("Your reward is ready")).toBeVisible();
  await open(page, "/rewards");
  await expect(page.getByText("You have had it this year: it may be had once per person.")).toBeVisible();
});

test("a double click asks once, and what waits is taken back", async ({ page }) => {
  await signIn(page, people.borrower);
  await open(page, "/rewards");
  await page.getByRole("button", { name: "Ask for it: Reference book set" }).click();
  const dialog = page.getByRole("dialog", { name: "Reference book set" });
  await dialog.getByRole("button", { name: "Ask for it" }).dblclick();
  await expect(page).toHaveURL("/rewards/redemptions");
  const mine = request(page, "Reference book set");
  await expect(mine).toHaveCount(1);

  await mine.getByRole("button", { name: /^Take back/ }).click();
  const question = page.getByRole("dialog", { name: "Take back your request for “Reference book set”?" });
  await question.getByRole("button", { name: "Take back" }).click();
  await expect(page.getByText("Taken back. The points are there again.")).toBeVisible();
  await expect(mine.getByText("Cancelled")).toBeVisible();
  await expect(mine.getByRole("button")).toHaveCount(0);
});

test("a lost answer and a second try are one redemption", async ({ page }) => {
  await signIn(page, people.grace);
  await open(page, "/rewards");
  await page.getByRole("button", { name: "Ask for it: Reference book set" }).click();
  const dialog = page.getByRole("dialog", { name: "Reference book set" });
  await expect(dialog.getByText("You are the only account admin")).toBeVisible();
  await expectAccessible(page);
  // The first try arrives, but its answer does not.
  let isFirst = true;
  await page.route("**/api/v1/redemptions", async (route) => {
    if (!isFirst) return route.continue();
    isFirst = false;
    await route.fetch();
    await route.abort();
  });
  const ask = dialog.getByRole("button", { name: "Ask for it" });
  await ask.click();
  await expect(dialog.getByText("No connection.")).toBeVisible();
  await ask.click();
  await expect(page).toHaveURL("/rewards/redemptions");
  await expect(request(page, "Reference book set")).toHaveCount(1);
});

test("the vendor's staff fulfil what was approved", async ({ page, browser, server }) => {
  const { lender, approver } = people;
  await signIn(page, lender);
  await open(page, "/rewards");
  await page.getByRole("button", { name: "Ask for it: Reference book set" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Ask for it" }).click();
  await expect(page).toHaveURL("/rewards/redemptions");
  const admin = await browserOf(browser, server, approver);
  await approve(admin, "Reference book set", lender.name);
  await admin.context().close();

  const staff = await browserOf(browser, server, people.operator);
  await open(staff, "/console/rewards");
  const entry = staff.getByRole("listitem").filter({ hasText: lender.email });
  await entry.getByRole("button", { name: "Note as done" }).click();
  const dialog = staff.getByRole("dialog", { name: "Note “Reference book set” as done?" });
  await expectAccessible(staff);
  await dialog.getByLabel("Message to them (optional)").fill("Sent today.");
  await dialog.getByRole("button", { name: "Note as done" }).click();
  await expect(staff.getByText(`Noted. ${lender.name} is told.`)).toBeVisible();
  await expect(entry).toHaveCount(0);
  await staff.context().close();

  await page.reload();
  const mine = request(page, "Reference book set");
  await expect(mine.getByText("Done")).toBeVisible();
  await expect(mine.getByText("Sent today.")).toBeVisible();
});

test("an admin sets the spending limits", async ({ page }) => {
  await signIn(page, people.limiter);
  await open(page, "/company/spending");
  await page.getByLabel("其他成員使用公司點數時").selectOption("up_to");
  await page.getByRole("button", { name: "儲存" }).click();
  const points = page.getByLabel("單次不需核准的點數");
  await expect(points).toBeFocused();
  await points.fill("1,500");
  await expectAccessible(page);
  await page.getByRole("button", { name: "儲存" }).click();
  await expect(page.getByText("新的上限已生效。")).toBeVisible();
  await page.reload();
  await expect(points).toHaveValue("1500");
  await page.goto("/company/history");
  await expect(page.getByText("變更了使用上限")).toBeVisible();
});
