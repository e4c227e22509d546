//! The surveys as files: read and checked at start. It must not know what they mean, which is `survey`'s.

use std::path::Path;

use anyhow::Context;
use knowledge::Diagnostic;
use survey::{Surveys, check_all};

use crate::rule_folder;

/// All surveys of the folder, unless there is an error; and all that is wrong or deserves attention.
pub fn check(folder: &Path) -> anyhow::Result<(Option<Surveys>, Vec<Diagnostic>)> {
    let (files, mut problems) = rule_folder::read(folder, "a survey")
        .with_context(|| format!("cannot read the surveys in {}", folder.display()))?;
    let (surveys, found) = check_all(&files);
    let is_readable = !problems.iter().any(Diagnostic::is_error);
    problems.extend(found);
    Ok((surveys.filter(|_| is_readable), problems))
}

/// The surveys for a process that starts. Whatever is wrong is told in the log, and nobody is asked anything until the folder is
/// mended; without a folder there are none.
pub fn load(folder: &Path) -> Surveys {
    if !folder.exists() {
        tracing::info!(folder = %folder.display(), "there are no surveys");
        return Surveys::default();
    }
    let problem = match check(folder) {
        Ok((Some(surveys), _)) => return surveys,
        Ok((None, problems)) => {
            let errors = problems.iter().filter(|problem| problem.is_error());
            let errors: Vec<_> = errors.map(ToString::to_string).collect();
            errors.join("\n")
        }
        Err(error) => format!("{error:#}"),
    };
    tracing::error!(error = problem, "the surveys are broken: nobody is asked");
    Surveys::default()
}

#[cfg(test)]
mod tests {
    use super::*;

    const REAL: &str = include_str!("../../../surveys/relationship.toml");

    #[test]
    fn what_is_no_survey_is_told_and_a_broken_one_stops_all_asking() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(load(&folder.path().join("none")), Surveys::default());
        let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text);
        write("relationship.toml", REAL).unwrap();
        write("notes.txt", "x").unwrap();
        write(".hidden", "x").unwrap();
        let (surveys, problems) = check(folder.path()).unwrap();
        assert_eq!(surveys.map(|all| all.iter().count()), Some(1));
        assert_eq!(
            problems.iter().map(|one| one.code).collect::<Vec<_>>(),
            ["other-file"]
        );
        write("other.toml", "kind = ").unwrap();
        assert!(check(folder.path()).unwrap().0.is_none());
        assert_eq!(load(folder.path()), Surveys::default());
    }
}
