//! What one search goes through: the articles written in one language that a reader may open.
//!
//! Readers with the same rights have equal selections, so that one index serves them all. It must not know how long an
//! index is kept or where.

use std::sync::Arc;

use contract::Locale;
use jiff::Timestamp;

use super::Library;
use crate::search::{self, Document, Index};

#[derive(Clone, Debug)]
pub struct Selection {
    /// Held, so that places always mean the articles of the set from which they were taken.
    library: Library,
    locale: Locale,
    /// The places of the articles on the shelves, ascending.
    places: Vec<u32>,
    until: Option<Timestamp>,
}

/// The same articles of the very same set.
impl PartialEq for Selection {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.library.0, &other.library.0)
            && self.locale == other.locale
            && self.places == other.places
    }
}

impl Eq for Selection {}

impl Selection {
    pub(super) fn new(
        library: Library,
        locale: Locale,
        places: Vec<u32>,
        until: Option<Timestamp>,
    ) -> Self {
        Self {
            library,
            locale,
            places,
            until,
        }
    }

    pub fn locale(&self) -> Locale {
        self.locale
    }

    /// How many articles there are.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// When the next article joins, if one waits: from then on nobody with these rights has this selection.
    pub fn until(&self) -> Option<Timestamp> {
        self.until
    }

    /// Builds the index of these articles and of nothing else. It takes a quarter of a second for ten megabytes of
    /// text.
    pub fn index(&self) -> Index {
        let shelves = &self.library.0;
        let mut places = self.places.iter().peekable();
        let articles = (0..).zip(shelves.articles.values());
        let selected = articles.filter(|(place, _)| places.next_if_eq(&place).is_some());
        let documents: Vec<&Document> = selected
            .filter_map(|(_, translations)| translations.get(&self.locale))
            .map(|article| &article.document)
            .collect();
        let nothing = search::Synonyms::default();
        let synonyms = shelves.synonyms.get(&self.locale).unwrap_or(&nothing);
        search::build_from(documents, synonyms)
    }
}
