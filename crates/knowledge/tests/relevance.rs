//! What readers of the portal type finds the article that answers it, in the files that a browser is sent.
//!
//! The searches stand in `articles/relevance.tsv`; whoever changes an article, the synonyms or the ranking sees here what
//! that does to them.

use std::collections::{BTreeMap, HashMap};
use std::fs;

use contract::{Locale, Tier};
use knowledge::Reader;
use knowledge::search::{Answer, Hit, Searcher};

mod portal;

/// A query that is the title of the expected article must find it first, every other among so many.
const MOST: usize = 3;
/// Fewer searches say little about a language.
const LEAST: usize = 40;

struct Shelf {
    files: HashMap<String, Vec<u8>>,
    searcher: Searcher,
}

impl Shelf {
    fn of(locale: Locale) -> Self {
        let reader = Reader {
            persona: None,
            tier: Tier::Bronze,
            account: None,
            is_staff: true,
        };
        let now = "2099-01-01T00:00:00Z".parse().expect("it is a time");
        let index = portal::library().selection(locale, &reader, now).index();
        let files: HashMap<_, _> = index.files.into_iter().collect();
        let searcher = Searcher::open(&files[&index.root]).expect("it is sound");
        Self { files, searcher }
    }

    fn ask(&mut self, query: &str) -> Vec<Hit> {
        loop {
            match self.searcher.search(query, MOST) {
                Answer::Found(hits) => return hits,
                Answer::Need(names) => {
                    for name in names {
                        let content = &self.files[&name];
                        self.searcher.add(&name, content).expect("it is sound");
                    }
                }
            }
        }
    }

    /// What is found instead, unless the article stands where it must.
    fn miss(&mut self, query: &str, expected: &str) -> Option<String> {
        let hits = self.ask(query);
        let address = |hit: &Hit| format!("{}/{}", hit.category, hit.slug);
        let place = hits.iter().position(|hit| address(hit) == expected);
        let is_title = |place: usize| hits[place].title == query;
        let is_right = place.is_some_and(|place| place == 0 || !is_title(place));
        (!is_right).then(|| {
            let found: Vec<_> = hits.iter().map(address).collect();
            format!("{query} -> {} instead of {expected}", found.join(", "))
        })
    }
}

#[test]
fn every_search_finds_its_article() {
    let text = fs::read_to_string(portal::folder().join("relevance.tsv")).expect("it is there");
    let mut shelves: BTreeMap<Locale, Shelf> = Locale::ALL
        .into_iter()
        .map(|locale| (locale, Shelf::of(locale)))
        .collect();
    let mut counts: BTreeMap<Locale, usize> = BTreeMap::new();
    let mut missed = Vec::new();
    for line in text.lines() {
        let columns: Vec<_> = line.split('\t').collect();
        let [query, locale, expected] = columns[..] else {
            panic!("a line holds query, language and article with tabs between: {line}");
        };
        let locale: Locale = locale.parse().expect(line);
        *counts.entry(locale).or_default() += 1;
        let shelf = shelves.get_mut(&locale).expect("each has one");
        missed.extend(shelf.miss(query, expected));
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
    for locale in Locale::ALL {
        assert!(counts[&locale] >= LEAST, "{locale}: {counts:?}");
    }
}

#[test]
fn every_title_finds_its_article_first() {
    let reader = Reader {
        persona: None,
        tier: Tier::Bronze,
        account: None,
        is_staff: true,
    };
    let now = "2099-01-01T00:00:00Z".parse().expect("it is a time");
    let library = portal::library();
    let mut missed = Vec::new();
    for locale in Locale::ALL {
        let mut shelf = Shelf::of(locale);
        let index = library.index(locale, &reader, now);
        let articles = index.categories.iter().flat_map(|found| &found.articles);
        for article in articles {
            let expected = format!("{}/{}", article.category, article.slug);
            missed.extend(shelf.miss(&article.title, &expected));
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}
