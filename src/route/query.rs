//! Queries of addresses: what stands behind `?`.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// What a query value may hold unescaped.
const QUERY_VALUE: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~')
    .remove(b'/');

/// A path with one name in its query, or without a query when there is nothing to say.
pub fn with_query(path: &str, name: &str, value: &str) -> String {
    if value.is_empty() {
        path.to_owned()
    } else {
        format!("{path}?{name}={}", utf8_percent_encode(value, QUERY_VALUE))
    }
}

/// The same with several names; those with nothing to say are left out.
pub fn with_queries(path: &str, pairs: &[(&str, &str)]) -> String {
    let mut address = path.to_owned();
    for (name, value) in pairs {
        let pair = with_query("", name, value);
        let joint = if address.contains('?') { "&" } else { "?" };
        address += &pair.replacen('?', joint, 1);
    }
    address
}

/// The first value of a name in a query, decoded; nothing when it is absent or empty.
pub fn value(query: &str, name: &str) -> Option<String> {
    query
        .trim_start_matches('?')
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value.replace('+', " "))
        .map(|value| percent_decode_str(&value).decode_utf8_lossy().into_owned())
        .filter(|value| !value.is_empty())
}
