//! What the ledger promises: properties of any play, and cases with a name.

#![expect(
    clippy::unwrap_used,
    reason = "test code, though clippy cannot see it in functions"
)]

mod cases;
mod play;
mod properties;
