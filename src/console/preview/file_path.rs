//! Where the file belongs: its language, category and slug, which together are its path.

use std::str::FromStr;

use contract::{Locale, WritingArticle};
use leptos::prelude::*;

use crate::api::{self, use_read};
use crate::components::{LanguageField, TextField, unique_id};
use crate::language::use_language;

/// The parts of `LOCALE/CATEGORY/SLUG.md`; copied freely.
#[derive(Clone, Copy)]
pub struct FilePath {
    locale: RwSignal<Locale>,
    category: RwSignal<String>,
    slug: RwSignal<String>,
}

impl FilePath {
    /// An empty path is that of a new article in the language of the interface.
    pub fn new(path: &str) -> Self {
        let (locale, category, slug) = parts(path).unwrap_or_else(|| {
            let locale = use_language().get_untracked();
            (locale, String::new(), "new-article".to_owned())
        });
        Self {
            locale: RwSignal::new(locale),
            category: RwSignal::new(category),
            slug: RwSignal::new(slug),
        }
    }

    pub fn get(self) -> String {
        self.category.with(|category| {
            self.slug
                .with(|slug| join(self.locale.get(), category, slug))
        })
    }

    pub fn get_untracked(self) -> String {
        untrack(|| self.get())
    }

    pub fn locale(self) -> Locale {
        self.locale.get()
    }

    /// Takes over what a file's name says.
    pub fn set_file_name(self, name: &str) {
        if let Some(slug) = name.strip_suffix(".md").filter(|slug| !slug.is_empty()) {
            self.slug.set(slug.to_owned());
        }
    }
}

#[component]
pub fn PathFields(path: FilePath) -> impl IntoView {
    let language = use_language();
    let articles =
        use_read::<Vec<WritingArticle>>(move || api::writing_articles_path(language.get()));
    let categories = Memo::new(move |_| {
        let articles = articles.ready().unwrap_or_default();
        let mut names: Vec<String> = articles
            .into_iter()
            .map(|article| article.category)
            .collect();
        names.dedup();
        names
    });
    // A new article begins in the first category there is.
    Effect::new(move || {
        let first = categories.with(|names| names.first().cloned());
        if let Some(first) = first.filter(|_| path.category.with_untracked(String::is_empty)) {
            path.category.set(first);
        }
    });
    let choose = Callback::new(move |locale| path.locale.set(locale));
    view! {
        <div class="path-fields">
            <LanguageField label=t!(shell.language) value=path.locale on_choose=choose/>
            <CategoryField category=path.category categories/>
            <TextField label=t!(console.slug) value=path.slug/>
        </div>
        <p class="small muted path-fields__path"><code>{move || path.get()}</code></p>
    }
}

/// Free text, since a new article may begin a new category; the known ones are offered.
#[component]
fn CategoryField(category: RwSignal<String>, categories: Memo<Vec<String>>) -> impl IntoView {
    let id = unique_id("field");
    let list = format!("{id}-known");
    let options = move || {
        categories
            .get()
            .into_iter()
            .map(|name| view! { <option value=name></option> })
            .collect_view()
    };
    view! {
        <div class="field">
            <label class="field__label" for=id.clone()>{t!(console.category)}</label>
            <input
                class="field__input"
                id=id
                list=list.clone()
                autocomplete="off"
                prop:value=category
                on:input=move |event| category.set(event_target_value(&event))
            />
            <datalist id=list>{options}</datalist>
        </div>
    }
}

fn join(locale: Locale, category: &str, slug: &str) -> String {
    format!("{locale}/{}/{}.md", category.trim(), slug.trim())
}

fn parts(path: &str) -> Option<(Locale, String, String)> {
    let mut parts = path.strip_suffix(".md")?.split('/');
    let locale = Locale::from_str(parts.next()?).ok()?;
    let (category, slug) = (parts.next()?, parts.next()?);
    parts
        .next()
        .is_none()
        .then(|| (locale, category.to_owned(), slug.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_comes_apart_and_together_again() {
        let path = "zh-Hant/start/first-30-days.md";
        let (locale, category, slug) = parts(path).expect("the path is right");
        assert_eq!(join(locale, &category, &slug), path);
    }

    #[test]
    fn what_is_no_path_has_no_parts() {
        for path in ["", "en/start.md", "de/a/b.md", "en/a/b/c.md", "en/a/b"] {
            assert_eq!(parts(path), None, "{path}");
        }
    }
}
