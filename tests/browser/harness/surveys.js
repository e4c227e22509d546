// The shipped survey, asking everybody of the demo from yesterday on: written anew for each run, since waves have dates.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { root } from "./server.js";

const day = (offset) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);

/** A folder with the survey. */
export function askingEverybody() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "kizuna-surveys-"));
  let text = fs.readFileSync(path.join(root, "surveys/relationship.toml"), "utf8");
  const changes = [
    [/\[waves\]\n(?:\w+ = .*\n)+/, `[[wave]]\nfrom = ${day(-2)}\nuntil = ${day(26)}\n`],
    [/percent = \d+/, "members_per_account = 100"],
    [/spread_days = \d+/, "spread_days = 1"],
  ];
  for (const [from, to] of changes) {
    if (!from.test(text)) throw new Error(`the survey has no ${from}`);
    text = text.replace(from, to);
  }
  fs.writeFileSync(path.join(folder, "relationship.toml"), text);
  return folder;
}
