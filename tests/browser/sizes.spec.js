// Phones and desktops: the way around the portal is at hand, and nothing is wider than the screen.
import { expect, open, signIn, test } from "./harness/fixtures.js";
import { pages } from "./pages.js";
import { people } from "./harness/people.js";

for (const width of [320, 360, 768, 1280]) {
  test.describe(`${width} px`, () => {
    test.use({ viewport: { width, height: 800 } });

    for (const { name, url, as } of pages) {
      test(`${name} fits`, async ({ page }) => {
        if (as) await signIn(page, as);
        await open(page, url);
        const overflow = await page.evaluate(() => {
          const { scrollWidth, clientWidth } = document.documentElement;
          return scrollWidth - clientWidth;
        });
        expect(overflow).toBeLessThanOrEqual(0);
      });
    }
  });
}

for (const [device, width] of [["phone", 360], ["desktop", 1280]]) {
  test.describe(device, () => {
    test.use({ viewport: { width, height: 800 } });

    test("the main menu leads to every page and the heading takes the focus", async ({ page }) => {
      await signIn(page, people.jonas);
      await open(page, "/");
      const menu = page.getByRole("navigation", { name: "Main menu" });
      // A phone's bar has room for five: there the programme leads to the rewards.
      const rewards = device === "desktop" ? [["Rewards", "/rewards"]] : [];
      for (const [link, url] of [["Knowledge", "/kb"], ["Programme", "/programme"], ...rewards, ["Company", "/company"], ["Home", "/"]]) {
        await menu.getByRole("link", { name: link }).click();
        await expect(page).toHaveURL(url);
        await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
      }
    });
  });
}
