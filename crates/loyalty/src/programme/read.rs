//! From the file's fields to a programme.

mod conditions;
mod play;
mod rewards;
mod rules;
mod terms;
mod tiers;

use contract::Tier;
use jiff::civil::Date;

use super::{Programme, Span, TierRules, Window};
use play::read_play;
use rewards::read_reward;
use rule_file::Ids;
use rule_file::{Fields, Placed};
use rule_file::{LONGEST_NAME, TIERS, read_texts};
use rules::read_rule;
use terms::{read_arrival, read_ending, read_expiry, read_spending};
use tiers::read_tiers;

/// The most points that anything gives, takes or asks for.
pub(super) const MOST_POINTS: i64 = 1_000_000_000;

/// What rules and rewards must know of the tiers.
struct Frame {
    /// The window that a cap per period means; none while the tiers could not be read, and when they have no period.
    period: Option<Window>,
    is_rolling: bool,
    /// Those that the programme has; all while they could not be read.
    tiers: Vec<(&'static str, Tier)>,
}

impl Frame {
    fn of(tiers: Option<&TierRules>) -> Self {
        let span = tiers.map(|tiers| tiers.span);
        let period = match span {
            Some(Span::Calendar(period)) => Some(Window::Period(period)),
            Some(Span::RollingMonths(_)) | None => None,
        };
        let has = |tier| tiers.is_none_or(|tiers| tiers.level(tier).is_some());
        Self {
            period,
            is_rolling: matches!(span, Some(Span::RollingMonths(_))),
            tiers: TIERS.into_iter().filter(|(_, tier)| has(*tier)).collect(),
        }
    }
}

/// Reports everything that is wrong before it answers.
pub(super) fn read_programme(file: &str, mut fields: Fields<'_>) -> Option<Programme> {
    let valid_from = fields.date("valid_from");
    let version = read_version(file, &fields, valid_from.as_ref());
    let notice_days = fields.whole("notice_days", 0..=730);
    let title = read_texts(&mut fields, "title", LONGEST_NAME);
    let arrival = read_arrival(&mut fields);
    let spending = read_spending(&mut fields);
    let expiry = read_expiry(&mut fields);
    let ends = read_ending(&mut fields, valid_from.as_ref());
    let tiers = read_tiers(&mut fields);
    let frame = Frame::of(tiers.as_ref());
    let mut ids = Ids::new("rule");
    let rules = read_all(&mut fields, "rule", |rule| {
        read_rule(rule, &mut ids, &frame)
    });
    let mut ids = Ids::new("reward");
    let rewards = read_all(&mut fields, "reward", |reward| {
        read_reward(reward, &mut ids, &frame.tiers)
    });
    let play = read_play(&mut fields);
    if rules.as_ref().is_some_and(Vec::is_empty) && !matches!(ends, Ok(Some(_))) {
        let message =
            "without a [[rule]] nothing earns points; a programme that is over says so in [ends]";
        fields.error(0, "missing-field", message);
    }
    fields.finish();
    let play = play?;
    Some(Programme {
        version: version?,
        valid_from: valid_from?.value,
        notice_days: small(notice_days?),
        title: title?,
        arrival: arrival?,
        rules: rules?,
        tiers: tiers?,
        rewards: rewards?,
        badges: play.badges,
        streak: play.streak,
        challenges: play.challenges,
        spending: spending?,
        expiry: expiry.ok()?,
        ends: ends.ok()?,
    })
}

/// Every table of a list that need not be there. One that is wrong does not keep the others from being checked.
fn read_all<'t, T>(
    fields: &mut Fields<'t>,
    name: &'static str,
    mut read: impl FnMut(Fields<'t>) -> Option<T>,
) -> Option<Vec<T>> {
    let nodes = fields.list(name).iter();
    let all: Vec<Option<T>> = nodes
        .map(|node| Fields::of(fields.problems, name, node).and_then(&mut read))
        .collect();
    all.into_iter().collect()
}

/// The version is the file's name, and begins with the month in which it starts.
fn read_version(
    file: &str,
    fields: &Fields<'_>,
    valid_from: Option<&Placed<Date>>,
) -> Option<String> {
    let name = file.rsplit('/').next().unwrap_or(file);
    let version = name.strip_suffix(".toml").unwrap_or_default();
    let is_well_formed = version.len() <= 60
        && version.split('-').count() >= 3
        && version.split('-').all(|word| !word.is_empty())
        && version
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    if !is_well_formed {
        let message = "the file's name must be YYYY-MM-name.toml, of a-z, 0-9 and hyphens";
        fields.error(0, "file-name", message);
        return None;
    }
    if let Some(Placed { value: date, place }) = valid_from {
        let month = date.strftime("%Y-%m-").to_string();
        if !version.starts_with(&month) {
            let message =
                format!("the version starts in another month than its file's name says: {month}…");
            fields.error(*place, "file-name", message);
        }
    }
    Some(version.to_owned())
}

/// A number that was checked to be small.
fn small(number: i64) -> u16 {
    u16::try_from(number).unwrap_or(u16::MAX)
}
