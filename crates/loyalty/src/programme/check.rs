//! Reads a programme's file and tells every mistake at once.

use diagnostic::Diagnostic;
use rule_file::read_file;

use super::Programme;
use super::read::read_programme;

/// The programme, unless there is an error; and all that is wrong or deserves attention, in the order of the file.
///
/// `file` is the path below the folder of programmes, such as `2026-01-kizuna.toml`; its name becomes the version.
pub fn check(file: &str, text: &str) -> (Option<Programme>, Vec<Diagnostic>) {
    read_file(file, text, |fields| read_programme(file, fields))
}

#[cfg(test)]
mod tests;
