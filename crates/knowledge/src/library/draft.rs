//! A set of articles while it is read: what could be read of it, and what is wrong with the rest.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use contract::Locale;
use jiff::Timestamp;

use super::{Library, Shelves, Translations, check};
use crate::address::Address;
use crate::article::{self, Article, Place};
use crate::categories::{self, Categories};
use crate::diagnostic::{Diagnostic, Severity, Source};
use crate::file::File;
use crate::media::{self, MediaSet};
use crate::search::Synonyms;
use crate::synonyms;

/// Files at the top of the folder that are read for other purposes, or by people.
const OTHER_FILES: &[&str] = &[
    categories::FILE,
    synonyms::FILE,
    "relevance.tsv",
    "README.md",
];

#[derive(Default)]
pub(super) struct Draft<'a> {
    pub articles: BTreeMap<Address, Translations>,
    /// Those with an error in the front matter: who reads them and what they replace is not known, but what else is wrong
    /// with them can be told at once.
    pub broken: Vec<Article>,
    /// Absent when the file is, or cannot be read; then nothing is checked against it.
    pub categories: Option<Categories>,
    pub media: MediaSet,
    pub synonyms: BTreeMap<Locale, Synonyms>,
    /// Every place that a file claims, readable or not: a link to a broken article is not a dead link.
    pub claimed: BTreeSet<Place>,
    /// The text of every file that could be read, by path.
    pub texts: BTreeMap<&'a str, &'a str>,
    problems: Vec<Diagnostic>,
}

impl<'a> Draft<'a> {
    /// Media come first, since articles are written with their sizes.
    pub fn read(files: &'a [File], categories: Option<&str>) -> Self {
        let mut draft = Self::default();
        if let Some(text) = categories {
            draft.read_categories(text);
        }
        for file in files.iter().filter(|file| file.path == synonyms::FILE) {
            draft.read_synonyms(file);
        }
        let (media, others): (Vec<_>, Vec<_>) = files
            .iter()
            .filter(|file| !file.is_hidden() && !OTHER_FILES.contains(&file.path.as_str()))
            .partition(|file| file.path.starts_with(media::FOLDER));
        for file in media {
            if let Err(problem) = draft.media.read(file) {
                draft.problems.push(problem);
            }
        }
        for file in others {
            draft.read_file(file);
        }
        draft
    }

    /// A set that is served already, with one file put in or replaced.
    pub fn with(shelves: &Shelves, file: &'a File) -> Self {
        let mut draft = Self {
            articles: shelves.articles.clone(),
            categories: Some(shelves.categories.clone()).filter(|known| !known.is_empty()),
            media: shelves.media.clone(),
            synonyms: shelves.synonyms.clone(),
            ..Self::default()
        };
        draft.claimed = shelves
            .articles
            .values()
            .flat_map(BTreeMap::values)
            .map(|article| article.place.clone())
            .collect();
        if let Ok(place) = article::place(&file.path) {
            draft.claimed.remove(&place);
            if let Some(translations) = draft.articles.get_mut(&place.address) {
                translations.remove(&place.locale);
            }
        }
        draft.read_file(file);
        draft
    }

    pub fn finish(mut self) -> Result<Library, Vec<Diagnostic>> {
        let problems = self.diagnostics(None);
        if problems.iter().any(Diagnostic::is_error) {
            return Err(problems);
        }
        Ok(Library(Arc::new(self.shelve(problems))))
    }

    /// What can be served of a set with errors, and the errors. An article is served in all its languages or not at all: where
    /// one is broken, it is not known whom the article was meant for.
    pub fn salvage(mut self) -> (Library, Vec<Diagnostic>) {
        let (errors, warnings): (Vec<_>, Vec<_>) = self
            .diagnostics(None)
            .into_iter()
            .partition(Diagnostic::is_error);
        let broken: BTreeSet<Address> = errors
            .iter()
            .filter_map(|error| article::place(&error.file).ok())
            .map(|place| place.address)
            .collect();
        self.articles.retain(|address, _| !broken.contains(address));
        (Library(Arc::new(self.shelve(warnings))), errors)
    }

    /// The shelves with all that could be read.
    pub fn shelve(self, warnings: Vec<Diagnostic>) -> Shelves {
        let aliases = check::aliases(&self.articles)
            .map(|(article, alias)| (alias.value.clone(), article.place.address.clone()))
            .collect();
        Shelves {
            aliases,
            shown_by: shown_by(&self.articles),
            articles: self.articles,
            categories: self.categories.unwrap_or_default(),
            media: self.media,
            synonyms: self.synonyms,
            warnings,
        }
    }

    /// Everything that is wrong or worth knowing, by place; what depends on the day only when there is one.
    pub fn diagnostics(&mut self, now: Option<Timestamp>) -> Vec<Diagnostic> {
        let mut problems = std::mem::take(&mut self.problems);
        problems.append(&mut check::problems(self, now));
        problems.sort_by(|one, other| {
            (&one.file, one.line, one.column).cmp(&(&other.file, other.line, other.column))
        });
        problems
    }

    /// Adds what was found by who read the files.
    pub fn add(&mut self, mut problems: Vec<Diagnostic>) {
        self.problems.append(&mut problems);
    }

    fn read_categories(&mut self, text: &str) {
        match Categories::parse(text) {
            Ok((categories, mut warnings)) => {
                self.categories = Some(categories);
                self.problems.append(&mut warnings);
            }
            Err(mut problems) => self.problems.append(&mut problems),
        }
    }

    fn read_synonyms(&mut self, file: &File) {
        let read = synonyms::text(file).map_err(|problem| vec![problem]);
        match read.and_then(synonyms::parse) {
            Ok((synonyms, mut warnings)) => {
                self.synonyms = synonyms;
                self.problems.append(&mut warnings);
            }
            Err(mut problems) => self.problems.append(&mut problems),
        }
    }

    fn read_file(&mut self, file: &'a File) {
        let path = &file.path;
        if path.strip_suffix(".md").is_none() {
            let message =
                "this file is not read: articles end in .md, images stand in the folder media";
            return self.report(path, Severity::Warning, "not-an-article", message);
        }
        let place = match article::place(path) {
            Ok(place) => place,
            Err(problem) => return self.problems.push(problem),
        };
        if !self.claimed.insert(place.clone()) {
            return self.report(path, Severity::Error, "duplicate", "this file came twice");
        }
        match article::text(file) {
            Ok(text) => self.read_article(path, place, text),
            Err(problem) => self.problems.push(problem),
        }
    }

    fn read_article(&mut self, path: &'a str, place: Place, text: &'a str) {
        self.texts.insert(path, text);
        let source = Source { file: path, text };
        let (article, mut problems) = Article::parse(place, source, &self.media);
        self.problems.append(&mut problems);
        let Some(article) = article else { return };
        if article.is_described {
            let Place { locale, address } = article.place.clone();
            self.articles
                .entry(address)
                .or_default()
                .insert(locale, Arc::new(article));
        } else {
            self.broken.push(article);
        }
    }

    fn report(&mut self, path: &str, severity: Severity, code: &'static str, message: &str) {
        self.problems
            .push(Diagnostic::of_file(path, severity, code, message));
    }
}

fn shown_by(articles: &BTreeMap<Address, Translations>) -> BTreeMap<String, Vec<Address>> {
    let mut shown_by: BTreeMap<String, Vec<Address>> = BTreeMap::new();
    for (address, translations) in articles {
        let names: BTreeSet<_> = translations
            .values()
            .flat_map(|article| &article.media)
            .collect();
        for name in names {
            shown_by
                .entry(name.clone())
                .or_default()
                .push(address.clone());
        }
    }
    shown_by
}
