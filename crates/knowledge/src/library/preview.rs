//! One file as readers will see it, before it is saved among the others.

use std::sync::Arc;

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
    /// It may stand there beside errors, and then lack what was wrong. Absent when the path is no article's, or it is not
    /// clear where the text begins.
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
            let translations = draft.articles.get(&place.address);
            let sound = translations.and_then(|translations| translations.get(&place.locale));
            sound.cloned().or_else(|| draft.broken.pop().map(Arc::new))
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
