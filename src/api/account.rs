//! `/account`: the company of the person who asks.

pub fn account_path() -> String {
    "/account".to_owned()
}
