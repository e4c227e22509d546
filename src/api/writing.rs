//! `/writing` and the other lists of the vendor's staff.

use contract::{AskPreview, Locale, Preview};
use gloo_net::http::Method;

use super::{ApiError, Client};

pub fn writing_articles_path(locale: Locale) -> String {
    format!("/writing/articles?locale={locale}")
}

pub fn writing_gaps_path(locale: Locale) -> String {
    format!("/writing/gaps?locale={locale}")
}

pub fn questions_path() -> String {
    "/questions?limit=50".to_owned()
}

pub fn accounts_path() -> String {
    "/accounts?limit=50".to_owned()
}

pub fn outbox_path() -> String {
    "/outbox?limit=50".to_owned()
}

/// The file of an article. What has no form of an address is asked for as it stands, and is not found.
pub async fn article_source(client: Client, path: &str) -> Result<AskPreview, ApiError> {
    let article = path.strip_suffix(".md").unwrap_or(path);
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '/');
    if !article.chars().all(is_plain) {
        return Err(ApiError::NotFound);
    }
    client
        .get(&format!("/writing/articles/{article}/source"))
        .await
}

pub async fn preview(client: Client, file: &AskPreview) -> Result<Preview, ApiError> {
    client
        .send(Method::POST, "/writing/previews", file, None)
        .await
}
