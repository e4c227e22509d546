// What every browser test starts with: a server of its worker with a fresh demo, and `signIn`.
//
// A worker's tests share its server and database, so a test changes only what it made itself or people that no other test uses.
import { test as base, expect } from "@playwright/test";
import fs from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { PASSWORD } from "./people.js";
import { seed, start } from "./server.js";

export { expect };

export const test = base.extend({
  /** The folder of the server's surveys; without one nobody is asked anything. */
  surveys: [undefined, { option: true, scope: "worker" }],

  server: [
    async ({ surveys }, use) => {
      const folder = await fs.mkdtemp(path.join(os.tmpdir(), "kizuna-browser-"));
      const database = path.join(folder, "kizuna.db");
      await fs.copyFile(seed, database);
      const server = await start(database, surveys ?? path.join(folder, "surveys"));
      await use(server);
      await server.stop();
      await fs.rm(folder, { recursive: true });
    },
    { scope: "worker" },
  ],

  baseURL: async ({ server }, use) => use(server.origin),

  /** For tests that break something on purpose, of which the page then complains. */
  toleratesErrors: [false, { option: true }],

  /** An error that the page throws or logs fails the test, whatever the page looks like. */
  page: async ({ page, toleratesErrors }, use) => {
    const errors = [];
    page.on("pageerror", (error) => errors.push(String(error)));
    page.on("console", (message) => {
      // The browser itself reports refused requests, and some journeys are about those.
      const isRefusal = message.text().startsWith("Failed to load resource");
      if (message.type() === "error" && !isRefusal) errors.push(message.text());
    });
    await use(page);
    if (!toleratesErrors) expect(errors, "errors in the browser's console").toEqual([]);
  },
});

/** Signs in through the API, as the page's own browser. Journeys about signing in use the form instead. */
export async function signIn(page, person, password = PASSWORD) {
  const answer = await page.request.post("/api/v1/session", {
    data: { email: person.email, password },
    headers: { "sec-fetch-site": "same-origin" },
  });
  expect(answer.status(), await answer.text()).toBeLessThan(300);
}

/** Opens a page and waits until the app shows its heading. */
export async function open(page, url) {
  await page.goto(url);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await settled(page);
}

/** Resolves when nothing loads any more: fonts, pictures, skeletons. */
export async function settled(page) {
  await page.waitForLoadState("networkidle");
  await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
}
