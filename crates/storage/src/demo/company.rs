//! What a company of the demo is like: how much it buys, when, and how its people work.

use contract::{Locale, Persona, Role};
use jiff::civil::Date;

/// A company and its people.
pub(super) struct Cast {
    pub company: Company,
    pub people: Vec<Person>,
}

pub(super) struct Company {
    /// Tells the generators of the companies apart.
    pub number: u64,
    pub name: &'static str,
    pub domain: &'static str,
    pub locale: Locale,
    pub time_zone: &'static str,
    pub customer_since: Date,
    pub currency: Currency,
    /// How much of a year's purchases falls into each month, January first.
    pub seasons: [u64; 12],
    pub pace: Pace,
    pub words: Words,
}

/// Points of the company and its people by calendar year.
#[derive(Clone, Copy)]
pub(super) struct Pace {
    pub two_years_ago: i64,
    pub last_year: i64,
    /// Toward which this year runs.
    pub this_year: i64,
    /// Never reached this year: keeps a company close to the next tier on any day that the demo is made.
    pub ceiling: i64,
}

pub(super) struct Currency {
    /// ISO 4217.
    pub code: &'static str,
    /// Minor units of one whole.
    pub minor: i64,
    /// Whole units that earn one point.
    pub per_point: i64,
}

/// What the vendor calls things, in the company's language.
pub(super) struct Words {
    /// Before the number of an order.
    pub order: &'static str,
    pub products: &'static [&'static str],
    pub modules: &'static [&'static str],
    pub lessons: &'static [&'static str],
    pub rewards: &'static [&'static str],
    pub treats: &'static [&'static str],
    pub survey: &'static str,
    pub referral: &'static str,
    /// After an order that was entered twice.
    pub reversal: &'static str,
}

#[derive(Clone, Copy)]
pub(super) struct Person {
    /// Before the sign of the e-mail address.
    pub login: &'static str,
    pub name: &'static str,
    pub role: Role,
    pub persona: Persona,
    pub team: Option<&'static str>,
    pub habit: Habit,
    /// Days since the person accepted the invitation; for the invited, since it was sent.
    pub days: i64,
    pub standing: PersonStanding,
    /// Whether it is among the sign-ins that are printed.
    pub is_sign_in: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum PersonStanding {
    Active,
    Invited,
    /// Deactivated this many days ago.
    Left(i64),
}

/// How much a person works with the product and learns.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Habit {
    Keen,
    Steady,
    Rare,
    Idle,
}

impl Habit {
    /// Working days with use, in ten thousand.
    pub(super) const fn use_rate(self) -> u64 {
        match self {
            Self::Keen => 4_500,
            Self::Steady => 1_600,
            Self::Rare => 400,
            Self::Idle => 150,
        }
    }

    /// Working days on which a lesson is finished, in ten thousand.
    pub(super) const fn lesson_rate(self) -> u64 {
        match self {
            Self::Keen => 155,
            Self::Steady => 78,
            Self::Rare => 40,
            Self::Idle => 20,
        }
    }

    /// Surveys that are answered, in ten thousand.
    pub(super) const fn survey_rate(self) -> u64 {
        match self {
            Self::Keen => 9_000,
            Self::Steady => 7_000,
            Self::Rare => 3_500,
            Self::Idle => 1_000,
        }
    }

    /// Days since the last visit, from and to.
    pub(super) const fn last_seen(self) -> (i64, i64) {
        match self {
            Self::Keen => (0, 1),
            Self::Steady => (1, 6),
            Self::Rare => (7, 28),
            Self::Idle => (30, 95),
        }
    }
}

impl Person {
    pub(super) const fn admin(mut self) -> Self {
        self.role = Role::AccountAdmin;
        self
    }

    pub(super) const fn without_team(mut self) -> Self {
        self.team = None;
        self
    }

    pub(super) const fn left(mut self, days_ago: i64) -> Self {
        self.standing = PersonStanding::Left(days_ago);
        self
    }

    pub(super) const fn invited(mut self) -> Self {
        self.standing = PersonStanding::Invited;
        self
    }

    /// Printed as a way to sign in.
    pub(super) const fn known(mut self) -> Self {
        self.is_sign_in = true;
        self
    }

    pub(super) fn email(&self, company: &Company) -> String {
        format!("{}@{}", self.login, company.domain)
    }
}

/// A member who is active, in a team; the methods say what differs.
pub(super) const fn person(
    login: &'static str,
    name: &'static str,
    persona: Persona,
    team: &'static str,
    habit: Habit,
    days: i64,
) -> Person {
    Person {
        login,
        name,
        role: Role::Member,
        persona,
        team: Some(team),
        habit,
        days,
        standing: PersonStanding::Active,
        is_sign_in: false,
    }
}
