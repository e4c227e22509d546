// No page breaks a rule of accessibility, in either theme.
import AxeBuilder from "@axe-core/playwright";
import { expect, open, signIn, test } from "./harness/fixtures.js";
import { pages, themes } from "./pages.js";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

for (const theme of themes) {
  test.describe(theme, () => {
    test.use({ colorScheme: theme });
    for (const { name, url, as } of pages) {
      test(`${name} is accessible`, async ({ page }) => {
        if (as) await signIn(page, as);
        await open(page, url);
        const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
        const found = violations.map(({ id, help, nodes }) => ({ id, help, where: nodes.map((node) => node.html) }));
        expect(found).toEqual([]);
      });
    }
  });
}
