//! `/board`, `/account/board` and `/account/participation`.

use contract::{BoardChoice, BoardSettings, Locale};
use gloo_net::http::Method;

use super::{ApiError, Client};
use crate::route::{Ranking, with_queries};

pub fn board_path(locale: Locale, ranking: &Ranking) -> String {
    let [window, team, revised] = ranking.pairs();
    let pairs = [("locale", locale.tag()), window, team, revised];
    with_queries("/board", &pairs)
}

pub fn league_path(window: &str) -> String {
    with_queries("/board/league", &[("window", window)])
}

pub fn my_board_path() -> String {
    "/board/me".to_owned()
}

pub fn board_settings_path() -> String {
    "/account/board".to_owned()
}

pub fn participation_path() -> String {
    "/account/participation".to_owned()
}

/// Where a browser gets the table; with the prefix of the server's addresses.
pub fn participation_file_href() -> &'static str {
    "/api/v1/account/participation.csv"
}

pub async fn put_my_board(client: Client, wanted: &BoardChoice) -> Result<BoardChoice, ApiError> {
    client.send(Method::PUT, "/board/me", wanted, None).await
}

pub async fn put_board_settings(
    client: Client,
    wanted: &BoardSettings,
) -> Result<BoardSettings, ApiError> {
    client
        .send(Method::PUT, "/account/board", wanted, None)
        .await
}
