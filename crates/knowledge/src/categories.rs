//! The categories of the knowledge base as `categories.toml` names them: their order and their title in each language.

use std::collections::BTreeMap;

use contract::Locale;
use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use crate::address::is_slug;
use crate::diagnostic::{Diagnostic, Source};

/// The file's path below the folder of articles.
pub(crate) const FILE: &str = "categories.toml";

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Categories(BTreeMap<String, Category>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Category {
    order: i64,
    titles: BTreeMap<Locale, String>,
}

impl Categories {
    /// All that is wrong with the file, or the categories with what deserves attention.
    pub fn parse(text: &str) -> Result<(Self, Vec<Diagnostic>), Vec<Diagnostic>> {
        let source = Source { file: FILE, text };
        let (table, errors) = DeTable::parse_recoverable(text);
        let mut problems: Vec<_> = errors
            .iter()
            .map(|error| {
                source.error(
                    error.span().map_or(0, |span| span.start),
                    "categories-syntax",
                    error.message(),
                )
            })
            .collect();
        if !problems.is_empty() {
            return Err(problems);
        }
        let mut categories = BTreeMap::new();
        for (slug, entry) in table.get_ref() {
            if let Some(category) = read_category(source, slug, entry, &mut problems) {
                categories.insert(slug.get_ref().to_string(), category);
            }
        }
        if problems.iter().any(Diagnostic::is_error) {
            Err(problems)
        } else {
            Ok((Self(categories), problems))
        }
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn contains(&self, slug: &str) -> bool {
        self.0.contains_key(slug)
    }

    /// In the language asked for, else in English, else in any; a category nobody named goes by its slug.
    pub fn title(&self, slug: &str, locale: Locale) -> String {
        let titled = self.0.get(slug).and_then(|category| {
            let titles = &category.titles;
            titles
                .get(&locale)
                .or_else(|| titles.get(&Locale::En))
                .or_else(|| titles.values().next())
        });
        titled.map_or_else(|| slug.to_owned(), String::clone)
    }

    /// What to sort by; a category nobody named comes last.
    pub fn rank<'a>(&self, slug: &'a str) -> (i64, &'a str) {
        (
            self.0.get(slug).map_or(i64::MAX, |category| category.order),
            slug,
        )
    }
}

/// A category; none when it has no order. All that is wrong is reported.
fn read_category(
    source: Source<'_>,
    slug: &Spanned<DeString<'_>>,
    entry: &Spanned<DeValue<'_>>,
    problems: &mut Vec<Diagnostic>,
) -> Option<Category> {
    let start = slug.span().start;
    let name = slug.get_ref();
    let mut error =
        |offset, message: String| problems.push(source.error(offset, "categories-value", message));
    if !is_slug(name) {
        error(
            start,
            format!(
                "`{name}` may hold only a-z, 0-9 and hyphens, since it becomes part of addresses"
            ),
        );
    }
    let DeValue::Table(fields) = entry.get_ref() else {
        error(start, format!("`{name}` must be a table: [{name}]"));
        return None;
    };
    if !fields.contains_key("order") {
        error(start, format!("`{name}` needs `order`, a whole number"));
    }
    let mut order = None;
    let mut titles = BTreeMap::new();
    for (key, value) in fields {
        match read_field(key.get_ref(), value.get_ref()) {
            Ok(Field::Order(number)) => order = Some(number),
            Ok(Field::Title(locale, title)) => {
                titles.insert(locale, title);
            }
            Err(message) => error(key.span().start, message),
        }
    }
    for locale in Locale::ALL
        .into_iter()
        .filter(|locale| !titles.contains_key(locale))
    {
        let message = format!("`{name}` has no title in {}", locale.own_name());
        problems.push(source.warning(start, "category-title", message));
    }
    Some(Category {
        order: order?,
        titles,
    })
}

enum Field {
    Order(i64),
    Title(Locale, String),
}

fn read_field(name: &str, value: &DeValue<'_>) -> Result<Field, String> {
    if name == "order" {
        let number = value
            .as_integer()
            .and_then(|number| i64::from_str_radix(number.as_str(), number.radix()).ok());
        return number
            .map(Field::Order)
            .ok_or_else(|| "`order` must be a whole number".to_owned());
    }
    let locale = name.parse().map_err(|_| {
        format!("there is no field `{name}`; the fields are order, en, ja, zh-Hant")
    })?;
    match value.as_str().map(str::trim) {
        Some(title) if !title.is_empty() => Ok(Field::Title(locale, title.to_owned())),
        _ => Err(format!("`{name}` must be the category's title")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_and_titles() {
        let text =
            "[b]\norder = 10\nen = \"Bee\"\nja = \"蜂\"\n\n[a]\norder = 20\nzh-Hant = \"甲\"\n";
        let (categories, warnings) = Categories::parse(text).expect("all is well");

        assert!(
            categories.rank("b") < categories.rank("a")
                && categories.rank("a") < categories.rank("0")
        );
        assert_eq!(categories.title("b", Locale::Ja), "蜂");
        assert_eq!(categories.title("b", Locale::ZhHant), "Bee");
        assert_eq!(categories.title("a", Locale::En), "甲");
        assert_eq!(categories.title("c", Locale::En), "c");
        let warned: Vec<_> = warnings
            .iter()
            .map(|problem| (problem.line, problem.message.as_str()))
            .collect();
        assert_eq!(
            warned,
            [
                (6, "`a` has no title in English"),
                (6, "`a` has no title in 日本語"),
                (1, "`b` has no title in 繁體中文")
            ]
        );
    }

    #[test]
    fn reports_everything_at_once() {
        let text = "top = 1\n[a]\norder = \"x\"\nen = 3\nde = \"A\"\n[B]\norder = 1\n";
        let problems = Categories::parse(text).expect_err("much is wrong");
        let mut found: Vec<_> = problems
            .iter()
            .filter(|problem| problem.is_error())
            .map(|problem| problem.line)
            .collect();
        found.sort_unstable();
        assert_eq!(found, [1, 3, 4, 5, 6]);
        Categories::parse("[a\norder = ").expect_err("this is no TOML");
    }
}
