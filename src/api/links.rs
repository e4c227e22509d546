//! `/links`: single-use links of invitations and password resets.

use contract::{InspectLink, LinkView, Me, RedeemLink};
use gloo_net::http::Method;

use super::{ApiError, Client};

pub async fn inspect_link(client: Client, token: String) -> Result<LinkView, ApiError> {
    client
        .send(Method::POST, "/links/inspect", &InspectLink { token }, None)
        .await
}

pub async fn redeem_link(client: Client, redemption: &RedeemLink) -> Result<Me, ApiError> {
    client
        .send(Method::POST, "/links/redeem", redemption, None)
        .await
}
