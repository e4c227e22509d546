//! What is wrong in a writer's file, and where: one shape for every check, for people and for machines.
//!
//! It must not know what is checked; each check brings its own code and words.

mod width;

use std::fmt;

use serde::Serialize;

pub use width::{columns, is_cjk, is_wide};

/// Whether what was checked can be used in spite of the problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Nothing is wrong; it is good to know.
    Info,
    /// It is used, and deserves attention.
    Warning,
    /// It cannot be used.
    Error,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        })
    }
}

/// One problem. As text it shows the line itself with a caret under the place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// Path below the folder that was checked, with `/` between its parts.
    pub file: String,
    /// From 1.
    pub line: usize,
    /// In characters, from 1.
    pub column: usize,
    pub severity: Severity,
    /// A fixed word for the kind of problem, such as `dead-link`.
    pub code: &'static str,
    /// A sentence for the writer, without a full stop.
    pub message: String,
    /// The line of the file, without its end; empty when the problem concerns the file as a whole.
    pub source_line: String,
}

impl Diagnostic {
    /// A problem of the file as a whole.
    pub fn of_file(
        file: &str,
        severity: Severity,
        code: &'static str,
        message: impl Into<String>,
    ) -> Self {
        Self {
            file: file.to_owned(),
            line: 1,
            column: 1,
            severity,
            code,
            message: message.into(),
            source_line: String::new(),
        }
    }

    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            file,
            line,
            column,
            severity,
            code,
            message,
            source_line,
        } = self;
        write!(
            f,
            "{severity}[{code}]: {message}\n --> {file}:{line}:{column}"
        )?;
        if source_line.is_empty() {
            return Ok(());
        }
        let number = line.to_string();
        let margin = " ".repeat(number.len());
        let indent: String = source_line
            .chars()
            .take(column.saturating_sub(1))
            .map(blank_of_same_width)
            .collect();
        write!(
            f,
            "\n{margin} |\n{number} | {source_line}\n{margin} | {indent}^"
        )
    }
}

/// The caret stands under its character only if what is before it is as wide as the line above.
fn blank_of_same_width(character: char) -> char {
    match character {
        '\t' => '\t',
        wide if is_wide(wide) => '\u{3000}',
        _ => ' ',
    }
}

/// A file's text together with its name, to turn byte offsets into places that a writer can find.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    pub file: &'a str,
    pub text: &'a str,
}

impl<'a> Source<'a> {
    pub fn error(
        self,
        offset: usize,
        code: &'static str,
        message: impl Into<String>,
    ) -> Diagnostic {
        self.at(offset, Severity::Error, code, message)
    }

    pub fn warning(
        self,
        offset: usize,
        code: &'static str,
        message: impl Into<String>,
    ) -> Diagnostic {
        self.at(offset, Severity::Warning, code, message)
    }

    /// A problem at a byte offset; one past the end is taken for the end.
    pub fn at(
        self,
        offset: usize,
        severity: Severity,
        code: &'static str,
        message: impl Into<String>,
    ) -> Diagnostic {
        let before = &self.text[..self.text.floor_char_boundary(offset)];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Diagnostic {
            file: self.file.to_owned(),
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
            severity,
            code,
            message: message.into(),
            source_line: self.line_from(line_start).to_owned(),
        }
    }

    fn line_from(self, start: usize) -> &'a str {
        let rest = &self.text[start..];
        rest.split('\n')
            .next()
            .unwrap_or(rest)
            .trim_end_matches('\r')
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_the_line_with_a_caret_under_the_place() {
        let source = Source {
            file: "ja/start/welcome.md",
            text: "---\ntitle: 招待 [x\n---\n",
        };
        let offset = source.text.find('[').expect("the bracket is there");

        let shown = source
            .error(offset, "dead-link", "nothing is there")
            .to_string();

        assert_eq!(
            shown,
            "error[dead-link]: nothing is there\n --> ja/start/welcome.md:2:11\n  |\n2 | title: 招待 [x\n  |        \u{3000}\u{3000} ^"
        );
    }

    #[test]
    fn takes_any_offset() {
        let source = Source {
            file: "f",
            text: "é\r\n招",
        };
        for offset in 0..12 {
            let diagnostic = source.warning(offset, "c", "m");
            assert!(diagnostic.line >= 1 && diagnostic.column >= 1);
            assert!(!diagnostic.source_line.contains('\r'));
        }
    }
}
