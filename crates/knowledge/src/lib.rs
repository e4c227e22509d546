//! The knowledge base: from the files that writers make to what a reader may see.
//!
//! The same code runs natively and in the browser. It must not know of files, HTTP or a clock: bytes and the present
//! moment come in as arguments. Only the feature `server` brings the second sanitiser and code highlighting.

mod diagnostic;
mod library;
mod reading_time;

pub use diagnostic::{Diagnostic, Severity};
pub use library::{Library, Lookup, Reader};
