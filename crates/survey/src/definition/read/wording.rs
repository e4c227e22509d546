//! The follow-up questions and the choices.

use rule_file::{Fields, Ids, LONGEST_NAME, LONGEST_TEXT, Texts, read_texts};

use super::{group_words, place_of};
use crate::definition::{Choice, Kind};
use crate::score::Group;

/// A scale is always followed by a "why", in other words for each group.
pub(super) fn read_why(fields: &mut Fields<'_>, kind: Option<Kind>) -> Option<Vec<(Group, Texts)>> {
    let place = place_of(fields, "why");
    match kind {
        Some(kind) if kind.scale().is_some() => {
            let mut inner = fields.table("why")?;
            let read = group_words(kind).map(|(word, group)| {
                read_texts(&mut inner, word, LONGEST_TEXT).map(|texts| (group, texts))
            });
            inner.finish();
            read.into_iter().collect()
        }
        Some(_) => {
            if fields.optional("why").is_some() {
                let message = "only an answer on a scale has a `why`";
                fields.error(place, "no-scale", message);
                return None;
            }
            Some(Vec::new())
        }
        // The kind has been reported, and which groups there are depends on it.
        None => {
            fields.optional("why");
            None
        }
    }
}

pub(super) fn read_choices(fields: &mut Fields<'_>, kind: Option<Kind>) -> Option<Vec<Choice>> {
    let place = place_of(fields, "choice");
    let nodes = fields.list("choice");
    let mut ids = Ids::new("choice");
    let read: Vec<Option<Choice>> = nodes
        .iter()
        .map(|node| {
            let mut inner = Fields::of(fields.problems, "choice", node)?;
            let id = ids.read(&mut inner);
            let text = read_texts(&mut inner, "text", LONGEST_NAME);
            inner.finish();
            Some(Choice {
                id: id?,
                text: text?,
            })
        })
        .collect();
    let is_choice = kind == Some(Kind::Choice);
    if is_choice && !(2..=10).contains(&nodes.len()) {
        let message = "a choice has between 2 and 10 `[[choice]]`";
        fields.error(place, "missing-field", message);
        return None;
    }
    if kind.is_some() && !is_choice && !nodes.is_empty() {
        let message = "only a survey of kind \"choice\" has a `[[choice]]`";
        fields.error(place, "wrong-value", message);
        return None;
    }
    read.into_iter().collect()
}
