//! Surveys in words: whom they ask, why somebody was asked, and why not.

use contract::{AskReason, AskedBecause, LifeStage, LocalText, Locale, SurveyOutlook};

use super::{people, tier};
use crate::format::{self, Style};

/// In the reader's language, else in another that is there.
pub fn in_language(text: &LocalText, locale: Locale) -> String {
    let own = match locale {
        Locale::En => &text.en,
        Locale::Ja => &text.ja,
        Locale::ZhHant => &text.zh_hant,
    };
    [own, &text.en, &text.ja, &text.zh_hant]
        .into_iter()
        .flatten()
        .next()
        .cloned()
        .unwrap_or_default()
}

pub fn life_stage(locale: Locale, stage: LifeStage) -> String {
    match stage {
        LifeStage::Beginning => say!(locale, feedback.stage_beginning),
        LifeStage::Settled => say!(locale, feedback.stage_settled),
        LifeStage::Long => say!(locale, feedback.stage_long),
    }
}

/// Why somebody was asked.
pub fn because(locale: Locale, because: &AskedBecause) -> String {
    let sample = say!(
        locale,
        feedback.because_sample,
        sampled = because.sampled,
        audience = because.audience
    );
    let groups = [
        because
            .persona
            .map(|persona| people::persona(locale, persona)),
        because.tier.map(|of| tier::name(locale, of)),
        because.life_stage.map(|stage| life_stage(locale, stage)),
    ];
    listed(locale, groups.into_iter().flatten())
        .into_iter()
        .chain([sample])
        .collect::<Vec<_>>()
        .join(" · ")
}

/// Whom a survey asks.
pub fn audience(locale: Locale, survey: &SurveyOutlook) -> String {
    let personas = survey
        .personas
        .iter()
        .map(|persona| people::persona(locale, *persona));
    let tiers = survey.tiers.iter().map(|of| tier::name(locale, *of));
    let stages = survey
        .life_stages
        .iter()
        .map(|stage| life_stage(locale, *stage));
    let parts: Vec<String> = [
        listed(locale, personas),
        listed(locale, tiers),
        listed(locale, stages),
    ]
    .into_iter()
    .flatten()
    .collect();
    if parts.is_empty() {
        say!(locale, feedback.for_all)
    } else {
        say!(locale, feedback.for_some, who = parts.join(" · "))
    }
}

/// Nothing for nothing.
fn listed(locale: Locale, words: impl Iterator<Item = String>) -> Option<String> {
    let words: Vec<String> = words.collect();
    let between = match locale {
        Locale::En => ", ",
        Locale::Ja | Locale::ZhHant => "、",
    };
    (!words.is_empty()).then(|| words.join(between))
}

/// Why somebody is not asked now.
pub fn reason(locale: Locale, why: &AskReason) -> String {
    let date = |at: &str| format::date(locale, at, Style::Full);
    match why {
        AskReason::Never => say!(locale, feedback.why_never),
        AskReason::Asked { until } => say!(locale, feedback.why_asked, day = date(until)),
        AskReason::SaidNotNow { until } => say!(locale, feedback.why_not_now, day = date(until)),
        AskReason::JoinedLately { until } => say!(locale, feedback.why_new, day = date(until)),
        AskReason::OtherPersona => say!(locale, feedback.why_persona),
        AskReason::OtherTier => say!(locale, feedback.why_tier),
        AskReason::OtherLifeStage => say!(locale, feedback.why_life_stage),
        AskReason::NoWave => say!(locale, feedback.why_no_wave),
        AskReason::AskedInThisWave => say!(locale, feedback.why_asked_in_wave),
        AskReason::NotInSample => say!(locale, feedback.why_sample),
        AskReason::SampleIsFull => say!(locale, feedback.why_full),
        AskReason::DayNotCome { from } => say!(locale, feedback.why_day, day = date(from)),
        AskReason::FirstVisit => say!(locale, feedback.why_first_visit),
    }
}
