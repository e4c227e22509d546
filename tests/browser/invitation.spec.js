// A colleague is invited, comes in by the mailed link, and is out at once when deactivated.
import { expect, open, signIn, test } from "./harness/fixtures.js";
import { linkMailedTo } from "./harness/mail.js";
import { people } from "./harness/people.js";

const invited = { name: "Rosa Invitata", email: "rosa.invitata@nordlicht.example" };
const password = "a long walk by the river";

test("invited, in, and out again when deactivated", async ({ page, browser, server }) => {
  await signIn(page, people.jonas);
  await open(page, "/company");
  await page.getByRole("button", { name: "Invite" }).click();
  const dialog = page.getByRole("dialog", { name: "Invite a colleague" });
  await dialog.getByLabel("Work email").fill(invited.email);
  await dialog.getByLabel("Name").fill(invited.name);
  await dialog.getByRole("button", { name: "Send invitation" }).click();
  await expect(page.getByRole("status").getByText(`Invitation sent to ${invited.email}.`)).toBeVisible();
  await expect(page.getByRole("row", { name: invited.name })).toContainText("Invited");

  const theirs = await (await browser.newContext({ baseURL: server.origin })).newPage();
  await theirs.goto(await linkMailedTo(invited.email, server.origin));
  await expect(theirs.getByText(people.jonas.name)).toBeVisible();
  await theirs.getByLabel("Choose a password").fill(password);
  await theirs.getByRole("button", { name: "Start" }).click();
  await expect(theirs.getByRole("heading", { level: 1 })).toContainText("Rosa");

  await page.reload();
  await page.getByRole("button", { name: `Actions for ${invited.name}` }).click();
  await page.getByRole("menuitem", { name: "Deactivate" }).click();
  const question = page.getByRole("dialog", { name: `Deactivate ${invited.name}?` });
  await question.getByRole("button", { name: "Deactivate" }).click();
  await expect(page.getByText(`${invited.name} can no longer sign in.`)).toBeVisible();

  await theirs.reload();
  await expect(theirs.getByRole("heading", { level: 1, name: "Sign in" })).toBeVisible();
  await theirs.context().close();
});

test("a reset link lets a person choose a new password, once", async ({ page, server }) => {
  const person = people.forgetful;
  await page.goto("/sign-in");
  await page.getByRole("link", { name: "Forgot your password?" }).click();
  await page.getByLabel("Work email").fill(person.email);
  await page.getByRole("button", { name: "Mail me a link" }).click();
  await expect(page.getByRole("heading", { name: "Look in your mail" })).toBeVisible();

  const link = await linkMailedTo(person.email, server.origin);
  await page.goto(link);
  await page.getByLabel("New password").or(page.getByLabel("Choose a password")).fill("another long walk");
  await page.getByRole("button", { name: "Save and sign in" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText(person.name.split(" ")[0]);

  await page.context().clearCookies();
  await page.goto("/");
  await page.goto(link);
  await expect(page.getByRole("heading", { level: 1, name: "This link no longer works" })).toBeVisible();
});
