//! Every article in every language, checked as a whole, and what one reader may see of it.
//!
//! What a reader may not open leaves no trace in any answer. It must not read files or the clock.

mod check;
mod view;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use contract::{AccountId, ArticleIndex, ArticleSummary, ArticleView, Locale, Persona, Tier};
use jiff::Timestamp;

use self::view::View;
use crate::address::Address;
use crate::article::{self, Article, Place};
use crate::categories::{self, Categories};
use crate::diagnostic::{Diagnostic, Severity, Source};

/// Who reads, as far as it decides what is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reader {
    pub persona: Option<Persona>,
    pub tier: Tier,
    /// Absent for the vendor's staff.
    pub account: Option<AccountId>,
    /// The vendor's staff read what any customer may read.
    pub is_staff: bool,
}

/// What stands at an address, for one reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lookup {
    Found(Box<ArticleView>),
    /// The article was moved here for good.
    Moved {
        category: String,
        slug: String,
    },
    /// There is nothing, or nothing that the reader may open: the two look alike.
    Absent,
}

/// A checked set of articles. A clone shares the set.
#[derive(Clone, Debug)]
pub struct Library(Arc<Shelves>);

#[derive(Debug)]
struct Shelves {
    articles: BTreeMap<Address, Translations>,
    /// From old addresses to those that took their place.
    aliases: BTreeMap<Address, Address>,
    categories: Categories,
    warnings: Vec<Diagnostic>,
}

/// One article in each of its languages.
type Translations = BTreeMap<Locale, Article>;

impl Library {
    /// Reads files, given as paths below the folder of articles (`LOCALE/CATEGORY/SLUG.md`, with `/`) and their bytes,
    /// and the text of `categories.toml`. Every problem is reported at once; warnings alone do not prevent.
    pub fn build<P: Into<String>, B: AsRef<[u8]>>(
        files: impl IntoIterator<Item = (P, B)>,
        categories: Option<&str>,
    ) -> Result<Self, Vec<Diagnostic>> {
        let files: Vec<_> = files
            .into_iter()
            .map(|(path, bytes)| (path.into(), bytes))
            .collect();
        let mut draft = Draft::default();
        if let Some(text) = categories {
            draft.read_categories(text);
        }
        for (path, bytes) in &files {
            draft.read_file(path, bytes.as_ref());
        }
        draft.finish()
    }

    /// What deserves a writer's attention though the set is served.
    pub fn warnings(&self) -> &[Diagnostic] {
        &self.0.warnings
    }

    /// Everything the reader may open, in order. An article without a translation stands there in another language.
    pub fn index(&self, locale: Locale, reader: &Reader, now: Timestamp) -> ArticleIndex {
        self.view(locale, reader, now).index()
    }

    /// The article at an address, in the language asked for, else in English, else in any.
    pub fn article(
        &self,
        category: &str,
        slug: &str,
        locale: Locale,
        reader: &Reader,
        now: Timestamp,
    ) -> Lookup {
        let address = Address {
            category: category.to_owned(),
            slug: slug.to_owned(),
        };
        self.view(locale, reader, now).lookup(&address)
    }

    /// The articles changed last, newest first, at most `limit`.
    pub fn newest(
        &self,
        limit: usize,
        locale: Locale,
        reader: &Reader,
        now: Timestamp,
    ) -> Vec<ArticleSummary> {
        self.view(locale, reader, now).newest(limit)
    }

    fn view<'a>(&'a self, locale: Locale, reader: &'a Reader, now: Timestamp) -> View<'a> {
        View {
            shelves: &self.0,
            locale,
            reader,
            now,
        }
    }
}

/// A set while it is read: what could be read of it, and what is wrong with the rest.
#[derive(Default)]
struct Draft<'a> {
    articles: BTreeMap<Address, Translations>,
    /// Absent when the file is, or cannot be read; then nothing is checked against it.
    categories: Option<Categories>,
    /// Every place that a file claims, readable or not: a link to a broken article is not a dead link.
    claimed: BTreeSet<Place>,
    /// The text of every file that could be read, by path.
    texts: BTreeMap<&'a str, &'a str>,
    problems: Vec<Diagnostic>,
}

impl<'a> Draft<'a> {
    fn read_categories(&mut self, text: &str) {
        match Categories::parse(text) {
            Ok((categories, mut warnings)) => {
                self.categories = Some(categories);
                self.problems.append(&mut warnings);
            }
            Err(mut problems) => self.problems.append(&mut problems),
        }
    }

    fn read_file(&mut self, path: &'a str, bytes: &'a [u8]) {
        let is_hidden = path.split('/').any(|part| part.starts_with('.'));
        if is_hidden || path == categories::FILE {
            return;
        }
        if path.strip_suffix(".md").is_none() {
            let message = "this file is not read: articles end in .md";
            self.problems.push(Diagnostic::of_file(
                path,
                Severity::Warning,
                "not-an-article",
                message,
            ));
            return;
        }
        let place = match article::place(path) {
            Ok(place) => place,
            Err(problem) => return self.problems.push(problem),
        };
        if !self.claimed.insert(place.clone()) {
            let message = "this file came twice";
            return self.problems.push(Diagnostic::of_file(
                path,
                Severity::Error,
                "duplicate",
                message,
            ));
        }
        match article::text(path, bytes) {
            Ok(text) => self.read_article(path, place, text),
            Err(problem) => self.problems.push(problem),
        }
    }

    fn read_article(&mut self, path: &'a str, place: Place, text: &'a str) {
        self.texts.insert(path, text);
        let (article, mut problems) = Article::parse(place, Source { file: path, text });
        self.problems.append(&mut problems);
        if let Some(article) = article {
            let Place { locale, address } = article.place.clone();
            self.articles
                .entry(address)
                .or_default()
                .insert(locale, article);
        }
    }

    fn finish(mut self) -> Result<Library, Vec<Diagnostic>> {
        let mut found = check::problems(&self);
        self.problems.append(&mut found);
        self.problems.sort_by(|one, other| {
            (&one.file, one.line, one.column).cmp(&(&other.file, other.line, other.column))
        });
        if self.problems.iter().any(Diagnostic::is_error) {
            return Err(self.problems);
        }
        let aliases = check::aliases(&self.articles)
            .map(|(article, alias)| (alias.value.clone(), article.place.address.clone()))
            .collect();
        Ok(Library(Arc::new(Shelves {
            aliases,
            articles: self.articles,
            categories: self.categories.unwrap_or_default(),
            warnings: self.problems,
        })))
    }
}

#[cfg(test)]
mod tests;
