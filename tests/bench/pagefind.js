// Pagefind, which indexes pages of HTML and searches in the browser.
//
// usage: node pagefind.js CORPUS LOCALE QUERIES RUNS FIRST WORK OUT.json
//
// Every article is rendered as a page of its own; the indexer is told the language, without which it cuts Chinese and
// Japanese into no words at all. WORK is a folder for the site. RUNS and FIRST are those of `kizuna.js`.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { marked } from "marked";
import { brotli } from "./brotli.js";
import { freshPage, launch } from "./chromium.js";
import { readArticles, readQueries, spread } from "./corpus.js";
import { serve } from "./server.js";

const MOST = 10;
/** The names under which Pagefind knows the languages. */
const LANGUAGES = { "zh-Hant": "zh-TW" };

const [corpus, locale, file, runs, first, work, out] = process.argv.slice(2);
const language = LANGUAGES[locale] ?? locale;

const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

function html({ title, body }) {
  const content = `<main data-pagefind-body><h1>${escaped(title)}</h1>${marked.parse(body)}</main>`;
  return page(escaped(title), content);
}

function page(title, content) {
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${title}</title></head><body>${content}</body></html>`;
}

/** Renders the site and lets Pagefind's own program index it. */
function build() {
  for (const article of readArticles(corpus, locale)) {
    fs.writeFileSync(path.join(work, `${article.slug}.html`), html(article));
  }
  fs.writeFileSync(path.join(work, "index.html"), page("search", ""));
  const program = path.join(import.meta.dirname, "node_modules/.bin/pagefind");
  execFileSync(program, ["--site", work, "--force-language", language], { stdio: ["ignore", "ignore", "inherit"] });
}

/** Its index files are compressed by the indexer; what is not is compressed here as everything else is. */
function sendable(bytes) {
  const packed = brotli(bytes);
  return packed.length < bytes.length ? { bytes: packed, encoding: "br" } : { bytes };
}

function kindOf(name) {
  if (name.includes("/fragment/")) return "texts";
  return /\/pagefind[^/]*\.js$|\/wasm\.[^/]*$/.test(name) ? "program" : "pieces";
}

const packed = new Map();

function answer(url) {
  if (url.pathname === "/") return { bytes: Buffer.from(page("search", "")), kind: "page", type: "text/html" };
  const name = decodeURIComponent(url.pathname);
  const place = path.join(work, name);
  if (!fs.existsSync(place)) return undefined;
  if (!packed.has(name)) {
    const type = name.endsWith(".pagefind") ? "application/wasm" : undefined;
    packed.set(name, { ...sendable(fs.readFileSync(place)), kind: kindOf(name), type });
  }
  return packed.get(name);
}

/** Bytes of all that belongs to the index, without the program. */
function indexBytes() {
  const folder = path.join(work, "pagefind");
  const names = fs.readdirSync(folder, { recursive: true }).map((name) => path.join("/pagefind", name));
  const files = names.filter((name) => fs.statSync(path.join(work, name)).isFile());
  // Interfaces to put on a page come along; no search fetches them.
  const index = files.filter((name) => kindOf(name) !== "program" && !/\.(js|css)$/.test(name));
  return index.reduce((sum, name) => sum + sendable(fs.readFileSync(path.join(work, name))).bytes.length, 0);
}

async function open(browser, server) {
  const page = await freshPage(browser, server.origin);
  server.takeSent();
  await page.evaluate(async () => {
    window.pagefind = await import("/pagefind/pagefind.js");
    await window.pagefind.init();
  });
  return page;
}

/** The slugs of the best, whose pages' pieces must be fetched to know them. */
const slugsOf = (page, query) =>
  page.evaluate(
    async ([text, most]) => {
      const { results } = await window.pagefind.search(text);
      const found = await Promise.all(results.slice(0, most).map((result) => result.data()));
      return found.map(({ url }) => decodeURIComponent(url).replace(/^.*\/|\.html$/g, ""));
    },
    [query.query, MOST],
  );

async function firstQuery(browser, server, query) {
  const page = await open(browser, server);
  await slugsOf(page, query);
  await page.context().close();
  const { program = 0, pieces = 0, texts = 0 } = server.takeSent();
  return { program, pieces, texts };
}

async function timed(browser, server, queries) {
  const page = await open(browser, server);
  const results = [];
  for (const query of queries) results.push({ ...query, hits: await slugsOf(page, query), millis: [] });
  for (let run = 0; run < Number(runs); run += 1) {
    const times = await page.evaluate(
      async (texts) => {
        const times = [];
        for (const text of texts) {
          const start = performance.now();
          await window.pagefind.search(text);
          times.push(performance.now() - start);
        }
        return times;
      },
      queries.map(({ query }) => query),
    );
    times.forEach((time, at) => results[at].millis.push(time));
  }
  await page.context().close();
  return results;
}

build();
const queries = readQueries(file);
const server = await serve(answer);
const browser = await launch();
try {
  const results = await timed(browser, server, queries);
  const firstQueries = [];
  for (const query of spread(queries, Number(first))) firstQueries.push(await firstQuery(browser, server, query));
  fs.writeFileSync(out, JSON.stringify({ results, first_queries: firstQueries, index_bytes: indexBytes() }));
} finally {
  await browser.close();
  await server.close();
}
