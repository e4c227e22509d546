//! What can only be checked between files: addresses, links, translations, and what depends on the day.

mod addresses;
mod links;
mod translations;

pub(super) use self::translations::{is_stale, source};

use std::collections::{BTreeMap, BTreeSet};

use contract::Locale;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::Translations;
use super::draft::Draft;
use crate::address::Address;
use crate::article::{Article, Place};
use crate::diagnostic::{Diagnostic, Severity, Source};
use crate::front_matter::Placed;
use crate::media;

/// `now` decides what is overdue and what waits; without it nothing is.
pub(super) fn problems(draft: &Draft<'_>, now: Option<Timestamp>) -> Vec<Diagnostic> {
    let mut check = Check {
        draft,
        problems: Vec::new(),
        moved: BTreeMap::new(),
        locales: draft.claimed.iter().map(|place| place.locale).collect(),
    };
    check.aliases();
    check.slugs();
    check.media();
    for (address, translations) in &draft.articles {
        check.audiences(translations);
        check.translations(address, translations);
        for article in translations.values() {
            check.article(article, now);
        }
    }
    for article in &draft.broken {
        check.article(article, now);
    }
    check.problems
}

/// Every old address with the article that claims it.
pub(super) fn aliases(
    articles: &BTreeMap<Address, Translations>,
) -> impl Iterator<Item = (&Article, &Placed<Address>)> {
    articles
        .values()
        .flat_map(BTreeMap::values)
        .flat_map(|article| {
            let article = &**article;
            article
                .front_matter
                .aliases
                .iter()
                .map(move |alias| (article, alias))
        })
}

struct Check<'a> {
    draft: &'a Draft<'a>,
    problems: Vec<Diagnostic>,
    moved: BTreeMap<&'a Address, &'a Address>,
    /// The languages that any article is written in.
    locales: BTreeSet<Locale>,
}

impl Check<'_> {
    fn article(&mut self, article: &Article, now: Option<Timestamp>) {
        self.category(article);
        self.related(article);
        self.links(article);
        if let Some(now) = now {
            self.dates(article, now);
        }
    }

    fn category(&mut self, article: &Article) {
        let category = &article.place.address.category;
        let known = self.draft.categories.as_ref();
        if known.is_some_and(|known| !known.contains(category)) {
            let message = format!("categories.toml has no `{category}`");
            self.warning(article, 0, "unknown-category", message);
        }
    }

    fn media(&mut self) {
        let draft = self.draft;
        let shown: BTreeSet<_> = draft
            .articles
            .values()
            .flat_map(BTreeMap::values)
            .flat_map(|article| &article.media)
            .map(String::as_str)
            .collect();
        // While an article cannot be read, nobody knows what it shows.
        let count: usize = draft.articles.values().map(BTreeMap::len).sum();
        if count < draft.claimed.len() {
            return;
        }
        for name in draft.media.names().filter(|name| !shown.contains(name)) {
            self.problems.push(Diagnostic::of_file(
                &format!("{}{name}", media::FOLDER),
                Severity::Warning,
                "unused-media",
                "no article shows this file",
            ));
        }
    }

    fn dates(&mut self, article: &Article, now: Timestamp) {
        let today = now.to_zoned(TimeZone::UTC).date();
        if let Some(review_by) = &article.front_matter.review_by
            && review_by.value < today
        {
            let owner = article.front_matter.owner.as_deref();
            let who = owner.map_or_else(String::new, |owner| format!("; its owner is {owner}"));
            let message = format!(
                "the review was due on {}{who}: read it again and set a new date",
                review_by.value
            );
            self.warning(article, review_by.offset, "overdue-review", message);
        }
        if let Some(publish_at) = &article.front_matter.publish_at
            && publish_at.value > now
            && !article.front_matter.is_draft
        {
            let message = format!("nobody reads it before {}", publish_at.value);
            self.report(article, publish_at.offset, Severity::Info, "waits", message);
        }
    }

    fn exists(&self, address: &Address) -> bool {
        Locale::ALL
            .into_iter()
            .any(|locale| self.is_claimed(address, locale))
    }

    fn is_claimed(&self, address: &Address, locale: Locale) -> bool {
        self.draft.claimed.contains(&Place {
            locale,
            address: address.clone(),
        })
    }

    fn error(&mut self, article: &Article, offset: usize, code: &'static str, message: String) {
        self.report(article, offset, Severity::Error, code, message);
    }

    fn warning(&mut self, article: &Article, offset: usize, code: &'static str, message: String) {
        self.report(article, offset, Severity::Warning, code, message);
    }

    fn report(
        &mut self,
        article: &Article,
        offset: usize,
        severity: Severity,
        code: &'static str,
        message: String,
    ) {
        let path = article.place.to_string();
        let text = self.draft.texts.get(path.as_str()).copied();
        let source = Source {
            file: &path,
            text: text.unwrap_or_default(),
        };
        self.problems
            .push(source.at(offset, severity, code, message));
    }
}
