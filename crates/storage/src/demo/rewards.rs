//! What was spent: services for the company every few months, now and then a treat for a keen person. Never more than
//! there was.

use jiff::ToSpan as _;
use jiff::civil::Date;
use loyalty::Points;
use uuid::Uuid;

use super::company::Habit;
use super::story::{About, Story, balance_of};
use super::work::ordinal;
use crate::programme::{Change, NewEvent};

/// Days from one reward of the company to the next.
const COMPANY_RHYTHM: i32 = 76;
const COMPANY_COSTS: [i64; 7] = [1_200, 1_000, 800, 600, 450, 300, 150];
/// Days before today in which nothing is spent here: what was asked for lately has a story of its own.
const LATELY: i32 = 100;
const PERSON_RHYTHM: i32 = 190;
const PERSON_COSTS: [i64; 3] = [400, 300, 200];

pub(super) fn spend(story: &Story<'_>, earned: &[NewEvent]) -> Vec<NewEvent> {
    let words = &story.cast.company.words;
    let mut spent = of_wallet(
        story,
        None,
        earned,
        COMPANY_RHYTHM,
        &COMPANY_COSTS,
        words.rewards,
    );
    for (index, person) in story.cast.people.iter().enumerate() {
        if matches!(person.habit, Habit::Keen | Habit::Steady) {
            spent.extend(of_wallet(
                story,
                Some(index),
                earned,
                PERSON_RHYTHM,
                &PERSON_COSTS,
                words.treats,
            ));
        }
    }
    spent
}

/// What the holder of one wallet spent: at each turn the dearest reward that takes no more than about half.
fn of_wallet(
    story: &Story<'_>,
    holder: Option<usize>,
    earned: &[NewEvent],
    rhythm: i32,
    costs: &[i64],
    rewards: &[&str],
) -> Vec<NewEvent> {
    let member: Option<Uuid> = holder
        .and_then(|index| story.settled.people.get(index))
        .map(|person| person.id);
    let own: Vec<&NewEvent> = earned
        .iter()
        .filter(|event| event.member == member)
        .collect();
    let left_at = holder
        .and_then(|index| story.settled.people.get(index))
        .and_then(|person| person.left_at);
    let mut spent_so_far = 0;
    let mut spent: Vec<NewEvent> = Vec::new();
    for day in turns(story, holder, rhythm) {
        let mut random = story.random(
            About::Reward,
            &[holder.map_or(0, |index| index as u64 + 1), ordinal(day)],
        );
        let at = story.stage.office_hour(day, &mut random);
        if at > story.stage.now || left_at.is_some_and(|left| at > left) {
            break;
        }
        let gathered: i64 = own
            .iter()
            .filter(|event| event.occurred_at <= at)
            .map(|event| balance_of(event))
            .sum();
        // Points of the year before last have run out, whatever of them was left.
        let year = day.year() - 1;
        let recent: i64 = own
            .iter()
            .filter(|event| event.occurred_at <= at && story.year_of(event) >= year)
            .map(|event| balance_of(event))
            .sum();
        let recently_spent: i64 = spent
            .iter()
            .filter(|event| story.year_of(event) >= year)
            .map(|event| -balance_of(event))
            .sum();
        let balance = (gathered - spent_so_far).min(recent - recently_spent);
        let Some(cost) = costs
            .iter()
            .copied()
            .find(|cost| *cost <= balance * 11 / 20)
        else {
            continue;
        };
        let Some(reward) = random.choose(rewards) else {
            continue;
        };
        spent_so_far += cost;
        let id = format!(
            "reward-{}-{day}",
            holder.map_or_else(|| "company".to_owned(), |index| index.to_string())
        );
        spent.push(story.event(
            holder,
            &id,
            "reward.redeemed",
            (*reward).to_owned(),
            at,
            Change::Spent(Points::new(cost)),
        ));
    }
    spent
}

/// The working days on which the holder could choose a reward.
fn turns(story: &Story<'_>, holder: Option<usize>, rhythm: i32) -> Vec<Date> {
    // Not everyone on the same day.
    let offset = i32::try_from(holder.map_or(0, |index| index * 17 % 97)).unwrap_or(0) + rhythm / 2;
    let first = story.stage.first_day.saturating_add(offset.days());
    let turns = first
        .series(rhythm.days())
        .take_while(|day| *day < story.stage.today.saturating_sub(LATELY.days()));
    turns
        .filter_map(|day| {
            story
                .stage
                .past_working_days(day, day.saturating_add(6.days()))
                .next()
        })
        .collect()
}
