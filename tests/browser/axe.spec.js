// No page breaks a rule of accessibility, in either theme.
import AxeBuilder from "@axe-core/playwright";
import { expect, open, signIn, test } from "./harness/fixtures.js";
import { people } from "./harness/people.js";
import { pages, themes } from "./pages.js";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

async function expectNoViolation(page) {
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
  const found = violations.map(({ id, help, nodes }) => ({ id, help, where: nodes.map((node) => node.html) }));
  expect(found).toEqual([]);
}

for (const theme of themes) {
  test.describe(theme, () => {
    test.use({ colorScheme: theme });

    for (const { name, url, as } of pages) {
      test(`${name} is accessible`, async ({ page }) => {
        if (as) await signIn(page, as);
        await open(page, url);
        await expectNoViolation(page);
      });
    }

    test("dialogs, menus and complaints of forms are accessible", async ({ page }) => {
      await signIn(page, people.jonas);
      await open(page, "/company");
      await page.getByRole("button", { name: "Invite" }).click();
      const dialog = page.getByRole("dialog", { name: "Invite a colleague" });
      await dialog.getByRole("button", { name: "Send invitation" }).click();
      await expect(dialog.getByText("Please fill this in.").first()).toBeVisible();
      await expectNoViolation(page);
      await page.keyboard.press("Escape");
      await expect(dialog).toBeHidden();
      await page.getByRole("button", { name: "Actions for Lena Fischer" }).click();
      await expect(page.getByRole("menu")).toBeVisible();
      await expectNoViolation(page);
    });
  });
}
