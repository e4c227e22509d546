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
#[serde(from = "ArticleFields")]
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

/// How an article is read: all fields side by side. The derived reader of flattened fields would cost the app a tenth of
/// its code for reading.
#[derive(Deserialize)]
struct ArticleFields {
    category: String,
    category_title: String,
    slug: String,
    title: String,
    summary: String,
    tags: Vec<String>,
    locale: Locale,
    minutes: u32,
    updated: String,
    html: String,
    contents: Vec<ContentsEntry>,
    locales: Vec<Locale>,
    related: Vec<ArticleLink>,
    previous: Option<ArticleLink>,
    next: Option<ArticleLink>,
}

impl From<ArticleFields> for ArticleView {
    fn from(fields: ArticleFields) -> Self {
        Self {
            summary: ArticleSummary {
                category: fields.category,
                category_title: fields.category_title,
                slug: fields.slug,
                title: fields.title,
                summary: fields.summary,
                tags: fields.tags,
                locale: fields.locale,
                minutes: fields.minutes,
                updated: fields.updated,
            },
            html: fields.html,
            contents: fields.contents,
            locales: fields.locales,
            related: fields.related,
            previous: fields.previous,
            next: fields.next,
        }
    }
}
