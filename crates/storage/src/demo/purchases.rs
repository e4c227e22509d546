//! What a company bought: the points that its people did not earn, spread over the year as the company buys.

use jiff::civil::{Date, date};
use jiff::{SignedDuration, ToSpan as _};
use loyalty::Points;
use serde_json::json;

use super::random::Random;
use super::story::{About, Story, earned_by};
use super::work::ordinal;
use crate::programme::{Award, Change, NewEvent};

/// Working days for each purchase.
const RHYTHM: usize = 9;
/// A purchase of fewer points is not worth an order.
const SMALLEST: i64 = 8;

/// Purchases that bring every year to its points.
pub(super) fn balance(story: &Story<'_>, earned: &[NewEvent]) -> Vec<NewEvent> {
    story
        .stage
        .years()
        .flat_map(|year| of_year(story, year, earned))
        .collect()
}

fn of_year(story: &Story<'_>, year: i16, earned: &[NewEvent]) -> Vec<NewEvent> {
    let by_people: i64 = earned
        .iter()
        .filter(|event| story.year_of(event) == year)
        .map(earned_by)
        .sum();
    let days: Vec<Date> = story
        .stage
        .past_working_days(date(year, 1, 1), date(year, 12, 31))
        .collect();
    let mut random = story.random(About::Purchase, &[u64::from(year.unsigned_abs())]);
    let shares = shares(story, goal(story, year) - by_people, &days, &mut random);
    let mut events = Vec::new();
    for (number, (day, points)) in (1..).zip(shares) {
        let at = story.stage.office_hour(day, &mut random);
        let words = &story.cast.company.words;
        let product = random.choose(words.products).copied().unwrap_or_default();
        let order = format!("{}{}{number:03}", words.order, year % 100);
        let subject = format!("{order} · {product}");
        let id = format!("purchase-{year}-{number}");
        let mut event = story.event(
            None,
            &id,
            "purchase.completed",
            subject.clone(),
            at,
            Change::Earned(Points::new(points)),
        );
        event.data = price(story, points, &mut random);
        // Once a year an order is entered twice, and taken back some days later.
        if number == 4 {
            events.extend(entered_twice(
                story,
                &event,
                day,
                &format!("{order} · {}", words.reversal),
            ));
        }
        events.push(event);
    }
    events
}

/// The points that the company has in the year, as far as it lies within the story.
fn goal(story: &Story<'_>, year: i16) -> i64 {
    let (stage, pace) = (&story.stage, &story.cast.company.pace);
    let of_year = pace.of(stage.today.year() - year);
    let length = i64::from(date(year, 1, 1).days_in_year());
    let over = if year == stage.today.year() {
        i64::from(stage.today.day_of_year()) - 1
    } else {
        length
    };
    let before = if year == stage.first_day.year() {
        i64::from(stage.first_day.day_of_year()) - 1
    } else {
        0
    };
    let goal = of_year * (over - before) / length;
    if year == stage.today.year() {
        goal.min(pace.ceiling)
    } else {
        goal
    }
}

/// The days of the purchases and the points of each; together they make up `points`.
fn shares(story: &Story<'_>, points: i64, days: &[Date], random: &mut Random) -> Vec<(Date, i64)> {
    let most = usize::try_from(points / SMALLEST).unwrap_or(0);
    let count = days.len().div_ceil(RHYTHM).min(most);
    let stretch = days.len().div_ceil(count.max(1)).max(1);
    let mut weighed: Vec<(Date, i64)> = Vec::with_capacity(count);
    // One purchase in each stretch of days: no month stays empty.
    for stretch in days.chunks(stretch).take(count) {
        let Some(day) = random.choose(stretch).copied() else {
            break;
        };
        let month = usize::try_from(day.month() - 1).unwrap_or(0);
        let season = story.cast.company.seasons.get(month);
        let weight = season.copied().unwrap_or(1) * random.between(50, 180);
        weighed.push((day, i64::try_from(weight).unwrap_or(1)));
    }
    let total: i64 = weighed.iter().map(|(_, weight)| weight).sum();
    let mut left = points;
    let mut weight_left = total;
    for (_, share) in &mut weighed {
        let part = left * *share / weight_left.max(1);
        weight_left -= *share;
        left -= part;
        *share = part;
    }
    weighed.retain(|(_, points)| *points > 0);
    weighed
}

/// A price that earns these points, odd as prices are.
fn price(story: &Story<'_>, points: i64, random: &mut Random) -> serde_json::Value {
    let currency = &story.cast.company.currency;
    let unit = currency.per_point * currency.minor;
    let rest = i64::try_from(random.below(u64::try_from(unit).unwrap_or(1))).unwrap_or(0);
    json!({ "amount": points * unit + rest, "currency": currency.code })
}

/// The same order once more, and the entry that reverses it; nothing when it would not have been found yet.
fn entered_twice(story: &Story<'_>, event: &NewEvent, day: Date, subject: &str) -> Vec<NewEvent> {
    let found = day.saturating_add(4.days());
    let is_over = story
        .stage
        .past_working_days(found, found.last_of_year())
        .next();
    let Some(on) = is_over.filter(|on| on.year() == day.year()) else {
        return Vec::new();
    };
    let mut random = story.random(About::Purchase, &[ordinal(day)]);
    let points = Points::new(earned_by(event));
    let mut double = event.clone();
    double.external_id.push_str("-again");
    double.occurred_at = event.occurred_at + SignedDuration::from_mins(11);
    double.received_at = double.occurred_at;
    let mut reversal = event.clone();
    reversal.external_id.push_str("-reversed");
    "purchase.reversed".clone_into(&mut reversal.kind);
    subject.clone_into(&mut reversal.subject);
    reversal.occurred_at = story.stage.office_hour(on, &mut random);
    reversal.received_at = reversal.occurred_at;
    reversal.awards = vec![Award::plain(None, Change::Corrected(points, None))];
    reversal.data = json!({ "reverses": double.external_id });
    vec![double, reversal]
}
