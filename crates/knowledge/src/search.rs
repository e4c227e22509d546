//! The search engine of the knowledge base: from articles to the files of an index, from those to answers.
//!
//! One tokenizer cuts articles and queries, natively and in the browser, so that the two cannot disagree. It must not know
//! of files, HTTP or readers: the articles that come in are those that the readers of this index may open.

mod codec;
mod document;
mod excerpt;
mod fold;
mod index;
mod query;
mod rank;
mod searcher;
mod spelling;
mod token;

pub use self::codec::Damaged;
pub use self::document::{Document, Section, sections};
pub use self::excerpt::{Excerpt, excerpt, marks};
pub use self::index::{Index, Synonyms, build};
pub(crate) use self::index::{build_from, folded};
pub(crate) use self::searcher::OTHER_WORDINGS;
pub use self::searcher::{Answer, Hit, Searcher};
