// A session that ends while one types: the page stays, the text stays, and the request goes through after signing in again.
import { expect, open, signIn, test } from "./harness/fixtures.js";
import { PASSWORD, people } from "./harness/people.js";

test("nothing typed is lost when the session ends in the middle of a form", async ({ page }) => {
  await signIn(page, people.renamed);
  await open(page, "/profile");
  const name = page.getByLabel("Name", { exact: true });
  await name.fill("Typed Before The End");
  await page.context().clearCookies();
  await page.getByRole("region", { name: "You", exact: true }).getByRole("button", { name: "Save" }).click();

  const dialog = page.getByRole("dialog", { name: "Sign in again" });
  await expect(dialog).toContainText("Nothing you typed is lost.");
  await expect(name).toHaveValue("Typed Before The End");
  await dialog.getByLabel("Work email").fill(people.renamed.email);
  await dialog.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await dialog.getByRole("button", { name: "Sign in" }).click();

  await expect(dialog).toBeHidden();
  await expect(page.getByText("Saved.")).toBeVisible();
  await page.reload();
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Typed Before The End");
});
