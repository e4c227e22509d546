// Coming in and going out: by the form, with a wrong password, from a link deep inside.
import { expect, test } from "./harness/fixtures.js";
import { PASSWORD, people } from "./harness/people.js";

async function fillIn(page, email, password) {
  await page.getByLabel("Work email").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

test("a person signs in and out again", async ({ page }) => {
  await page.goto("/");
  await expect(page).toHaveURL(/\/sign-in/);
  await fillIn(page, people.jonas.email, PASSWORD);
  await expect(page.getByRole("heading", { level: 1 })).toContainText(people.jonas.name.split(" ")[0]);
  await expect(page).toHaveURL("/");

  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Sign in" })).toBeVisible();
  await page.goto("/company");
  await expect(page).toHaveURL(/\/sign-in/);
});

test("a wrong password says so and keeps what was typed", async ({ page }) => {
  await page.goto("/sign-in");
  await fillIn(page, people.jonas.email, "not this one, surely");
  await expect(page.getByRole("alert")).toContainText("is not right");
  await expect(page.getByLabel("Work email")).toHaveValue(people.jonas.email);
});

test("a link deep inside is shown after signing in", async ({ page }) => {
  await page.goto("/kb/programme/what-tiers-mean");
  await expect(page.getByRole("heading", { level: 1, name: "Sign in" })).toBeVisible();
  await fillIn(page, people.jonas.email, PASSWORD);
  await expect(page).toHaveURL("/kb/programme/what-tiers-mean");
  await expect(page.getByRole("article")).toBeVisible();
});

test("after signing in, a link to another site is not followed", async ({ page }) => {
  await page.goto("/sign-in?next=//evil.example/");
  await fillIn(page, people.jonas.email, PASSWORD);
  await expect(page).toHaveURL("/");
});
