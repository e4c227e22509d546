// The peers that run in Node: each indexes the corpus and answers all queries.
//
// usage: node peers.js ENGINE CORPUS LOCALE QUERIES RUNS OUT.json
//
// Each gets what it needs to do its best on Chinese and Japanese, which none of them cuts into words: the text folded by
// NFKC, runs of these scripts in overlapping pairs, and fields weighed, prefixes and typing errors allowed where it can.
// They are asked in the way their own documents show, and the order in which they give equal scores counts as it comes.
import fs from "node:fs";
import { performance } from "node:perf_hooks";
import { compressed, compressedMost } from "./brotli.js";
import { readArticles, readQueries } from "./corpus.js";

const MOST = 10;
/** What the engines hold as fields of their own. */
const FIELDS = ["title", "headings", "summary", "body"];
const WEIGHTS = { title: 4, headings: 2, summary: 1.5 };

const CJK = /[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]/;
const RUNS = /[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+|[a-z0-9_]+/g;

/** Words, and pairs of neighbouring characters where words have no borders. */
function terms(text) {
  const runs = text.normalize("NFKC").toLowerCase().match(RUNS) ?? [];
  return runs.flatMap((run) => (CJK.test(run) ? pairs(run) : [run]));
}

function pairs(run) {
  if (run.length === 1) return [run];
  return Array.from({ length: run.length - 1 }, (_, at) => run.slice(at, at + 2));
}

/** Each makes an engine of the articles: `search` gives slugs, best first, and `serialised` what a browser would fetch. */
const ENGINES = {
  async MiniSearch(articles) {
    const { default: MiniSearch } = await import("minisearch");
    const index = new MiniSearch({
      idField: "slug",
      fields: FIELDS,
      tokenize: terms,
      searchOptions: {
        boost: WEIGHTS,
        prefix: (term) => !CJK.test(term),
        fuzzy: (term) => (CJK.test(term) || term.length < 4 ? false : 0.2),
        combineWith: "AND",
      },
    });
    index.addAll(articles);
    const search = (query) => {
      const all = index.search(query);
      const found = all.length > 0 ? all : index.search(query, { combineWith: "OR" });
      return found.slice(0, MOST).map((hit) => hit.id);
    };
    return { search, serialised: () => [JSON.stringify(index)] };
  },

  async FlexSearch(articles) {
    const { default: flexsearch } = await import("flexsearch");
    const fields = FIELDS.map((field) => ({ field, tokenize: "forward", encode: terms }));
    const index = new flexsearch.Document({ document: { id: "slug", index: fields } });
    for (const article of articles) index.add(article);
    const search = (query) => {
      const byField = index.search(query, { limit: MOST, suggest: true });
      return [...new Set(byField.flatMap((field) => field.result))].slice(0, MOST);
    };
    const serialised = () => {
      const parts = [];
      index.export((_, part) => void parts.push(part ?? ""));
      return [parts.join("")];
    };
    return { search, serialised };
  },

  async Orama(articles) {
    const { create, insertMultiple, save, search } = await import("@orama/orama");
    const schema = Object.fromEntries(["slug", ...FIELDS].map((field) => [field, "string"]));
    const tokenizer = {
      language: "custom",
      normalizationCache: new Map(),
      tokenize: (text) => [...new Set(terms(text))],
    };
    const index = create({ schema, components: { tokenizer } });
    const fields = ["slug", ...FIELDS];
    const rows = articles.map((article) => Object.fromEntries(fields.map((field) => [field, article[field]])));
    await insertMultiple(index, rows, 500);
    const ask = async (term) => {
      const tolerance = CJK.test(term) ? 0 : 1;
      const answer = await search(index, { term, limit: MOST, properties: FIELDS, boost: WEIGHTS, tolerance });
      return answer.hits.map((hit) => hit.document.slug);
    };
    return { search: ask, serialised: () => [JSON.stringify(save(index))] };
  },

  async elasticlunr(articles) {
    const { default: elasticlunr } = await import("elasticlunr");
    elasticlunr.clearStopWords();
    const index = elasticlunr(function () {
      this.setRef("slug");
      for (const field of FIELDS) this.addField(field);
      this.saveDocument(false);
      // It would take away whatever is not Latin; the terms are bare words already.
      this.pipeline.remove(elasticlunr.trimmer);
    });
    const spaced = (text) => terms(text).join(" ");
    for (const article of articles) {
      const fields = FIELDS.map((field) => [field, spaced(article[field])]);
      index.addDoc({ slug: article.slug, ...Object.fromEntries(fields) });
    }
    const boosts = FIELDS.map((field) => [field, { boost: WEIGHTS[field] ?? 1 }]);
    const options = { fields: Object.fromEntries(boosts), expand: true, bool: "AND" };
    const search = (query) => {
      const hits = index.search(spaced(query), options);
      return hits.slice(0, MOST).map((hit) => hit.ref);
    };
    return { search, serialised: () => [JSON.stringify(index)] };
  },
};

const [engine, corpus, locale, file, runs, out] = process.argv.slice(2);
const { search, serialised } = await ENGINES[engine](readArticles(corpus, locale));
const queries = readQueries(file);
const results = [];
for (const query of queries) results.push({ ...query, hits: await search(query.query), millis: [] });
for (let run = 0; run < Number(runs); run += 1) {
  for (const result of results) {
    const start = performance.now();
    await search(result.query);
    result.millis.push(performance.now() - start);
  }
}
const parts = serialised();
const report = { results, index_bytes: compressed(parts) };
// The peer that ours must stay below; for the largest of the others it would take minutes.
if (engine === "MiniSearch") report.smallest_index_bytes = compressedMost(parts);
fs.writeFileSync(out, JSON.stringify(report));
