//! `CloudEvents` 1.0 as JSON, read strictly: every mistake is told with its place, and nothing is guessed.
//!
//! The account is named by the extension attribute `account`, a person by `member`. What the data means is `loyalty`'s.

use contract::FieldError;
use jiff::Timestamp;
use loyalty::{EventData, EventRef};
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::json::{NO_NUL, has_nul};
use crate::problem::field_error;

const LONGEST_NAME: usize = 200;
const LONGEST_SUBJECT: usize = 300;
/// Bytes of one event's data as JSON.
const LARGEST_DATA: usize = 64 * 1024;

/// One event, of which only the attributes and the data are known to be sound.
#[derive(Clone, Debug)]
pub struct CloudEvent {
    pub id: String,
    pub source: String,
    pub kind: String,
    /// When it happened; absent when the sender does not say.
    pub time: Option<Timestamp>,
    pub subject: String,
    pub account: Uuid,
    /// An id or an e-mail address.
    pub member: Option<String>,
    pub reverses: Option<EventRef>,
    pub parsed: EventData,
    pub data: Value,
}

/// The attributes of one event while it is read, and what is wrong with them.
struct Attributes<'a> {
    fields: &'a Map<String, Value>,
    errors: Vec<FieldError>,
}

impl CloudEvent {
    /// All that is wrong at once, or the event.
    pub fn read(value: &Value) -> Result<Self, Vec<FieldError>> {
        let Value::Object(fields) = value else {
            return Err(vec![malformed("", "an event is an object")]);
        };
        if has_nul(value) {
            return Err(vec![malformed("", NO_NUL)]);
        }
        let errors = Vec::new();
        let mut attributes = Attributes { fields, errors };
        attributes.check_form();
        let id = attributes.needed("id", LONGEST_NAME);
        let source = attributes.needed("source", LONGEST_NAME);
        let kind = attributes.needed("type", LONGEST_NAME);
        let subject = attributes.text("subject", LONGEST_SUBJECT);
        let member = attributes.text("member", LONGEST_NAME);
        let (time, account) = (attributes.time(), attributes.account());
        let data = fields.get("data").cloned().unwrap_or(Value::Null);
        let (parsed, reverses) = attributes.data(&data, source.as_deref().unwrap_or_default());
        match (id, source, kind, account) {
            (Some(id), Some(source), Some(kind), Some(account)) if attributes.errors.is_empty() => {
                Ok(Self {
                    subject: subject.unwrap_or_default(),
                    id,
                    source,
                    kind,
                    time,
                    account,
                    member,
                    reverses,
                    parsed,
                    data,
                })
            }
            _ => Err(attributes.errors),
        }
    }
}

impl Attributes<'_> {
    fn refuse(&mut self, error: FieldError) {
        self.errors.push(error);
    }

    fn check_form(&mut self) {
        if self.fields.get("specversion").and_then(Value::as_str) != Some("1.0") {
            self.refuse(malformed("/specversion", "must be \"1.0\""));
        }
        if let Some(form) = self.text("datacontenttype", LONGEST_NAME)
            && form.split(';').next().map(str::trim) != Some("application/json")
        {
            self.refuse(malformed("/datacontenttype", "must be application/json"));
        }
        if self.fields.contains_key("data_base64") {
            self.refuse(malformed("/data_base64", "data must be JSON"));
        }
    }

    fn needed(&mut self, name: &str, longest: usize) -> Option<String> {
        if self.fields.get(name).is_none_or(Value::is_null) {
            self.refuse(field_error(&format!("/{name}"), "required", "is missing"));
            return None;
        }
        self.text(name, longest)
    }

    fn text(&mut self, name: &str, longest: usize) -> Option<String> {
        let value = self.fields.get(name).filter(|value| !value.is_null())?;
        let pointer = format!("/{name}");
        match value.as_str() {
            None | Some("") => self.refuse(malformed(&pointer, "must be a text that is not empty")),
            Some(text) if text.chars().count() > longest => {
                let detail = format!("at most {longest} characters");
                self.refuse(field_error(&pointer, "too_long", &detail));
            }
            Some(text) => return Some(text.to_owned()),
        }
        None
    }

    /// To the microsecond, which is what is kept.
    fn time(&mut self) -> Option<Timestamp> {
        let text = self.text("time", LONGEST_NAME)?;
        let time = text.parse::<Timestamp>().ok();
        let time = time.and_then(|time| Timestamp::from_microsecond(time.as_microsecond()).ok());
        if time.is_none() {
            self.refuse(malformed(
                "/time",
                "must be a time with its zone, as in RFC 3339",
            ));
        }
        time
    }

    fn account(&mut self) -> Option<Uuid> {
        let text = self.needed("account", LONGEST_NAME)?;
        let account = Uuid::parse_str(&text).ok();
        if account.is_none() {
            // What is no id cannot exist.
            self.refuse(unknown_account());
        }
        account
    }

    fn data(&mut self, data: &Value, source: &str) -> (EventData, Option<EventRef>) {
        if data.to_string().len() > LARGEST_DATA {
            self.refuse(field_error("/data", "too_long", "at most 65,536 bytes"));
            return (EventData::default(), None);
        }
        let reverses = EventData::parse_reverses(data, source);
        let parsed = EventData::parse(data);
        let wrong = parsed.as_ref().err().into_iter().flatten();
        for error in wrong.chain(reverses.as_ref().err()) {
            let pointer = format!("/data{}", error.pointer);
            self.errors
                .push(malformed(&pointer, &error.problem.to_string()));
        }
        (parsed.unwrap_or_default(), reverses.ok().flatten())
    }
}

pub fn unknown_account() -> FieldError {
    field_error("/account", "unknown", "there is no such company")
}

pub fn unknown_member() -> FieldError {
    field_error("/member", "unknown", "the company has no such person")
}

fn malformed(pointer: &str, detail: &str) -> FieldError {
    field_error(pointer, "malformed", detail)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn sound() -> Value {
        json!({
            "specversion": "1.0", "id": "1", "source": "shop", "type": "purchase.completed",
            "time": "2026-11-20T09:00:00.1234567+09:00", "account": Uuid::nil().to_string(),
            "data": { "amount": 100, "currency": "EUR" },
        })
    }

    #[test]
    fn an_event_is_read_to_the_microsecond() {
        let event = CloudEvent::read(&sound()).unwrap();
        assert_eq!(
            event.time.unwrap().to_string(),
            "2026-11-20T00:00:00.123456Z"
        );
        assert_eq!((event.member, event.reverses), (None, None));
    }

    #[test]
    fn every_mistake_has_its_place() {
        for (field, value, expected) in [
            ("specversion", json!("0.3"), "/specversion malformed"),
            ("id", json!(null), "/id required"),
            ("id", json!(7), "/id malformed"),
            ("source", json!("x".repeat(201)), "/source too_long"),
            ("type", json!(""), "/type malformed"),
            ("time", json!("yesterday"), "/time malformed"),
            ("account", json!("hoshino"), "/account unknown"),
            (
                "data",
                json!({ "amount": -1, "currency": "EUR" }),
                "/data/amount malformed",
            ),
            (
                "data",
                json!({ "amount": 1.5, "currency": "EUR" }),
                "/data/amount malformed",
            ),
            (
                "data",
                json!({ "amount": 1, "currency": "XXQ" }),
                "/data/currency malformed",
            ),
            ("data", json!({ "reverses": 7 }), "/data/reverses malformed"),
            (
                "data",
                json!({ "note": "x".repeat(70_000) }),
                "/data too_long",
            ),
            ("data", json!({ "note": "\0" }), " malformed"),
            ("data_base64", json!("AA=="), "/data_base64 malformed"),
            (
                "datacontenttype",
                json!("text/xml"),
                "/datacontenttype malformed",
            ),
        ] {
            let mut event = sound();
            event[field] = value;
            let errors = CloudEvent::read(&event).unwrap_err();
            let told = errors
                .iter()
                .map(|error| format!("{} {}", error.pointer, error.code));
            let told: std::collections::BTreeSet<_> = told.collect();
            assert!(told.contains(expected), "{field}: {errors:?}");
            assert_eq!(told.len(), 1, "{field}: {errors:?}");
        }
    }
}
