//! What the check says of a real file, of mistakes one by one, and of all at once.

use diagnostic::Severity;
use rule_file::LARGEST_FILE;

use super::*;

mod play;
mod properties;

const FILE: &str = "2026-01-kizuna.toml";
const REAL: &str = include_str!("../../../../../program/2026-01-kizuna.toml");
/// The version with play.
const PLAY: &str = include_str!("../../../../../program/2026-09-kizuna.toml");

/// The codes of what is found when `from` stands as `to` in the real file.
fn after_replacing(from: &str, to: &str) -> Vec<(&'static str, String)> {
    assert!(REAL.contains(from), "the file holds {from}");
    let (_, problems) = check(FILE, &REAL.replacen(from, to, 1));
    problems
        .into_iter()
        .map(|problem| (problem.code, problem.source_line))
        .collect()
}

fn finds(from: &str, to: &str, code: &str) {
    let found = after_replacing(from, to);
    assert!(
        found.iter().any(|(found, shown)| *found == code
            && (to.is_empty() || to.lines().any(|line| shown.contains(line)))),
        "{from} → {to} gives {found:?}"
    );
}

#[test]
fn the_real_file_is_without_a_mistake() {
    let (programme, problems) = check(FILE, REAL);
    assert_eq!(
        problems,
        [],
        "{}",
        problems.first().map_or(String::new(), ToString::to_string)
    );
    let programme = programme.expect("there is no error");
    assert_eq!(programme.version, "2026-01-kizuna");
    assert_eq!((programme.rules.len(), programme.rewards.len()), (5, 6));
}

#[test]
fn finds_each_mistake_at_its_line() {
    finds("points = 120", "pints = 120", "unknown-field");
    finds("points = 120", "points = \"120\"", "wrong-type");
    finds("points = 120", "points = -1", "wrong-value");
    finds("points = 120", "points = 0", "wrong-value");
    finds("points = 10_000", "points = 4_000", "out-of-order");
    finds(
        "minor_units = 300_000",
        "minor_units = 0",
        "divides-by-zero",
    );
    finds("stock = 8\n", "", "no-stock");
    finds("stock = 8", "stock = 0", "no-stock");
    finds("cost = 1_000", "cost = 0", "no-cost");
    finds("ja = \"現場診断サービス\"\n", "", "missing-language");
    finds("id = \"use\"", "id = \"lesson\"", "duplicate-id");
    finds(
        "id = \"line-assessment\"",
        "id = \"remote-workshop\"",
        "duplicate-id",
    );
    finds("[{ points = 10,", "[{ points = 9,", "cap-below-event");
    finds("EUR = {", "EURO = {", "unknown-currency");
    finds(
        "\"lesson.finished\"",
        "\"lesson finished\"",
        "unknown-event",
    );
    finds(
        "valid_from = 2026-01-01",
        "valid_from = 2026-02-30",
        "syntax",
    );
    finds(
        "valid_from = 2026-01-01",
        "valid_from = 0026-01-01",
        "impossible-date",
    );
    finds(
        "valid_from = 2026-01-01",
        "valid_from = 2026-02-01",
        "file-name",
    );
    finds(
        "wallet = \"account\"",
        "wallet = \"member\"",
        "purchase-to-member",
    );
    finds("id = \"silver\"", "id = \"platinum\"", "wrong-value");
    finds(
        "fulfilment = \"staff\"",
        "fulfilment = \"post\"",
        "wrong-value",
    );
    finds("notice_days = 60", "", "missing-field");
    finds(
        "period = \"year\"\nkeep_periods = 1",
        "rolling_months = 12\nkeep_periods = 1",
        "wrong-value",
    );
    finds(
        "en = \"Purchase\"",
        &format!("en = \"{}\"", "long ".repeat(13)),
        "text-too-long",
    );
    finds("[expiry]", "[expiry]\nrolling_months = 3", "missing-field");
    finds(
        "approval_days = 14",
        "approval_days = 14\n\n[ends]\nearning_until = 2026-12-31\nredeeming_until = 2026-06-30",
        "impossible-date",
    );
}

#[test]
fn finds_mistakes_in_fractions_and_filters() {
    let with = |line: &str| after_replacing("points = 120", &format!("points = 120\n{line}"));
    let code_of = |line: &str| with(line).first().map(|(code, _)| *code);
    assert_eq!(
        code_of("multiplier = { gold = \"5/4\", silver = 1.1 }"),
        None
    );
    assert_eq!(
        code_of("multiplier = { gold = \"5/0\" }"),
        Some("divides-by-zero")
    );
    assert_eq!(code_of("multiplier = { gold = 0 }"), Some("wrong-value"));
    assert_eq!(code_of("multiplier = { gold = nan }"), Some("wrong-value"));
    assert_eq!(code_of("multiplier = { iron = 2 }"), Some("unknown-field"));
    assert_eq!(
        code_of("where = [{ field = \"level\", equals = \"advanced\" }]"),
        None
    );
    assert_eq!(
        code_of("where = [{ field = \"level\" }]"),
        Some("missing-field")
    );
    assert_eq!(
        code_of("where = [{ field = \"x\", at_least = \"y\" }]"),
        Some("wrong-type")
    );
    assert_eq!(
        code_of("where = [{ product_in = [\"pump\"] }]"),
        Some("purchase-to-member")
    );
    assert_eq!(
        code_of("per_amount = { EUR = { points = 1, minor_units = 1 } }"),
        Some("missing-field")
    );
}

#[test]
fn rewards_and_multipliers_name_tiers_that_there_are() {
    let start = REAL
        .find("[[tiers.level]]\nid = \"gold\"")
        .expect("gold is there");
    let end = REAL.find("# Rewards").expect("rewards follow");
    let without_gold = format!("{}{}", &REAL[..start], &REAL[end..]);
    let (_, problems) = check(FILE, &without_gold);
    assert_eq!(problems.len(), 2);
    assert_eq!(
        problems[0].message,
        "`tiers` can be bronze, silver; `gold` is none of them"
    );
    let multiplied = "points = 120\nmultiplier = { gold = 2 }";
    let (_, problems) = check(FILE, &without_gold.replacen("points = 120", multiplied, 1));
    assert_eq!(problems[0].code, "unknown-field");
}

#[test]
fn the_page_for_operators_explains_every_field() {
    let page = include_str!("../../../../../docs/PROGRAMME.md");
    let tables = [
        ("valid_from =", "zzz = 1\nvalid_from ="),
        ("[arrival]", "[arrival]\nzzz = 1"),
        ("[[rule]]", "[[rule]]\nzzz = 1"),
        (
            "{ points = 1, minor_units",
            "{ zzz = 1, points = 1, minor_units",
        ),
        ("{ points = 10, per", "{ zzz = 1, points = 10, per"),
        ("points = 120", "points = 120\nwhere = [{ zzz = 1 }]"),
        ("points = 120", "points = 120\nmultiplier = { zzz = 1 }"),
        ("[rule.name]", "[rule.name]\nzzz = 1"),
        ("[tiers]", "[tiers]\nzzz = 1"),
        ("[[tiers.level]]", "[[tiers.level]]\nzzz = 1"),
        ("points = 4_000", "activities = [{ zzz = 1 }]"),
        (
            "[[tiers.level.benefit]]",
            "[[tiers.level.benefit]]\nzzz = 1",
        ),
        ("[[reward]]", "[[reward]]\nzzz = 1"),
        ("[[badge]]", "[[badge]]\nzzz = 1"),
        ("[streak]", "[streak]\nzzz = 1"),
        ("[[challenge]]", "[[challenge]]\nzzz = 1"),
        ("[spending]", "[spending]\nzzz = 1"),
        ("[expiry]", "[expiry]\nzzz = 1"),
        ("[expiry]", "[ends]\nzzz = 1\n\n[expiry]"),
    ];
    for (from, to) in tables {
        assert!(PLAY.contains(from), "the file holds {from}");
        let (_, problems) = check(FILE, &PLAY.replacen(from, to, 1));
        let told = problems
            .iter()
            .find(|problem| problem.message.contains("`zzz`"));
        let message = &told.expect("the field is not known").message;
        let (_, fields) = message
            .split_once("the fields are ")
            .expect("they are named");
        for field in fields.split(", ") {
            let is_explained = [
                format!("`{field}`"),
                format!("`{field} ="),
                format!("{field} = "),
                format!("`{field}."),
            ]
            .iter()
            .any(|written| page.contains(written));
            assert!(
                is_explained,
                "docs/PROGRAMME.md does not explain {field} ({from})"
            );
        }
    }
}

#[test]
fn tells_everything_at_once_with_a_caret() {
    let text = REAL
        .replacen("notice_days = 60", "notice_days = \"soon\"", 1)
        .replacen("points = 4_000", "points = 40_000", 1)
        .replacen("cost = 200", "cost = 0", 1);
    let (programme, problems) = check(FILE, &text);
    assert_eq!(programme, None);
    let codes: Vec<_> = problems.iter().map(|problem| problem.code).collect();
    assert_eq!(codes, ["wrong-type", "out-of-order", "no-cost"]);
    assert!(
        problems
            .iter()
            .all(|problem| problem.severity == Severity::Error)
    );
    assert_eq!(
        problems[0].to_string(),
        "error[wrong-type]: `notice_days` must be a whole number, not a text\n --> 2026-01-kizuna.toml:5:15\n  |\n\
         5 | notice_days = \"soon\"\n  |               ^"
    );
}

#[test]
fn a_file_that_is_no_programme_is_told_so() {
    for text in [
        "",
        "[",
        "rule = 1",
        "tiers = []",
        "[[tiers]]",
        "\u{feff}",
        "a = 1\na = 2",
    ] {
        let (programme, problems) = check(FILE, text);
        assert!(programme.is_none() && !problems.is_empty(), "{text:?}");
    }
    for name in [
        "kizuna.toml",
        "2026-01-.toml",
        "2026-01-Kizuna.toml",
        "2026-01-kizuna.txt",
        "",
    ] {
        let (_, problems) = check(name, REAL);
        assert_eq!(problems[0].code, "file-name", "{name}");
    }
    let (_, problems) = check(FILE, &"#".repeat(LARGEST_FILE + 1));
    assert_eq!(problems[0].code, "too-long");
}
