//! The answer to "may this member be asked now?", with its reasons.

use contract::{Persona, Tier};
use jiff::Timestamp;
use serde::Serialize;

use super::limit::{Until, days_after};
use super::sample::{draw, is_sampled};
use super::{Asked, ContactKind, Question, Situation, Task};
use crate::calendar::day_of;
use crate::definition::{LifeStage, Wave};

/// More waves ahead than this are not looked at: of monthly ones it is twenty years.
const WAVES_AHEAD: usize = 240;

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Verdict {
    Ask {
        wave: Wave,
        because: Because,
    },
    /// All the reasons that hold, so that the page of the contract can name each.
    NotNow {
        reasons: Vec<WhyNot>,
        earliest: Earliest,
    },
}

/// Why this member is asked: what the survey looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Because {
    /// Where the survey is for some only.
    pub persona: Option<Persona>,
    pub tier: Option<Tier>,
    pub life_stage: Option<LifeStage>,
    /// So many of the account are asked in this wave.
    pub sampled: usize,
    /// Of so many in the audience.
    pub audience: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum WhyNot {
    /// The member asked not to be asked.
    Never,
    Asked {
        until: Timestamp,
    },
    SaidNotNow {
        until: Timestamp,
    },
    JoinedLately {
        until: Timestamp,
    },
    OtherPersona,
    OtherTier,
    OtherLifeStage,
    NoWave,
    AskedInThisWave,
    NotInSample,
    /// As many of the account as may be were asked in this wave.
    SampleIsFull,
    /// The wave is spread over its days, and this member's has not come.
    DayNotCome {
        from: Timestamp,
    },
    FirstVisit,
    Busy {
        task: Task,
    },
    OtherPage,
}

/// When the member may next be asked, as things are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", content = "at", rename_all = "snake_case")]
pub enum Earliest {
    At(Timestamp),
    /// The member said never.
    Never,
    /// Not by this survey, unless persona, tier or its dates change.
    NotByThisSurvey,
}

pub fn may_ask(
    question: &Question<'_>,
    asked: &Asked<'_>,
    situation: Situation,
    now: Timestamp,
) -> Verdict {
    let wave = question.survey.waves.open_at(now, asked.zone);
    let mut reasons = limits(question, asked, now);
    reasons.extend(outside_of_audience(question, asked, now));
    reasons.extend(outside_of_wave(question, asked, wave, now));
    reasons.extend(bad_moment(question, situation));
    match wave.filter(|_| reasons.is_empty()) {
        Some(wave) => Verdict::Ask {
            wave,
            because: because(question, asked, now),
        },
        None => Verdict::NotNow {
            reasons,
            earliest: earliest(question, asked, now),
        },
    }
}

/// When at the earliest, if the member then visits a page where the survey asks and is doing nothing else.
///
/// Of a wave still to come nobody knows who will be in its sample: it is taken that this member is.
pub fn earliest(question: &Question<'_>, asked: &Asked<'_>, now: Timestamp) -> Earliest {
    let survey = question.survey;
    let limits = question.limit.holds(asked.history).map(|(_, until)| until);
    let tenure = Until::Moment(days_after(asked.joined, survey.audience.tenure_days));
    let floor = limits.fold(tenure.max(Until::Moment(now)), Until::max);
    let Until::Moment(floor) = floor else {
        return Earliest::Never;
    };
    if is_other_persona(question, asked) || is_other_tier(question, asked) {
        return Earliest::NotByThisSurvey;
    }
    let open = survey.waves.open_at(now, asked.zone);
    let waves = survey.waves.from(day_of(floor, asked.zone));
    waves
        .take(WAVES_AHEAD)
        .filter(|wave| !asked.was_asked_in(survey, *wave))
        .filter(|wave| open != Some(*wave) || sample_problem(question, asked, *wave).is_none())
        .find_map(|wave| {
            let lot = draw(survey, wave, asked.account, asked.member);
            let moment = lot.opens(survey, wave, asked.zone).max(floor);
            let moment = moment.max(stage_begins(question, asked, moment)?);
            (moment < wave.ends(asked.zone)).then_some(Earliest::At(moment))
        })
        .unwrap_or(Earliest::NotByThisSurvey)
}

fn limits(question: &Question<'_>, asked: &Asked<'_>, now: Timestamp) -> Vec<WhyNot> {
    let mut reasons: Vec<WhyNot> = Vec::new();
    let mut latest = [None, None];
    for (kind, until) in question.limit.holds(asked.history) {
        match until {
            Until::Never => reasons.push(WhyNot::Never),
            Until::Moment(until) if now < until => {
                let slot = usize::from(kind == ContactKind::NotNow);
                latest[slot] = latest[slot].max(Some(until));
            }
            Until::Moment(_) => {}
        }
    }
    let [was_asked, not_now] = latest;
    reasons.extend(was_asked.map(|until| WhyNot::Asked { until }));
    reasons.extend(not_now.map(|until| WhyNot::SaidNotNow { until }));
    let until = days_after(asked.joined, question.survey.audience.tenure_days);
    if now < until {
        reasons.push(WhyNot::JoinedLately { until });
    }
    reasons
}

fn outside_of_audience(
    question: &Question<'_>,
    asked: &Asked<'_>,
    now: Timestamp,
) -> impl Iterator<Item = WhyNot> {
    let stages = &question.survey.audience.life_stages;
    let is_other_stage = !stages.is_empty() && !stages.contains(&life_stage(asked, now));
    [
        (is_other_persona(question, asked), WhyNot::OtherPersona),
        (is_other_tier(question, asked), WhyNot::OtherTier),
        (is_other_stage, WhyNot::OtherLifeStage),
    ]
    .into_iter()
    .filter_map(|(holds, reason)| holds.then_some(reason))
}

fn outside_of_wave(
    question: &Question<'_>,
    asked: &Asked<'_>,
    wave: Option<Wave>,
    now: Timestamp,
) -> Vec<WhyNot> {
    let Some(wave) = wave else {
        return vec![WhyNot::NoWave];
    };
    let survey = question.survey;
    if asked.was_asked_in(survey, wave) {
        return vec![WhyNot::AskedInThisWave];
    }
    if let Some(problem) = sample_problem(question, asked, wave) {
        return vec![problem];
    }
    let from = draw(survey, wave, asked.account, asked.member).opens(survey, wave, asked.zone);
    if now < from {
        return vec![WhyNot::DayNotCome { from }];
    }
    Vec::new()
}

fn sample_problem(question: &Question<'_>, asked: &Asked<'_>, wave: Wave) -> Option<WhyNot> {
    let (survey, frame) = (question.survey, question.frame);
    if !is_sampled(survey, wave, asked.account, asked.member, frame) {
        return Some(WhyNot::NotInSample);
    }
    let quota = survey.sample.quota(frame.members.len());
    (frame.others_asked >= quota).then_some(WhyNot::SampleIsFull)
}

fn bad_moment(question: &Question<'_>, situation: Situation) -> impl Iterator<Item = WhyNot> {
    let is_first = situation.visit <= 1;
    let is_elsewhere = !question.survey.pages.contain(situation.page);
    let busy = situation.task.map(|task| WhyNot::Busy { task });
    is_first
        .then_some(WhyNot::FirstVisit)
        .into_iter()
        .chain(busy)
        .chain(is_elsewhere.then_some(WhyNot::OtherPage))
}

fn because(question: &Question<'_>, asked: &Asked<'_>, now: Timestamp) -> Because {
    let audience = &question.survey.audience;
    let members = question.frame.members.len();
    Because {
        persona: asked.persona.filter(|_| !audience.personas.is_empty()),
        tier: (!audience.tiers.is_empty()).then_some(asked.tier),
        life_stage: (!audience.life_stages.is_empty()).then(|| life_stage(asked, now)),
        sampled: question.survey.sample.quota(members),
        audience: members,
    }
}

fn is_other_persona(question: &Question<'_>, asked: &Asked<'_>) -> bool {
    let personas = &question.survey.audience.personas;
    !personas.is_empty() && asked.persona.is_none_or(|own| !personas.contains(&own))
}

fn is_other_tier(question: &Question<'_>, asked: &Asked<'_>) -> bool {
    let tiers = &question.survey.audience.tiers;
    !tiers.is_empty() && !tiers.contains(&asked.tier)
}

fn life_stage(asked: &Asked<'_>, time: Timestamp) -> LifeStage {
    LifeStage::on(day_of(time, asked.zone), asked.customer_since)
}

/// The first moment from `time` on at which the account is in a life stage that the survey asks; nothing when it has passed.
fn stage_begins(question: &Question<'_>, asked: &Asked<'_>, time: Timestamp) -> Option<Timestamp> {
    let stages = &question.survey.audience.life_stages;
    let now = life_stage(asked, time);
    if stages.is_empty() || stages.contains(&now) {
        return Some(time);
    }
    let coming = stages.iter().filter(|stage| **stage > now).min()?;
    Some(coming.begins(asked.customer_since, asked.zone))
}
