//! What has been counted toward caps, window by window.

use std::collections::HashMap;

use jiff::civil::Date;

use super::Award;
use crate::event::Event;
use crate::programme::{Cap, EarningRule, Owner, Window};

/// Points by rule and window. A rule keeps its count when a new version changes it: the id says that it is the same rule.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counted(HashMap<Key, i64>);

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Key {
    rule: String,
    per: Window,
    /// Nobody where the account counts, and where an event without a person meets a cap by member.
    member: Option<String>,
    by: Owner,
    from: Date,
}

impl Counted {
    pub fn in_window(&self, rule: &EarningRule, cap: &Cap, event: &Event, day: Date) -> i64 {
        let key = Key::new(rule, cap, event, day);
        self.0.get(&key).copied().unwrap_or(0)
    }

    /// Counts what an event was given.
    pub fn add(&mut self, rule: &EarningRule, award: &Award, event: &Event, day: Date) {
        for cap in &rule.caps {
            let counted = self.0.entry(Key::new(rule, cap, event, day)).or_default();
            *counted = counted.saturating_add(award.points);
        }
    }
}

impl Key {
    fn new(rule: &EarningRule, cap: &Cap, event: &Event, day: Date) -> Self {
        let member = match cap.by {
            Owner::Account => None,
            Owner::Member => event.member.as_ref().map(|member| member.0.clone()),
        };
        Self {
            rule: rule.id.clone(),
            per: cap.per,
            member,
            by: cap.by,
            from: cap.per.start(day),
        }
    }
}
