//! What is different in badges, the streak and challenges, many in one.

use super::{Difference, Moved};
use crate::programme::Programme;

pub(super) fn of_play(previous: &Programme, next: &Programme, found: &mut Vec<Difference>) {
    let badges = moved(&previous.badges, &next.badges, |badge| &badge.id);
    found.extend(badges.map(|(how, badges)| Difference::BadgesMoved { how, badges }));
    let how = match (&previous.streak, &next.streak) {
        (None, Some(_)) => Some(Moved::Added),
        (Some(_), None) => Some(Moved::Gone),
        (before, after) => (before != after).then_some(Moved::Changed),
    };
    found.extend(how.map(|how| Difference::StreakMoved { how }));
    let challenges = moved(&previous.challenges, &next.challenges, |one| &one.id);
    found.extend(
        challenges.map(|(how, challenges)| Difference::ChallengesMoved { how, challenges }),
    );
}

/// The ids of what is new, gone and other between two lists, without those of which there is none.
fn moved<T: PartialEq>(
    before: &[T],
    after: &[T],
    id: impl Fn(&T) -> &String,
) -> impl Iterator<Item = (Moved, Vec<String>)> {
    let among = |all: &[T], one: &T| all.iter().position(|other| id(other) == id(one));
    let names = |all: &[T], is_wanted: &dyn Fn(&T) -> bool| -> Vec<String> {
        let wanted = all.iter().filter(|one| is_wanted(one));
        wanted.map(|one| id(one).clone()).collect()
    };
    let is_other = |one: &T| {
        let was = among(before, one).and_then(|index| before.get(index));
        was.is_some_and(|was| was != one)
    };
    let all = [
        (
            Moved::Added,
            names(after, &|one| among(before, one).is_none()),
        ),
        (
            Moved::Gone,
            names(before, &|one| among(after, one).is_none()),
        ),
        (Moved::Changed, names(after, &is_other)),
    ];
    all.into_iter().filter(|(_, names)| !names.is_empty())
}
