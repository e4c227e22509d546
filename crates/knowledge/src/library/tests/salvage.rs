//! What is served of a set with errors when there is no earlier one.

use super::*;
use crate::diagnostic::Severity;

fn salvage(files: Vec<(String, String)>, found: Vec<Diagnostic>) -> (Vec<String>, Vec<String>) {
    let (library, errors) = Library::salvage(files, Some(CATEGORIES), found);
    let titles = library.newest(100, Locale::Ja, &staff(), now());
    let titles = titles.into_iter().map(|article| article.title);
    let errors = errors
        .iter()
        .map(|error| format!("{} {}", error.file, error.code));
    (titles.collect(), errors.collect())
}

#[test]
fn what_has_no_error_is_served_also_when_it_links_to_what_has() {
    let (titles, errors) = salvage(
        vec![
            file("en/start/sound.md", "", "[Broken](/kb/start/broken)"),
            file("en/start/broken.md", "audience: [nobody-knows]\n", "Text"),
            file("en/start/dead-end.md", "", "[Nothing](/kb/start/nothing)"),
        ],
        Vec::new(),
    );
    assert_eq!(titles, ["Title of en/start/sound.md"]);
    assert_eq!(
        errors,
        [
            "en/start/broken.md front-matter-value",
            "en/start/dead-end.md dead-link"
        ]
    );
}

/// The language without an error may lack the very limit that the other one has.
#[test]
fn an_article_with_an_error_in_one_language_is_served_in_none() {
    for broken in ["audience: [nobody-knows]\n", "audience: [tier:gold]\n"] {
        let (titles, errors) = salvage(
            vec![
                file("en/start/plans.md", broken, "Text"),
                file("ja/start/plans.md", "", "Text"),
            ],
            Vec::new(),
        );
        assert_eq!(titles, Vec::<String>::new(), "{errors:?}");
        assert_eq!(errors.len(), 1, "{errors:?}");
    }
}

#[test]
fn a_file_that_could_not_be_read_counts_as_broken() {
    let unreadable = Diagnostic::of_file(
        "en/start/plans.md",
        Severity::Error,
        "unreadable",
        "no right",
    );
    let (titles, errors) = salvage(
        vec![file("ja/start/plans.md", "", "Text")],
        vec![unreadable],
    );
    assert_eq!(titles, Vec::<String>::new());
    assert_eq!(errors, ["en/start/plans.md unreadable"]);
}

#[test]
fn broken_categories_leave_the_articles() {
    let files = vec![file("en/start/sound.md", "", "Text")];
    let (library, errors) = Library::salvage(files, Some("[start"), Vec::new());
    assert!(!library.is_empty());
    assert_eq!(errors.len(), 1);
}
