//! Ids of what a file names: short, plain, and each given once.

use std::collections::BTreeSet;

use crate::{Fields, Placed, shortened};

const LONGEST: usize = 60;

pub struct Ids {
    /// What they name, for messages.
    kind: &'static str,
    taken: BTreeSet<String>,
}

impl Ids {
    pub fn new(kind: &'static str) -> Self {
        Self {
            kind,
            taken: BTreeSet::new(),
        }
    }

    pub fn read(&mut self, fields: &mut Fields<'_>) -> Option<String> {
        let Placed { value: id, place } = fields.text("id")?;
        let is_plain = id.len() <= LONGEST
            && id
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
        if !is_plain {
            let message = format!(
                "`{}` may hold only a-z, 0-9 and hyphens, at most {LONGEST} of them",
                shortened(&id)
            );
            fields.error(place, "wrong-value", message);
            return None;
        }
        if !self.taken.insert(id.clone()) {
            let message = format!("there is a {} `{id}` already", self.kind);
            fields.error(place, "duplicate-id", message);
            return None;
        }
        Some(id)
    }
}
