//! Where a request comes from, as far as it can be believed.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::HeaderMap;
use axum::http::request::Parts;

use crate::problem::AppError;
use crate::state::AppState;

/// The address of the client: the peer, or what the trusted proxies in front say of it.
#[derive(Clone, Copy, Debug)]
pub struct ClientAddress(pub IpAddr);

impl FromRequestParts<AppState> for ClientAddress {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, AppError> {
        let peer = peer(parts);
        Ok(Self(client(
            peer,
            &parts.headers,
            &state.settings.trusted_proxies,
        )))
    }
}

/// The address of whoever opened the connection; the unspecified address where there is no connection.
pub fn peer(parts: &Parts) -> IpAddr {
    parts
        .extensions
        .get::<ConnectInfo<SocketAddr>>()
        .map_or(IpAddr::V6(Ipv6Addr::UNSPECIFIED), |ConnectInfo(address)| {
            address.ip()
        })
}

/// Walks `X-Forwarded-For` from the right while the speaker is a trusted proxy: everything left of the first stranger is
/// that stranger's own invention.
fn client(peer: IpAddr, headers: &HeaderMap, trusted: &[IpAddr]) -> IpAddr {
    let mut current = peer.to_canonical();
    let hops = headers
        .get_all("x-forwarded-for")
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(|hop| hop.trim().parse::<IpAddr>());
    let mut hops: Vec<_> = hops.collect();
    while trusted.contains(&current) {
        match hops.pop() {
            Some(Ok(hop)) => current = hop.to_canonical(),
            _ => break,
        }
    }
    current
}

impl ClientAddress {
    /// What tries are counted by: the address, or its /64 where one person has a whole network of them.
    pub fn counted(&self) -> String {
        match self.0 {
            IpAddr::V4(address) => address.to_string(),
            IpAddr::V6(address) => {
                let [a, b, c, d, ..] = address.segments();
                format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client_of(peer: &str, forwarded: &str, trusted: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        if !forwarded.is_empty() {
            headers.insert("x-forwarded-for", forwarded.parse().unwrap());
        }
        let trusted: Vec<IpAddr> = trusted.iter().map(|ip| ip.parse().unwrap()).collect();
        client(peer.parse().unwrap(), &headers, &trusted).to_string()
    }

    #[test]
    fn only_trusted_proxies_are_believed() {
        assert_eq!(client_of("1.1.1.1", "9.9.9.9", &[]), "1.1.1.1");
        assert_eq!(client_of("10.0.0.1", "9.9.9.9", &["10.0.0.1"]), "9.9.9.9");
        assert_eq!(
            client_of("10.0.0.1", "6.6.6.6, 9.9.9.9", &["10.0.0.1"]),
            "9.9.9.9"
        );
        assert_eq!(
            client_of("10.0.0.1", "9.9.9.9, 10.0.0.2", &["10.0.0.1", "10.0.0.2"]),
            "9.9.9.9"
        );
        assert_eq!(client_of("10.0.0.1", "nonsense", &["10.0.0.1"]), "10.0.0.1");
    }

    #[test]
    fn a_network_of_addresses_counts_as_one() {
        let counted = |text: &str| ClientAddress(text.parse().unwrap()).counted();
        assert_eq!(counted("2001:db8:1:2:3:4:5:6"), counted("2001:db8:1:2::9"));
        assert_ne!(counted("2001:db8:1:2::9"), counted("2001:db8:1:3::9"));
    }
}
