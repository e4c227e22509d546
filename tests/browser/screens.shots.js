// Pictures for people to look at: every page as target/screens/NAME-LOCALE-THEME-WIDTH.png, and the one of the README.
import path from "node:path";
import { open, signIn, test } from "./harness/fixtures.js";
import { people } from "./harness/people.js";
import { root } from "./harness/server.js";
import { consolePages, locales, pages, themes, widths } from "./pages.js";

const folder = path.join(root, "target/screens");
const browserLocale = { en: "en-GB", ja: "ja-JP", "zh-Hant": "zh-TW" };

for (const locale of locales) {
  for (const theme of themes) {
    test.describe(`${locale} ${theme}`, () => {
      test.use({ colorScheme: theme, locale: browserLocale[locale], reducedMotion: "reduce" });
      for (const { name, url, as } of [...pages, ...consolePages]) {
        test(name, async ({ page }) => {
          if (as) await signIn(page, as);
          if (as) await page.request.patch("/api/v1/me", { data: { locale }, headers: { "sec-fetch-site": "same-origin" } });
          for (const width of widths) {
            await page.setViewportSize({ width, height: width < 761 ? 780 : 860 });
            await open(page, url);
            await page.screenshot({ path: path.join(folder, `${name}-${locale}-${theme}-${width}.png`), fullPage: true });
          }
        });
      }
    });
  }
}

test.describe("readme", () => {
  test.use({ viewport: { width: 1280, height: 860 }, colorScheme: "light", reducedMotion: "reduce" });

  test("docs/home.png", async ({ page }) => {
    await signIn(page, people.jonas);
    await open(page, "/");
    await page.screenshot({ path: path.join(root, "docs/home.png") });
  });
});
