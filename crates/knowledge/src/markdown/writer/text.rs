//! Running text, headings and code, as they are shown and as they are read.

use std::ops::Range;

use contract::ContentsEntry;
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Tag, TagEnd};

use super::Writer;
use crate::markdown::code;
use crate::reading_time::is_wide;

impl<'a> Writer<'a> {
    pub(super) fn start_heading(&mut self, level: HeadingLevel, range: &Range<usize>) {
        if level == HeadingLevel::H1 {
            let message =
                "the page's first heading is the title; begin the headings of the text with `##`";
            self.warning(range, "heading-level", message);
        }
        let (text, _) = self.plain_text_ahead();
        let anchor = self.anchors.add(&text);
        let level = shifted(level);
        let depth = level as u8;
        let deepest = self.level as u8 + 1;
        if depth > deepest {
            let message = format!(
                "a level is missing between this heading and the one above it: it can be `{}` at most",
                "#".repeat(usize::from(deepest))
            );
            self.warning(range, "heading-skip", message);
        }
        self.level = level;
        if depth <= 3 {
            self.contents.push(ContentsEntry {
                level: depth,
                anchor: anchor.clone(),
                text,
            });
        }
        self.out.push(Event::Start(Tag::Heading {
            level,
            id: Some(anchor.into()),
            classes: Vec::new(),
            attrs: Vec::new(),
        }));
    }

    pub(super) fn plain_text(&mut self, event: &Event<'a>, text: &str, range: &Range<usize>) {
        if self.is_stray_emphasis(text, range) {
            let message = "these `**` are shown as they stand: with punctuation inside and a letter outside they do not \
                           make text bold; put the punctuation outside, or a space between";
            self.warning(range, "stray-emphasis", message);
        }
        self.text.push_str(text);
        self.out.push(event.clone());
    }

    /// Whether two asterisks that a writer did not escape come out as text.
    pub(super) fn is_stray_emphasis(&self, text: &str, range: &Range<usize>) -> bool {
        let before = &self.source.text[self.body_start..][..range.start];
        text.contains("**")
            || (text.starts_with('*') && before.ends_with('*') && !before.ends_with("\\*"))
    }

    /// A line break in the source is a space, but Chinese and Japanese put none between their characters.
    pub(super) fn soft_break(&mut self) {
        let next = self.events[self.at..]
            .iter()
            .find_map(|(event, _)| match event {
                Event::Text(text) | Event::Code(text) => text.chars().next(),
                _ => None,
            });
        let is_between_wide = self.text.ends_with(is_wide) && next.is_some_and(is_wide);
        if !is_between_wide {
            self.text.push('\n');
            self.out.push(Event::SoftBreak);
        }
    }

    pub(super) fn code_block(&mut self, kind: &CodeBlockKind<'a>) {
        let info = match kind {
            CodeBlockKind::Fenced(info) => info.as_ref(),
            CodeBlockKind::Indented => "",
        };
        let mut code = String::new();
        while let Some((event, _)) = self.events.get(self.at) {
            self.at += 1;
            match event {
                Event::Text(text) => code.push_str(text),
                Event::End(TagEnd::CodeBlock) => break,
                _ => {}
            }
        }
        self.depth = self.depth.saturating_sub(1);
        self.raw(code::block(info, &code));
        self.text.push_str(&code);
        self.text.push('\n');
    }

    /// The text up to the end of the element just begun, and the index of that end.
    pub(super) fn plain_text_ahead(&self) -> (String, usize) {
        let mut text = String::new();
        let mut depth = 0_usize;
        for (index, (event, _)) in self.events.iter().enumerate().skip(self.at) {
            match event {
                Event::Start(_) => depth += 1,
                Event::End(_) if depth == 0 => return (text.trim().to_owned(), index),
                Event::End(_) => depth -= 1,
                Event::Text(part) | Event::Code(part) => text.push_str(part),
                Event::SoftBreak | Event::HardBreak => text.push(' '),
                _ => {}
            }
        }
        (text, self.events.len())
    }
}

/// The page's only heading of level 1 is the title.
pub(super) fn shifted(level: HeadingLevel) -> HeadingLevel {
    level.max(HeadingLevel::H2)
}
