//! The team board: sums of what people earned, kept beside the ledger, and who is shown how.
//!
//! Points come from the transfers alone. `sums` adds them up by week and month in the transaction that books them; what was
//! booked after a window had closed is kept apart, so that the window stays as it was. `index` holds rankings in memory that
//! follow the ledger's own order and [`changes`]; it is a copy that every process makes for itself, and asks the database
//! at every read whether it is still true.

mod changes;
mod choice;
mod earnings;
mod index;
mod league;
mod live;
mod participation;
mod people;
mod settings;
mod standing;
mod sums;
mod view;

pub use choice::{choice, put_choice};
pub use index::Boards;
pub use league::league;
pub use live::{NoHead, Told, heads, takes_part, told_since};
pub use participation::participation;
pub use settings::{put_settings, settings};
pub use standing::Head;
pub use view::{Asked, board};

pub(crate) use changes::note_person;
pub(crate) use sums::{keep, kept, rebuilt};
