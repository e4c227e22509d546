//! One survey: what is asked of whom, when, where, and what follows.
//!
//! It is read from one file, and reading it is the only way to make one, so that what is here has been checked.

mod check;
mod read;
mod waves;

use std::collections::BTreeMap;

use contract::{Persona, Tier};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};
use rule_file::Texts;
use serde::{Deserialize, Serialize};

use crate::calendar::start_of;
use crate::score::Group;

pub use check::{check, check_all};
pub use waves::{Wave, WaveRule};

/// One file of `surveys/`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Survey {
    /// The file's name without its ending, such as `relationship`.
    pub id: String,
    pub kind: Kind,
    pub question: Texts,
    /// The follow-up question by group, each group once; empty for open questions and choices.
    pub why: Vec<(Group, Texts)>,
    pub thanks: Texts,
    /// Of a choice, in the order in which they are shown.
    pub choices: Vec<Choice>,
    pub audience: Audience,
    pub sample: Sample,
    pub waves: WaveRule,
    /// Members are asked from one of the first so many days of a wave on. None: spread over all of it.
    pub spread_days: Option<u16>,
    /// An answer is reported as the event `survey.answered`; what it earns says the programme, whatever the answer was.
    pub earns: bool,
    /// Answers are kept without who gave them.
    pub is_anonymous: bool,
    pub follow_up: Option<FollowUpRule>,
    pub pages: Pages,
    /// The survey asked next, in the same sitting: it is no further contact.
    pub next: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// How likely to recommend, 0 to 10.
    Nps,
    /// How satisfied, 1 to 5.
    Csat,
    /// How easy, 1 to 7.
    Effort,
    /// A text.
    Open,
    /// One of several.
    Choice,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Choice {
    pub id: String,
    pub text: Texts,
}

/// Who may be asked at all. An empty list is for all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Audience {
    pub personas: Vec<Persona>,
    /// Days of 24 hours since the member joined; at least [`Audience::LEAST_TENURE`].
    pub tenure_days: u16,
    pub tiers: Vec<Tier>,
    pub life_stages: Vec<LifeStage>,
}

/// How long the account has been a customer, in whole months.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LifeStage {
    /// Less than 3 months.
    Beginning,
    /// From 3 to less than 18 months.
    Settled,
    /// 18 months and more.
    Long,
}

/// How many of an account's audience are asked in one wave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Sample {
    /// Rounded down, but never fewer than one: small companies are heard as well.
    Percent(u8),
    MembersPerAccount(u16),
}

/// Who takes care of a low answer, and until when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FollowUpRule {
    /// Which answers open a follow-up.
    pub groups: Vec<Group>,
    pub owner: OwnerRule,
    pub due_working_days: u16,
    /// What promoters are offered.
    pub offers: Vec<Offer>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OwnerRule {
    /// The account's own.
    SuccessManager,
    /// Who wrote the article.
    Writer,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Offer {
    Reference,
    Referral,
    AdvisoryBoard,
}

/// Where in the portal a question may appear.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Page {
    Home,
    Article,
    Rewards,
    Movements,
    Company,
}

/// Never empty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Pages(Vec<Page>);

/// All surveys of the portal, by id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Surveys(BTreeMap<String, Survey>);

impl Audience {
    pub const LEAST_TENURE: u16 = 30;
}

impl Pages {
    pub fn contain(&self, page: Page) -> bool {
        self.0.contains(&page)
    }

    pub fn iter(&self) -> impl Iterator<Item = Page> {
        self.0.iter().copied()
    }
}

impl LifeStage {
    /// On a day, of a customer since another. A day before the first is still the beginning.
    pub fn on(day: Date, customer_since: Date) -> Self {
        [Self::Long, Self::Settled]
            .into_iter()
            .find(|stage| stage.first_day(customer_since) <= day)
            .unwrap_or(Self::Beginning)
    }

    fn first_day(self, customer_since: Date) -> Date {
        let months = match self {
            Self::Beginning => 0,
            Self::Settled => 3,
            Self::Long => 18,
        };
        customer_since.saturating_add(months.months())
    }

    /// The moment at which an account comes into it.
    pub(crate) fn begins(self, customer_since: Date, zone: &TimeZone) -> Timestamp {
        start_of(self.first_day(customer_since), zone)
    }
}

impl Kind {
    /// The lowest and the highest answer of a scale.
    pub const fn scale(self) -> Option<(u8, u8)> {
        match self {
            Self::Nps => Some((0, 10)),
            Self::Csat => Some((1, 5)),
            Self::Effort => Some((1, 7)),
            Self::Open | Self::Choice => None,
        }
    }

    /// The group of an answer on the scale: a value beyond its ends counts as the nearest.
    pub const fn group(self, value: u8) -> Option<Group> {
        let (passive, promoter) = match self {
            Self::Nps => (7, 9),
            Self::Csat => (3, 4),
            Self::Effort => (4, 5),
            Self::Open | Self::Choice => return None,
        };
        Some(if value >= promoter {
            Group::Promoter
        } else if value >= passive {
            Group::Passive
        } else {
            Group::Detractor
        })
    }
}

impl Sample {
    /// How many of an audience of so many.
    pub fn quota(self, audience: usize) -> usize {
        match self {
            Self::Percent(percent) => (audience * usize::from(percent) / 100).max(1),
            Self::MembersPerAccount(most) => usize::from(most),
        }
        .min(audience)
    }
}

impl Survey {
    /// The follow-up question for an answer of the group.
    pub fn why(&self, group: Group) -> Option<&Texts> {
        self.why
            .iter()
            .find(|(of, _)| *of == group)
            .map(|(_, text)| text)
    }
}

impl Surveys {
    pub fn get(&self, id: &str) -> Option<&Survey> {
        self.0.get(id)
    }

    pub fn iter(&self) -> impl Iterator<Item = &Survey> {
        self.0.values()
    }

    /// The survey asked in the same sitting after another was answered.
    pub fn next_after(&self, survey: &Survey) -> Option<&Survey> {
        self.get(survey.next.as_deref()?)
    }
}
