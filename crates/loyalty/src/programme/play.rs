//! Play as a version of the programme says it: badges, the streak, templates of challenges.
//!
//! Points are the earning rules' work here as everywhere: the portal reports a kept streak and a reached challenge as events,
//! and rules that look at these say what they are worth.

use contract::BadgeShape;
use serde::Serialize;

use super::{Filter, KindPattern, PointsRule, Programme, Texts, Versions};
use crate::event::{Attribute, Event, EventData};

/// The kind of the event that a member's kept streak is reported as.
pub const STREAK_KEPT: &str = "streak.kept";
/// The kind of the event that a company's reached challenge is reported as.
pub const CHALLENGE_REACHED: &str = "challenge.reached";
/// The attribute of a reached challenge that names its template.
pub const TEMPLATE: &str = "template";

/// Given once to a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Badge {
    pub id: String,
    pub shape: BadgeShape,
    pub condition: BadgeCondition,
    pub name: Texts,
    pub text: Texts,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum BadgeCondition {
    /// So many events of the person.
    Events { what: What, count: i64 },
    /// So many months since the person joined.
    Together { months: u16 },
    /// So many working weeks in a row.
    Streak { weeks: u16 },
}

/// The events that something counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct What {
    pub event: KindPattern,
    /// All of them must hold.
    pub filters: Vec<Filter>,
}

/// Working weeks in a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StreakRules {
    pub events: Vec<KindPattern>,
    /// Working days of a week on which one of the events happened, at least.
    pub days: u16,
    /// Weeks of a calendar year that may be missed without an end.
    pub freezes: u16,
    /// Each so many weeks in a row are reported, at most so often a year.
    pub every_weeks: u16,
    pub most_per_year: u16,
}

/// What account admins may make challenges of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ChallengeTemplate {
    pub id: String,
    pub what: What,
    pub least_goal: i64,
    pub most_goal: i64,
    pub least_days: u16,
    pub most_days: u16,
    /// How many of them an account may begin within a calendar year.
    pub most_per_year: u16,
    pub name: Texts,
    pub text: Texts,
}

impl What {
    /// A correction is nothing that anyone did.
    pub fn admits(&self, event: &Event) -> bool {
        event.reverses.is_none()
            && self.event.matches(&event.kind)
            && self.filters.iter().all(|filter| filter.admits(event))
    }
}

impl Programme {
    pub fn badge(&self, id: &str) -> Option<&Badge> {
        self.badges.iter().find(|badge| badge.id == id)
    }

    pub fn challenge(&self, id: &str) -> Option<&ChallengeTemplate> {
        self.challenges.iter().find(|template| template.id == id)
    }

    /// What a streak that is kept for `every_weeks` brings its person, without caps.
    pub fn streak_points(&self) -> i64 {
        self.fixed_points(&reported(STREAK_KEPT, None))
    }

    /// What the company gets for a reached challenge of the template, without caps.
    pub fn challenge_points(&self, template: &str) -> i64 {
        self.fixed_points(&reported(CHALLENGE_REACHED, Some(template)))
    }

    fn fixed_points(&self, event: &Event) -> i64 {
        let points = |rule: &PointsRule| match rule {
            PointsRule::Fixed(points) => *points,
            PointsRule::PerAmount(_) => 0,
        };
        self.rules_for(event).map(|rule| points(&rule.points)).sum()
    }

    /// Whether a badge, the streak or a challenge can change with events of the kind.
    pub(super) fn plays_with(&self, kind: &str) -> bool {
        let of_badges = self
            .badges
            .iter()
            .filter_map(|badge| match &badge.condition {
                BadgeCondition::Events { what, .. } => Some(&what.event),
                BadgeCondition::Together { .. } | BadgeCondition::Streak { .. } => None,
            });
        let of_streak = self.streak.iter().flat_map(|streak| &streak.events);
        let of_challenges = self.challenges.iter().map(|template| &template.what.event);
        of_badges
            .chain(of_streak)
            .chain(of_challenges)
            .any(|event| event.matches(kind))
    }
}

impl Versions {
    /// Whether play in any version looks at events of the kind.
    pub fn plays_with(&self, kind: &str) -> bool {
        self.iter().any(|version| version.plays_with(kind))
    }
}

/// An event as the portal would report it, as far as rules can tell.
fn reported(kind: &str, template: Option<&str>) -> Event {
    let mut data = EventData::default();
    if let Some(template) = template {
        let text = Attribute::Text(template.to_owned());
        data.attributes.insert(TEMPLATE.to_owned(), text);
    }
    Event {
        id: String::new(),
        source: String::new(),
        kind: kind.to_owned(),
        account: contract::AccountId(String::new()),
        member: Some(contract::MemberId(String::new())),
        time: jiff::Timestamp::UNIX_EPOCH,
        reverses: None,
        data,
    }
}
