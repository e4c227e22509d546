// Language and theme follow the person, and an article reads in each language.
import { expect, open, signIn, test } from "./harness/fixtures.js";
import { people } from "./harness/people.js";
import { words } from "./harness/words.js";

const ownName = { en: "English", ja: "日本語", "zh-Hant": "繁體中文" };

test("changing the language changes every word at once, and stays", async ({ page }) => {
  await signIn(page, people.polyglot);
  await open(page, "/profile");
  for (const [before, after] of [["en", "ja"], ["ja", "zh-Hant"], ["zh-Hant", "en"]]) {
    await page.getByLabel(words[before].shell.language, { exact: true }).selectOption({ label: ownName[after] });
    await expect(page.getByRole("heading", { level: 1, name: words[after].profile.title })).toBeVisible();
    await expect(page.locator("html")).toHaveAttribute("lang", after);
    await settledAfterSave(page, { locale: after });
    await page.reload();
    await expect(page.getByRole("heading", { level: 1, name: words[after].profile.title })).toBeVisible();
  }
});

test("the theme is dark when one wants it dark, from the first paint on", async ({ page }) => {
  await signIn(page, people.polyglot);
  await open(page, "/profile");
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.getByLabel("Light", { exact: true }).check();
  const light = await background();
  await page.getByLabel("Dark", { exact: true }).check();
  await expect.poll(background).not.toBe(light);
  const dark = await background();
  await settledAfterSave(page, { theme: "dark" });
  await page.reload();
  expect(await background()).toBe(dark);
});

test("what is chosen while another choice is on its way is kept as well", async ({ page }) => {
  await signIn(page, people.polyglot);
  await open(page, "/profile");
  const letGo = await holdSaving(page);
  await page.getByLabel("Light", { exact: true }).check();
  await page.getByLabel("Dark", { exact: true }).check();
  letGo();
  await settledAfterSave(page, { theme: "dark" });
});

test("a switch that is turned back at once stays turned back", async ({ page }) => {
  await signIn(page, people.polyglot);
  await open(page, "/profile");
  const points = page.getByRole("switch", { name: "Show my points to account admins" });
  await expect(points).toBeChecked();
  const letGo = await holdSaving(page);
  const saved = [];
  page.on("requestfinished", (request) => {
    if (request.method() === "PATCH") saved.push(request.postDataJSON());
  });
  await points.uncheck();
  await points.check();
  letGo();
  await expect.poll(() => saved).toEqual([{ hides_points: true }, { hides_points: false }]);
  await settledAfterSave(page, { hides_points: false });
  await expect(points).toBeChecked();
});

for (const [locale, browserLocale, title] of [
  ["en", "en-GB", "What the tiers mean"],
  ["ja", "ja-JP", null],
  ["zh-Hant", "zh-TW", null],
]) {
  test.describe(locale, () => {
    test.use({ locale: browserLocale });

    test("sign-in speaks the browser's language", async ({ page }) => {
      await open(page, "/sign-in");
      await expect(page.getByRole("heading", { level: 1, name: words[locale].sign_in.title })).toBeVisible();
      await expect(page).toHaveTitle(new RegExp(words[locale].sign_in.title));
    });

    test("an article reads in the language asked for", async ({ page }) => {
      await signIn(page, people.jonas);
      await open(page, `/kb/programme/what-tiers-mean?lang=${locale}`);
      const article = page.getByRole("article");
      await expect(article).toContainText(words[locale].tier.gold);
      if (title) await expect(page.getByRole("heading", { level: 1 })).toContainText(title);
    });
  });
}

/** Keeps what is saved of the person from the server until it is let go. */
async function holdSaving(page) {
  let letGo;
  const held = new Promise((resolve) => (letGo = resolve));
  await page.route("**/api/v1/me", async (route) => {
    if (route.request().method() === "PATCH") await held;
    await route.continue();
  });
  return letGo;
}

/** Resolves when the server knows the choices. */
async function settledAfterSave(page, choices) {
  await expect.poll(async () => (await page.request.get("/api/v1/me")).json()).toMatchObject(choices);
}
