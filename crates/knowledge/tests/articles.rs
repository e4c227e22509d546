//! The portal's own articles can be served, and say the same in every language.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use contract::{AccountId, Locale, Tier};
use jiff::Timestamp;
use knowledge::Reader;

mod portal;

use portal::library;

#[test]
fn have_no_problems() {
    let library = library();
    let shown: Vec<_> = library.warnings().iter().map(ToString::to_string).collect();
    assert!(shown.is_empty(), "{}", shown.join("\n"));
}

#[test]
fn stand_in_every_language() {
    let library = library();
    let reader = Reader {
        persona: None,
        tier: Tier::Bronze,
        account: Some(AccountId("any".to_owned())),
        is_staff: false,
    };
    let now: Timestamp = "2099-01-01T00:00:00Z".parse().expect("it is a time");
    let mut sets = Vec::new();
    for locale in Locale::ALL {
        let index = library.index(locale, &reader, now);
        let articles = index
            .categories
            .iter()
            .flat_map(|category| &category.articles);
        let own: BTreeSet<_> = articles
            .filter(|article| article.locale == locale)
            .map(|article| format!("{}/{}", article.category, article.slug))
            .collect();
        sets.push(own);
    }
    assert!(sets[0].len() >= 16, "{} articles", sets[0].len());
    assert_eq!(sets[0], sets[1]);
    assert_eq!(sets[0], sets[2]);
}

#[test]
fn the_example_for_writers_is_sound() {
    let guide = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/WRITING.md");
    let guide = fs::read_to_string(guide).expect("the file is there");
    let (_, rest) = guide
        .split_once("```markdown\n")
        .expect("it has an example");
    let (example, _) = rest.split_once("\n```\n").expect("the example ends");
    let now = "2026-11-22T12:00:00Z".parse().expect("it is a time");
    let problems = knowledge::check([("en/programme/check-a-number.md", example)], None, now);
    assert_eq!(problems, []);
    let (_, rest) = guide.split_once("```toml\n").expect("it shows synonyms");
    let (synonyms, _) = rest.split_once("\n```\n").expect("they end");
    let problems = knowledge::check([("synonyms.toml", synonyms)], None, now);
    assert_eq!(problems, []);
    for page in knowledge::contexts() {
        assert!(guide.contains(&format!("`{page}`")), "{page}");
    }
}
