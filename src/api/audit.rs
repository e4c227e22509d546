//! `/audit`: what account admins did.

pub fn audit_path() -> String {
    "/audit?limit=50".to_owned()
}
