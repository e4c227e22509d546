//! Every article in every language, checked as a whole, and what one reader may see of it.

use std::sync::Arc;

use contract::{AccountId, ArticleIndex, ArticleSummary, ArticleView, Locale, Persona, Tier};
use jiff::Timestamp;

use crate::Diagnostic;

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
pub struct Library(Arc<Vec<Diagnostic>>);

impl Library {
    /// Reads files, given as paths below the folder of articles (`LOCALE/CATEGORY/SLUG.md`, with `/`) and their bytes,
    /// and the text of `categories.toml`. Every problem is reported at once; warnings alone do not prevent.
    pub fn build<P: Into<String>, B: AsRef<[u8]>>(
        files: impl IntoIterator<Item = (P, B)>,
        categories: Option<&str>,
    ) -> Result<Self, Vec<Diagnostic>> {
        let _ = (files.into_iter().count(), categories);
        Ok(Self(Arc::default()))
    }

    /// What deserves a writer's attention though the set is served.
    pub fn warnings(&self) -> &[Diagnostic] {
        &self.0
    }

    /// Everything the reader may open, in order. An article without a translation stands there in another language.
    pub fn index(&self, _locale: Locale, _reader: &Reader, _now: Timestamp) -> ArticleIndex {
        ArticleIndex {
            categories: Vec::new(),
        }
    }

    /// The article at an address, in the language asked for, else in English, else in any.
    pub fn article(
        &self,
        _category: &str,
        _slug: &str,
        _locale: Locale,
        _reader: &Reader,
        _now: Timestamp,
    ) -> Lookup {
        Lookup::Absent
    }

    /// The articles changed last, newest first, at most `limit`.
    pub fn newest(
        &self,
        _limit: usize,
        _locale: Locale,
        _reader: &Reader,
        _now: Timestamp,
    ) -> Vec<ArticleSummary> {
        Vec::new()
    }
}
