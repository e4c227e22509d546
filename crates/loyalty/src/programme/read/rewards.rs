//! Rewards.

use contract::{Persona, Tier};
use toml::de::DeValue;

use super::MOST_POINTS;
use crate::programme::{Fulfilment, Owner, Reward};
use rule_file::Ids;
use rule_file::{Fields, Mistake, as_whole, wrong_type};
use rule_file::{LONGEST_NAME, LONGEST_TEXT, PERSONAS, one_of, read_texts, some_of};

const MOST_PIECES: i64 = 1_000_000;
const WALLETS: [(&str, Owner); 2] = [("account", Owner::Account), ("member", Owner::Member)];
const FULFILMENTS: [(&str, Fulfilment); 2] =
    [("code", Fulfilment::Code), ("staff", Fulfilment::Staff)];

/// `tiers` are those that the programme has.
pub(super) fn read_reward(
    mut fields: Fields<'_>,
    ids: &mut Ids,
    tiers: &[(&str, Tier)],
) -> Option<Reward> {
    let id = ids.read(&mut fields);
    let cost = read_cost(&mut fields);
    let wallet = fields
        .required("wallet")
        .and_then(|node| one_of(fields.problems, "wallet", node, &WALLETS));
    let stock = read_stock(&mut fields);
    let limit_per_member = read_limit(&mut fields, "limit_per_member");
    let limit_per_account = read_limit(&mut fields, "limit_per_account");
    let tiers: Option<Vec<Tier>> = some_of(&mut fields, "tiers", tiers);
    let personas: Option<Vec<Persona>> = some_of(&mut fields, "personas", &PERSONAS);
    let needs_approval = fields.flag("needs_approval");
    let fulfilment = fields
        .required("fulfilment")
        .and_then(|node| one_of(fields.problems, "fulfilment", node, &FULFILMENTS));
    let name = read_texts(&mut fields, "name", LONGEST_NAME);
    let text = read_texts(&mut fields, "text", LONGEST_TEXT);
    fields.finish();
    Some(Reward {
        id: id?,
        cost: cost?,
        wallet: wallet?,
        stock: stock.ok()?,
        limit_per_member: limit_per_member.ok()?,
        limit_per_account: limit_per_account.ok()?,
        tiers: tiers?,
        personas: personas?,
        needs_approval: needs_approval?,
        fulfilment: fulfilment?,
        name: name?,
        text: text?,
    })
}

fn read_cost(fields: &mut Fields<'_>) -> Option<i64> {
    let node = fields.required("cost")?;
    let cost = as_whole(fields.problems, "cost", node, 0..=MOST_POINTS)?;
    if cost == 0 {
        let message = "a reward costs at least 1 point; what is free is a benefit of a tier";
        fields.error(node.span().start, "no-cost", message);
        return None;
    }
    Some(cost)
}

/// A number of pieces, or `"unlimited"` said on purpose.
fn read_stock(fields: &mut Fields<'_>) -> Result<Option<i64>, Mistake> {
    let Some(node) = fields.optional("stock") else {
        let message = "`stock` is missing: a number of pieces, or \"unlimited\"";
        fields.error(fields.place, "no-stock", message);
        return Err(Mistake);
    };
    let place = node.span().start;
    match node.get_ref() {
        DeValue::String(text) if text == "unlimited" => Ok(None),
        DeValue::Integer(_) => {
            let pieces = as_whole(fields.problems, "stock", node, 0..=MOST_PIECES);
            if pieces == Some(0) {
                let message = "nobody can have a reward of which there is none";
                fields.error(place, "no-stock", message);
                return Err(Mistake);
            }
            pieces.map(Some).ok_or(Mistake)
        }
        _ => {
            wrong_type(
                fields.problems,
                "stock",
                node,
                "a number of pieces or \"unlimited\"",
            );
            Err(Mistake)
        }
    }
}

/// Nothing is no limit.
fn read_limit(fields: &mut Fields<'_>, name: &'static str) -> Result<Option<i64>, Mistake> {
    match fields.optional(name) {
        Some(node) => as_whole(fields.problems, name, node, 1..=MOST_PIECES)
            .map(Some)
            .ok_or(Mistake),
        None => Ok(None),
    }
}
