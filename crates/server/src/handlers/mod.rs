//! One file per endpoint group: take the request apart, ask `storage` or a pure crate, answer.

pub mod account;
pub mod accounts;
pub mod api_keys;
pub mod articles;
pub mod audit;
pub mod bookmarks;
pub mod error_reports;
pub mod events;
pub mod feed;
pub mod fulfilments;
pub mod help;
pub mod home;
pub mod links;
pub mod me;
pub mod media;
pub mod members;
pub mod movements;
pub mod outbox;
pub mod password_resets;
pub mod questions;
pub mod redemptions;
pub mod rewards;
pub mod search;
pub mod searches;
pub mod session;
pub mod sessions;
pub mod spending;
pub mod votes;
pub mod writing;

use serde::Deserialize;
use storage::PageRequest;
use utoipa::IntoParams;

/// Which part of a list is asked for.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PageParams {
    /// At most this many lines: 1 to 200, 50 when absent.
    pub limit: Option<u32>,
    /// The `next_cursor` of the page before.
    pub cursor: Option<String>,
}

impl From<PageParams> for PageRequest {
    fn from(params: PageParams) -> Self {
        Self {
            limit: params.limit,
            cursor: params.cursor,
        }
    }
}

/// The language that texts of the answer should be in.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct LocaleParam {
    /// `en` when absent.
    #[param(value_type = Option<contract::Locale>)]
    #[serde(default)]
    pub locale: contract::Locale,
}
