// Kizuna's search in the browser: the worker as it was built for customers, on an index that `articles index` wrote.
//
// usage: node kizuna.js DIST INDEX TEXTS LOCALE QUERIES RUNS FIRST OUT.json
//
// INDEX and TEXTS are what was written for this language. RUNS is how often all queries are timed, FIRST in how many fresh browsers a first
// query is asked. Search times are those that the worker tells; what is fetched is counted where it is sent.
import fs from "node:fs";
import path from "node:path";
import { brotli, compressed, compressedMost } from "./brotli.js";
import { freshPage, launch } from "./chromium.js";
import { readQueries, spread } from "./corpus.js";
import { serve } from "./server.js";

const MOST = 10;
const FILES = "/api/v1/search/files/";

const [dist, index, texts, locale, file, runs, first, out] = process.argv.slice(2);
const worker = fs.readFileSync(path.join(dist, "index.html"), "utf8").match(/<meta name="kizuna-search" content="([^"]+)">/)[1];
const root = fs.readFileSync(path.join(index, "root"), "utf8").trim();
const files = new Map();

/** Brotli, once a file, and under the kind that it is counted as. */
function indexFile(name) {
  if (!files.has(name)) {
    const isText = name.startsWith("text-");
    const bytes = brotli(fs.readFileSync(path.join(isText ? texts : index, name)));
    files.set(name, { bytes, kind: isText ? "texts" : "pieces", encoding: "br" });
  }
  return files.get(name);
}

/** The files of the index; `root` only tells the command line which is the first. */
function indexFiles() {
  const names = fs.readdirSync(index).filter((name) => name !== "root");
  return names.map((name) => fs.readFileSync(path.join(index, name)));
}

function answer(url) {
  if (url.pathname === "/") {
    return { bytes: Buffer.from("<!doctype html><title>search</title>"), kind: "page", type: "text/html" };
  }
  if (url.pathname === "/api/v1/search") {
    const bytes = Buffer.from(JSON.stringify({ root, articles: 1, others: [] }));
    return { bytes, kind: "pieces", type: "application/json" };
  }
  if (url.pathname.startsWith(FILES)) return indexFile(path.basename(url.pathname));
  const packed = path.join(dist, "assets", `${path.basename(url.pathname)}.br`);
  return fs.existsSync(packed) ? { bytes: fs.readFileSync(packed), kind: "program", encoding: "br" } : undefined;
}

/** In the page: starts the worker; `ask` gives the first or the complete answer to one question. */
async function startWorker(script) {
  const worker = new Worker(script, { type: "module" });
  const waiting = new Map();
  let listens;
  const ready = new Promise((resolve) => (listens = resolve));
  let broken;
  const failed = new Promise((_, reject) => (broken = reject));
  worker.onerror = (event) => broken(new Error(`the worker broke: ${event.message}`));
  worker.onmessage = ({ data }) => {
    const reply = JSON.parse(data);
    if (reply === "Ready") return listens();
    if (reply.Failed) return broken(new Error(`no answer: ${reply.Failed.failure}`));
    const { id, is_complete: isComplete } = reply.Answer;
    const asked = waiting.get(id);
    if (!asked || (asked.isWhole && !isComplete)) return;
    waiting.delete(id);
    asked.resolve(reply.Answer);
  };
  await Promise.race([ready, failed]);
  let id = 0;
  window.ask = (text, locale, most, isWhole) => {
    id += 1;
    const heard = new Promise((resolve) => waiting.set(id, { resolve, isWhole }));
    worker.postMessage(JSON.stringify({ Ask: { id, text, locale, most } }));
    return Promise.race([heard, failed]);
  };
}

/** What a browser fetches that has never searched before, until the excerpts of the first query are there. */
async function firstQuery(browser, server, { query }) {
  const page = await freshPage(browser, server.origin);
  server.takeSent();
  await page.evaluate(startWorker, worker);
  await page.evaluate(([text, locale, most]) => window.ask(text, locale, most, true), [query, locale, MOST]);
  await page.context().close();
  const { program = 0, pieces = 0, texts = 0 } = server.takeSent();
  return { program, pieces, texts };
}

/** Every query once, which brings what it needs, then timed. The answer before the texts is enough: the time is the search's. */
async function timed(browser, server, queries) {
  const page = await freshPage(browser, server.origin);
  await page.evaluate(startWorker, worker);
  const results = [];
  const askAll = () =>
    page.evaluate(
      async ([texts, locale, most]) => {
        const answers = [];
        for (const text of texts) {
          const { hits, took } = await window.ask(text, locale, most, false);
          answers.push({ hits: hits.map((hit) => hit.slug), took });
        }
        return answers;
      },
      [queries.map(({ query }) => query), locale, MOST],
    );
  const answers = await askAll();
  queries.forEach((query, at) => results.push({ ...query, hits: answers[at].hits, millis: [] }));
  for (let run = 0; run < Number(runs); run += 1) {
    (await askAll()).forEach(({ took }, at) => results[at].millis.push(took));
  }
  await page.context().close();
  return results;
}

const queries = readQueries(file);
const server = await serve(answer);
const browser = await launch();
try {
  const results = await timed(browser, server, queries);
  const firstQueries = [];
  for (const query of spread(queries, Number(first))) firstQueries.push(await firstQuery(browser, server, query));
  const report = { results, first_queries: firstQueries };
  // Only a run that counts bytes needs them.
  if (firstQueries.length > 0) {
    report.index_bytes = compressed(indexFiles());
    report.smallest_index_bytes = compressedMost(indexFiles());
  }
  fs.writeFileSync(out, JSON.stringify(report));
} finally {
  await browser.close();
  await server.close();
}
