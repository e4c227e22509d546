//! Footnotes are numbered as the text calls for them and stand together at its end.

use std::collections::HashMap;

use pulldown_cmark::{CowStr, Event};

use super::words::Words;

#[derive(Debug, Default)]
pub(super) struct Footnotes<'a> {
    /// Names in the order in which they are first called for, with the number of calls.
    called: Vec<(CowStr<'a>, usize)>,
    defined: HashMap<CowStr<'a>, Vec<Event<'a>>>,
    /// The definition being read, and the text that goes on after it.
    open: Vec<(CowStr<'a>, Vec<Event<'a>>)>,
}

impl<'a> Footnotes<'a> {
    /// The mark in the text. A colon cannot stand in a heading's anchor, so the two never collide.
    pub fn reference(&mut self, name: CowStr<'a>) -> String {
        let index = self
            .called
            .iter()
            .position(|(called, _)| *called == name)
            .unwrap_or_else(|| {
                self.called.push((name, 0));
                self.called.len() - 1
            });
        let (_, calls) = &mut self.called[index];
        *calls += 1;
        let number = index + 1;
        let id = if *calls == 1 {
            format!("fnref:{number}")
        } else {
            format!("fnref:{number}:{calls}")
        };
        format!(
            "<sup class=\"footnote-reference\"><a href=\"#fn:{number}\" id=\"{id}\">{number}</a></sup>"
        )
    }

    /// From here on events belong to the footnote.
    pub fn begin(&mut self, name: CowStr<'a>, out: &mut Vec<Event<'a>>) {
        self.open.push((name, std::mem::take(out)));
    }

    /// The text goes on where the definition interrupted it. The first definition of a name counts.
    pub fn end(&mut self, out: &mut Vec<Event<'a>>) {
        if let Some((name, text)) = self.open.pop() {
            let note = std::mem::replace(out, text);
            self.defined.entry(name).or_insert(note);
        }
    }

    /// The list at the end of the text.
    pub fn finish(mut self, words: &Words, out: &mut Vec<Event<'a>>) {
        if self.called.is_empty() {
            return;
        }
        let start = format!(
            "<section class=\"footnotes\" aria-label=\"{}\"><ol>\n",
            words.footnotes
        );
        out.push(Event::Html(start.into()));
        for (index, (name, _)) in self.called.iter().enumerate() {
            let number = index + 1;
            out.push(Event::Html(format!("<li id=\"fn:{number}\">").into()));
            out.append(&mut self.defined.remove(name).unwrap_or_default());
            let back = format!(
                "<a class=\"footnote-back\" href=\"#fnref:{number}\" aria-label=\"{}\">↩</a></li>\n",
                words.back_to_text
            );
            out.push(Event::Html(back.into()));
        }
        out.push(Event::Html("</ol></section>\n".into()));
    }
}
