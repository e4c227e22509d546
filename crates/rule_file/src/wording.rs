//! Texts in three languages, and words that stand for something.

use contract::{Locale, Persona, Tier};
use diagnostic::columns;

use crate::Texts;
use crate::{Fields, Node, Problems, as_text, shortened};

/// In columns; a Chinese or Japanese character takes two.
pub const LONGEST_NAME: usize = 60;
pub const LONGEST_TEXT: usize = 400;

pub fn read_texts(fields: &mut Fields<'_>, name: &'static str, longest: usize) -> Option<Texts> {
    let mut texts = fields.table(name)?;
    let read = Locale::ALL.map(|locale| read_language(&mut texts, name, locale, longest));
    texts.finish();
    let [en, ja, zh_hant] = read;
    Some(Texts {
        en: en?,
        ja: ja?,
        zh_hant: zh_hant?,
    })
}

fn read_language(
    texts: &mut Fields<'_>,
    name: &str,
    locale: Locale,
    longest: usize,
) -> Option<String> {
    let Some(node) = texts.optional(locale.tag()) else {
        let message = format!("`{name}` is missing in {}: `{locale}`", locale.own_name());
        texts.error(texts.place, "missing-language", message);
        return None;
    };
    let text = as_text(texts.problems, locale.tag(), node)?;
    if text.value.chars().any(char::is_control) {
        let message = "a text is one line without control characters";
        texts.error(text.place, "wrong-value", message);
        return None;
    }
    let width = columns(&text.value);
    if width > longest {
        let message = format!("the text takes {width} columns; there is room for {longest}");
        texts.error(text.place, "text-too-long", message);
        return None;
    }
    Some(text.value)
}

/// One of the words, or a message that names them all.
pub fn one_of<T: Copy>(
    problems: &Problems<'_>,
    name: &str,
    node: &Node<'_>,
    words: &[(&str, T)],
) -> Option<T> {
    let text = as_text(problems, name, node)?;
    let found = words.iter().find(|(word, _)| *word == text.value);
    if found.is_none() {
        let known: Vec<_> = words.iter().map(|(word, _)| *word).collect();
        let message = format!(
            "`{name}` can be {}; `{}` is none of them",
            known.join(", "),
            shortened(&text.value)
        );
        problems.error(text.place, "wrong-value", message);
    }
    found.map(|(_, value)| *value)
}

/// A list of words, each once; empty when it is not there.
pub fn some_of<T: Copy + PartialEq>(
    fields: &mut Fields<'_>,
    name: &'static str,
    words: &[(&str, T)],
) -> Option<Vec<T>> {
    let mut found = Vec::new();
    let mut is_right = true;
    for node in fields.list(name) {
        match one_of(fields.problems, name, node, words) {
            Some(value) if found.contains(&value) => {
                let message = format!("`{name}` names the same twice");
                fields.error(node.span().start, "wrong-value", message);
                is_right = false;
            }
            Some(value) => found.push(value),
            None => is_right = false,
        }
    }
    is_right.then_some(found)
}

pub const TIERS: [(&str, Tier); 3] = [
    ("bronze", Tier::Bronze),
    ("silver", Tier::Silver),
    ("gold", Tier::Gold),
];

pub const PERSONAS: [(&str, Persona); 3] = [
    ("practitioner", Persona::Practitioner),
    ("lead", Persona::Lead),
    ("executive", Persona::Executive),
];
