//! What surveys say of each other.

use super::*;

#[test]
fn surveys_that_go_round_in_a_circle_are_told_where_they_close_it() {
    let (_, problems) = check_all(&files(&[
        ("a", named("a", "b")),
        ("b", named("b", "c")),
        ("c", named("c", "a")),
    ]));
    let told: Vec<_> = problems
        .iter()
        .map(|one| (one.file.as_str(), one.code, one.message.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            (
                "a.toml",
                "cycle",
                "the surveys go round in a circle: a → b → c → a"
            ),
            (
                "b.toml",
                "cycle",
                "the surveys go round in a circle: b → c → a → b"
            ),
            (
                "c.toml",
                "cycle",
                "the surveys go round in a circle: c → a → b → c"
            ),
        ]
    );
    assert_eq!(problems[0].source_line, "next = \"b\"");
    assert_eq!(problems[0].column, 8);
    let (_, problems) = check_all(&files(&[("a", named("a", "a"))]));
    assert_eq!(
        problems[0].message,
        "the surveys go round in a circle: a → a"
    );
    // What leads into a circle is no part of it.
    let (_, problems) = check_all(&files(&[("a", named("a", "b")), ("b", named("b", "b"))]));
    assert_eq!(problems.len(), 1, "{}", shown(&problems));
}

#[test]
fn what_is_named_next_must_be_there() {
    let (surveys, problems) = check_all(&files(&[("a", named("a", "b")), ("b", named("b", ""))]));
    assert_eq!(problems, []);
    let surveys = surveys.expect("there is no error");
    let next = surveys
        .get("a")
        .and_then(|survey| surveys.next_after(survey));
    assert_eq!(next.map(|survey| survey.id.as_str()), Some("b"));
    let (_, problems) = check_all(&files(&[("a", named("a", "gone"))]));
    assert_eq!(
        problems.iter().map(|one| one.code).collect::<Vec<_>>(),
        ["unknown-survey"]
    );
    // A file that is broken is there.
    let (_, problems) = check_all(&files(&[("a", named("a", "b")), ("b", "id = ".to_owned())]));
    assert_eq!(
        problems.iter().map(|one| one.code).collect::<Vec<_>>(),
        ["syntax"]
    );
    let anonymous = named("b", "")
        .replace("anonymous = false", "anonymous = true")
        .replace("earns = true", "earns = false");
    let anonymous = anonymous
        .split("[follow_up]")
        .next()
        .unwrap_or_default()
        .to_owned();
    let (_, problems) = check_all(&files(&[("a", named("a", "b")), ("b", anonymous)]));
    assert_eq!(
        problems.iter().map(|one| one.code).collect::<Vec<_>>(),
        ["not-anonymous"]
    );
}
