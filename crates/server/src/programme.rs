//! The programme as files: read and checked at start. It must not know what the rules mean, which is `loyalty`'s.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Context;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use knowledge::Diagnostic;
use loyalty::Versions;
use loyalty::programme::{File, Shown, check_all};
use storage::{Db, programme as stored};

use crate::rule_folder;

/// All versions of the folder, unless there is an error; and all that is wrong or deserves attention.
pub fn check(folder: &Path, today: Date) -> anyhow::Result<(Option<Versions>, Vec<Diagnostic>)> {
    let checked = check_shown(folder, &BTreeMap::new(), today)?;
    Ok((checked.versions, checked.problems))
}

/// The same, with what members were shown before: a version in force or announced cannot have become another.
pub fn check_shown(
    folder: &Path,
    shown: &BTreeMap<String, Shown>,
    today: Date,
) -> anyhow::Result<Checked> {
    let (files, mut problems) = rule_folder::read(folder, "a version of the programme")
        .with_context(|| format!("cannot read the programme in {}", folder.display()))?;
    let (versions, found) = check_all(&files, shown, today);
    let is_readable = !problems.iter().any(Diagnostic::is_error);
    problems.extend(found);
    Ok(Checked {
        versions: versions.filter(|_| is_readable),
        problems,
        files,
    })
}

/// A folder of versions that was checked.
pub struct Checked {
    /// None when there is an error.
    pub versions: Option<Versions>,
    pub problems: Vec<Diagnostic>,
    files: Vec<File>,
}

/// The versions for a process that starts on a migrated database, and from now on shown to members. When the folder breaks
/// what they were shown, that is told in the log and what they were shown stays.
pub async fn announce(db: &Db, folder: &Path, today: Date) -> anyhow::Result<Versions> {
    let shown = stored::shown_versions(db).await?;
    let problem = match check_shown(folder, &shown, today) {
        Ok(checked) => {
            let versions = checked.versions.filter(|all| all.iter().next().is_some());
            if let Some(versions) = versions {
                let now = &shown_now(&checked.files, &shown, today);
                if *now != shown {
                    db.write(|tx| async move { stored::keep_shown_versions(&tx, now).await })
                        .await?;
                }
                return Ok(versions);
            }
            let errors = checked.problems.iter().filter(|problem| problem.is_error());
            let errors: Vec<_> = errors.map(ToString::to_string).collect();
            if errors.is_empty() {
                format!("there is no version in {}", folder.display())
            } else {
                errors.join("\n")
            }
        }
        Err(error) => format!("{error:#}"),
    };
    let files: Vec<File> = shown
        .iter()
        .map(|(version, shown)| (format!("{version}.toml"), shown.text.clone()))
        .collect();
    let (versions, _) = check_all(&files, &shown, today);
    if let Some(versions) = versions.filter(|_| !files.is_empty()) {
        tracing::error!(
            error = problem,
            "the programme stays as members were shown it, and not as its folder says"
        );
        return Ok(versions);
    }
    tracing::error!(error = problem, "{NO_PROGRAMME}");
    Ok(Versions::default())
}

/// What is shown from now on: a version that means the same keeps its day, one that is new or other is shown today.
fn shown_now(
    files: &[File],
    before: &BTreeMap<String, Shown>,
    today: Date,
) -> BTreeMap<String, Shown> {
    let entry = |(name, text): &File| {
        let version = name.trim_end_matches(".toml").to_owned();
        let meaning = |text: &str| loyalty::check(name, text).0;
        let same = before
            .get(&version)
            .filter(|shown| meaning(&shown.text) == meaning(text));
        let shown = same.cloned().unwrap_or_else(|| Shown {
            text: text.clone(),
            since: today,
        });
        (version, shown)
    };
    files.iter().map(entry).collect()
}

const NO_PROGRAMME: &str = "there is no programme: events are kept and earn nothing";

/// The versions of a folder alone. Whatever is wrong is told in the log, and there are none then: what is reported is kept and
/// earns nothing until the folder is mended.
pub fn load(folder: &Path, today: Date) -> Versions {
    let problem = match check(folder, today) {
        Ok((Some(versions), _)) if versions.iter().next().is_some() => return versions,
        Ok((Some(_), _)) => format!("there is no version in {}", folder.display()),
        Ok((None, problems)) => {
            let errors = problems.iter().filter(|problem| problem.is_error());
            let errors: Vec<_> = errors.map(ToString::to_string).collect();
            errors.join("\n")
        }
        Err(error) => format!("{error:#}"),
    };
    tracing::error!(error = problem, "{NO_PROGRAMME}");
    Versions::default()
}

/// The day by which files are judged; a version's days turn in each company's own zone.
pub fn today() -> Date {
    Timestamp::now().to_zoned(TimeZone::UTC).date()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const REAL: &str = include_str!("../../../program/2026-01-kizuna.toml");
    const TODAY: Date = date(2026, 11, 24);

    fn codes(problems: &[Diagnostic]) -> Vec<String> {
        let told = problems
            .iter()
            .map(|problem| format!("{} {}", problem.file, problem.code));
        told.collect()
    }

    #[test]
    fn what_is_no_version_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &[u8]| {
            std::fs::write(folder.path().join(name), text).unwrap();
        };
        write("2026-01-kizuna.toml", REAL.as_bytes());
        write("notes.txt", b"x");
        write(".hidden", b"x");
        let (versions, problems) = check(folder.path(), TODAY).unwrap();
        assert_eq!(versions.map(|all| all.iter().count()), Some(1));
        assert_eq!(codes(&problems), ["notes.txt other-file"]);

        write("2026-07-next.toml", b"\xff");
        let (versions, problems) = check(folder.path(), TODAY).unwrap();
        assert!(versions.is_none());
        assert_eq!(
            codes(&problems),
            ["2026-07-next.toml unreadable", "notes.txt other-file"]
        );
    }

    #[test]
    fn a_server_starts_without_a_programme() {
        let folder = tempfile::tempdir().unwrap();
        let missing = folder.path().join("none");
        assert_eq!(load(&missing, TODAY), Versions::default());
        std::fs::write(folder.path().join("2026-01-kizuna.toml"), "x = ").unwrap();
        assert_eq!(load(folder.path(), TODAY), Versions::default());
    }
}
