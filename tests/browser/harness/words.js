// The app's own words in each language, so that a journey in Japanese looks for what the app says in Japanese.
import fs from "node:fs";
import path from "node:path";
import { root } from "./server.js";

export const words = Object.fromEntries(
  ["en", "ja", "zh-Hant"].map((locale) => [
    locale,
    JSON.parse(fs.readFileSync(path.join(root, "locales", `${locale}.json`), "utf8")),
  ]),
);
