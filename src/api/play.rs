//! `/badges`, `/challenges`, and how far one is with an article.

use contract::{
    ArticleProgress, Celebrations, ChallengeId, ChallengeView, CreateChallenge, Locale,
};
use gloo_net::http::Method;

use super::{ApiError, Client};

pub fn badges_path(locale: Locale) -> String {
    format!("/badges?locale={locale}")
}

pub fn play_news_path(locale: Locale) -> String {
    format!("/badges/news?locale={locale}")
}

pub fn challenges_path(locale: Locale) -> String {
    format!("/challenges?locale={locale}")
}

/// Where the browser itself fetches the file from.
pub fn challenges_file_href(locale: Locale) -> String {
    format!("/api/v1/challenges.csv?locale={locale}")
}

pub async fn put_celebrations(client: Client, is_on: bool) -> Result<(), ApiError> {
    let choice = Celebrations { is_on };
    let body = serde_json::to_string(&choice).ok();
    client
        .command(Method::PUT, "/badges/celebrations", body)
        .await
}

/// Says that the person was told of everything so far.
pub async fn play_news_told(client: Client) -> Result<(), ApiError> {
    client.report(Method::DELETE, "/badges/news", None).await
}

/// The same key makes a repeated request the same one.
pub async fn create_challenge(
    client: Client,
    wanted: &CreateChallenge,
    locale: Locale,
    key: &str,
) -> Result<ChallengeView, ApiError> {
    let path = challenges_path(locale);
    client.send(Method::POST, &path, wanted, Some(key)).await
}

/// Takes part, or no longer.
pub async fn take_part(
    client: Client,
    id: &ChallengeId,
    is_in: bool,
    locale: Locale,
) -> Result<ChallengeView, ApiError> {
    let method = if is_in { Method::PUT } else { Method::DELETE };
    let path = format!("/challenges/{id}/part?locale={locale}");
    client.send(method, &path, &(), None).await
}

pub async fn call_off_challenge(client: Client, id: &ChallengeId) -> Result<(), ApiError> {
    client
        .command(Method::DELETE, &format!("/challenges/{id}"), None)
        .await
}

/// Says that an article was opened, or that its end was reached.
pub async fn put_reading(
    client: Client,
    category: &str,
    slug: &str,
    is_at_end: bool,
) -> Result<(), ApiError> {
    let body = serde_json::to_string(&ArticleProgress { is_at_end }).ok();
    let path = format!("/articles/{category}/{slug}/reading");
    client.report(Method::PUT, &path, body).await
}
