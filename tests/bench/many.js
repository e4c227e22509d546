// Makes a large corpus of a small one: so many copies of every article, in each of which the words of every line stand in
// another order. Frequencies of words stay what they were, places and neighbours do not, and no copy is like another.
//
// usage: node many.js CORPUS LOCALE COPIES OUT
//
// The first copy keeps order and slug; the slugs of the others end in their number. Where words have no borders, a run of
// one script (kanji, hiragana, katakana, letters) is moved as a word. The seed is fixed: every run makes the same files.
import fs from "node:fs";
import path from "node:path";
import { readArticles } from "./corpus.js";

const SEED = 20_000;
const WORD = /[\u3400-\u9fff\uf900-\ufaff]+|[\u3040-\u309f]+|[\u30a0-\u30ff]+|[^\s\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+/g;

/** Numbers below 1, the same for the same seed (mulberry32). */
function randomFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The words of a line in another order; what stands between words stays where it is, a heading a heading. */
function permuted(line, random) {
  const mark = line.match(/^#{1,6} /)?.[0] ?? "";
  const words = line.slice(mark.length).match(WORD) ?? [];
  for (let at = words.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    [words[at], words[other]] = [words[other], words[at]];
  }
  let next = 0;
  return mark + line.slice(mark.length).replace(WORD, () => words[next++]);
}

/** One copy as a file's text. */
function copied(article, random) {
  const mixed = (text) => text.split("\n").map((line) => permuted(line, random)).join("\n");
  const field = (name) => `${name}: ${JSON.stringify(mixed(article[name]))}`;
  return `---\n${field("title")}\n${field("summary")}\n---\n${mixed(article.body)}`;
}

const [corpus, locale, copies, out] = process.argv.slice(2);
const random = randomFrom(SEED);
for (const article of readArticles(corpus, locale)) {
  const folder = path.join(out, locale, article.category);
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, `${article.slug}.md`), `---\n${article.head}\n---\n${article.body}`);
  for (let copy = 2; copy <= Number(copies); copy += 1) {
    fs.writeFileSync(path.join(folder, `${article.slug}-${copy}.md`), copied(article, random));
  }
}
