//! From a file's text to what it says, or all that is wrong with it.

use diagnostic::{Diagnostic, Severity, Source};
use toml::de::DeTable;

use crate::{Fields, Problems};

/// Bytes. More than this is nothing that people can read.
pub const LARGEST_FILE: usize = 1_000_000;

/// What `read` makes of the file, unless there is an error; and all that is wrong or deserves attention, in the order of the
/// file.
pub fn read_file<T>(
    file: &str,
    text: &str,
    read: impl FnOnce(Fields<'_>) -> Option<T>,
) -> (Option<T>, Vec<Diagnostic>) {
    if text.len() > LARGEST_FILE {
        let message = format!("the file is longer than {LARGEST_FILE} bytes");
        let problem = Diagnostic::of_file(file, Severity::Error, "too-long", message);
        return (None, vec![problem]);
    }
    let problems = Problems::new(Source { file, text });
    let (root, errors) = DeTable::parse_recoverable(text);
    for error in &errors {
        let place = error.span().map_or(0, |span| span.start);
        problems.error(place, "syntax", error.message());
    }
    // What follows a syntax error is guessed; checking it would report the guesses.
    let value = if errors.is_empty() {
        read(Fields::new(&problems, root.get_ref(), 0))
    } else {
        None
    };
    drop(root);
    let problems = problems.into_sorted();
    let has_error = problems.iter().any(Diagnostic::is_error);
    (value.filter(|_| !has_error), problems)
}
