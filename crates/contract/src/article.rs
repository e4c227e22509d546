//! Articles of the knowledge base, as far as the reader may open them.

use serde::{Deserialize, Serialize};

use crate::Locale;

/// Everything the reader may open, in order. `GET /api/v1/articles?locale=`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ArticleIndex {
    pub categories: Vec<ArticleCategory>,
}

/// One category with its articles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ArticleCategory {
    pub slug: String,
    pub title: String,
    pub articles: Vec<ArticleSummary>,
}

/// One line of a list of articles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ArticleSummary {
    pub category: String,
    pub category_title: String,
    pub slug: String,
    pub title: String,
    pub summary: String,
    pub tags: Vec<String>,
    /// The language it is written in; another than asked for when there is no translation.
    pub locale: Locale,
    pub minutes: u32,
    /// `YYYY-MM-DD`
    pub updated: String,
}

/// One article. `GET /api/v1/articles/{category}/{slug}?locale=`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ArticleView {
    #[serde(flatten)]
    pub summary: ArticleSummary,
    /// Sanitised HTML of the body, without the title.
    pub html: String,
    pub contents: Vec<ContentsEntry>,
    /// The languages in which the reader can open it.
    pub locales: Vec<Locale>,
    pub related: Vec<ArticleLink>,
    pub previous: Option<ArticleLink>,
    pub next: Option<ArticleLink>,
}

/// A heading of the article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ContentsEntry {
    /// 2 or 3.
    pub level: u8,
    pub anchor: String,
    pub text: String,
}

/// Another article to go on with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ArticleLink {
    pub category: String,
    pub slug: String,
    pub title: String,
    pub locale: Locale,
}
