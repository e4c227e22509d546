//! Tables that scroll sideways on their own, with alignment by class.

use pulldown_cmark::Alignment;

use super::words::Words;

/// The table being written; tables do not nest.
#[derive(Debug)]
pub(super) struct Table {
    alignments: Vec<Alignment>,
    column: usize,
    is_head: bool,
    /// Whether the cell being written stands in the head and says something.
    is_heading: bool,
}

impl Table {
    /// The region needs a name of its own, or a screen reader could not tell two tables apart.
    pub fn start(alignments: &[Alignment], number: usize, words: &Words) -> (Self, String) {
        let table = Self {
            alignments: alignments.to_vec(),
            column: 0,
            is_head: true,
            is_heading: false,
        };
        let label = words.table;
        let html = format!(
            "<div class=\"table-scroll\" role=\"region\" tabindex=\"0\" aria-label=\"{label} {number}\"><table>\n"
        );
        (table, html)
    }

    pub fn start_head(&mut self) -> &'static str {
        self.column = 0;
        "<thead><tr>"
    }

    pub fn end_head(&mut self) -> &'static str {
        self.is_head = false;
        "</tr></thead>\n<tbody>\n"
    }

    pub fn start_row(&mut self) -> &'static str {
        self.column = 0;
        "<tr>"
    }

    /// An empty cell of the head heads nothing.
    pub fn start_cell(&mut self, is_empty: bool) -> &'static str {
        let alignment = self
            .alignments
            .get(self.column)
            .copied()
            .unwrap_or(Alignment::None);
        self.column += 1;
        self.is_heading = self.is_head && !is_empty;
        match (self.is_heading, alignment) {
            (true, Alignment::None) => "<th scope=\"col\">",
            (true, Alignment::Left) => "<th scope=\"col\" class=\"align-start\">",
            (true, Alignment::Center) => "<th scope=\"col\" class=\"align-center\">",
            (true, Alignment::Right) => "<th scope=\"col\" class=\"align-end\">",
            (false, Alignment::None) => "<td>",
            (false, Alignment::Left) => "<td class=\"align-start\">",
            (false, Alignment::Center) => "<td class=\"align-center\">",
            (false, Alignment::Right) => "<td class=\"align-end\">",
        }
    }

    pub fn end_cell(&self) -> &'static str {
        if self.is_heading { "</th>" } else { "</td>" }
    }

    pub const END: &'static str = "</tbody></table></div>\n";
}
