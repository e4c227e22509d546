//! What an event tells beside its name: an amount, products, and whatever else a filter may look at.
//!
//! Read strictly from JSON: a number that is not quite right is refused with its place, never rounded into shape.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use thiserror::Error;

use super::EventRef;
use crate::money::{Currency, Money, MoneyProblem};
use crate::ratio::{Ratio, RatioProblem};

/// Bytes of one text, the name of an attribute or of a product among them.
const LONGEST_TEXT: usize = 2_000;
const MOST_PRODUCTS: usize = 1_000;
const MOST_OF_ONE_PRODUCT: i64 = 1_000_000_000;

/// The `data` of an event, typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventData {
    /// From `amount`, in minor units, and `currency`.
    pub money: Option<Money>,
    /// From `products`, a list of `{"id": "...", "quantity": 2}`.
    pub products: Vec<ProductLine>,
    /// Every other text, number and yes or no of the first level. Lists and objects are not looked at.
    pub attributes: BTreeMap<String, Attribute>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProductLine {
    pub id: String,
    pub quantity: i64,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Attribute {
    Flag(bool),
    Number(Ratio),
    Text(String),
}

/// One thing that is wrong with the data, and where.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{pointer}: {problem}")]
pub struct DataError {
    /// A JSON pointer below `data`, such as `/products/0/quantity`; empty for the data as a whole.
    pub pointer: String,
    pub problem: DataProblem,
}

#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum DataProblem {
    #[error("must be an object")]
    NotAnObject,
    #[error("must be a list of objects with `id` and `quantity`")]
    NotProducts,
    #[error("must be a text that is not empty")]
    NotAText,
    #[error("must be a number")]
    NotANumber,
    #[error("must be a whole number: amounts are in minor units, such as cents")]
    Fractional,
    #[error("must be at least 1")]
    NotPositive,
    #[error("is too large")]
    TooLarge,
    #[error("is longer than {LONGEST_TEXT} bytes")]
    TooLong,
    #[error("more than {MOST_PRODUCTS} products")]
    TooMany,
    #[error("is missing")]
    Missing,
    #[error(transparent)]
    Money(#[from] MoneyProblem),
    #[error(transparent)]
    Ratio(#[from] RatioProblem),
}

impl EventData {
    /// All that is wrong at once, or the data.
    pub fn parse(data: &Value) -> Result<Self, Vec<DataError>> {
        let fields = match data {
            Value::Null => return Ok(Self::default()),
            Value::Object(fields) => fields,
            _ => return Err(vec![wrong("", DataProblem::NotAnObject)]),
        };
        let mut errors = Vec::new();
        let money = read_money(fields, &mut errors);
        let products = fields
            .get("products")
            .map_or_else(Vec::new, |products| read_products(products, &mut errors));
        let mut attributes = BTreeMap::new();
        for (name, value) in fields {
            if matches!(name.as_str(), "amount" | "currency" | "products") {
                continue;
            }
            match read_attribute(name, value) {
                Ok(Some(attribute)) => {
                    attributes.insert(name.clone(), attribute);
                }
                Ok(None) => {}
                Err(problem) => errors.push(wrong(&pointer(name), problem)),
            }
        }
        if errors.is_empty() {
            Ok(Self {
                money,
                products,
                attributes,
            })
        } else {
            Err(errors)
        }
    }

    /// The event that `data` takes back: `"reverses": "ID"` of the same source, or `{"source": "...", "id": "..."}`.
    pub fn parse_reverses(data: &Value, source: &str) -> Result<Option<EventRef>, DataError> {
        let reverses = match data.get("reverses") {
            None | Some(Value::Null) => return Ok(None),
            Some(reverses) => reverses,
        };
        let (source, id) = match reverses {
            Value::Object(fields) => (
                read_text(fields.get("source"))
                    .map_err(|problem| wrong("/reverses/source", problem))?,
                read_text(fields.get("id")).map_err(|problem| wrong("/reverses/id", problem))?,
            ),
            id => (
                source.to_owned(),
                read_text(Some(id)).map_err(|problem| wrong("/reverses", problem))?,
            ),
        };
        Ok(Some(EventRef { source, id }))
    }
}

impl fmt::Display for Attribute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flag(flag) => write!(f, "{flag}"),
            Self::Number(number) => write!(f, "{number}"),
            Self::Text(text) => f.write_str(text),
        }
    }
}

fn wrong(pointer: &str, problem: impl Into<DataProblem>) -> DataError {
    DataError {
        pointer: pointer.to_owned(),
        problem: problem.into(),
    }
}

/// The pointer to a field of the first level, escaped as RFC 6901 asks.
fn pointer(name: &str) -> String {
    format!("/{}", name.replace('~', "~0").replace('/', "~1"))
}

fn read_money(fields: &Map<String, Value>, errors: &mut Vec<DataError>) -> Option<Money> {
    let (amount, currency) = (fields.get("amount"), fields.get("currency"));
    if amount.is_none() && currency.is_none() {
        return None;
    }
    let amount = amount
        .ok_or(DataProblem::Missing)
        .and_then(read_whole)
        .map_err(|problem| match problem {
            DataProblem::TooLarge => MoneyProblem::Huge.into(),
            other => other,
        })
        .map_err(|problem| errors.push(wrong("/amount", problem)));
    let currency = read_text(currency)
        .and_then(|code| Ok(code.parse::<Currency>()?))
        .map_err(|problem| errors.push(wrong("/currency", problem)));
    Money::new(amount.ok()?, currency.ok()?)
        .map_err(|problem| errors.push(wrong("/amount", problem)))
        .ok()
}

fn read_products(products: &Value, errors: &mut Vec<DataError>) -> Vec<ProductLine> {
    let Value::Array(lines) = products else {
        errors.push(wrong("/products", DataProblem::NotProducts));
        return Vec::new();
    };
    if lines.len() > MOST_PRODUCTS {
        errors.push(wrong("/products", DataProblem::TooMany));
        return Vec::new();
    }
    let mut read = Vec::with_capacity(lines.len());
    for (index, line) in lines.iter().enumerate() {
        let place = format!("/products/{index}");
        let Value::Object(fields) = line else {
            errors.push(wrong(&place, DataProblem::NotProducts));
            continue;
        };
        let id = read_text(fields.get("id"))
            .map_err(|problem| errors.push(wrong(&format!("{place}/id"), problem)));
        let quantity = read_quantity(fields.get("quantity"))
            .map_err(|problem| errors.push(wrong(&format!("{place}/quantity"), problem)));
        if let (Ok(id), Ok(quantity)) = (id, quantity) {
            read.push(ProductLine { id, quantity });
        }
    }
    read
}

fn read_quantity(value: Option<&Value>) -> Result<i64, DataProblem> {
    match read_whole(value.ok_or(DataProblem::Missing)?)? {
        ..=0 => Err(DataProblem::NotPositive),
        quantity @ ..=MOST_OF_ONE_PRODUCT => Ok(quantity),
        _ => Err(DataProblem::TooLarge),
    }
}

fn read_attribute(name: &str, value: &Value) -> Result<Option<Attribute>, DataProblem> {
    if name.len() > LONGEST_TEXT {
        return Err(DataProblem::TooLong);
    }
    match value {
        Value::Bool(flag) => Ok(Some(Attribute::Flag(*flag))),
        Value::Number(number) => Ok(Some(Attribute::Number(Ratio::from_decimal(
            &number.to_string(),
        )?))),
        Value::String(text) if text.len() > LONGEST_TEXT => Err(DataProblem::TooLong),
        Value::String(text) => Ok(Some(Attribute::Text(text.clone()))),
        Value::Null | Value::Array(_) | Value::Object(_) => Ok(None),
    }
}

fn read_text(value: Option<&Value>) -> Result<String, DataProblem> {
    match value {
        None => Err(DataProblem::Missing),
        Some(Value::String(text)) if text.len() > LONGEST_TEXT => Err(DataProblem::TooLong),
        Some(Value::String(text)) if !text.trim().is_empty() => Ok(text.clone()),
        Some(_) => Err(DataProblem::NotAText),
    }
}

/// A whole number that was written as one: `5.0` is a sum of main units more often than five cents.
fn read_whole(value: &Value) -> Result<i64, DataProblem> {
    let Value::Number(number) = value else {
        return Err(DataProblem::NotANumber);
    };
    match (number.as_i64(), number.as_u64()) {
        (Some(whole), _) => Ok(whole),
        (None, Some(_)) => Err(DataProblem::TooLarge),
        (None, None) if number.as_f64().is_some_and(|float| float.abs() >= 1e18) => {
            Err(DataProblem::TooLarge)
        }
        (None, None) => Err(DataProblem::Fractional),
    }
}

#[cfg(test)]
mod tests;
