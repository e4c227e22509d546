//! Words that writers say mean the same, from `synonyms.toml` beside the languages.
//!
//! Each language has its groups: `en = [["sign in", "log in"], ["invoice", "bill"]]`.

use std::collections::{BTreeMap, BTreeSet};

use contract::Locale;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::diagnostic::{Diagnostic, Severity, Source};
use crate::file::File;
use crate::search::{self, Synonyms};

/// The file's path below the folder of articles.
pub(crate) const FILE: &str = "synonyms.toml";
/// Every word of it travels with every index; a longer file is no list of synonyms.
pub(crate) const MAX_BYTES: usize = 64 * 1024;

/// The groups of each language.
pub(crate) type Languages = BTreeMap<Locale, Synonyms>;

/// The text of the file, if it is short enough and is text.
pub(crate) fn text(file: &File) -> Result<&str, Diagnostic> {
    let error = |code, message| Diagnostic::of_file(FILE, Severity::Error, code, message);
    if file.length > MAX_BYTES as u64 {
        let message = format!("a list of synonyms holds at most {MAX_BYTES} bytes");
        return Err(error("too-large", message));
    }
    str::from_utf8(&file.bytes).map_err(|invalid| {
        let place = invalid.valid_up_to();
        error(
            "not-text",
            format!("the file is not UTF-8 from byte {place} on"),
        )
    })
}

/// The groups of each language, or all that is wrong with the file; with the groups comes what deserves attention.
pub(crate) fn parse(text: &str) -> Result<(Languages, Vec<Diagnostic>), Vec<Diagnostic>> {
    let source = Source { file: FILE, text };
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut file = Reading {
        source,
        problems: Vec::new(),
    };
    for error in &errors {
        let start = error.span().map_or(0, |span| span.start);
        file.problems
            .push(source.error(start, "synonyms-syntax", error.message()));
    }
    if !file.problems.is_empty() {
        return Err(file.problems);
    }
    let mut languages = BTreeMap::new();
    for (name, groups) in table.get_ref() {
        match name.get_ref().parse() {
            Ok(locale) => {
                languages.insert(locale, file.groups(groups));
            }
            Err(unknown) => {
                let message = format!("the language `{}` is {unknown}", name.get_ref());
                file.error(name.span().start, message);
            }
        }
    }
    if file.problems.iter().any(Diagnostic::is_error) {
        Err(file.problems)
    } else {
        Ok((languages, file.problems))
    }
}

/// The groups of one language, for those who read no other file of the set.
pub fn synonyms(text: &str, locale: Locale) -> Result<Synonyms, Vec<Diagnostic>> {
    let (mut languages, _) = parse(text)?;
    Ok(languages.remove(&locale).unwrap_or_default())
}

struct Reading<'a> {
    source: Source<'a>,
    problems: Vec<Diagnostic>,
}

impl Reading<'_> {
    fn groups(&mut self, value: &Spanned<DeValue<'_>>) -> Synonyms {
        let mut groups = Vec::new();
        let mut known = BTreeSet::new();
        for group in self.items(
            value,
            "a language holds a list of groups: [[\"one\", \"other\"]]",
        ) {
            groups.push(self.group(group, &mut known));
        }
        Synonyms::new(groups)
    }

    /// One group. `known` are the words of the groups before it, folded.
    fn group(&mut self, value: &Spanned<DeValue<'_>>, known: &mut BTreeSet<String>) -> Vec<String> {
        let mut words = Vec::new();
        let mut forms = BTreeSet::new();
        for item in self.items(value, "a group is a list of words: [\"one\", \"other\"]") {
            let at = item.span().start;
            let word = item.get_ref().as_str().unwrap_or_default().trim();
            let form = search::folded(word);
            if form.is_empty() {
                self.error(at, "this must be a word or a phrase".to_owned());
            } else if !forms.insert(form.clone()) {
                let message = format!("`{word}` finds what a word before it finds: leave it out");
                self.warning(at, "synonyms-same", message);
            } else if known.contains(&form) {
                let message = format!("`{word}` stands in two groups: make them one");
                self.warning(at, "synonyms-twice", message);
            }
            words.push(word.to_owned());
        }
        if forms.len() == 1 {
            let message = "a word alone has no synonym: name another, or take the group out";
            self.warning(value.span().start, "synonyms-alone", message.to_owned());
        }
        if forms.len() > 1 + search::OTHER_WORDINGS {
            let message = format!(
                "of a group, {} others are tried beside the word that was typed: this one has more",
                search::OTHER_WORDINGS
            );
            self.warning(value.span().start, "synonyms-many", message);
        }
        known.append(&mut forms);
        words
    }

    fn items<'v, 't>(
        &mut self,
        value: &'v Spanned<DeValue<'t>>,
        expected: &str,
    ) -> &'v [Spanned<DeValue<'t>>] {
        if let DeValue::Array(items) = value.get_ref() {
            return items;
        }
        self.error(value.span().start, expected.to_owned());
        &[]
    }

    fn error(&mut self, offset: usize, message: String) {
        let problem = self.source.error(offset, "synonyms-value", message);
        self.problems.push(problem);
    }

    fn warning(&mut self, offset: usize, code: &'static str, message: String) {
        let problem = self.source.warning(offset, code, message);
        self.problems.push(problem);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_groups_of_each_language() {
        let text = "en = [[\"Sign in\", \"log in\"]]\nja = [[\"ログイン\", \"サインイン\"]]\n";
        let groups = |locale| synonyms(text, locale).expect("all is well");
        let expected = |words: [&str; 2]| Synonyms::new(vec![words.map(str::to_owned).to_vec()]);
        assert_eq!(groups(Locale::En), expected(["Sign in", "log in"]));
        assert_eq!(groups(Locale::Ja), expected(["ログイン", "サインイン"]));
        assert_eq!(groups(Locale::ZhHant), Synonyms::default());
    }

    #[test]
    fn reports_everything_at_once() {
        let text = "en = [[\"a\", 3], \"b\"]\nde = []\nja = \"x\"\nzh-Hant = [[\"\", \"甲\"]]\n";
        let problems = parse(text).expect_err("much is wrong");
        let found: Vec<_> = problems
            .iter()
            .filter(|problem| problem.is_error())
            .map(|problem| (problem.line, problem.column))
            .collect();
        let mut sorted = found.clone();
        sorted.sort_unstable();
        assert_eq!(sorted, [(1, 13), (1, 17), (2, 1), (3, 6), (4, 13)]);
        let problems = parse("en = [[").expect_err("this is no TOML");
        assert_eq!(problems[0].code, "synonyms-syntax");
        assert!(problems[0].to_string().contains("en = [["), "{problems:?}");
    }

    #[test]
    fn warns_of_what_says_nothing() {
        let text = "en = [\n[\"a\"],\n[\"b\", \"B\", \"c\"],\n[\"c\", \"d\"],\n[\"e\", \"f\", \"g\", \"h\", \"i\", \"j\"],\n]\n";
        let (_, warnings) = parse(text).expect("it can be served");
        let found: Vec<_> = warnings
            .iter()
            .map(|problem| (problem.line, problem.column, problem.code))
            .collect();
        assert_eq!(
            found,
            [
                (2, 1, "synonyms-alone"),
                (3, 7, "synonyms-same"),
                (4, 2, "synonyms-twice"),
                (5, 1, "synonyms-many"),
            ]
        );
    }
}
