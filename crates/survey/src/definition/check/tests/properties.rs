//! The check has an answer to anything at all.

use diagnostic::Diagnostic;
use proptest::prelude::*;

use super::{FILE, REAL, check, check_all};

/// The real file with a stretch replaced by something that stands elsewhere in it, or by anything.
fn damaged() -> impl Strategy<Value = String> {
    let places = (0..REAL.len(), 0..80_usize, 0..REAL.len(), 0..40_usize);
    (places, "\\PC{0,6}", any::<bool>()).prop_map(|((at, cut, from, length), noise, is_noise)| {
        let part = |from: usize, length: usize| {
            let from = REAL.floor_char_boundary(from);
            &REAL[from..REAL.floor_char_boundary(from + length).max(from)]
        };
        let before = part(0, at);
        let after = part(before.len() + cut, REAL.len());
        let inserted = if is_noise { &noise } else { part(from, length) };
        format!("{before}{inserted}{after}")
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn never_panics_on_arbitrary_text(text in "(\\PC|[\\[\\]{}=\"'\n.#0-9a-z-]){0,40}") {
        let (survey, problems) = check(FILE, &text);
        prop_assert!(survey.is_none() && !problems.is_empty());
    }
}

proptest! {
    // The whole file is read each time; arbitrary text above has the many cases.
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn never_panics_on_a_damaged_file(text in damaged()) {
        let (survey, problems) = check(FILE, &text);
        let has_error = problems.iter().any(Diagnostic::is_error);
        prop_assert_eq!(survey.is_none(), has_error);
    }

    /// Whatever names whatever, the check ends, and what it lets through has no circle.
    #[test]
    fn no_circle_gets_through(nexts in proptest::collection::vec(0..6_usize, 1..5)) {
        let files: Vec<(String, String)> = nexts
            .iter()
            .enumerate()
            .map(|(number, next)| (format!("s{number}.toml"), super::named(&format!("s{number}"), &format!("s{next}"))))
            .collect();
        let (surveys, problems) = check_all(&files);
        prop_assert_eq!(surveys.is_none(), problems.iter().any(Diagnostic::is_error));
        // Each names one: of finitely many that is a circle or a name that is not there.
        prop_assert!(surveys.is_none());
    }
}
