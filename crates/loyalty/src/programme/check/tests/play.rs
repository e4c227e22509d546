//! Mistakes in badges, the streak and challenges.

use super::*;

const FILE: &str = "2026-09-kizuna.toml";

fn finds(from: &str, to: &str, code: &str) {
    assert!(PLAY.contains(from), "the file holds {from}");
    let (programme, problems) = check(FILE, &PLAY.replacen(from, to, 1));
    assert_eq!(programme, None, "{to} is refused");
    let told = problems.iter().find(|problem| problem.code == code);
    let told = told.unwrap_or_else(|| panic!("{from} → {to} gives {problems:?}"));
    assert!(
        to.lines().any(|line| told.source_line.contains(line)) || to.is_empty(),
        "{to} is shown at {}",
        told.source_line
    );
}

#[test]
fn the_version_with_play_is_without_a_mistake() {
    let (programme, problems) = check(FILE, PLAY);
    assert_eq!(problems, []);
    let programme = programme.expect("there is no error");
    assert_eq!((programme.badges.len(), programme.challenges.len()), (7, 3));
    let streak = programme.streak.expect("weeks are counted");
    assert_eq!((streak.days, streak.freezes), (1, 4));
}

#[test]
fn finds_each_mistake_of_a_badge() {
    finds("shape = \"book\"", "shape = \"crown\"", "wrong-value");
    finds("shape = \"book\"\n", "", "missing-field");
    finds(
        "event = \"article.voted\"",
        "event = \"purchase.completed\"",
        "purchase-to-member",
    );
    finds("count = 5", "count = 0", "wrong-value");
    finds("months_together = 12", "months_together = 0", "wrong-value");
    finds(
        "months_together = 12",
        "months_together = 12\ncount = 3",
        "wrong-value",
    );
    finds(
        "id = \"five-votes\"",
        "id = \"first-article\"",
        "duplicate-id",
    );
    finds("ja = \"読者の声\"\n", "", "missing-language");
    // Two conditions at once, and none.
    let (_, both) = check(FILE, &PLAY.replacen("count = 5", "streak_weeks = 5", 1));
    let (_, none) = check(FILE, &PLAY.replacen("months_together = 12\n", "", 1));
    assert!(both[0].message.starts_with("a badge is for"));
    assert!(none[0].message.starts_with("a badge is for"));
}

#[test]
fn finds_each_mistake_of_streak_and_challenges() {
    finds("days = 1\n", "days = 6\n", "wrong-value");
    finds("freezes = 4", "freezes = -1", "wrong-value");
    finds("every_weeks = 4", "every_weeks = 0", "wrong-value");
    finds("most_goal = 5_000", "most_goal = 4", "out-of-order");
    finds("most_days = 92", "most_days = 6", "out-of-order");
    finds("most_per_year = 4", "most_per_year = 0", "wrong-value");
    finds(
        "event = \"challenge.reached\"\nwallet = \"account\"",
        "event = \"challenge.reached\"\nwallet = \"member\"",
        "challenge-to-member",
    );
    let start = PLAY.find("[streak]").expect("is there");
    let end = PLAY.find("[[challenge]]").expect("follows");
    let without = format!("{}{}", &PLAY[..start], &PLAY[end..]);
    let (_, problems) = check(FILE, &without);
    assert_eq!(problems[0].code, "missing-field");
    assert!(problems[0].message.contains("needs a [streak]"));
}

#[test]
fn many_badges_are_told_in_one_line() {
    use crate::programme::{Difference, Moved, differences};
    let (before, _) = check("2026-01-kizuna.toml", REAL);
    let (after, _) = check(FILE, PLAY);
    let (before, after) = (before.expect("is right"), after.expect("is right"));
    let play = |all: &[Difference]| -> Vec<(Moved, usize)> {
        let told = all.iter().filter_map(|one| match one {
            Difference::BadgesMoved { how, badges } => Some((*how, badges.len())),
            Difference::StreakMoved { how } => Some((*how, 0)),
            Difference::ChallengesMoved { how, challenges } => Some((*how, challenges.len())),
            _ => None,
        });
        told.collect()
    };
    let added = [(Moved::Added, 7), (Moved::Added, 0), (Moved::Added, 3)];
    assert_eq!(play(&differences(&before, &after)), added);
    let gone = added.map(|(_, count)| (Moved::Gone, count));
    assert_eq!(play(&differences(&after, &before)), gone);
    let changed = PLAY
        .replacen("count = 5", "count = 6", 1)
        .replacen("freezes = 4", "freezes = 5", 1)
        .replacen("most_days = 31", "most_days = 30", 1);
    let (other, _) = check(FILE, &changed);
    let changed = [
        (Moved::Changed, 1),
        (Moved::Changed, 0),
        (Moved::Changed, 1),
    ];
    assert_eq!(
        play(&differences(&after, &other.expect("is right"))),
        changed
    );
}
