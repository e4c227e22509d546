//! All files of the programme together: each by itself, and what each owes to what members have been shown.

use std::collections::BTreeMap;

use diagnostic::{Diagnostic, Severity};
use jiff::civil::Date;

use super::{Programme, SuccessionProblem, Versions, check, check_succession};

/// A version as members see it, and since when they do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// The file's text at that time.
    pub text: String,
    pub since: Date,
}

/// A file's name and its text.
pub type File = (String, String);

/// All versions, unless there is an error; and all that is wrong or deserves attention.
///
/// `shown` has what members saw so far, by version. A version that is not there is shown today for the first time; one that
/// changed before it is in force is shown anew. Before anything was shown no notice has been promised to anyone; what is as it
/// was shown gave the notice that was due at that time.
pub fn check_all(
    files: &[File],
    shown: &BTreeMap<String, Shown>,
    today: Date,
) -> (Option<Versions>, Vec<Diagnostic>) {
    let mut problems = Vec::new();
    let mut read: Vec<(Programme, &File)> = Vec::new();
    for file in files {
        let (programme, found) = check(&file.0, &file.1);
        problems.extend(found);
        read.extend(programme.map(|programme| (programme, file)));
    }
    // What follows from a file that cannot be read would be guessed.
    if problems.iter().any(Diagnostic::is_error) {
        return (None, problems);
    }
    read.sort_by(|(one, _), (other, _)| {
        (one.valid_from, &one.version).cmp(&(other.valid_from, &other.version))
    });
    problems.extend(missing(&read, shown, today));
    for (index, (programme, (file, text))) in read.iter().enumerate() {
        let Showing {
            since,
            is_new,
            changed,
        } = showing(programme, shown, today);
        let previous = index.checked_sub(1).and_then(|index| read.get(index));
        let succession = previous.map_or_else(Vec::new, |(previous, _)| {
            check_succession(previous, programme, since)
        });
        let owed = succession
            .into_iter()
            .filter(|problem| (is_new && !shown.is_empty()) || !problem.is_about_notice());
        let owed = changed.into_iter().chain(owed);
        problems.extend(owed.map(|problem| problem.diagnostic(file, text)));
    }
    let has_error = problems.iter().any(Diagnostic::is_error);
    let versions = read.into_iter().map(|(programme, _)| programme).collect();
    ((!has_error).then(|| Versions::new(versions)), problems)
}

/// How members see a version from today on.
struct Showing {
    /// The day on which they first saw it as it is now.
    since: Date,
    /// Whether that is today, because it is new or has changed.
    is_new: bool,
    /// What is wrong when it is no longer what they saw.
    changed: Option<SuccessionProblem>,
}

fn showing(programme: &Programme, shown: &BTreeMap<String, Shown>, today: Date) -> Showing {
    let anew = Showing {
        since: today,
        is_new: true,
        changed: None,
    };
    let Some(before) = shown.get(&programme.version) else {
        return anew;
    };
    let file = format!("{}.toml", programme.version);
    let (seen, _) = check(&file, &before.text);
    let broken = match seen {
        Some(seen) if seen != *programme && seen.valid_from <= today => Some(seen.valid_from),
        Some(seen) if seen != *programme => return anew,
        _ => None,
    };
    Showing {
        since: before.since,
        is_new: false,
        changed: broken.map(|since| SuccessionProblem::ChangedInForce { since }),
    }
}

/// Versions that are in force, or were, and have no file any more: points in the ledger refer to them.
fn missing(
    read: &[(Programme, &File)],
    shown: &BTreeMap<String, Shown>,
    today: Date,
) -> Vec<Diagnostic> {
    let has_file = |version: &str| {
        read.iter()
            .any(|(programme, _)| programme.version == version)
    };
    shown
        .iter()
        .filter(|(version, _)| !has_file(version))
        .filter_map(|(version, before)| {
            let file = format!("{version}.toml");
            let (seen, _) = check(&file, &before.text);
            let since = seen
                .map(|seen| seen.valid_from)
                .filter(|since| *since <= today)?;
            let message =
                format!("the file of a version that is in force since {since} is missing");
            Some(Diagnostic::of_file(
                &file,
                Severity::Error,
                "missing-file",
                message,
            ))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::fixture::REAL;

    const FIRST: &str = "2026-01-kizuna.toml";
    const NEXT: &str = "2026-07-next.toml";

    fn next(changes: &[(&str, &str)]) -> File {
        let start = [("valid_from = 2026-01-01", "valid_from = 2026-07-01")];
        let text = start
            .iter()
            .chain(changes)
            .fold(REAL.to_owned(), |text, (from, to)| {
                text.replacen(from, to, 1)
            });
        (NEXT.to_owned(), text)
    }

    fn real() -> File {
        (FIRST.to_owned(), REAL.to_owned())
    }

    fn seen(files: &[(&File, Date)]) -> BTreeMap<String, Shown> {
        let shown = files.iter().map(|((name, text), since)| {
            let version = name.trim_end_matches(".toml").to_owned();
            (
                version,
                Shown {
                    text: text.clone(),
                    since: *since,
                },
            )
        });
        shown.collect()
    }

    fn codes(files: &[File], shown: &BTreeMap<String, Shown>, today: Date) -> Vec<String> {
        let (versions, problems) = check_all(files, shown, today);
        assert_eq!(
            versions.is_none(),
            problems.iter().any(Diagnostic::is_error)
        );
        let told = problems
            .iter()
            .map(|problem| format!("{} {}", problem.file, problem.code));
        told.collect()
    }

    #[test]
    fn the_shipped_versions_follow_each_other() {
        let name = "2024-01-kizuna.toml";
        let first = include_str!("../../../../program/2024-01-kizuna.toml");
        let files = [(name.to_owned(), first.to_owned()), real()];
        let shown = seen(&[
            (&files[0], date(2023, 11, 1)),
            (&files[1], date(2025, 10, 1)),
        ]);
        assert_eq!(codes(&files, &shown, date(2026, 11, 24)), [""; 0]);
        let (versions, _) = check_all(&files, &shown, date(2026, 11, 24));
        let versions = versions.expect("there is no error");
        let all: Vec<&Programme> = versions.iter().collect();
        // Demo companies have a history that begins in 2024, and it earned what it would earn today.
        assert_eq!(
            (&all[0].rules, &all[0].tiers),
            (&all[1].rules, &all[1].tiers)
        );
    }

    #[test]
    fn a_first_installation_has_promised_nothing() {
        let files = [next(&[]), real()];
        assert_eq!(codes(&files, &BTreeMap::new(), date(2026, 8, 1)), [""; 0]);
        let (versions, _) = check_all(&files, &BTreeMap::new(), date(2026, 8, 1));
        let order = versions.map(|all| all.iter().map(|one| one.version.clone()).collect());
        assert_eq!(
            order,
            Some(vec!["2026-01-kizuna".to_owned(), "2026-07-next".to_owned()])
        );
    }

    #[test]
    fn the_second_start_of_an_installation_finds_what_the_first_showed() {
        let (real, next) = (real(), next(&[]));
        let today = date(2026, 8, 1);
        let both = seen(&[(&real, today), (&next, today)]);
        let files = [next, real];
        assert_eq!(codes(&files, &both, today), [""; 0]);
        assert_eq!(codes(&files, &both, date(2026, 8, 2)), [""; 0]);
    }

    #[test]
    fn notice_counts_from_the_day_it_was_shown() {
        let (real, next) = (real(), next(&[]));
        let files = [real.clone(), next.clone()];
        let short = format!("{NEXT} succession");
        let only_first = seen(&[(&real, date(2025, 10, 1))]);
        assert_eq!(codes(&files, &only_first, date(2026, 5, 2)), [""; 0]);
        assert_eq!(
            codes(&files, &only_first, date(2026, 5, 3)),
            [short.as_str()]
        );
        let both = seen(&[(&real, date(2025, 10, 1)), (&next, date(2026, 5, 2))]);
        assert_eq!(codes(&files, &both, date(2026, 6, 20)), [""; 0]);
        // What is changed is shown anew.
        let changed = self::next(&[("points = 120", "points = 90")]);
        assert_eq!(
            codes(&[real, changed], &both, date(2026, 6, 20)),
            [short.as_str()]
        );
    }

    #[test]
    fn what_is_in_force_stays_as_it_was() {
        let (real, next) = (real(), next(&[]));
        let both = seen(&[(&real, date(2025, 10, 1)), (&next, date(2026, 4, 1))]);
        let today = date(2026, 7, 1);
        let changed = self::next(&[("points = 120", "points = 90")]);
        assert_eq!(
            codes(&[real.clone(), changed], &both, today),
            [format!("{NEXT} succession")]
        );
        // A comment is no change.
        let commented = (NEXT.to_owned(), format!("{}# hello\n", next.1));
        assert_eq!(codes(&[real, commented], &both, today), [""; 0]);
        assert_eq!(
            codes(&[next], &both, today),
            [format!("{FIRST} missing-file")]
        );
    }

    #[test]
    fn a_file_that_cannot_be_read_keeps_the_rest_from_being_guessed() {
        let broken = (NEXT.to_owned(), "valid_from".to_owned());
        assert_eq!(
            codes(&[real(), broken], &BTreeMap::new(), date(2026, 4, 1)),
            [format!("{NEXT} syntax")]
        );
    }
}
