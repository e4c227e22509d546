//! Badges, the streak and templates of challenges.

use contract::BadgeShape;

use super::conditions::{read_filters, read_kind};
use super::{MOST_POINTS, read_all, small};
use crate::programme::{
    Badge, BadgeCondition, ChallengeTemplate, EarningRule, KindPattern, Owner, PointsRule,
    StreakRules, What,
};
use rule_file::{
    Fields, Ids, LONGEST_NAME, LONGEST_TEXT, Mistake, Problems, as_whole, one_of, read_texts,
};

const SHAPES: [(&str, BadgeShape); 7] = [
    ("book", BadgeShape::Book),
    ("voice", BadgeShape::Voice),
    ("cap", BadgeShape::Cap),
    ("flame", BadgeShape::Flame),
    ("years", BadgeShape::Years),
    ("star", BadgeShape::Star),
    ("hands", BadgeShape::Hands),
];
const MOST_COUNTED: i64 = 1_000_000;
const WORKING_DAYS: i64 = 5;
/// A challenge longer than a year is no challenge but a programme.
const LONGEST_CHALLENGE: i64 = 366;

/// What a version says of play.
pub(super) struct Play {
    pub badges: Vec<Badge>,
    pub streak: Option<StreakRules>,
    pub challenges: Vec<ChallengeTemplate>,
}

pub(super) fn read_play(fields: &mut Fields<'_>) -> Option<Play> {
    let streak = read_streak(fields);
    let has_streak = !matches!(streak, Ok(None));
    let mut ids = Ids::new("badge");
    let badges = read_all(fields, "badge", |badge| {
        read_badge(badge, &mut ids, has_streak)
    });
    let mut ids = Ids::new("challenge");
    let challenges = read_all(fields, "challenge", |challenge| {
        read_challenge(challenge, &mut ids)
    });
    Some(Play {
        badges: badges?,
        streak: streak.ok()?,
        challenges: challenges?,
    })
}

/// What a reached challenge is worth must stand in the rules before it begins, and belongs to all who took part.
pub(super) fn check_worth(problems: &Problems<'_>, place: usize, rule: &EarningRule) {
    let is_fixed = matches!(rule.points, PointsRule::Fixed(_));
    let is_of_challenges = rule.event.matches(crate::programme::CHALLENGE_REACHED);
    if is_of_challenges && !(is_fixed && rule.wallet == Owner::Account) {
        let message =
            "a challenge is reached together: wallet = \"account\", and a fixed number of `points`";
        problems.error(place, "challenge-to-member", message);
    }
}

fn read_badge(mut fields: Fields<'_>, ids: &mut Ids, has_streak: bool) -> Option<Badge> {
    let id = ids.read(&mut fields);
    let shape = fields
        .required("shape")
        .and_then(|node| one_of(fields.problems, "shape", node, &SHAPES));
    let condition = read_condition(&mut fields, has_streak);
    let name = read_texts(&mut fields, "name", LONGEST_NAME);
    let text = read_texts(&mut fields, "text", LONGEST_TEXT);
    fields.finish();
    Some(Badge {
        id: id?,
        shape: shape?,
        condition: condition?,
        name: name?,
        text: text?,
    })
}

/// `event` with `count` and `where`, or `months_together`, or `streak_weeks`.
fn read_condition(fields: &mut Fields<'_>, has_streak: bool) -> Option<BadgeCondition> {
    let event = fields.optional("event");
    let months = fields.optional("months_together");
    let weeks = fields.optional("streak_weeks");
    let count_node = fields.optional("count");
    let filters = read_filters(fields);
    let problems = fields.problems;
    if event.is_none()
        && let Some(node) = count_node
    {
        let message = "`count` needs an `event` to count";
        fields.error(node.span().start, "wrong-value", message);
    }
    match (event, months, weeks) {
        (Some(node), None, None) => {
            let count = count_node.map_or(Some(1), |node| {
                as_whole(problems, "count", node, 1..=MOST_COUNTED)
            });
            Some(BadgeCondition::Events {
                what: What {
                    event: of_people(fields, "event", node)?,
                    filters: filters?,
                },
                count: count?,
            })
        }
        (None, Some(node), None) => {
            as_whole(problems, "months_together", node, 1..=600).map(|months| {
                BadgeCondition::Together {
                    months: small(months),
                }
            })
        }
        (None, None, Some(node)) => {
            let weeks = as_whole(problems, "streak_weeks", node, 1..=520);
            if !has_streak {
                let message = "`streak_weeks` needs a [streak] that says which weeks count";
                fields.error(node.span().start, "missing-field", message);
            }
            weeks.map(|weeks| BadgeCondition::Streak {
                weeks: small(weeks),
            })
        }
        _ => {
            let message = "a badge is for an `event`, for `months_together` or for `streak_weeks`, and for one of them";
            fields.error(fields.place, "missing-field", message);
            None
        }
    }
}

/// Purchases are the company's: nobody gets ahead by what the company pays.
fn of_people(fields: &Fields<'_>, name: &str, node: &rule_file::Node<'_>) -> Option<KindPattern> {
    let kind = read_kind(fields.problems, name, node)?;
    if kind.is_of_purchases() {
        let message = "purchases are the company's and nothing that people play with";
        fields.error(node.span().start, "purchase-to-member", message);
        return None;
    }
    Some(kind)
}

/// Nothing is a programme without streaks.
fn read_streak(fields: &mut Fields<'_>) -> Result<Option<StreakRules>, Mistake> {
    let Some(node) = fields.optional("streak") else {
        return Ok(None);
    };
    let mut fields = Fields::of(fields.problems, "streak", node).ok_or(Mistake)?;
    let nodes = fields.list("events");
    let events: Vec<Option<KindPattern>> = nodes
        .iter()
        .map(|node| of_people(&fields, "events", node))
        .collect();
    let events: Option<Vec<KindPattern>> = events.into_iter().collect();
    if events.as_ref().is_some_and(Vec::is_empty) {
        let message = "`events` must name what makes a week count";
        fields.error(fields.place, "missing-field", message);
    }
    let days = fields.whole_or("days", 1..=WORKING_DAYS, 1);
    let freezes = fields.whole("freezes", 0..=26);
    let every_weeks = fields.whole("every_weeks", 1..=52);
    let most_per_year = fields.whole("most_per_year", 0..=53);
    fields.finish();
    let read = || {
        Some(StreakRules {
            events: events?,
            days: small(days?),
            freezes: small(freezes?),
            every_weeks: small(every_weeks?),
            most_per_year: small(most_per_year?),
        })
    };
    read().map(Some).ok_or(Mistake)
}

fn read_challenge(mut fields: Fields<'_>, ids: &mut Ids) -> Option<ChallengeTemplate> {
    let id = ids.read(&mut fields);
    let node = fields.required("event");
    let event = node.and_then(|node| of_people(&fields, "event", node));
    let filters = read_filters(&mut fields);
    let goal = read_bounds(&mut fields, "least_goal", "most_goal", MOST_POINTS);
    let days = read_bounds(&mut fields, "least_days", "most_days", LONGEST_CHALLENGE);
    let most_per_year = fields.whole("most_per_year", 1..=366);
    let name = read_texts(&mut fields, "name", LONGEST_NAME);
    let text = read_texts(&mut fields, "text", LONGEST_TEXT);
    fields.finish();
    let ((least_goal, most_goal), (least_days, most_days)) = goal.zip(days)?;
    Some(ChallengeTemplate {
        id: id?,
        what: What {
            event: event?,
            filters: filters?,
        },
        least_goal,
        most_goal,
        least_days: small(least_days),
        most_days: small(most_days),
        most_per_year: small(most_per_year?),
        name: name?,
        text: text?,
    })
}

/// Two numbers of which the second must not be below the first.
fn read_bounds(
    fields: &mut Fields<'_>,
    least: &'static str,
    most: &'static str,
    limit: i64,
) -> Option<(i64, i64)> {
    let low = fields.whole(least, 1..=limit);
    let node = fields.required(most);
    let high = node.and_then(|node| as_whole(fields.problems, most, node, 1..=limit));
    let (low, high, node) = (low?, high?, node?);
    if high < low {
        let message = format!("`{most}` is below `{least}`");
        fields.error(node.span().start, "out-of-order", message);
        return None;
    }
    Some((low, high))
}
