//! What a company's people did in two years: use, lessons, surveys, referrals. The purchases make up the rest of a year's
//! points, and the rewards spend some of them.

use jiff::Timestamp;
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use serde_json::{Value, json};

use super::company::{Cast, Pace, Person};
use super::people::{Settled, SettledPerson};
use super::random::Random;
use super::work::{Stage, ordinal};
use super::{purchases, rewards};
use crate::programme::{Change, NewEvent};

const SOURCE: &str = "demo";
const USE: i64 = 10;
const LESSON: i64 = 120;
const REFERRAL: i64 = 500;
const SURVEY: i64 = 50;
/// Surveys go out on these days of a year.
const SURVEY_WAVES: [(i8, i8); 2] = [(5, 12), (11, 9)];
/// Years in which someone of a company refers another, in ten thousand.
const REFERRAL_RATE: u64 = 7_000;

/// What chance is drawn for, so that one kind of event does not shift another.
#[derive(Clone, Copy)]
pub(super) enum About {
    Use = 1,
    Lesson,
    Survey,
    Referral,
    Purchase,
    Reward,
}

/// One company on its stage.
pub(super) struct Story<'a> {
    pub cast: &'a Cast,
    pub settled: &'a Settled,
    pub stage: Stage<'a>,
}

/// All events of the company, oldest first.
pub(super) fn tell(
    cast: &Cast,
    settled: &Settled,
    zone: &TimeZone,
    now: Timestamp,
) -> Vec<NewEvent> {
    let story = Story {
        cast,
        settled,
        stage: Stage::new(zone, now),
    };
    let mut events: Vec<NewEvent> = (0..cast.people.len())
        .flat_map(|index| story.of_person(index))
        .collect();
    events.extend(story.stage.years().filter_map(|year| story.referral(year)));
    let bought = purchases::balance(&story, &events);
    events.extend(bought);
    let spent = rewards::spend(&story, &events);
    events.extend(spent);
    events.retain(|event| event.occurred_at <= now);
    events.sort_by_key(|event| event.occurred_at);
    events
}

impl Pace {
    /// The points of a whole year, before any ceiling.
    pub(super) const fn of(&self, years_back: i16) -> i64 {
        match years_back {
            0 => self.this_year,
            1 => self.last_year,
            _ => self.two_years_ago,
        }
    }
}

impl Story<'_> {
    pub(super) fn random(&self, about: About, details: &[u64]) -> Random {
        Random::of(&[&[self.cast.company.number, about as u64], details].concat())
    }

    pub(super) fn event(
        &self,
        member: Option<usize>,
        id: &str,
        kind: &str,
        subject: String,
        at: Timestamp,
        change: Change,
    ) -> NewEvent {
        NewEvent {
            account: self.settled.account,
            member: member
                .and_then(|index| self.settled.people.get(index))
                .map(|person| person.id),
            source: SOURCE.to_owned(),
            external_id: format!("{}-{id}", self.cast.company.domain),
            kind: kind.to_owned(),
            subject,
            occurred_at: at,
            data: Value::Null,
            change,
        }
    }

    /// How busy a year is, in ten thousandths of this one: companies that grow do so in all they do.
    fn busyness(&self, year: i16) -> u64 {
        let pace = &self.cast.company.pace;
        let of_year = pace.of(self.stage.today.year() - year);
        u64::try_from(of_year * 10_000 / pace.this_year).unwrap_or(10_000)
    }

    fn of_person(&self, index: usize) -> Vec<NewEvent> {
        let (Some(person), Some(at)) =
            (self.cast.people.get(index), self.settled.people.get(index))
        else {
            return Vec::new();
        };
        let Some((first, last)) = self.presence(at) else {
            return Vec::new();
        };
        let mut events = Vec::new();
        for day in self.stage.working_days(first, last) {
            events.extend(self.use_of(index, person, day));
            events.extend(self.lesson_of(index, person, day));
        }
        for year in self.stage.years() {
            let waves = SURVEY_WAVES
                .iter()
                .filter_map(|(month, day)| self.survey(index, person, year, *month, *day));
            events.extend(
                waves
                    .filter(|(on, _)| *on >= first && *on <= last)
                    .map(|(_, event)| event),
            );
        }
        events
    }

    /// The first and the last day on which the person could do anything.
    fn presence(&self, at: &SettledPerson) -> Option<(Date, Date)> {
        let day = |moment: Timestamp| moment.to_zoned(self.stage.zone.clone()).date();
        let joined = day(at.joined_at?).tomorrow().ok()?;
        Some((
            joined.max(self.stage.first_day),
            at.left_at.map_or(self.stage.today, day),
        ))
    }

    fn use_of(&self, index: usize, person: &Person, day: Date) -> Option<NewEvent> {
        let mut random = self.random(About::Use, &[index as u64, ordinal(day)]);
        if !random.happens(person.habit.use_rate() * self.busyness(day.year()) / 10_000) {
            return None;
        }
        let at = self.stage.office_hour(day, &mut random);
        let module = random.choose(self.cast.company.words.modules)?;
        let id = format!("use-{index}-{day}");
        Some(self.event(
            Some(index),
            &id,
            "product.used",
            (*module).to_owned(),
            at,
            Change::Earned(USE),
        ))
    }

    fn lesson_of(&self, index: usize, person: &Person, day: Date) -> Option<NewEvent> {
        let mut random = self.random(About::Lesson, &[index as u64, ordinal(day)]);
        if !random.happens(person.habit.lesson_rate() * self.busyness(day.year()) / 10_000) {
            return None;
        }
        let at = self.stage.office_hour(day, &mut random);
        let lesson = random.choose(self.cast.company.words.lessons)?;
        let id = format!("lesson-{index}-{day}");
        Some(self.event(
            Some(index),
            &id,
            "lesson.finished",
            (*lesson).to_owned(),
            at,
            Change::Earned(LESSON),
        ))
    }

    fn survey(
        &self,
        index: usize,
        person: &Person,
        year: i16,
        month: i8,
        day: i8,
    ) -> Option<(Date, NewEvent)> {
        let sent = Date::new(year, month, day).ok()?;
        let mut random = self.random(About::Survey, &[index as u64, ordinal(sent)]);
        let delay = usize::try_from(random.below(10)).ok()?;
        let on = self
            .stage
            .working_days(sent, date(year, 12, 31))
            .nth(delay)?;
        if on < self.stage.first_day
            || sent < self.stage.first_day
            || !random.happens(person.habit.survey_rate())
        {
            return None;
        }
        let at = self.stage.office_hour(on, &mut random);
        let subject = format!("{} {year}-{month:02}", self.cast.company.words.survey);
        let id = format!("survey-{index}-{sent}");
        let mut event = self.event(
            Some(index),
            &id,
            "survey.answered",
            subject,
            at,
            Change::Earned(SURVEY),
        );
        event.data = json!({ "score": random.between(6, 10) });
        Some((on, event))
    }

    /// The one referral of a year, if there was one, by someone who knows the product well.
    fn referral(&self, year: i16) -> Option<NewEvent> {
        let mut random = self.random(About::Referral, &[u64::from(year.unsigned_abs())]);
        if !random.happens(REFERRAL_RATE) {
            return None;
        }
        let days: Vec<Date> = self
            .stage
            .past_working_days(date(year, 2, 1), date(year, 11, 30))
            .collect();
        let on = *random.choose(&days)?;
        let able: Vec<usize> = (0..self.cast.people.len())
            .filter(|index| {
                self.cast
                    .people
                    .get(*index)
                    .is_some_and(|person| person.habit.use_rate() > 1_000)
            })
            .filter(|index| {
                let presence = self
                    .settled
                    .people
                    .get(*index)
                    .and_then(|at| self.presence(at));
                presence.is_some_and(|(first, last)| (first..=last).contains(&on))
            })
            .collect();
        let index = *random.choose(&able)?;
        let at = self.stage.office_hour(on, &mut random);
        let subject = self.cast.company.words.referral.to_owned();
        let id = format!("referral-{year}");
        Some(self.event(
            Some(index),
            &id,
            "referral.won",
            subject,
            at,
            Change::Earned(REFERRAL),
        ))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{HashMap, HashSet};

    use contract::Tier;
    use jiff::ToSpan as _;
    use uuid::Uuid;

    use super::*;
    use crate::demo::cast::companies;
    use crate::demo::people::settle_all;

    /// Points earned by year, and the events.
    fn told(cast: &Cast, now: Timestamp) -> (HashMap<i16, i64>, Vec<NewEvent>) {
        let zone = TimeZone::get(cast.company.time_zone).unwrap();
        let settled = settle_all(cast, &zone, now);
        let events = tell(cast, &settled, &zone, now);
        let mut years = HashMap::new();
        for event in &events {
            if let Change::Earned(points) = event.change {
                *years
                    .entry(event.occurred_at.to_zoned(zone.clone()).year())
                    .or_default() += points;
            }
        }
        (years, events)
    }

    fn tier(points: i64) -> Tier {
        match points {
            10_000.. => Tier::Gold,
            4_000.. => Tier::Silver,
            _ => Tier::Bronze,
        }
    }

    /// Days all over two years, the turns of the years among them.
    fn days() -> Vec<Timestamp> {
        let days = [
            "2026-01-01T00:00:00Z",
            "2026-01-01T12:00:00Z",
            "2027-12-31T23:59:59Z",
            "2028-02-29T09:00:00Z",
        ];
        let mut days: Vec<Timestamp> = days.iter().map(|day| day.parse().unwrap()).collect();
        let first: Timestamp = "2026-01-02T08:00:00Z".parse().unwrap();
        days.extend((0..24).map(|step: i64| first + (step * 31 * 24).hours()));
        days
    }

    #[test]
    fn the_tiers_differ_on_any_day() {
        for now in days() {
            let tiers = companies().map(|cast| {
                let (years, _) = told(&cast, now);
                let year = now
                    .to_zoned(TimeZone::get(cast.company.time_zone).unwrap())
                    .year();
                let points = |year: i16| years.get(&year).copied().unwrap_or(0);
                tier(points(year).max(points(year - 1)))
            });
            assert_eq!(
                tiers,
                [Tier::Gold, Tier::Silver, Tier::Silver, Tier::Bronze],
                "{now}"
            );
        }
    }

    #[test]
    fn nothing_is_of_the_future_nor_told_twice_nor_overspent() {
        for now in days() {
            for cast in companies() {
                let (_, events) = told(&cast, now);
                let ids: HashSet<&str> = events
                    .iter()
                    .map(|event| event.external_id.as_str())
                    .collect();
                assert_eq!(ids.len(), events.len());
                let mut balances: HashMap<Option<Uuid>, i64> = HashMap::new();
                for event in &events {
                    assert!(event.occurred_at <= now);
                    let balance = balances.entry(event.member).or_default();
                    match event.change {
                        Change::Earned(points) => *balance += points,
                        Change::Spent(points) => *balance -= points,
                        Change::None => {}
                    }
                    assert!(
                        *balance >= 0,
                        "{now} {} {}",
                        cast.company.name,
                        event.subject
                    );
                }
            }
        }
    }

    #[test]
    fn every_company_buys_learns_and_spends() {
        let now = "2026-11-22T09:00:00Z".parse().unwrap();
        for cast in companies() {
            let (_, events) = told(&cast, now);
            let count = |kind: &str| events.iter().filter(|event| event.kind == kind).count();
            for kind in [
                "purchase.completed",
                "lesson.finished",
                "product.used",
                "survey.answered",
                "reward.redeemed",
            ] {
                assert!(count(kind) >= 2, "{} {kind}", cast.company.name);
            }
            assert!(count("purchase.reversed") >= 1, "{}", cast.company.name);
        }
    }
}
