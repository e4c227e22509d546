//! Walks over the parser's events once: passes on what is plain, writes itself what needs more than plain HTML.

mod links;
mod media;
mod text;

use std::collections::BTreeSet;
use std::ops::Range;

use contract::{ContentsEntry, Locale};
use pulldown_cmark::{CowStr, Event, HeadingLevel, Tag, TagEnd, html};

use self::text::shifted;
use super::Rendered;
use super::anchor::Anchors;
use super::footnotes::Footnotes;
use super::link::InternalLink;
use super::table::Table;
use super::words::Words;
use crate::diagnostic::{Diagnostic, Source};
use crate::front_matter::Placed;
use crate::media::MediaSet;

/// Deeper than any reader follows; it also bounds the work of what reads the HTML afterwards.
const MAX_DEPTH: usize = 32;

pub(super) struct Writer<'a> {
    source: Source<'a>,
    body_start: usize,
    words: &'static Words,
    media: &'a MediaSet,
    events: &'a [(Event<'a>, Range<usize>)],
    /// The next event.
    at: usize,
    depth: usize,
    out: Vec<Event<'a>>,
    text: String,
    contents: Vec<ContentsEntry>,
    anchors: Anchors,
    /// Of the heading before, as shown; the title counts as the first.
    level: HeadingLevel,
    links: Vec<Placed<InternalLink>>,
    shown: BTreeSet<String>,
    /// For each open link, whether it is written.
    open_links: Vec<bool>,
    table: Option<Table>,
    tables: usize,
    footnotes: Footnotes<'a>,
    problems: Vec<Diagnostic>,
}

impl<'a> Writer<'a> {
    pub fn new(
        source: Source<'a>,
        body_start: usize,
        locale: Locale,
        media: &'a MediaSet,
        events: &'a [(Event<'a>, Range<usize>)],
    ) -> Self {
        Self {
            source,
            body_start,
            words: Words::of(locale),
            media,
            events,
            at: 0,
            depth: 0,
            out: Vec::new(),
            text: String::new(),
            contents: Vec::new(),
            anchors: Anchors::default(),
            level: HeadingLevel::H1,
            links: Vec::new(),
            shown: BTreeSet::new(),
            open_links: Vec::new(),
            table: None,
            tables: 0,
            footnotes: Footnotes::default(),
            problems: Vec::new(),
        }
    }

    pub fn write(mut self) -> (Rendered, Vec<Diagnostic>) {
        while let Some((event, range)) = self.events.get(self.at) {
            self.at += 1;
            if matches!(event, Event::Start(_)) && self.depth == MAX_DEPTH {
                self.error(
                    range,
                    "too-deep",
                    format!("quotes and lists go deeper than {MAX_DEPTH} levels"),
                );
                break;
            }
            self.event(event, range);
        }
        self.footnotes.finish(self.words, &mut self.out);
        let mut html = String::with_capacity(self.text.len() * 2);
        html::push_html(&mut html, self.out.into_iter());
        let rendered = Rendered {
            html,
            contents: self.contents,
            anchors: self.anchors.into_set(),
            links: self.links,
            media: self.shown,
            text: self.text,
        };
        (rendered, self.problems)
    }

    fn event(&mut self, event: &Event<'a>, range: &Range<usize>) {
        match event {
            Event::Start(tag) => {
                self.depth += 1;
                self.start(tag, range);
            }
            Event::End(tag) => {
                self.depth = self.depth.saturating_sub(1);
                self.end(*tag);
            }
            Event::Text(text) => self.plain_text(event, text, range),
            Event::Code(text) => {
                self.text.push_str(text);
                self.out.push(event.clone());
            }
            Event::SoftBreak => self.soft_break(),
            Event::HardBreak => {
                self.text.push('\n');
                self.raw("<br>\n");
            }
            Event::Rule => self.raw("<hr>\n"),
            Event::FootnoteReference(name) => {
                let mark = self.footnotes.reference(name.clone());
                self.raw(mark);
            }
            Event::TaskListMarker(is_done) => self.task_box(*is_done),
            Event::InlineHtml(markup) => self.raw_html(markup, range),
            // The block as a whole is reported at its start; formulas are switched off.
            Event::Html(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }

    fn start(&mut self, tag: &Tag<'a>, range: &Range<usize>) {
        match tag {
            Tag::Heading { level, .. } => self.start_heading(*level, range),
            Tag::HtmlBlock => {
                let markup = &self.source.text[self.body_start..][range.clone()];
                self.raw_html(markup, range);
            }
            Tag::BlockQuote(Some(kind)) => {
                let title = self.words.alert_title(*kind);
                let name = format!("{kind:?}").to_lowercase();
                self.raw(format!(
                    "<div class=\"alert alert-{name}\" role=\"note\"><p class=\"alert-title\">{title}</p>\n"
                ));
            }
            Tag::CodeBlock(kind) => self.code_block(kind),
            Tag::Item if self.is_task() => self.raw("<li class=\"task\">"),
            Tag::Table(alignments) => {
                self.tables += 1;
                let (table, html) = Table::start(alignments, self.tables, self.words);
                self.table = Some(table);
                self.raw(html);
            }
            Tag::TableHead => self.in_table(Table::start_head),
            Tag::TableRow => self.in_table(Table::start_row),
            Tag::TableCell => {
                let is_empty = matches!(
                    self.events.get(self.at),
                    Some((Event::End(TagEnd::TableCell), _))
                );
                self.in_table(|table| table.start_cell(is_empty));
            }
            Tag::Link {
                link_type,
                dest_url,
                title,
                ..
            } => self.start_link(*link_type, dest_url, title, range),
            Tag::Image {
                dest_url, title, ..
            } => self.image(dest_url, title, range),
            Tag::Paragraph if self.is_video_alone() => self.video_alone(),
            Tag::FootnoteDefinition(name) => self.footnotes.begin(name.clone(), &mut self.out),
            tag => self.out.push(Event::Start(tag.clone())),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(level) => self.out.push(Event::End(TagEnd::Heading(shifted(level)))),
            TagEnd::HtmlBlock => {}
            TagEnd::BlockQuote(Some(_)) => self.raw("</div>\n"),
            TagEnd::Table => {
                self.table = None;
                self.raw(Table::END);
            }
            TagEnd::TableHead => self.in_table(Table::end_head),
            TagEnd::TableRow => self.raw("</tr>\n"),
            TagEnd::TableCell => self.in_table(|table| table.end_cell()),
            TagEnd::Link => {
                if self.open_links.pop() == Some(true) {
                    self.raw("</a>");
                }
            }
            TagEnd::FootnoteDefinition => self.footnotes.end(&mut self.out),
            tag => self.out.push(Event::End(tag)),
        }
        if is_block(tag) {
            self.text.push('\n');
        }
    }

    /// Whether the item just begun starts with a box to tick, in a tight list or a loose one.
    fn is_task(&self) -> bool {
        let mut ahead = self.events[self.at..].iter().map(|(event, _)| event);
        match ahead.next() {
            Some(Event::TaskListMarker(_)) => true,
            Some(Event::Start(Tag::Paragraph)) => {
                matches!(ahead.next(), Some(Event::TaskListMarker(_)))
            }
            _ => false,
        }
    }

    /// An image of a box: an input nobody can use would be a trap for the keyboard.
    fn task_box(&mut self, is_done: bool) {
        let (class, label) = if is_done {
            ("task-box is-done", self.words.done)
        } else {
            ("task-box", self.words.to_do)
        };
        self.raw(format!(
            "<span class=\"{class}\" role=\"img\" aria-label=\"{label}\"></span> "
        ));
    }

    fn raw_html(&mut self, markup: &str, range: &Range<usize>) {
        let markup = markup.trim_start();
        if !markup.starts_with("<!--") && !markup.starts_with("</") {
            self.warning(range, "raw-html", "HTML is not shown; write it as markdown");
        }
    }

    fn in_table(&mut self, write: impl FnOnce(&mut Table) -> &'static str) {
        if let Some(table) = &mut self.table {
            let html = write(table);
            self.raw(html);
        }
    }

    fn raw(&mut self, html: impl Into<CowStr<'a>>) {
        self.out.push(Event::InlineHtml(html.into()));
    }

    fn error(&mut self, range: &Range<usize>, code: &'static str, message: impl Into<String>) {
        self.problems.push(
            self.source
                .error(self.body_start + range.start, code, message),
        );
    }

    fn warning(&mut self, range: &Range<usize>, code: &'static str, message: impl Into<String>) {
        let problem = self
            .source
            .warning(self.body_start + range.start, code, message);
        // The two ends of one mistake are one problem.
        let is_known = self
            .problems
            .last()
            .is_some_and(|last| last.code == code && last.line == problem.line);
        if !is_known {
            self.problems.push(problem);
        }
    }
}

fn is_block(tag: TagEnd) -> bool {
    !matches!(
        tag,
        TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image
    )
}
