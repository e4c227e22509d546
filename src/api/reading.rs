//! What a reader does with articles: votes, bookmarks, questions, the feed; and the articles that help with a page.

use contract::{AskQuestion, FeedAddress, Locale, Vote};
use gloo_net::http::Method;

use super::client::json;
use super::{ApiError, Client};

pub fn my_reading_path(category: &str, slug: &str) -> String {
    format!("/articles/{category}/{slug}/mine")
}

pub fn bookmarks_path(locale: Locale) -> String {
    format!("/bookmarks?locale={locale}")
}

pub fn changes_path(locale: Locale) -> String {
    format!("/changes?locale={locale}")
}

/// `page` is what articles call it in their `contexts`.
pub fn help_path(page: &str, locale: Locale) -> String {
    format!("/help?page={page}&locale={locale}")
}

pub fn feed_path() -> String {
    "/feed".to_owned()
}

pub async fn put_vote(
    client: Client,
    category: &str,
    slug: &str,
    vote: &Vote,
) -> Result<(), ApiError> {
    let path = format!("/articles/{category}/{slug}/vote");
    client.command(Method::PUT, &path, Some(json(vote)?)).await
}

/// Keeps the article among the bookmarks, or takes it out.
pub async fn set_bookmark(
    client: Client,
    category: &str,
    slug: &str,
    is_kept: bool,
) -> Result<(), ApiError> {
    let method = if is_kept { Method::PUT } else { Method::DELETE };
    let path = format!("/articles/{category}/{slug}/bookmark");
    client.command(method, &path, None).await
}

/// The same key makes a repeated question the same one.
pub async fn ask_question(
    client: Client,
    question: &AskQuestion,
    key: &str,
) -> Result<(), ApiError> {
    let sent = client.send::<String>(Method::POST, "/questions", question, Some(key));
    sent.await.map(drop)
}

/// Makes a private address for the person's feed; the one before stops working.
pub async fn make_feed(client: Client, locale: Locale) -> Result<FeedAddress, ApiError> {
    let path = format!("/feed?locale={locale}");
    client.send(Method::POST, &path, &(), None).await
}

pub async fn end_feed(client: Client) -> Result<(), ApiError> {
    client.command(Method::DELETE, "/feed", None).await
}
