//! The knowledge base: from the files that writers make to what a reader may see.
//!
//! The same code runs natively and in the browser. It must not know of files, HTTP or a clock: bytes and the present
//! moment come in as arguments. Only the feature `server` brings the second sanitiser and code highlighting.

mod address;
mod article;
mod audience;
mod categories;
mod escape;
mod file;
mod front_matter;
mod library;
mod markdown;
mod media;
mod portal;
mod reading_time;
mod related;
pub mod search;
mod synonyms;
mod yaml;

// Modules name it by its path in this crate, as they do everything that reading an article takes.
use ::diagnostic;

pub use diagnostic::{Diagnostic, Severity};
pub use escape::escape;
pub use file::File;
pub use library::{Library, Lookup, Preview, Reader, Selection, Written, check};
pub use media::MediaKind;
pub use portal::contexts;
pub use synonyms::synonyms;
