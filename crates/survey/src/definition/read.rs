//! From the file's fields to a survey.

mod asked;
mod wording;

use rule_file::{Fields, Ids, LONGEST_TEXT, Mistake, Placed, as_text, one_of, read_texts, some_of};

use super::{Audience, FollowUpRule, Kind, LifeStage, Offer, OwnerRule, Page, Pages, Survey};
use crate::score::Group;
use asked::{read_audience, read_sample, read_spread, read_waves, small};
use wording::{read_choices, read_why};

const KINDS: [(&str, Kind); 5] = [
    ("nps", Kind::Nps),
    ("csat", Kind::Csat),
    ("effort", Kind::Effort),
    ("open", Kind::Open),
    ("choice", Kind::Choice),
];
const OWNERS: [(&str, OwnerRule); 2] = [
    ("success_manager", OwnerRule::SuccessManager),
    ("writer", OwnerRule::Writer),
];
const OFFERS: [(&str, Offer); 3] = [
    ("reference", Offer::Reference),
    ("referral", Offer::Referral),
    ("advisory_board", Offer::AdvisoryBoard),
];
const PAGES: [(&str, Page); 5] = [
    ("home", Page::Home),
    ("article", Page::Article),
    ("rewards", Page::Rewards),
    ("movements", Page::Movements),
    ("company", Page::Company),
];
const LIFE_STAGES: [(&str, LifeStage); 3] = [
    ("0-3", LifeStage::Beginning),
    ("3-18", LifeStage::Settled),
    ("18+", LifeStage::Long),
];

/// What the groups of a scale are called in the file.
fn group_words(kind: Kind) -> [(&'static str, Group); 3] {
    let [high, middle, low] = match kind {
        Kind::Csat => ["satisfied", "neutral", "dissatisfied"],
        Kind::Effort => ["easy", "neutral", "hard"],
        Kind::Nps | Kind::Open | Kind::Choice => ["promoter", "passive", "detractor"],
    };
    [
        (high, Group::Promoter),
        (middle, Group::Passive),
        (low, Group::Detractor),
    ]
}

/// Reports everything that is wrong before it answers. With the survey comes the place at which it names the next.
pub(super) fn read_survey(file: &str, mut fields: Fields<'_>) -> Option<(Survey, usize)> {
    let id = read_id(file, &mut fields);
    let kind = fields
        .required("kind")
        .and_then(|node| one_of(fields.problems, "kind", node, &KINDS));
    let question = read_texts(&mut fields, "question", LONGEST_TEXT);
    let why = read_why(&mut fields, kind);
    let thanks = read_texts(&mut fields, "thanks", LONGEST_TEXT);
    let choices = read_choices(&mut fields, kind);
    let audience: Option<Audience> = read_audience(&mut fields);
    let sample = read_sample(&mut fields);
    let waves = read_waves(&mut fields);
    let spread = read_spread(&mut fields, waves.as_ref());
    let earns = fields.flag("earns");
    let is_anonymous = fields.flag("anonymous");
    let follow_up = read_follow_up(&mut fields, kind);
    let pages = read_pages(&mut fields);
    let next = read_next(&mut fields);
    check_anonymity(&fields, is_anonymous, earns);
    fields.finish();
    let (next, place) = match next.ok()? {
        Some(Placed { value, place }) => (Some(value), place),
        None => (None, 0),
    };
    let survey = Survey {
        id: id?,
        kind: kind?,
        question: question?,
        why: why?,
        thanks: thanks?,
        choices: choices?,
        audience: audience?,
        sample: sample?,
        waves: waves?,
        spread_days: spread.ok()?,
        earns: earns?,
        is_anonymous: is_anonymous?,
        follow_up: follow_up.ok()?,
        pages: pages?,
        next,
    };
    Some((survey, place))
}

/// The id stands in the file and in its name, so that a copied file cannot pass for the first.
fn read_id(file: &str, fields: &mut Fields<'_>) -> Option<String> {
    let place = place_of(fields, "id");
    let id = Ids::new("survey").read(fields)?;
    let name = file.rsplit('/').next().unwrap_or(file);
    if name.strip_suffix(".toml") != Some(id.as_str()) {
        let message = format!("the file must be named as its id says: {id}.toml");
        fields.error(place, "file-name", message);
        return None;
    }
    Some(id)
}

/// Where a field's value stands, or the beginning of its table.
fn place_of(fields: &Fields<'_>, name: &str) -> usize {
    fields
        .entries()
        .find(|(key, _, _)| *key == name)
        .map_or(fields.place, |(_, place, _)| place)
}

/// Nothing is followed up where the file does not say so.
fn read_follow_up(
    fields: &mut Fields<'_>,
    kind: Option<Kind>,
) -> Result<Option<FollowUpRule>, Mistake> {
    let place = place_of(fields, "follow_up");
    let Some(node) = fields.optional("follow_up") else {
        return Ok(None);
    };
    let inner = Fields::of(fields.problems, "follow_up", node).ok_or(Mistake)?;
    let rule = read_follow_up_rule(inner, kind.unwrap_or(Kind::Nps));
    if kind.is_some_and(|kind| kind.scale().is_none()) {
        let message = "only an answer on a scale is low or high: no other is followed up";
        fields.error(place, "no-scale", message);
        return Err(Mistake);
    }
    rule.map(Some).ok_or(Mistake)
}

fn read_follow_up_rule(mut fields: Fields<'_>, kind: Kind) -> Option<FollowUpRule> {
    let words = group_words(kind);
    let place = place_of(&fields, "groups");
    let groups = some_of(&mut fields, "groups", &words);
    if groups.as_ref().is_some_and(Vec::is_empty) {
        let message = format!(
            "`groups` must say which answers are followed up, such as [\"{}\"]",
            words[2].0
        );
        fields.error(place, "missing-field", message);
    }
    let owner = fields
        .required("owner")
        .and_then(|node| one_of(fields.problems, "owner", node, &OWNERS));
    let due = fields.whole("due_working_days", 1..=60);
    let offers = some_of(&mut fields, "offers", &OFFERS);
    fields.finish();
    Some(FollowUpRule {
        groups: groups?,
        owner: owner?,
        due_working_days: small(due?),
        offers: offers?,
    })
}

fn read_pages(fields: &mut Fields<'_>) -> Option<Pages> {
    let place = place_of(fields, "pages");
    let pages = some_of(fields, "pages", &PAGES)?;
    if pages.is_empty() {
        let message = "`pages` must name at least one page, or nobody is ever asked";
        fields.error(place, "missing-field", message);
        return None;
    }
    Some(Pages(pages))
}

fn read_next(fields: &mut Fields<'_>) -> Result<Option<Placed<String>>, Mistake> {
    match fields.optional("next") {
        Some(node) => as_text(fields.problems, "next", node)
            .map(Some)
            .ok_or(Mistake),
        None => Ok(None),
    }
}

/// What names the member beside an anonymous answer would tell who gave it.
fn check_anonymity(fields: &Fields<'_>, is_anonymous: Option<bool>, earns: Option<bool>) {
    if is_anonymous != Some(true) {
        return;
    }
    if earns == Some(true) {
        let message =
            "points name the member and the moment of the answer: an anonymous survey earns none";
        fields.error(place_of(fields, "earns"), "not-anonymous", message);
    }
    if fields.entries().any(|(key, _, _)| key == "follow_up") {
        let message = "nobody can follow up an answer without knowing who gave it";
        fields.error(place_of(fields, "follow_up"), "not-anonymous", message);
    }
}
