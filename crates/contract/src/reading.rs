//! What readers do with articles: votes, bookmarks, questions, searches; and what writers learn of it.

use serde::{Deserialize, Serialize};

use crate::{ArticleSummary, Locale};

/// What this reader did with an article. `GET /api/v1/articles/{category}/{slug}/mine`
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MyReading {
    pub is_bookmarked: bool,
    pub vote: Option<Vote>,
}

/// Whether an article helped. `PUT /api/v1/articles/{category}/{slug}/vote`: one a person, the last one counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Vote {
    pub is_helpful: bool,
    /// At most 1,000 characters, read by the writers without the person's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The language in which it was read.
    pub locale: Locale,
}

/// A question that no article answers. `POST /api/v1/questions`, with an `Idempotency-Key`
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AskQuestion {
    /// 3 to 2,000 characters.
    pub text: String,
    /// What was searched for, if it came from a search.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub query: Option<String>,
    /// The address of the page on which it was asked.
    pub page: String,
    pub locale: Locale,
}

/// A question as the vendor's staff read it. `GET /api/v1/questions`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QuestionView {
    pub id: String,
    pub text: String,
    pub query: Option<String>,
    pub page: String,
    pub locale: Locale,
    pub member_name: String,
    pub member_email: String,
    pub account_name: Option<String>,
    pub asked_at: String,
}

/// One finished search: told once, when the reader opened a result or left. `POST /api/v1/searches`
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct FinishedSearch {
    pub query: String,
    pub locale: Locale,
    pub results: u32,
    /// Whether a result was opened.
    pub was_opened: bool,
}

/// An article that came out or was changed. `GET /api/v1/changes?locale=`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ArticleChange {
    pub article: ArticleSummary,
    /// Whether it came out on the day of `article.updated`; else it was there before and was changed.
    pub is_new: bool,
}

/// Whether the person has a feed. Its address is told only when it is made. `GET /api/v1/feed`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MyFeed {
    pub made_at: Option<String>,
}

/// The private address of the feed. `POST /api/v1/feed` makes a new one and ends the old.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FeedAddress {
    pub url: String,
}

/// What to write next. `GET /api/v1/writing/gaps?locale=`, for the vendor's staff
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WritingGaps {
    /// Searches of the last 90 days that found nothing or of which nothing was opened, the most frequent first.
    pub searches: Vec<UnansweredSearch>,
    /// Articles that were voted unhelpful, the worst first.
    pub unhelpful: Vec<UnhelpfulArticle>,
    /// Pages of the portal with which no article helps, in at least one language.
    pub contexts: Vec<MissingContext>,
    /// Translations that are missing or older than their source.
    pub translations: Vec<StaleTranslation>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UnansweredSearch {
    pub query: String,
    pub locale: Locale,
    pub searches: u32,
    pub without_result: u32,
    pub without_click: u32,
    pub last_on: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UnhelpfulArticle {
    pub category: String,
    pub slug: String,
    pub helpful: u32,
    pub unhelpful: u32,
    /// The readers' words, newest first, at most ten.
    pub reasons: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MissingContext {
    pub page: String,
    pub locales: Vec<Locale>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StaleTranslation {
    pub category: String,
    pub slug: String,
    pub title: String,
    pub locale: Locale,
    /// False when it is there and older than its source.
    pub is_missing: bool,
}

/// One article with its state in each language. `GET /api/v1/writing/articles`, for the vendor's staff
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WritingArticle {
    pub category: String,
    pub slug: String,
    pub title: String,
    pub languages: Vec<WritingLanguage>,
    pub helpful: u32,
    pub unhelpful: u32,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WritingLanguage {
    pub locale: Locale,
    pub state: WritingState,
    pub updated: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum WritingState {
    Published,
    Draft,
    /// Its `publish_at` is in the future.
    Scheduled,
    /// Older than its source.
    Stale,
    /// Its `review_by` has passed.
    ReviewOverdue,
    Missing,
}

/// A file to be shown as readers would see it. `POST /api/v1/writing/previews`, for the vendor's staff
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AskPreview {
    /// `LOCALE/CATEGORY/SLUG.md`
    pub path: String,
    /// The file as it is written, front matter and all; at most 1 MB.
    pub text: String,
}

/// How the file would look, and what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Preview {
    /// Absent when an error keeps it from being shown.
    pub article: Option<crate::ArticleView>,
    pub problems: Vec<ArticleProblem>,
}

/// One problem of an article's file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ArticleProblem {
    pub is_error: bool,
    pub line: u32,
    pub column: u32,
    pub message: String,
    /// The line itself.
    pub source: String,
}

/// Articles that help with a page of the portal. `GET /api/v1/help?page=&locale=`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Help {
    pub articles: Vec<ArticleSummary>,
}
