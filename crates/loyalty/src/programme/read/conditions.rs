//! Which events a rule looks at: kinds, and what their data must say.

use toml::de::DeValue;

use super::read_all;
use crate::event::Attribute;
use crate::programme::{Filter, KindPattern};
use crate::ratio::Ratio;
use rule_file::{Fields, Node, Problems, as_list, as_text, shortened, wrong_type};

const LONGEST_FIELD: usize = 100;

pub(super) fn read_kind(
    problems: &Problems<'_>,
    name: &str,
    node: &Node<'_>,
) -> Option<KindPattern> {
    let text = as_text(problems, name, node)?;
    let pattern = KindPattern::parse(&text.value);
    if pattern.is_none() {
        let message = format!(
            "`{}` is no kind of event: words of a-z, 0-9 and _ with dots between, such as lesson.finished or lesson.*",
            shortened(&text.value)
        );
        problems.error(text.place, "unknown-event", message);
    }
    pattern
}

pub(super) fn read_filters(fields: &mut Fields<'_>) -> Option<Vec<Filter>> {
    read_all(fields, "where", read_filter)
}

/// `{ field = "level", equals = "advanced" }`, `{ field = "amount", at_least = 5000 }` or `{ product_in = ["pump"] }`
fn read_filter(mut fields: Fields<'_>) -> Option<Filter> {
    let field = fields.optional("field");
    let (equals, at_least) = (fields.optional("equals"), fields.optional("at_least"));
    let product_in = fields.optional("product_in");
    let problems = fields.problems;
    let name = |node| {
        let text = as_text(problems, "field", node)?;
        if text.value.len() > LONGEST_FIELD {
            problems.error(
                text.place,
                "text-too-long",
                "the name of the field is too long",
            );
            return None;
        }
        Some(text.value)
    };
    let filter = match (field, equals, at_least, product_in) {
        (Some(field), Some(value), None, None) => name(field)
            .zip(read_attribute(problems, value))
            .map(|(field, value)| Filter::Equals { field, value }),
        (Some(field), None, Some(value), None) => name(field)
            .zip(read_number(problems, "at_least", value))
            .map(|(field, value)| Filter::AtLeast { field, value }),
        (None, None, None, Some(list)) => read_products(problems, list).map(Filter::ProductIn),
        _ => {
            let message =
                "a filter is a `field` with either `equals` or `at_least`, or `product_in` alone";
            problems.error(fields.place, "missing-field", message);
            None
        }
    };
    fields.finish();
    filter
}

fn read_products(problems: &Problems<'_>, node: &Node<'_>) -> Option<Vec<String>> {
    let items = as_list(problems, "product_in", node)?;
    if items.is_empty() {
        let message = "`product_in` names no product";
        problems.error(node.span().start, "wrong-value", message);
        return None;
    }
    let read: Vec<_> = items
        .iter()
        .map(|item| as_text(problems, "product_in", item).map(|text| text.value))
        .collect();
    read.into_iter().collect()
}

fn read_attribute(problems: &Problems<'_>, node: &Node<'_>) -> Option<Attribute> {
    match node.get_ref() {
        DeValue::Boolean(flag) => Some(Attribute::Flag(*flag)),
        DeValue::String(text) => Some(Attribute::Text(text.clone().into_owned())),
        _ => read_number(problems, "equals", node).map(Attribute::Number),
    }
}

fn read_number(problems: &Problems<'_>, name: &str, node: &Node<'_>) -> Option<Ratio> {
    let written = match node.get_ref() {
        DeValue::Integer(number) if number.radix() == 10 => number.as_str(),
        DeValue::Float(number) => number.as_str(),
        _ => {
            wrong_type(problems, name, node, "a number");
            return None;
        }
    };
    Ratio::from_decimal(written)
        .map_err(|problem| {
            problems.error(
                node.span().start,
                "wrong-value",
                format!("`{name}` {problem}"),
            );
        })
        .ok()
}
