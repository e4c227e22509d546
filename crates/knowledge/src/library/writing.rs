//! The library as its writers see it: every article with its state in each language, whoever may read it.

use std::collections::BTreeSet;

use contract::{Locale, WritingLanguage, WritingState};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::check::{is_stale, source};
use super::{Library, Translations};
use crate::address::Address;
use crate::article::Article;

/// One article with its state in each language that any article is written in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    pub category: String,
    pub slug: String,
    pub title: String,
    pub languages: Vec<WritingLanguage>,
    /// Whether its source is a draft, so that nobody waits for its translations.
    pub is_draft: bool,
}

impl Library {
    /// Every article in the order of the categories, titled in the language where it is written in it.
    pub fn written(&self, locale: Locale, now: Timestamp) -> Vec<Written> {
        let all = || self.0.articles.values().flat_map(|found| found.keys());
        let locales: BTreeSet<Locale> = all().copied().collect();
        let mut written: Vec<_> = self.0.articles.iter().collect();
        written.sort_by_key(|(address, _)| self.0.categories.rank(&address.category));
        written
            .into_iter()
            .filter_map(|(address, translations)| {
                let titled = translations
                    .get(&locale)
                    .or_else(|| source(translations).or(translations.values().next()))?;
                Some(Written {
                    category: address.category.clone(),
                    slug: address.slug.clone(),
                    title: titled.front_matter.title.clone(),
                    languages: locales
                        .iter()
                        .map(|locale| language(*locale, translations, now))
                        .collect(),
                    is_draft: source(translations)
                        .is_some_and(|source| source.front_matter.is_draft),
                })
            })
            .collect()
    }

    /// The path of an article's file below the folder of articles, if there is such an article.
    pub fn path(&self, locale: Locale, category: &str, slug: &str) -> Option<String> {
        let address = Address {
            category: category.to_owned(),
            slug: slug.to_owned(),
        };
        let article = self.0.articles.get(&address)?.get(&locale)?;
        Some(article.place.to_string())
    }
}

fn language(locale: Locale, translations: &Translations, now: Timestamp) -> WritingLanguage {
    let Some(article) = translations.get(&locale) else {
        return WritingLanguage {
            locale,
            state: WritingState::Missing,
            updated: None,
        };
    };
    WritingLanguage {
        locale,
        state: state(article, translations, now),
        updated: Some(article.changed().to_string()),
    }
}

/// What keeps readers from it comes before what makes it worse for them.
fn state(article: &Article, translations: &Translations, now: Timestamp) -> WritingState {
    let today = now.to_zoned(TimeZone::UTC).date();
    let front_matter = &article.front_matter;
    let is_overdue = |review_by: &crate::front_matter::Placed<_>| review_by.value < today;
    if front_matter.is_draft {
        WritingState::Draft
    } else if article.publish_at().is_some_and(|at| at > now) {
        WritingState::Scheduled
    } else if source(translations).is_some_and(|source| is_stale(article, source)) {
        WritingState::Stale
    } else if front_matter.review_by.as_ref().is_some_and(is_overdue) {
        WritingState::ReviewOverdue
    } else {
        WritingState::Published
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article(title: &str, more: &str) -> String {
        format!("---\ntitle: {title}\nsummary: s\nupdated: 2026-11-10\n{more}---\nText.\n")
    }

    fn library() -> Library {
        let files = [
            ("en/a/plain.md", article("Plain", "")),
            (
                "ja/a/plain.md",
                article("素", "source_revision: 2026-11-01\n"),
            ),
            ("en/a/draft.md", article("Draft", "draft: true\n")),
            (
                "en/a/later.md",
                article("Later", "publish_at: 2027-01-01T00:00:00Z\n"),
            ),
            ("en/a/old.md", article("Old", "review_by: 2026-11-20\n")),
            (
                "ja/a/old.md",
                article("旧", "source_revision: 2026-11-10\n"),
            ),
        ];
        Library::build(files, None).expect("the set is sound")
    }

    #[test]
    fn tells_the_state_in_each_language_of_the_set() {
        use WritingState::{Draft, Missing, Published, ReviewOverdue, Scheduled, Stale};
        let now: Timestamp = "2026-11-23T00:00:00Z".parse().expect("a moment");
        let written: Vec<_> = library()
            .written(Locale::Ja, now)
            .into_iter()
            .map(|article| {
                let states: Vec<_> = article
                    .languages
                    .iter()
                    .map(|language| (language.locale, language.state))
                    .collect();
                (article.title, states)
            })
            .collect();
        let states = |en, ja| vec![(Locale::En, en), (Locale::Ja, ja)];
        assert_eq!(
            written,
            [
                ("Draft".to_owned(), states(Draft, Missing)),
                ("Later".to_owned(), states(Scheduled, Missing)),
                ("旧".to_owned(), states(ReviewOverdue, Published)),
                ("素".to_owned(), states(Published, Stale)),
            ]
        );
    }

    #[test]
    fn names_the_files_of_articles_alone() {
        let library = library();
        assert_eq!(
            library.path(Locale::Ja, "a", "old").as_deref(),
            Some("ja/a/old.md")
        );
        assert_eq!(library.path(Locale::Ja, "a", "draft"), None);
        assert_eq!(library.path(Locale::En, "..", "secret"), None);
    }
}
