//! How what a check found is told: to people with lines and carets, to machines as one object.

use std::path::Path;

use clap::ValueEnum;
use knowledge::{Diagnostic, Severity};
use serde::Serialize;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people: each problem with its line and a caret under the place
    #[default]
    Human,
    /// One object, for machines
    Json,
}

#[derive(Debug, Serialize)]
pub(super) struct Report {
    pub errors: usize,
    pub warnings: usize,
    problems: Vec<Diagnostic>,
}

impl Report {
    pub(super) fn of(problems: Vec<Diagnostic>) -> Self {
        let count = |severity| {
            let of_severity = problems
                .iter()
                .filter(|problem| problem.severity == severity);
            of_severity.count()
        };
        Self {
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            problems,
        }
    }

    pub(super) fn render(&self, folder: &Path, format: Format) -> anyhow::Result<String> {
        Ok(match format {
            Format::Human => self.for_people(folder),
            Format::Json => serde_json::to_string_pretty(self)?,
        })
    }

    /// Paths are shown from where the writer stands, so that a terminal can open them.
    pub(super) fn for_people(&self, folder: &Path) -> String {
        let mut text = String::new();
        for problem in &self.problems {
            let shown = Diagnostic {
                file: folder.join(&problem.file).display().to_string(),
                ..problem.clone()
            };
            text += &shown.to_string();
            text += "\n\n";
        }
        let (errors, warnings) = (self.errors, self.warnings);
        text + &format!(
            "{errors} error{}, {warnings} warning{}",
            plural(errors),
            plural(warnings)
        )
    }
}

const fn plural(count: usize) -> &'static str {
    if count == 1 { "" } else { "s" }
}
