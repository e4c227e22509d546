//! The library as one reader sees it at one moment, in one language.
//!
//! Every answer goes through [`View::open`] or, for one language, [`View::written`]: nothing else may look at the shelves.

use std::cmp::Reverse;
use std::sync::Arc;

use contract::{ArticleCategory, ArticleIndex, ArticleLink, ArticleSummary, ArticleView, Locale};
use jiff::Timestamp;
use jiff::civil::Date;

use super::{Lookup, Reader, Shelves, Translations};
use crate::address::Address;
use crate::article::Article;
use crate::media::MediaKind;
use crate::related;

/// How many articles are offered to go on with, unless the writer named more.
const RELATED: usize = 4;

pub(super) struct View<'a> {
    pub shelves: &'a Shelves,
    pub locale: Locale,
    pub reader: &'a Reader,
    pub now: Timestamp,
}

impl<'a> View<'a> {
    pub fn index(&self) -> ArticleIndex {
        let mut categories: Vec<ArticleCategory> = Vec::new();
        for article in self.in_order(self.all()) {
            let slug = &article.place.address.category;
            if categories
                .last()
                .is_none_or(|category| category.slug != *slug)
            {
                categories.push(ArticleCategory {
                    slug: slug.clone(),
                    title: self.category_title(slug),
                    articles: Vec::new(),
                });
            }
            if let Some(category) = categories.last_mut() {
                category.articles.push(self.summary(article));
            }
        }
        ArticleIndex { categories }
    }

    pub fn changed(&self, since: Option<Date>, limit: usize) -> Vec<ArticleSummary> {
        let is_recent = |article: &&Article| since.is_none_or(|since| article.changed() >= since);
        let mut articles = self.in_order(self.all().filter(is_recent));
        articles.sort_by_key(|article| Reverse(article.changed()));
        articles.truncate(limit);
        self.summaries(articles)
    }

    pub fn for_context(&self, page: &str) -> Vec<ArticleSummary> {
        let helps = |article: &Article| article.front_matter.contexts.contains(&page);
        let articles = self.shelves.articles.values();
        let helping = articles.filter(|translations| self.open(translations).any(helps));
        self.summaries(self.in_order(helping.filter_map(|translations| self.best(translations))))
    }

    pub fn medium(&self, name: &str) -> Option<MediaKind> {
        let mut addresses = self.shelves.shown_by.get(name)?.iter();
        let shows = |article: &Article| article.media.contains(name);
        let is_shown = addresses.any(|address| {
            let translations = self.shelves.articles.get(address);
            translations.is_some_and(|translations| self.open(translations).any(shows))
        });
        let medium = self.shelves.media.get(name)?;
        is_shown.then_some(medium.kind)
    }

    /// The places on the shelves of the open articles that are written in the language; and when the next one opens.
    pub fn written(&self) -> (Vec<u32>, Option<Timestamp>) {
        let mut places = Vec::new();
        let mut until: Option<Timestamp> = None;
        for (place, translations) in (0..).zip(self.shelves.articles.values()) {
            let Some(article) = translations.get(&self.locale) else {
                continue;
            };
            if article.is_open_to(self.reader, self.now) {
                places.push(place);
            } else if let Some(opens) = article.publish_at().filter(|opens| *opens > self.now)
                && article.is_open_to(self.reader, opens)
            {
                until = Some(until.map_or(opens, |until| until.min(opens)));
            }
        }
        (places, until)
    }

    fn summaries(&self, articles: Vec<&Article>) -> Vec<ArticleSummary> {
        articles
            .into_iter()
            .map(|article| self.summary(article))
            .collect()
    }

    pub fn lookup(&self, address: &Address) -> Lookup {
        if let Some(article) = self.at(address) {
            return Lookup::Found(Box::new(self.view(article)));
        }
        match self.shelves.aliases.get(address) {
            Some(target) if self.at(target).is_some() => Lookup::Moved {
                category: target.category.clone(),
                slug: target.slug.clone(),
            },
            _ => Lookup::Absent,
        }
    }

    pub fn view(&self, article: &Article) -> ArticleView {
        let (previous, next) = self.neighbours(article);
        ArticleView {
            summary: self.summary(article),
            html: article.html.clone(),
            contents: article.contents.clone(),
            locales: self.locales(&article.place.address),
            related: self.related(article).into_iter().map(link).collect(),
            previous: previous.map(link),
            next: next.map(link),
        }
    }

    fn summary(&self, article: &Article) -> ArticleSummary {
        let Article {
            place,
            front_matter,
            minutes,
            ..
        } = article;
        ArticleSummary {
            category: place.address.category.clone(),
            category_title: self.category_title(&place.address.category),
            slug: place.address.slug.clone(),
            title: front_matter.title.clone(),
            summary: front_matter.summary.clone(),
            tags: front_matter.tags.clone(),
            locale: place.locale,
            minutes: *minutes,
            updated: article.changed().to_string(),
        }
    }

    fn locales(&self, address: &Address) -> Vec<Locale> {
        let translations = self.shelves.articles.get(address).into_iter();
        translations
            .flat_map(|translations| self.open(translations))
            .map(|article| article.place.locale)
            .collect()
    }

    fn neighbours(&self, article: &Article) -> (Option<&'a Article>, Option<&'a Article>) {
        let address = &article.place.address;
        let articles = self.in_order(
            self.all()
                .filter(|other| other.place.address.category == address.category),
        );
        let Some(position) = articles
            .iter()
            .position(|other| other.place.address == *address)
        else {
            return (None, None);
        };
        let previous = position
            .checked_sub(1)
            .and_then(|before| articles.get(before).copied());
        (previous, articles.get(position + 1).copied())
    }

    /// What the writer named, then what is nearest by its terms.
    fn related(&self, article: &Article) -> Vec<&'a Article> {
        let mut related: Vec<&Article> = Vec::new();
        for placed in &article.front_matter.related {
            let is_new = related
                .iter()
                .all(|other| other.place.address != placed.value);
            related.extend(self.at(&placed.value).filter(|_| is_new));
        }
        if related.len() < RELATED {
            let candidates: Vec<_> = self.all().collect();
            let ranked = related::rank(&article.terms, candidates.iter().map(|other| &other.terms));
            for other in ranked.into_iter().map(|position| candidates[position]) {
                let address = &other.place.address;
                let is_known = *address == article.place.address
                    || related.iter().any(|known| known.place.address == *address);
                if !is_known {
                    related.push(other);
                }
                if related.len() == RELATED {
                    break;
                }
            }
        }
        related
    }

    /// Each article once, in the best language for the reader.
    fn all(&self) -> impl Iterator<Item = &'a Article> {
        self.shelves
            .articles
            .values()
            .filter_map(|translations| self.best(translations))
    }

    fn at(&self, address: &Address) -> Option<&'a Article> {
        self.best(self.shelves.articles.get(address)?)
    }

    /// The language asked for, else English, else any.
    fn best(&self, translations: &'a Translations) -> Option<&'a Article> {
        self.open(translations).min_by_key(|article| {
            let locale = article.place.locale;
            (locale != self.locale, locale != Locale::En, locale)
        })
    }

    /// The translations that the reader may open now.
    fn open(&self, translations: &'a Translations) -> impl Iterator<Item = &'a Article> {
        translations
            .values()
            .map(Arc::as_ref)
            .filter(|article| article.is_open_to(self.reader, self.now))
    }

    fn in_order(&self, articles: impl Iterator<Item = &'a Article>) -> Vec<&'a Article> {
        let mut articles: Vec<_> = articles.collect();
        articles.sort_by_key(|article| {
            let Address { category, slug } = &article.place.address;
            let order = article.front_matter.order.unwrap_or(i64::MAX);
            (self.shelves.categories.rank(category), order, slug)
        });
        articles
    }

    fn category_title(&self, slug: &str) -> String {
        self.shelves.categories.title(slug, self.locale)
    }
}

fn link(article: &Article) -> ArticleLink {
    ArticleLink {
        category: article.place.address.category.clone(),
        slug: article.place.address.slug.clone(),
        title: article.front_matter.title.clone(),
        locale: article.place.locale,
    }
}
