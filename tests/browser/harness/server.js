// The server under test as a process: where its binary is, how a database is filled, how it is started and ended.
import { spawn, execFile } from "node:child_process";
import { once } from "node:events";
import net from "node:net";
import path from "node:path";
import { promisify } from "node:util";

export const root = path.resolve(import.meta.dirname, "../../..");
export const binary = process.env.XTASK_SERVER ?? path.join(root, "target/debug/kizuna-server");
const app = process.env.XTASK_APP ?? path.join(root, "target/app/dist");

/** The demo database that every worker starts with a copy of. */
export const seed = path.join(root, "target/playwright/seed.db");

export async function fillWithDemo(file) {
  await promisify(execFile)(binary, ["demo", "--database", `sqlite://${file}`], { cwd: root });
}

/** Starts a server with a folder of surveys on a free port; gives its origin and a function that ends it. */
export async function start(database, surveys) {
  const port = await freePort();
  const process = spawn(
    binary,
    [
      "serve",
      "--database", `sqlite://${database}`,
      "--listen", `127.0.0.1:${port}`,
      "--app-dir", app,
      "--articles", path.join(root, "articles"),
      "--surveys", surveys,
      "--log", "warn",
    ],
    { cwd: root, stdio: ["ignore", "inherit", "inherit"] },
  );
  const origin = `http://localhost:${port}`;
  await untilReady(process, `http://127.0.0.1:${port}/readyz`);
  return {
    origin,
    stop: async () => {
      if (process.exitCode !== null) throw new Error(`the server ended by itself with ${process.exitCode}`);
      process.kill("SIGTERM");
      await once(process, "exit");
    },
  };
}

async function untilReady(process, url) {
  const deadline = Date.now() + 30_000;
  for (;;) {
    if (process.exitCode !== null) throw new Error(`the server ended with ${process.exitCode} before it was ready`);
    try {
      const answer = await fetch(url);
      if (answer.ok) return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

async function freePort() {
  const listener = net.createServer().listen(0, "127.0.0.1");
  await once(listener, "listening");
  const { port } = listener.address();
  listener.close();
  await once(listener, "close");
  return port;
}
