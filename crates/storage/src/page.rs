//! Keyset pagination: a cursor is the opaque form of the last line's key, so pages stay stable while lines are added.

/// Which part of a list is asked for.
#[derive(Clone, Debug, Default)]
pub struct PageRequest {
    /// Brought into 1..=200; absent means 50.
    pub limit: Option<u32>,
    pub cursor: Option<String>,
}
