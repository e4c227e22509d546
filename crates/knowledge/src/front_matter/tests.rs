use super::*;

fn parse_file(text: &str) -> Result<(FrontMatter, &str), Vec<Diagnostic>> {
    let source = Source {
        file: "en/start/a.md",
        text,
    };
    let parts = split(source).map_err(|problem| vec![problem])?;
    let (front_matter, problems) = parse(source, parts.front_matter);
    if problems.is_empty() {
        Ok((front_matter, &text[parts.body_start..]))
    } else {
        Err(problems)
    }
}

fn problems(text: &str) -> Vec<String> {
    let problems = parse_file(text).expect_err("something is wrong");
    problems
        .iter()
        .map(|problem| format!("{}:{} {}", problem.line, problem.column, problem.message))
        .collect()
}

#[track_caller]
fn check(yaml: &str, expected: &[&str]) {
    let text = format!("---\ntitle: A\nsummary: B\nupdated: 2026-11-20\n{yaml}---\n");
    assert_eq!(problems(&text), expected, "{yaml}");
}

#[test]
fn reads_every_field() {
    let text = "---\r\ntitle: \"Tiers: what they mean\"\r\nsummary: 点数とランク\r\ntags: [a, b]\r\norder: 20\r\nupdated: 2026-11-20\r\n\
        audience:\r\n  personas: [lead]\r\n  minimum_tier: gold\r\n  accounts: [one]\r\naliases: [old/address]\r\ncontexts: [home]\r\n\
        related: [start/b]\r\nsource_revision: 2026-11-01\r\ndraft: true\r\npublish_at: 2026-12-01T09:00:00+09:00\r\n\
        review_by: 2027-01-01\r\nowner: Docs\r\n---\r\nText.\r\n";
    let (front_matter, body) = parse_file(text).expect("all is well");

    assert_eq!(body, "Text.\r\n");
    assert_eq!(front_matter.title, "Tiers: what they mean");
    assert_eq!(front_matter.summary, "点数とランク");
    assert_eq!(front_matter.tags, ["a", "b"]);
    assert_eq!(front_matter.order, Some(20));
    assert_eq!(front_matter.updated.to_string(), "2026-11-20");
    assert_eq!(front_matter.audience.value.personas, [Persona::Lead]);
    assert_eq!(front_matter.audience.value.minimum_tier, Some(Tier::Gold));
    assert!(
        front_matter
            .audience
            .value
            .accounts
            .contains(&AccountId("one".to_owned()))
    );
    assert_eq!(front_matter.aliases[0].value.to_string(), "old/address");
    assert!(text[front_matter.aliases[0].offset..].starts_with("old/address"));
    assert_eq!(front_matter.contexts, ["home"]);
    assert_eq!(front_matter.related[0].value.slug, "b");
    assert_eq!(
        front_matter
            .source_revision
            .map(|date| date.value.to_string())
            .as_deref(),
        Some("2026-11-01")
    );
    assert!(front_matter.is_draft);
    assert_eq!(
        front_matter
            .publish_at
            .map(|at| at.value.to_string())
            .as_deref(),
        Some("2026-12-01T00:00:00Z")
    );
    assert_eq!(
        front_matter
            .review_by
            .map(|date| date.value.to_string())
            .as_deref(),
        Some("2027-01-01")
    );
    assert_eq!(front_matter.owner.as_deref(), Some("Docs"));
}

#[test]
fn reports_everything_at_once() {
    let text = "---\ntitle: 2026\ntags: one\norder: first\nupdated: 2026-02-30\ndraft: yes\naudience:\n  personas: [boss, lead]\n  tier: gold\nauthor: me\n---\n";
    let mut found = problems(text);
    found.sort();
    let mut expected = vec![
        "2:8 `title` must be text; put it between double quotes",
        "2:1 `summary` is missing",
        "3:7 `tags` must be a list such as [one, two], not text",
        "4:8 `order` must be a whole number, not text",
        "5:10 `updated` must be a date such as 2026-11-20, not `2026-02-30`",
        "6:8 `draft` must be true or false, not text",
        "8:14 `personas` must be one of practitioner, lead, executive, not `boss`",
        "9:3 there is no field `tier`; the fields are personas, minimum_tier, accounts",
        "10:1 there is no field `author`; the fields are title, summary, updated, tags, order, audience, aliases, contexts, related, source_revision, draft, publish_at, review_by, owner",
    ];
    expected.sort_unstable();
    assert_eq!(found, expected);
}

#[test]
fn refuses_values_of_the_wrong_form() {
    check("order: 1\norder: 2\n", &["6:1 `order` stands here twice"]);
    check(
        "related: [welcome]\n",
        &["5:11 `related` must be CATEGORY/SLUG, of a-z, 0-9 and hyphens, not `welcome`"],
    );
    check(
        "contexts: [Home Page]\n",
        &[
            "5:12 `contexts` must be one of home, kb, search, new, bookmarks, company, history, company-programme, report, benefits, \
             movements, programme, rules, rewards, redemptions, spending, badges, challenges, team, board-settings, profile, feedback, sign-in, forgot-password, welcome, reset-password, \
             not `Home Page`",
        ],
    );
    check("owner: \"\"\n", &["5:8 `owner` is empty"]);
    check("owner:\n", &["5:6 `owner` must be text, not nothing"]);
    check(
        "review_by: 2026-11-20T10:00\n",
        &["5:12 `review_by` must be a date such as 2026-11-20, not `2026-11-20T10:00`"],
    );
    check(
        "publish_at: soon\n",
        &[
            "5:13 `publish_at` must be a time such as 2026-11-20T09:00:00+09:00 or a date, not `soon`",
        ],
    );
    check(
        "audience: everyone\n",
        &["5:11 `audience` must be fields of its own, indented below it, not text"],
    );
}

#[test]
fn warns_of_a_title_that_is_cut() {
    for (title, is_warned) in [
        ("a".repeat(60), false),
        ("a".repeat(61), true),
        ("字".repeat(30), false),
        ("字".repeat(31), true),
    ] {
        let text = format!("---\nsummary: B\nupdated: 2026-11-20\ntitle: {title}\n---\n");
        let source = Source {
            file: "en/start/a.md",
            text: &text,
        };
        let parts = split(source).expect("it has front matter");
        let (_, warnings) = parse(source, parts.front_matter);
        assert!(!warnings.iter().any(Diagnostic::is_error));
        let found: Vec<_> = warnings
            .iter()
            .map(|problem| (problem.line, problem.column, problem.code))
            .collect();
        let expected = if is_warned {
            vec![(4, 8, "title-too-long")]
        } else {
            Vec::new()
        };
        assert_eq!(found, expected, "{title}");
    }
}

#[test]
fn a_bare_date_publishes_at_midnight_utc() {
    let text = "---\ntitle: A\nsummary: B\nupdated: 2026-11-20\npublish_at: 2026-12-01\n---\n";
    let (front_matter, _) = parse_file(text).expect("all is well");
    assert_eq!(
        front_matter
            .publish_at
            .map(|at| at.value.to_string())
            .as_deref(),
        Some("2026-12-01T00:00:00Z")
    );
}

#[test]
fn needs_both_fences_and_fields() {
    assert_eq!(
        problems("# Title\n"),
        [
            "1:1 the file must begin with a line `---`, then the front matter, then another line `---`"
        ]
    );
    assert_eq!(
        problems("---\ntitle: A\n"),
        ["1:1 no second line `---` ends the front matter"]
    );
    assert_eq!(
        problems("---\njust text\n---\n"),
        ["2:1 front matter must be `field: value` lines, not text"]
    );
    assert_eq!(problems("---\n---\n").len(), 3);
    let broken = problems("---\ntitle: A\nsummary: [a\nupdated: 2026-11-20\n---\n");
    assert_eq!(broken.len(), 1, "{broken:?}");
}
