// Once before all tests: a database with the demo, which the workers copy instead of each filling its own.
import fs from "node:fs/promises";
import path from "node:path";
import { fillWithDemo, seed } from "./server.js";

export default async function () {
  await fs.mkdir(path.dirname(seed), { recursive: true });
  for (const leftover of [seed, `${seed}-wal`, `${seed}-shm`]) await fs.rm(leftover, { force: true });
  await fillWithDemo(seed);
}
