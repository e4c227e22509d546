//! Who is asked and who is not, case by case.

use jiff::civil::date;

use super::*;
use crate::definition::{LifeStage, Survey};
use crate::fixture::{berlin, changed, time};

mod properties;
mod sampling;

/// A member of long standing in a frame of its own, so that nothing but what a test changes stands in the way.
pub(super) struct Case {
    pub survey: Survey,
    pub member: MemberId,
    pub account: AccountId,
    pub zone: TimeZone,
    pub joined: Timestamp,
    pub persona: Option<Persona>,
    pub tier: Tier,
    pub customer_since: Date,
    pub history: Vec<Contact>,
    pub frame: Frame,
    pub situation: Situation,
}

impl Case {
    pub fn new(survey: Survey) -> Self {
        let member = MemberId("aiko".to_owned());
        Self {
            survey,
            frame: Frame {
                members: vec![member.clone()],
                others_asked: 0,
            },
            member,
            account: AccountId("acme".to_owned()),
            zone: berlin(),
            joined: time("2025-01-01T00:00:00Z"),
            persona: Some(Persona::Lead),
            tier: Tier::Silver,
            customer_since: date(2025, 1, 1),
            history: Vec::new(),
            situation: Situation {
                visit: 2,
                page: Page::Home,
                task: None,
            },
        }
    }

    pub fn asked(&self) -> Asked<'_> {
        Asked {
            member: &self.member,
            account: &self.account,
            joined: self.joined,
            persona: self.persona,
            tier: self.tier,
            customer_since: self.customer_since,
            zone: &self.zone,
            history: &self.history,
        }
    }

    pub fn question(&self) -> Question<'_> {
        Question {
            survey: &self.survey,
            limit: ContactLimit::default(),
            frame: &self.frame,
        }
    }

    pub fn at(&self, now: Timestamp) -> Verdict {
        may_ask(&self.question(), &self.asked(), self.situation, now)
    }

    fn reasons(&self, now: &str) -> Vec<WhyNot> {
        match self.at(time(now)) {
            Verdict::Ask { .. } => Vec::new(),
            Verdict::NotNow { reasons, .. } => reasons,
        }
    }

    fn earliest(&self, now: &str) -> Earliest {
        earliest(&self.question(), &self.asked(), time(now))
    }

    fn remember(mut self, kind: ContactKind, at: &str) -> Self {
        self.history.push(Contact {
            survey: "another".to_owned(),
            at: time(at),
            kind,
        });
        self
    }
}

/// Everybody at once: without the spread a wave's first moment is everyone's.
fn at_once(changes: &[(&str, &str)]) -> Case {
    let spread = ("spread_days = 21", "spread_days = 1");
    Case::new(changed(&[&[spread], changes].concat()))
}

const IN_WAVE: &str = "2027-01-20T09:00:00Z";
/// Midnight of 11 January in Berlin.
const WAVE_BEGINS: &str = "2027-01-10T23:00:00Z";
const NEXT_WAVE: &str = "2027-07-10T22:00:00Z";

#[test]
fn someone_of_long_standing_is_asked_in_the_wave_and_told_why() {
    let case = at_once(&[(
        "tenure_days = 30",
        "tiers = [\"silver\"]\nlife_stages = [\"18+\"]",
    )]);
    let Verdict::Ask { wave, because } = case.at(time(IN_WAVE)) else {
        panic!("{:?}", case.at(time(IN_WAVE)));
    };
    assert_eq!(
        (wave.from, wave.until),
        (date(2027, 1, 11), date(2027, 2, 7))
    );
    assert_eq!(
        because,
        Because {
            persona: None,
            tier: Some(Tier::Silver),
            life_stage: Some(LifeStage::Long),
            sampled: 1,
            audience: 1,
        }
    );
}

#[test]
fn nobody_is_asked_at_a_bad_moment() {
    let mut case = at_once(&[]);
    case.situation = Situation {
        visit: 1,
        page: Page::Article,
        task: Some(Task::Typing),
    };
    let task = Task::Typing;
    assert_eq!(
        case.reasons(IN_WAVE),
        [WhyNot::FirstVisit, WhyNot::Busy { task }, WhyNot::OtherPage]
    );
    // It is the moment that is wrong: the question may come as soon as the moment is better.
    assert_eq!(case.earliest(IN_WAVE), Earliest::At(time(IN_WAVE)));
}

#[test]
fn between_waves_the_next_one_is_named() {
    let case = at_once(&[]);
    assert_eq!(case.reasons("2026-11-24T12:00:00Z"), [WhyNot::NoWave]);
    assert_eq!(
        case.earliest("2026-11-24T12:00:00Z"),
        Earliest::At(time(WAVE_BEGINS))
    );
    assert_eq!(case.reasons("2027-02-07T22:59:59Z"), []);
    assert_eq!(case.reasons("2027-02-07T23:00:00Z"), [WhyNot::NoWave]);
    assert_eq!(
        case.earliest("2027-02-07T23:00:00Z"),
        Earliest::At(time(NEXT_WAVE))
    );
}

#[test]
fn limits_count_over_all_surveys() {
    let case = at_once(&[]).remember(ContactKind::Asked, "2026-11-01T08:00:00Z");
    let until = time("2027-01-30T08:00:00Z");
    assert_eq!(case.reasons(IN_WAVE), [WhyNot::Asked { until }]);
    assert_eq!(case.earliest(IN_WAVE), Earliest::At(until));
    assert_eq!(
        case.reasons("2027-01-30T07:59:59Z"),
        [WhyNot::Asked { until }]
    );
    assert_eq!(case.reasons("2027-01-30T08:00:00Z"), []);

    // "Not now" of a question that stood open for long lasts longer than the asking.
    let case = case.remember(ContactKind::NotNow, "2027-01-10T08:00:00Z");
    let not_now = time("2027-02-09T08:00:00Z");
    assert_eq!(
        case.reasons(IN_WAVE),
        [
            WhyNot::Asked { until },
            WhyNot::SaidNotNow { until: not_now }
        ]
    );
    // It ends after the wave, so the next wave is the first chance.
    assert_eq!(case.earliest(IN_WAVE), Earliest::At(time(NEXT_WAVE)));
}

#[test]
fn never_is_never_until_it_is_taken_back() {
    let case = at_once(&[]).remember(ContactKind::Never, "2025-02-01T00:00:00Z");
    assert_eq!(case.reasons(IN_WAVE), [WhyNot::Never]);
    assert_eq!(case.earliest(IN_WAVE), Earliest::Never);
    let case = case.remember(ContactKind::Again, "2026-02-01T00:00:00Z");
    assert_eq!(case.reasons(IN_WAVE), []);
    let case = case.remember(ContactKind::Never, "2026-03-01T00:00:00Z");
    assert_eq!(case.earliest(IN_WAVE), Earliest::Never);
}

#[test]
fn one_wave_asks_once_however_long_it_is() {
    let mut case = at_once(&[("days = 28", "days = 160")]);
    case.history.push(Contact {
        survey: "relationship".to_owned(),
        at: time("2027-01-12T08:00:00Z"),
        kind: ContactKind::Asked,
    });
    assert_eq!(
        case.reasons("2027-05-20T08:00:00Z"),
        [WhyNot::AskedInThisWave]
    );
    assert_eq!(
        case.earliest("2027-05-20T08:00:00Z"),
        Earliest::At(time(NEXT_WAVE))
    );
}

#[test]
fn newcomers_wait_for_their_tenure() {
    let mut case = at_once(&[]);
    case.joined = time("2027-01-05T12:00:00Z");
    let until = time("2027-02-04T12:00:00Z");
    assert_eq!(case.reasons(IN_WAVE), [WhyNot::JoinedLately { until }]);
    assert_eq!(case.earliest(IN_WAVE), Earliest::At(until));
}

#[test]
fn others_are_not_meant() {
    let audience = "personas = [\"executive\"]\ntiers = [\"gold\"]\nlife_stages = [\"0-3\"]";
    let mut case = at_once(&[("tenure_days = 30", audience)]);
    let reasons = [
        WhyNot::OtherPersona,
        WhyNot::OtherTier,
        WhyNot::OtherLifeStage,
    ];
    assert_eq!(case.reasons(IN_WAVE), reasons);
    assert_eq!(case.earliest(IN_WAVE), Earliest::NotByThisSurvey);
    // Whose persona nobody knows is none of those named.
    case.persona = None;
    assert_eq!(case.reasons(IN_WAVE), reasons);
}

#[test]
fn a_life_stage_still_to_come_is_waited_for_and_one_that_passed_is_not() {
    let stage = |stages: &str| {
        let mut case = at_once(&[("tenure_days = 30", stages)]);
        case.customer_since = date(2025, 7, 25);
        case
    };
    // 18 months are over on 25 January, within the wave.
    let begins = time("2027-01-24T23:00:00Z");
    assert_eq!(
        stage("life_stages = [\"18+\"]").earliest(IN_WAVE),
        Earliest::At(begins)
    );
    assert_eq!(stage("life_stages = [\"3-18\"]").reasons(IN_WAVE), []);
    assert_eq!(
        stage("life_stages = [\"0-3\"]").earliest(IN_WAVE),
        Earliest::NotByThisSurvey
    );
    assert_eq!(
        LifeStage::on(date(2026, 2, 28), date(2025, 11, 30)),
        LifeStage::Settled,
        "three months after 30 November is the last of February"
    );
}

#[test]
fn a_clock_that_was_set_back_records_nothing_before_what_is_there() {
    let case = at_once(&[]).remember(ContactKind::Asked, "2027-01-12T08:00:00Z");
    let back = time("2020-01-01T00:00:00Z");
    assert_eq!(
        recorded_at(&case.history, back),
        time("2027-01-12T08:00:00Z")
    );
    assert_eq!(recorded_at(&case.history, time(IN_WAVE)), time(IN_WAVE));
    let until = time("2027-04-12T08:00:00Z");
    assert!(
        case.reasons("2020-01-01T00:00:00Z")
            .contains(&WhyNot::Asked { until })
    );
}
