//! One file as readers will see it, before it is saved among the others.

use contract::{ArticleView, Tier};
use jiff::Timestamp;

use super::draft::Draft;
use super::view::View;
use super::{Library, Reader};
use crate::article;
use crate::diagnostic::Diagnostic;
use crate::file::File;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    /// Absent when the front matter cannot be read, or the path is no article's. It may stand there beside errors.
    pub article: Option<ArticleView>,
    /// What is wrong with this file, and what deserves attention.
    pub problems: Vec<Diagnostic>,
}

impl Library {
    /// Reads a file as if it stood in the folder beside the others, or in place of the one at its path.
    pub fn preview(&self, file: &File, now: Timestamp) -> Preview {
        let mut draft = Draft::with(&self.0, file);
        let mut problems = draft.diagnostics(Some(now));
        problems.retain(|problem| problem.file == file.path);
        let place = article::place(&file.path).ok();
        let article = place.and_then(|place| {
            let translations = draft.articles.get(&place.address)?;
            translations.get(&place.locale).cloned()
        });
        let reader = Reader {
            persona: None,
            tier: Tier::Gold,
            account: None,
            is_staff: true,
        };
        let shelves = draft.shelve(Vec::new());
        let article = article.map(|article| {
            let view = View {
                shelves: &shelves,
                locale: article.place.locale,
                reader: &reader,
                now,
            };
            view.view(&article)
        });
        Preview { article, problems }
    }
}
