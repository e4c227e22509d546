// A corpus as every engine reads it: articles of `LOCALE/CATEGORY/SLUG.md`, queries as lines of class, query and expected
// slug with tabs between. Knows no engine.
import fs from "node:fs";
import path from "node:path";

/** The articles of one language, in the order of their paths. */
export function readArticles(corpus, locale) {
  const articles = [];
  for (const category of namesIn(path.join(corpus, locale))) {
    for (const file of namesIn(path.join(corpus, locale, category))) {
      if (!file.endsWith(".md")) continue;
      const text = fs.readFileSync(path.join(corpus, locale, category, file), "utf8");
      articles.push({ category, slug: file.slice(0, -".md".length), ...parse(text) });
    }
  }
  return articles;
}

/** `{class, query, expected}` for each line. */
export function readQueries(file) {
  const lines = fs.readFileSync(file, "utf8").split("\n");
  return lines.filter(Boolean).map((line) => {
    const [name, query, expected] = line.split("\t");
    return { class: name, query, expected };
  });
}

/** So many of the queries, spread evenly over the file and so over its classes. */
export function spread(queries, count) {
  const step = queries.length / Math.min(count, queries.length);
  return queries.filter((_, at) => Math.floor(at / step) !== Math.floor((at - 1) / step));
}

function namesIn(folder) {
  return fs.readdirSync(folder).sort();
}

/** Front matter is what the corpora have: `name: "text"` in JSON's quotes, or a bare word. */
function parse(text) {
  const [, head = "", body = text] = text.match(/^---\n([\s\S]*?)\n---\n([\s\S]*)$/) ?? [];
  const field = (name) => {
    const value = head.match(new RegExp(`^${name}:\\s*(.*)$`, "m"))?.[1] ?? "";
    return value.startsWith('"') ? JSON.parse(value) : value;
  };
  const headings = Array.from(body.matchAll(/^#{1,6}\s+(.*)$/gm), ([, heading]) => heading);
  return { title: field("title"), summary: field("summary"), headings: headings.join("\n"), head, body };
}
