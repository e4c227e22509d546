// The browser tests: how Chromium is started and what is kept of a failure. `cargo xtask test` and `cargo xtask screens` run
// them; by hand: `npx playwright test` here, after `cargo build --bin kizuna-server` and `cargo xtask app`.
import { defineConfig } from "@playwright/test";

export default defineConfig({
  testDir: "browser",
  outputDir: "../target/playwright/results",
  globalSetup: "./browser/harness/seed.js",
  fullyParallel: true,
  forbidOnly: true,
  retries: 0,
  workers: 2,
  timeout: 30_000,
  expect: { timeout: 7_000 },
  reporter: "list",
  use: {
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
    timezoneId: "Europe/Berlin",
    locale: "en-GB",
    launchOptions: {
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
    },
  },
  projects: [
    { name: "journeys", testMatch: "**/*.spec.js" },
    { name: "screens", testMatch: "**/*.shots.js", timeout: 120_000 },
  ],
});
