// Every page on every screen: nothing is wider than it, no rule of accessibility is broken in either theme, and the way around
// the portal is at hand.
import { expectAccessible } from "./harness/accessible.js";
import { expect, open, signIn, test } from "./harness/fixtures.js";
import { people } from "./harness/people.js";
import { pages, themes } from "./pages.js";

const WIDTHS = [320, 360, 768, 1280];

async function expectToFit(page, width) {
  await page.setViewportSize({ width, height: 800 });
  const overflow = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });
  expect(overflow, `pixels too wide at ${width}`).toBeLessThanOrEqual(0);
}

test.describe("every page", () => {
  test.use({ viewport: { width: WIDTHS[0], height: 800 } });

  for (const { name, url, as } of pages) {
    test(`${name} fits every screen and is accessible`, async ({ page }) => {
      if (as) await signIn(page, as);
      await open(page, url);
      for (const width of WIDTHS) await expectToFit(page, width);
      for (const theme of themes) {
        await page.emulateMedia({ colorScheme: theme });
        await expectAccessible(page, theme);
      }
    });
  }
});

for (const theme of themes) {
  test.describe(theme, () => {
    test.use({ colorScheme: theme });

    test("dialogs, menus and complaints of forms are accessible", async ({ page }) => {
      await signIn(page, people.jonas);
      await open(page, "/company");
      await page.getByRole("button", { name: "Invite" }).click();
      const dialog = page.getByRole("dialog", { name: "Invite a colleague" });
      await dialog.getByRole("button", { name: "Send invitation" }).click();
      await expect(dialog.getByText("Please fill this in.").first()).toBeVisible();
      await expectAccessible(page);
      await page.keyboard.press("Escape");
      await expect(dialog).toBeHidden();
      await page.getByRole("button", { name: "Actions for Sophie Neumann" }).click();
      await expect(page.getByRole("menu")).toBeVisible();
      await expectAccessible(page);
    });
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
