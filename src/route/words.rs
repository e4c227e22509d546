//! Words and addresses within queries: what they mean, and which may be followed.

use contract::MovementKind;

/// Whether a sign-in may lead there: a path of this very site, never another origin in disguise.
pub(super) fn is_safe_next(next: &str) -> bool {
    next.starts_with('/')
        && !next.starts_with("//")
        && !next.contains('\\')
        && !next.chars().any(char::is_control)
        && !next.starts_with("/sign-in")
}

/// The word for a kind of entry, in addresses of the app and of the server.
pub const fn word_of(kind: MovementKind) -> &'static str {
    match kind {
        MovementKind::Earned => "earned",
        MovementKind::Spent => "spent",
        MovementKind::Expired => "expired",
        MovementKind::Changed => "changed",
    }
}

pub(super) fn kind_of(word: &str) -> Option<MovementKind> {
    use MovementKind::{Changed, Earned, Expired, Spent};
    [Earned, Spent, Expired, Changed]
        .into_iter()
        .find(|kind| word_of(*kind) == word)
}
