//! `/search` and `/searches`: where the index begins, and what a search came to.

use contract::{FinishedSearch, Locale, SearchIndex};
use gloo_net::http::Method;

use super::client::json;
use super::{ApiError, Client};

/// The worker reads the index by itself; asked here, an ended session is mended in place.
pub async fn search_index(client: Client, locale: Locale) -> Result<SearchIndex, ApiError> {
    client.get(&format!("/search?locale={locale}")).await
}

pub async fn finish_search(client: Client, search: &FinishedSearch) -> Result<(), ApiError> {
    client
        .command(Method::POST, "/searches", Some(json(search)?))
        .await
}
