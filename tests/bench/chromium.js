// Starts Debian's Chromium as the browser tests do, with nothing in it that works beside the measurement.
import { chromium } from "playwright-core";

export function launch() {
  return chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

/** A page of a browser that has fetched nothing yet. */
export async function freshPage(browser, origin) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${origin}/`);
  if (!(await page.evaluate(() => crossOriginIsolated))) throw new Error("the browser's clock is coarse");
  return page;
}
