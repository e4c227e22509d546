import { chromium } from "@playwright/test";
const b = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
const base = "http://localhost:8871";
const shots = JSON.parse(process.argv[2]);
for (const s of shots) {
  const ctx = await b.newContext({ baseURL: base, viewport: { width: s.w, height: s.h ?? 900 }, colorScheme: s.dark ? "dark" : "light", locale: "en-GB" });
  const page = await ctx.newPage();
  page.on("console", (m) => { if (m.type() === "error") console.log(s.name, m.text()); });
  page.on("pageerror", (e) => console.log(s.name, String(e)));
  await page.request.post("/api/v1/session", { data: { email: s.as, password: "kizuna-demo-2026" }, headers: { "sec-fetch-site": "same-origin" } });
  if (s.locale) await page.request.patch("/api/v1/me", { data: { locale: s.locale }, headers: { "sec-fetch-site": "same-origin" } });
  await page.goto(s.url);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.waitForLoadState("networkidle");
  if (s.click) { await page.getByRole("button", { name: s.click }).first().click(); await page.waitForTimeout(400); }
  await page.screenshot({ path: `/tmp/rw-${s.name}.png`, fullPage: s.full ?? true });
  await ctx.close();
}
await b.close();
