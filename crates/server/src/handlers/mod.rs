//! One file per endpoint group: take the request apart, ask `storage` or a pure crate, answer.

pub mod account;
pub mod account_programme;
pub mod accounts;
pub mod adjustments;
pub mod api_keys;
pub mod articles;
pub mod audit;
pub mod badges;
pub mod benefits;
pub mod board;
pub mod board_settings;
pub mod bookmarks;
pub mod challenges;
pub mod company_programme;
pub mod error_reports;
pub mod events;
pub mod feed;
pub mod feedback;
pub mod follow_ups;
pub mod fulfilments;
pub mod help;
pub mod home;
pub mod links;
pub mod live;
pub mod me;
pub mod media;
pub mod members;
pub mod movements;
pub mod offers;
pub mod outbox;
pub mod owners;
pub mod password_resets;
pub mod programme;
pub mod questions;
pub mod redemptions;
pub mod rewards;
pub mod search;
pub mod searches;
pub mod session;
pub mod sessions;
pub mod spending;
pub mod statement;
pub mod survey_results;
pub mod surveys;
pub mod tiers;
pub mod votes;
pub mod writing;

use contract::MemberId;
use serde::Deserialize;
use storage::PageRequest;
use utoipa::IntoParams;
use uuid::Uuid;

use crate::problem::AppError;

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

/// The id of a person that a body names. What is no id cannot exist.
fn member_id(named: Option<&MemberId>) -> Result<Option<Uuid>, AppError> {
    let id = named.map(|id| Uuid::parse_str(&id.0)).transpose();
    id.map_err(|_| AppError::invalid("/member", "unknown", "the company has no such person"))
}
