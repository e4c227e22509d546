//! Searching the knowledge base: the palette over every page, and the same results on a page of their own.
//!
//! The engine runs in a worker; `link` is the only place that speaks with it. All of this is fetched when somebody searches
//! for the first time.

mod chooser;
mod link;
mod palette;
mod recent;
mod results;
mod told;

pub use chooser::Chooser;
pub use link::{Outcome, use_answers};
pub use palette::{Palette, PaletteProps, RecentSearches};
pub use recent::Recent;
pub use results::{Results, Shown};
pub use told::Told;
