//! Searching the knowledge base: the palette over every page, and the same results on a page of their own.
//!
//! The engine runs in a worker; `link` is the only place that speaks with it. All of this is fetched when somebody searches
//! for the first time.

mod asked;
mod chooser;
mod link;
mod palette;
mod recent;
mod results;
mod told;

pub use asked::{Answers, Asked, SearchInput, use_asked};
pub use link::{Outcome, use_answers};
pub use palette::{Palette, PaletteProps};
pub use results::{Shown, marked};
pub use told::Told;

use chooser::Chooser;
use recent::{Recent, RecentSearches};
use results::Results;
