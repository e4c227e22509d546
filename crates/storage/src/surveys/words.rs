//! The same cases as the rules, the wire and the database name them.

use contract::{
    AskReason, AskedBecause, Earliest, LifeStage, LocalText, Locale, SurveyAnswer, SurveyChoice,
    SurveyGroup, SurveyKind, SurveyOffer, SurveyPage, SurveyWhy,
};
use jiff::Timestamp;
use survey::asking::{Because, WhyNot};
use survey::{Answer, Choice, Group, Kind, Offer, Page, Survey};

use crate::{Error, Result};

pub(super) const fn kind(kind: Kind) -> SurveyKind {
    match kind {
        Kind::Nps => SurveyKind::Nps,
        Kind::Csat => SurveyKind::Csat,
        Kind::Effort => SurveyKind::Effort,
        Kind::Open => SurveyKind::Open,
        Kind::Choice => SurveyKind::Choice,
    }
}

pub(super) const fn page(page: SurveyPage) -> Page {
    match page {
        SurveyPage::Home => Page::Home,
        SurveyPage::Article => Page::Article,
        SurveyPage::Rewards => Page::Rewards,
        SurveyPage::Movements => Page::Movements,
        SurveyPage::Company => Page::Company,
    }
}

pub(super) const fn group(group: Group) -> SurveyGroup {
    match group {
        Group::Promoter => SurveyGroup::Promoter,
        Group::Passive => SurveyGroup::Passive,
        Group::Detractor => SurveyGroup::Detractor,
    }
}

pub(super) const fn offer(offer: Offer) -> SurveyOffer {
    match offer {
        Offer::Reference => SurveyOffer::Reference,
        Offer::Referral => SurveyOffer::Referral,
        Offer::AdvisoryBoard => SurveyOffer::AdvisoryBoard,
    }
}

pub(super) const fn life_stage(stage: survey::LifeStage) -> LifeStage {
    match stage {
        survey::LifeStage::Beginning => LifeStage::Beginning,
        survey::LifeStage::Settled => LifeStage::Settled,
        survey::LifeStage::Long => LifeStage::Long,
    }
}

pub(super) fn texts(texts: &survey::Texts) -> LocalText {
    let text = |locale| Some(texts.get(locale).to_owned());
    LocalText {
        en: text(Locale::En),
        ja: text(Locale::Ja),
        zh_hant: text(Locale::ZhHant),
    }
}

pub(super) fn choice(choice: &Choice) -> SurveyChoice {
    SurveyChoice {
        id: choice.id.clone(),
        text: texts(&choice.text),
    }
}

/// The highest group first.
pub(super) fn whys(survey: &Survey) -> Vec<SurveyWhy> {
    let Some((lowest, highest)) = survey.kind.scale() else {
        return Vec::new();
    };
    let why = |(of, text): &(Group, survey::Texts)| {
        let from = (lowest..=highest).find(|value| survey.kind.group(*value) == Some(*of))?;
        Some(SurveyWhy {
            group: group(*of),
            from,
            text: texts(text),
        })
    };
    let mut whys: Vec<SurveyWhy> = survey.why.iter().filter_map(why).collect();
    whys.sort_by_key(|why| std::cmp::Reverse(why.from));
    whys
}

pub(super) fn because(because: Because) -> AskedBecause {
    let small = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    AskedBecause {
        persona: because.persona,
        tier: because.tier,
        life_stage: because.life_stage.map(life_stage),
        sampled: small(because.sampled),
        audience: small(because.audience),
    }
}

pub(super) fn earliest(earliest: survey::asking::Earliest) -> Earliest {
    match earliest {
        survey::asking::Earliest::At(at) => Earliest::At { at: at.to_string() },
        survey::asking::Earliest::Never => Earliest::Never,
        survey::asking::Earliest::NotByThisSurvey => Earliest::NotByThisSurvey,
    }
}

/// Nothing for what depends on the page and on what the member is doing there.
pub(super) fn reason(why: WhyNot) -> Option<AskReason> {
    let time = |time: Timestamp| time.to_string();
    Some(match why {
        WhyNot::Never => AskReason::Never,
        WhyNot::Asked { until } => AskReason::Asked { until: time(until) },
        WhyNot::SaidNotNow { until } => AskReason::SaidNotNow { until: time(until) },
        WhyNot::JoinedLately { until } => AskReason::JoinedLately { until: time(until) },
        WhyNot::OtherPersona => AskReason::OtherPersona,
        WhyNot::OtherTier => AskReason::OtherTier,
        WhyNot::OtherLifeStage => AskReason::OtherLifeStage,
        WhyNot::NoWave => AskReason::NoWave,
        WhyNot::AskedInThisWave => AskReason::AskedInThisWave,
        WhyNot::NotInSample => AskReason::NotInSample,
        WhyNot::SampleIsFull => AskReason::SampleIsFull,
        WhyNot::DayNotCome { from } => AskReason::DayNotCome { from: time(from) },
        WhyNot::FirstVisit => AskReason::FirstVisit,
        WhyNot::Busy { .. } | WhyNot::OtherPage => return None,
    })
}

pub(super) fn answer(answer: &Answer) -> SurveyAnswer {
    match answer {
        Answer::Value(value) => SurveyAnswer::Value(*value),
        Answer::Choice(words) | Answer::Text(words) => SurveyAnswer::Words(words.clone()),
    }
}

/// The answer from its two columns.
pub(super) fn kept_answer(
    kind: SurveyKind,
    value: Option<i32>,
    words: Option<String>,
) -> Result<Answer> {
    let unreadable = || Error::Unreadable("an answer without what was answered".to_owned());
    Ok(match kind {
        SurveyKind::Nps | SurveyKind::Csat | SurveyKind::Effort => {
            let value = value.and_then(|value| u8::try_from(value).ok());
            Answer::Value(value.ok_or_else(unreadable)?)
        }
        SurveyKind::Choice => Answer::Choice(words.ok_or_else(unreadable)?),
        SurveyKind::Open => Answer::Text(words.ok_or_else(unreadable)?),
    })
}

pub(super) fn json(value: &impl serde::Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(|error| Error::Unreadable(error.to_string()))
}

pub(super) fn read_json<T: serde::de::DeserializeOwned>(text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(|error| Error::Unreadable(error.to_string()))
}
