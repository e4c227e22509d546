//! Where the search index of a reader begins. What its files hold is known to the crate `knowledge` alone.

use serde::{Deserialize, Serialize};

use crate::Locale;

/// The index of the articles written in one language that this reader may open. `GET /api/v1/search`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SearchIndex {
    /// The name of the file to read first, of `GET /api/v1/search/files/{name}`.
    pub root: String,
    /// How many articles the index holds.
    pub articles: u32,
    /// The indexes of the other languages.
    pub others: Vec<OtherSearchIndex>,
}

/// The index of another language than the one asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OtherSearchIndex {
    pub locale: Locale,
    pub root: String,
}
