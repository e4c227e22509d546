//! YAML as a tree whose every value knows where it stands, so that one pass can report all that is wrong with it.
//!
//! It must not know which fields there are.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_saphyr::{DuplicateKeyPolicy, MessageFormatter, Spanned};

/// Front matter is flat; anything deeper is a mistake or an attack on the stack.
const MAX_DEPTH: usize = 12;
const MAX_NODES: usize = 10_000;

/// A value and the byte at which it begins.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Node {
    pub value: Value,
    pub offset: usize,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    Null,
    Boolean(bool),
    Integer(i64),
    /// A number that is no integer, or a very large one.
    Number,
    Text(String),
    List(Vec<Node>),
    /// As written: a key may stand there twice.
    Map(Vec<(Spanned<String>, Node)>),
}

impl Value {
    /// What it is, for a message.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Null => "nothing",
            Self::Boolean(_) => "true or false",
            Self::Integer(_) | Self::Number => "a number",
            Self::Text(_) => "text",
            Self::List(_) => "a list",
            Self::Map(_) => "a group of fields",
        }
    }
}

/// Where the text stops being YAML, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SyntaxError {
    pub offset: usize,
    pub message: String,
}

pub(crate) fn parse(yaml: &str) -> Result<Node, SyntaxError> {
    let options = serde_saphyr::options! {
        duplicate_keys: DuplicateKeyPolicy::PassThrough,
        strict_booleans: true,
        with_snippet: false,
        budget: serde_saphyr::budget! { max_depth: MAX_DEPTH, max_nodes: MAX_NODES, max_aliases: 0 },
    };
    serde_saphyr::from_str_with_options::<Spanned<Value>>(yaml, options)
        .map(Node::from)
        .map_err(|error| SyntaxError {
            offset: error
                .location()
                .map_or(0, |location| byte_offset(location, yaml.len())),
            message: serde_saphyr::DefaultMessageFormatter
                .format_message(&error)
                .into_owned(),
        })
}

/// The byte at which a key begins.
pub(crate) fn key_offset(key: &Spanned<String>) -> usize {
    byte_offset(key.referenced, 0)
}

fn byte_offset(location: serde_saphyr::Location, otherwise: usize) -> usize {
    location
        .span()
        .byte_offset()
        .and_then(|offset| usize::try_from(offset).ok())
        .unwrap_or(otherwise)
}

impl From<Spanned<Value>> for Node {
    fn from(spanned: Spanned<Value>) -> Self {
        Self {
            offset: byte_offset(spanned.referenced, 0),
            value: spanned.value,
        }
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ValueVisitor)
    }
}

struct ValueVisitor;

impl<'de> Visitor<'de> for ValueVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Boolean(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Integer(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(i64::try_from(value).map_or(Value::Number, Value::Integer))
    }

    fn visit_f64<E>(self, _: f64) -> Result<Value, E> {
        Ok(Value::Number)
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::Text(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::Text(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element::<Spanned<Value>>()? {
            list.push(item.into());
        }
        Ok(Value::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut map = Vec::new();
        while let Some((key, value)) = entries.next_entry::<Spanned<String>, Spanned<Value>>()? {
            map.push((key, value.into()));
        }
        Ok(Value::Map(map))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_where_each_value_and_key_begins() {
        let yaml = "title: 招待\ntags: [a, b]\ntitle: 2\n";
        let Value::Map(entries) = parse(yaml).expect("it is YAML").value else {
            panic!("it is a map");
        };
        let keys: Vec<_> = entries
            .iter()
            .map(|(key, _)| (key.value.as_str(), key_offset(key)))
            .collect();
        assert_eq!(keys, [("title", 0), ("tags", 14), ("title", 27)]);
        assert_eq!(entries[0].1.value, Value::Text("招待".to_owned()));
        let Value::List(tags) = &entries[1].1.value else {
            panic!("it is a list");
        };
        assert_eq!(&yaml[tags[1].offset..=tags[1].offset], "b");
    }

    #[test]
    fn says_where_it_stops_being_yaml() {
        let yaml = "title: a\ntags: [a, b\n";
        let error = parse(yaml).expect_err("the list is open");
        assert!(error.offset > 8, "{error:?}");
        assert!(!error.message.contains('\n'), "{error:?}");
    }

    #[test]
    fn refuses_to_dig() {
        for yaml in [
            "[".repeat(5_000),
            format!("{}1", "- ".repeat(5_000)),
            "a: &a [1]\nb: *a\n".to_owned(),
        ] {
            parse(&yaml).expect_err("no front matter looks like this");
        }
    }
}
