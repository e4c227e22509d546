//! What a company's people did in two years: use, lessons, surveys, referrals. The purchases make up the rest of a year's
//! points, and the rewards spend some of them.

use jiff::Timestamp;
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use loyalty::Points;
use serde_json::json;

use super::company::{Cast, Pace, Person};
use super::people::{Settled, SettledPerson};
use super::random::Random;
use super::work::{Stage, ordinal};
use super::{purchases, rewards};
use crate::programme::{Award, Change, NewEvent};

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

/// What an event adds to the balance of its wallet.
pub(super) fn balance_of(event: &NewEvent) -> i64 {
    event
        .awards
        .iter()
        .map(|award| match award.change {
            Change::Earned(points) => points.get(),
            Change::Corrected(points, _) | Change::Spent(points) => -points.get(),
        })
        .sum()
}

/// What an event adds to the points that count toward the tier.
pub(super) fn earned_by(event: &NewEvent) -> i64 {
    let is_merit = |award: &&Award| !matches!(award.change, Change::Spent(_));
    if event.awards.iter().any(|award| is_merit(&award)) {
        balance_of(event)
    } else {
        0
    }
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
        let member = member
            .and_then(|index| self.settled.people.get(index))
            .map(|person| person.id);
        NewEvent {
            account: self.settled.account,
            member,
            source: SOURCE.to_owned(),
            external_id: format!("{}-{id}", self.cast.company.domain),
            kind: kind.to_owned(),
            subject,
            occurred_at: at,
            received_at: at,
            data: json!({}),
            awards: vec![Award::plain(member, change)],
        }
    }

    /// The year of an event, as the company's calendar has it.
    pub(super) fn year_of(&self, event: &NewEvent) -> i16 {
        event.occurred_at.to_zoned(self.stage.zone.clone()).year()
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
            Change::Earned(Points::new(USE)),
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
            Change::Earned(Points::new(LESSON)),
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
            Change::Earned(Points::new(SURVEY)),
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
            Change::Earned(Points::new(REFERRAL)),
        ))
    }
}

#[cfg(test)]
mod tests;
