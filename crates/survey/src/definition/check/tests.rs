//! What the check says of the shipped files, of mistakes one by one, and of all at once.

use super::*;
use crate::definition::{Kind, WaveRule};
use crate::score::Group;

mod folder;
mod properties;

const FILE: &str = "relationship.toml";
const REAL: &str = include_str!("../../../../../surveys/relationship.toml");
const ARTICLE: &str = include_str!("../../../../../surveys/article.toml");

fn shown(problems: &[Diagnostic]) -> String {
    let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
    told.join("\n")
}

fn replaced(text: &str, from: &str, to: &str) -> String {
    assert!(text.contains(from), "the file holds {from}");
    text.replacen(from, to, 1)
}

/// Nothing but the one mistake is found when `from` stands as `to` in the real file, and it is shown at a line of `to`.
fn finds(from: &str, to: &str, code: &str) {
    let (survey, problems) = check(FILE, &replaced(REAL, from, to));
    assert!(survey.is_none());
    let found: Vec<_> = problems.iter().map(|problem| problem.code).collect();
    assert_eq!(found, [code], "{from} → {to}\n{}", shown(&problems));
    let line = &problems[0].source_line;
    assert!(
        to.is_empty() || to.lines().any(|written| line.contains(written.trim())),
        "{}",
        shown(&problems)
    );
}

fn files(texts: &[(&str, String)]) -> Vec<(String, String)> {
    texts
        .iter()
        .map(|(name, text)| (format!("{name}.toml"), text.clone()))
        .collect()
}

/// The relationship survey under another id, with a survey to come next.
fn named(id: &str, next: &str) -> String {
    let text = replaced(REAL, "id = \"relationship\"", &format!("id = \"{id}\""));
    if next.is_empty() {
        return text;
    }
    replaced(
        &text,
        "earns = true",
        &format!("earns = true\nnext = \"{next}\""),
    )
}

#[test]
fn the_shipped_surveys_are_without_a_mistake() {
    let shipped = files(&[
        ("article", ARTICLE.to_owned()),
        ("relationship", REAL.to_owned()),
    ]);
    let (surveys, problems) = check_all(&shipped);
    assert_eq!(problems, [], "{}", shown(&problems));
    let surveys = surveys.expect("there is no error");
    let kinds: Vec<_> = surveys
        .iter()
        .map(|one| (one.id.as_str(), one.kind))
        .collect();
    assert_eq!(
        kinds,
        [("article", Kind::Csat), ("relationship", Kind::Nps)]
    );
    let article = surveys.get("article").expect("is there");
    // Without a tenure of its own a survey has the least there is.
    assert_eq!(article.audience.tenure_days, 30);
    assert!(article.why(Group::Detractor).is_some() && surveys.next_after(article).is_none());
}

#[test]
fn finds_each_mistake_at_its_line() {
    finds("kind = \"nps\"", "kind = \"mood\"", "wrong-value");
    finds(
        "id = \"relationship\"",
        "id = \"Relationship\"",
        "wrong-value",
    );
    finds("id = \"relationship\"", "id = \"other\"", "file-name");
    finds("anonymous = false", "anonymous = \"no\"", "wrong-type");
    finds("anonymous = false\n", "", "missing-field");
    finds("earns = true", "earns = true\npoints = 50", "unknown-field");
    finds(
        "pages = [\"home\", \"movements\"]",
        "pages = []",
        "missing-field",
    );
    finds(
        "pages = [\"home\",",
        "pages = [\"checkout\",",
        "wrong-value",
    );
    finds(
        "pages = [\"home\",",
        "pages = [\"movements\",",
        "wrong-value",
    );
    finds("tenure_days = 30", "tenure_days = 29", "wrong-value");
    finds("tenure_days = 30", "tiers = [\"platinum\"]", "wrong-value");
    finds("tenure_days = 30", "personas = [\"boss\"]", "wrong-value");
    finds(
        "tenure_days = 30",
        "life_stages = [\"3 - 18\"]",
        "wrong-value",
    );
    finds("percent = 25", "percent = 0", "wrong-value");
    finds("percent = 25", "percent = 25.5", "wrong-type");
    finds(
        "[sample]\npercent = 25",
        "[sample]\npercent = 25\nmembers_per_account = 3",
        "wrong-value",
    );
    finds("first = 2027-01-11", "first = 2027-02-30", "syntax");
    finds(
        "first = 2027-01-11",
        "first = 1027-01-11",
        "impossible-date",
    );
    finds("every_months = 6", "every_months = 0", "wrong-value");
    // Longer than the months between two waves.
    finds("days = 28\n", "days = 169\n", "wrong-value");
    // More days than the wave has.
    finds("spread_days = 21", "spread_days = 29", "wrong-value");
    finds(
        "owner = \"success_manager\"",
        "owner = \"nobody\"",
        "wrong-value",
    );
    finds(
        "due_working_days = 2",
        "due_working_days = 0",
        "wrong-value",
    );
    finds("[\"detractor\"]", "[\"dissatisfied\"]", "wrong-value");
    finds(
        "groups = [\"detractor\"]\n",
        "groups = []\n",
        "missing-field",
    );
    finds("\"referral\",", "\"holiday\",", "wrong-value");
    finds(
        "[waves]\n",
        "[[wave]]\nfrom = 2027-01-01\nuntil = 2027-01-02\n[waves]\n",
        "no-waves",
    );
}

#[test]
fn a_missing_language_is_told_with_line_and_caret() {
    let text = replaced(
        REAL,
        "ja = \"9点や10点に届かなかった理由をお聞かせください。\"\n",
        "",
    );
    let (survey, problems) = check(FILE, &text);
    assert!(survey.is_none());
    assert_eq!(
        shown(&problems),
        "error[missing-language]: `passive` is missing in 日本語: `ja`\n --> relationship.toml:21:1\n   |\n21 | [why.passive]\n   | ^"
    );
}

#[test]
fn tells_every_mistake_at_once() {
    let text = ["kind = \"nps\"", "percent = 25", "every_months = 6"]
        .iter()
        .zip(["kind = \"mood\"", "percent = 0", "every_months = -1"])
        .fold(REAL.to_owned(), |text, (from, to)| {
            replaced(&text, from, to)
        });
    let (_, problems) = check(FILE, &text);
    let lines: Vec<_> = problems
        .iter()
        .map(|problem| problem.source_line.as_str())
        .collect();
    assert_eq!(
        lines,
        ["kind = \"mood\"", "percent = 0", "every_months = -1"]
    );
}

#[test]
fn an_anonymous_survey_keeps_nothing_that_names_the_member() {
    let (_, problems) = check(
        FILE,
        &replaced(REAL, "anonymous = false", "anonymous = true"),
    );
    let lines: Vec<_> = problems
        .iter()
        .map(|one| (one.code, one.source_line.as_str()))
        .collect();
    assert_eq!(
        lines,
        [
            ("not-anonymous", "earns = true"),
            ("not-anonymous", "[follow_up]")
        ]
    );
}

#[test]
fn waves_with_dates_follow_each_other() {
    let repeating = "[waves]\nfirst = 2027-01-11\nevery_months = 6\ndays = 28\n";
    let wave = |from: &str, until: &str| format!("[[wave]]\nfrom = {from}\nuntil = {until}\n");
    let with = |waves: &str| check(FILE, &replaced(REAL, repeating, waves));
    let spring = wave("2027-03-01", "2027-03-28");
    let (survey, problems) = with(&format!("{spring}{}", wave("2027-09-01", "2027-09-28")));
    assert_eq!(problems, [], "{}", shown(&problems));
    let waves = survey.map(|survey| survey.waves);
    assert!(matches!(waves, Some(WaveRule::Dates(waves)) if waves.len() == 2));
    for (other, line) in [
        (wave("2027-03-28", "2027-04-28"), "from = 2027-03-28"),
        (wave("2027-09-28", "2027-09-01"), "until = 2027-09-01"),
    ] {
        let (_, problems) = with(&format!("{spring}{other}"));
        assert_eq!(problems.len(), 1, "{}", shown(&problems));
        assert_eq!(
            (problems[0].code, problems[0].source_line.as_str()),
            ("out-of-order", line)
        );
    }
    let (_, problems) = with("");
    assert!(
        problems.iter().any(|problem| problem.code == "no-waves"),
        "{}",
        shown(&problems)
    );
}

#[test]
fn a_choice_has_choices_and_a_scale_has_none() {
    let head =
        "id = \"pick\"\nkind = \"choice\"\nanonymous = true\nearns = false\npages = [\"home\"]\n";
    let texts = |name: &str| format!("[{name}]\nen = \"a\"\nja = \"b\"\nzh-Hant = \"c\"\n");
    let choice = |id: &str| format!("[[choice]]\nid = \"{id}\"\n{}", texts("choice.text"));
    let tail = "[sample]\npercent = 100\n[waves]\nfirst = 2027-01-01\nevery_months = 1\n";
    let of = |choices: &str| {
        let text = format!(
            "{head}{}{}{choices}{tail}",
            texts("question"),
            texts("thanks")
        );
        check("pick.toml", &text)
    };
    let (survey, problems) = of(&format!("{}{}", choice("one"), choice("two")));
    assert_eq!(problems, [], "{}", shown(&problems));
    assert_eq!(survey.map(|survey| survey.choices.len()), Some(2));
    for (choices, code) in [
        (choice("one"), "missing-field"),
        (
            format!("{}{}", choice("one"), choice("one")),
            "duplicate-id",
        ),
        (
            format!("{}{}{}", choice("one"), choice("two"), texts("why")),
            "no-scale",
        ),
    ] {
        let (_, problems) = of(&choices);
        let codes: Vec<_> = problems.iter().map(|problem| problem.code).collect();
        assert_eq!(codes, [code], "{}", shown(&problems));
    }
}
