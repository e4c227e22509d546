//! Reads a programme's file and tells every mistake at once.

use diagnostic::{Diagnostic, Severity, Source};
use toml::de::DeTable;

use super::Programme;
use super::fields::{Fields, Problems};
use super::read::read_programme;

/// More than this is no programme that people can read.
const LARGEST_FILE: usize = 1_000_000;

/// The programme, unless there is an error; and all that is wrong or deserves attention, in the order of the file.
///
/// `file` is the path below the folder of programmes, such as `2026-01-kizuna.toml`; its name becomes the version.
pub fn check(file: &str, text: &str) -> (Option<Programme>, Vec<Diagnostic>) {
    if text.len() > LARGEST_FILE {
        let message = format!("the file is longer than {LARGEST_FILE} bytes");
        let problem = Diagnostic::of_file(file, Severity::Error, "too-long", message);
        return (None, vec![problem]);
    }
    let source = Source { file, text };
    let problems = Problems::new(source);
    let (root, errors) = DeTable::parse_recoverable(text);
    for error in &errors {
        let place = error.span().map_or(0, |span| span.start);
        problems.error(place, "syntax", error.message());
    }
    // What follows a syntax error is guessed; checking it would report the guesses.
    let programme = if errors.is_empty() {
        read_programme(file, Fields::new(&problems, root.get_ref(), 0))
    } else {
        None
    };
    drop(root);
    let problems = problems.into_sorted();
    let has_error = problems.iter().any(Diagnostic::is_error);
    (programme.filter(|_| !has_error), problems)
}

#[cfg(test)]
mod tests;
