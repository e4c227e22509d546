//! Every article in every language, checked as a whole, and what one reader may see of it.
//!
//! What a reader may not open leaves no trace in any answer. It must not read files or the clock.

mod check;
mod draft;
mod preview;
mod selection;
mod view;
mod writing;

use std::collections::BTreeMap;
use std::sync::Arc;

use contract::{
    AccountId, ArticleChange, ArticleIndex, ArticleSummary, ArticleView, Locale, Persona, Tier,
};
use jiff::Timestamp;
use jiff::civil::Date;

use self::draft::Draft;
pub use self::preview::Preview;
pub use self::selection::Selection;
use self::view::View;
pub use self::writing::Written;
use crate::address::Address;
use crate::article::Article;
use crate::categories::Categories;
use crate::diagnostic::Diagnostic;
use crate::file::File;
use crate::media::{MediaKind, MediaSet};
use crate::search::Synonyms;

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
    media: MediaSet,
    synonyms: BTreeMap<Locale, Synonyms>,
    /// For each medium the articles that show it or link to it.
    shown_by: BTreeMap<String, Vec<Address>>,
    warnings: Vec<Diagnostic>,
}

/// One article in each of its languages.
type Translations = BTreeMap<Locale, Arc<Article>>;

impl Library {
    /// Reads files (`LOCALE/CATEGORY/SLUG.md`, `media/NAME` and `synonyms.toml`) and the text of `categories.toml`. Every problem is
    /// reported at once; warnings alone do not prevent.
    pub fn build<F: Into<File>>(
        files: impl IntoIterator<Item = F>,
        categories: Option<&str>,
    ) -> Result<Self, Vec<Diagnostic>> {
        let files: Vec<_> = files.into_iter().map(Into::into).collect();
        Draft::read(&files, categories).finish()
    }

    /// The same for when there is no earlier set to keep: the articles without an error, and the errors. `found` is what was
    /// wrong with the files before they came here.
    pub fn salvage<F: Into<File>>(
        files: impl IntoIterator<Item = F>,
        categories: Option<&str>,
        found: Vec<Diagnostic>,
    ) -> (Self, Vec<Diagnostic>) {
        let files: Vec<_> = files.into_iter().map(Into::into).collect();
        let mut draft = Draft::read(&files, categories);
        draft.add(found);
        draft.salvage()
    }

    pub fn is_empty(&self) -> bool {
        self.0.articles.is_empty()
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
        self.changed(None, limit, locale, reader, now)
    }

    /// The articles changed on `since` or later, newest first, at most `limit`. The date of change is in each summary.
    pub fn changed(
        &self,
        since: Option<Date>,
        limit: usize,
        locale: Locale,
        reader: &Reader,
        now: Timestamp,
    ) -> Vec<ArticleSummary> {
        self.view(locale, reader, now).changed(since, limit)
    }

    /// The same, each with whether it is new or was there before; at most `limit`.
    pub fn changes(
        &self,
        limit: usize,
        locale: Locale,
        reader: &Reader,
        now: Timestamp,
    ) -> Vec<ArticleChange> {
        self.view(locale, reader, now).changes(limit)
    }

    /// The articles whose `contexts`, in any language, name a page of the portal, in order.
    pub fn for_context(
        &self,
        page: &str,
        locale: Locale,
        reader: &Reader,
        now: Timestamp,
    ) -> Vec<ArticleSummary> {
        self.view(locale, reader, now).for_context(page)
    }

    /// The kind of a medium, by its path below the folder of media; absent unless an article that the reader may open
    /// shows it or links to it.
    pub fn medium(&self, name: &str, reader: &Reader, now: Timestamp) -> Option<MediaKind> {
        self.view(Locale::default(), reader, now).medium(name)
    }

    /// What a search of this reader in this language goes through.
    pub fn selection(&self, locale: Locale, reader: &Reader, now: Timestamp) -> Selection {
        let (places, until) = self.view(locale, reader, now).written();
        Selection::new(self.clone(), locale, places, until)
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

/// Everything that a writer should know of the files: errors, warnings, and what depends on the present day.
pub fn check<F: Into<File>>(
    files: impl IntoIterator<Item = F>,
    categories: Option<&str>,
    now: Timestamp,
) -> Vec<Diagnostic> {
    let files: Vec<_> = files.into_iter().map(Into::into).collect();
    Draft::read(&files, categories).diagnostics(Some(now))
}

#[cfg(test)]
mod tests;
