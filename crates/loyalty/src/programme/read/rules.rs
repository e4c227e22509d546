//! Earning rules.

use contract::Tier;
use toml::de::DeValue;

use super::conditions::{read_filters, read_kind};
use super::play::check_worth;
use super::{Frame, MOST_POINTS};
use crate::money::{Currency, Money};
use crate::programme::{Cap, EarningRule, Filter, KindPattern, Owner, PointsRule, Rate, Window};
use crate::ratio::{Ratio, RatioProblem, Rounding};
use rule_file::Ids;
use rule_file::{Fields, Node, Problems, as_text, as_whole, wrong_type};
use rule_file::{LONGEST_NAME, LONGEST_TEXT, one_of, read_texts};

/// The largest number above or below the line of a multiplier.
const LARGEST_PART: i64 = 1_000;
const WALLETS: [(&str, Owner); 2] = [("account", Owner::Account), ("member", Owner::Member)];
const ROUNDINGS: [(&str, Rounding); 3] = [
    ("floor", Rounding::Floor),
    ("half_even", Rounding::HalfEven),
    ("ceil", Rounding::Ceil),
];

pub(super) fn read_rule(
    mut fields: Fields<'_>,
    ids: &mut Ids,
    frame: &Frame,
) -> Option<EarningRule> {
    let id = ids.read(&mut fields);
    let event = fields
        .required("event")
        .and_then(|node| read_kind(fields.problems, "event", node));
    let filters = read_filters(&mut fields);
    let wallet_node = fields.required("wallet");
    let wallet = wallet_node.and_then(|node| one_of(fields.problems, "wallet", node, &WALLETS));
    let points = read_points(&mut fields);
    let rounding = match fields.optional("rounding") {
        Some(node) => one_of(fields.problems, "rounding", node, &ROUNDINGS),
        None => Some(Rounding::Floor),
    };
    let multipliers = read_multipliers(&mut fields, &frame.tiers);
    let caps = read_caps(&mut fields, frame, points.as_ref());
    let name = read_texts(&mut fields, "name", LONGEST_NAME);
    let text = read_texts(&mut fields, "text", LONGEST_TEXT);
    let looks_at_purchases = event.as_ref().is_some_and(KindPattern::is_of_purchases)
        || matches!(points, Some(PointsRule::PerAmount(_)))
        || filters.iter().flatten().any(is_about_a_purchase);
    if looks_at_purchases && wallet == Some(Owner::Member) {
        let place = wallet_node.map_or(fields.place, |node| node.span().start);
        let message = "points from purchases go to the company: wallet = \"account\"";
        fields.error(place, "purchase-to-member", message);
    }
    let place = wallet_node.map_or(fields.place, |node| node.span().start);
    let problems = fields.problems;
    fields.finish();
    let rule = EarningRule {
        id: id?,
        event: event?,
        filters: filters?,
        wallet: wallet?,
        points: points?,
        rounding: rounding?,
        multipliers: multipliers?,
        caps: caps?,
        name: name?,
        text: text?,
    };
    check_worth(problems, place, &rule);
    Some(rule)
}

fn is_about_a_purchase(filter: &Filter) -> bool {
    match filter {
        Filter::ProductIn(_) => true,
        Filter::Equals { field, .. } | Filter::AtLeast { field, .. } => {
            matches!(field.as_str(), "amount" | "currency")
        }
    }
}

/// Either `points`, or the table `per_amount`.
fn read_points(fields: &mut Fields<'_>) -> Option<PointsRule> {
    let (fixed, per_amount) = (fields.optional("points"), fields.optional("per_amount"));
    match (fixed, per_amount) {
        (Some(node), None) => {
            as_whole(fields.problems, "points", node, 1..=MOST_POINTS).map(PointsRule::Fixed)
        }
        (None, Some(node)) => {
            let rates = Fields::of(fields.problems, "per_amount", node)?;
            read_rates(&rates).map(PointsRule::PerAmount)
        }
        _ => {
            let message = "a rule gives either `points` or points `per_amount`";
            fields.error(fields.place, "missing-field", message);
            None
        }
    }
}

/// `EUR = { points = 1, minor_units = 10000 }`
fn read_rates(table: &Fields<'_>) -> Option<Vec<Rate>> {
    let mut rates = Vec::new();
    let mut is_right = true;
    for (code, place, node) in table.entries() {
        let currency: Option<Currency> = code
            .parse()
            .map_err(|problem| table.error(place, "unknown-currency", format!("{problem}")))
            .ok();
        let rate = Fields::of(table.problems, "a rate", node).and_then(read_rate);
        match (currency, rate) {
            (Some(currency), Some((points, minor_units))) => rates.push(Rate {
                currency,
                points,
                minor_units,
            }),
            _ => is_right = false,
        }
    }
    if is_right && rates.is_empty() {
        let message = "`per_amount` names no currency";
        table.error(table.place, "missing-field", message);
        return None;
    }
    is_right.then_some(rates)
}

fn read_rate(mut fields: Fields<'_>) -> Option<(i64, i64)> {
    let points = fields.whole("points", 1..=1_000_000);
    let node = fields.required("minor_units");
    let minor_units = node.and_then(|node| {
        let number = as_whole(fields.problems, "minor_units", node, 0..=Money::LARGEST)?;
        if number == 0 {
            let message = "points for each 0 would divide by zero";
            fields.error(node.span().start, "divides-by-zero", message);
            return None;
        }
        Some(number)
    });
    fields.finish();
    points.zip(minor_units)
}

/// `silver = "11/10"`, `gold = 1.25` or `gold = 2`
fn read_multipliers(
    fields: &mut Fields<'_>,
    tiers: &[(&'static str, Tier)],
) -> Option<Vec<(Tier, Ratio)>> {
    let Some(node) = fields.optional("multiplier") else {
        return Some(Vec::new());
    };
    let mut table = Fields::of(fields.problems, "multiplier", node)?;
    let mut multipliers = Vec::new();
    let mut is_right = true;
    for &(word, tier) in tiers {
        if let Some(node) = table.optional(word) {
            match read_ratio(table.problems, word, node) {
                Some(ratio) => multipliers.push((tier, ratio)),
                None => is_right = false,
            }
        }
    }
    table.finish();
    is_right.then_some(multipliers)
}

fn read_ratio(problems: &Problems<'_>, name: &str, node: &Node<'_>) -> Option<Ratio> {
    let place = node.span().start;
    let ratio = match node.get_ref() {
        DeValue::Integer(number) => Ratio::from_decimal(number.as_str()),
        DeValue::Float(number) => Ratio::from_decimal(number.as_str()),
        DeValue::String(_) => {
            let text = as_text(problems, name, node)?.value;
            let (above, below) = text.split_once('/').unwrap_or((&text, "1"));
            match (above.trim().parse(), below.trim().parse()) {
                (Ok(above), Ok(below)) => Ratio::new(above, below),
                _ => Err(RatioProblem::NotANumber),
            }
        }
        _ => {
            wrong_type(
                problems,
                name,
                node,
                "a number or a fraction such as \"11/10\"",
            );
            return None;
        }
    };
    let parts = 1..=LARGEST_PART;
    match ratio {
        Ok(ratio) if parts.contains(&ratio.numerator()) && parts.contains(&ratio.denominator()) => {
            return Some(ratio);
        }
        Ok(_) => {
            let message = format!(
                "a multiplier is above zero, and a fraction of numbers up to {LARGEST_PART}"
            );
            problems.error(place, "wrong-value", message);
        }
        Err(RatioProblem::DividesByZero) => {
            problems.error(place, "divides-by-zero", "the fraction divides by zero");
        }
        Err(problem) => problems.error(place, "wrong-value", format!("`{name}` {problem}")),
    }
    None
}

/// `cap = [{ points = 60, per = "day", by = "member" }]`
fn read_caps(
    fields: &mut Fields<'_>,
    frame: &Frame,
    points: Option<&PointsRule>,
) -> Option<Vec<Cap>> {
    let mut caps: Vec<Cap> = Vec::new();
    let mut is_right = true;
    for node in fields.list("cap") {
        let cap =
            Fields::of(fields.problems, "cap", node).and_then(|cap| read_cap(cap, frame, points));
        match cap {
            Some(cap)
                if caps
                    .iter()
                    .any(|other| (other.per, other.by) == (cap.per, cap.by)) =>
            {
                let message = "there is a cap for the same window and holder already";
                fields.error(node.span().start, "duplicate-id", message);
                is_right = false;
            }
            Some(cap) => caps.push(cap),
            None => is_right = false,
        }
    }
    is_right.then_some(caps)
}

fn read_cap(mut fields: Fields<'_>, frame: &Frame, given: Option<&PointsRule>) -> Option<Cap> {
    let points_node = fields.required("points");
    let points =
        points_node.and_then(|node| as_whole(fields.problems, "points", node, 1..=MOST_POINTS));
    let per = fields.required("per").and_then(|node| {
        let words = [
            ("day", Some(Window::Day)),
            ("month", Some(Window::Month)),
            ("period", frame.period),
        ];
        let window = one_of(fields.problems, "per", node, &words)?;
        if window.is_none() && frame.is_rolling {
            let message = "the tiers count over rolling months, so there is no period: per = \"day\" or \"month\"";
            fields.error(node.span().start, "wrong-value", message);
        }
        window
    });
    let by = fields
        .required("by")
        .and_then(|node| one_of(fields.problems, "by", node, &WALLETS));
    if let (Some(cap), Some(PointsRule::Fixed(given)), Some(node)) = (points, given, points_node)
        && cap < *given
    {
        let message = format!("one event gives {given} points, more than the cap lets through");
        fields
            .problems
            .warning(node.span().start, "cap-below-event", message);
    }
    fields.finish();
    Some(Cap {
        points: points?,
        per: per?,
        by: by?,
    })
}
