//! An article read inside the help sheet, while the page behind it stays as it is.

use contract::ArticleView;
use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::HelpDesk;
use super::panel::{BackButton, Place, Trail};
use crate::api::{self, use_read};
use crate::components::{Load, Skeleton};
use crate::language::use_language;
use crate::route::Route;

#[component]
pub fn Reading(category: String, slug: String, trail: Trail) -> impl IntoView {
    let desk: HelpDesk = expect_context();
    let language = use_language();
    let href = Route::article(&category, &slug).href();
    let article =
        use_read::<ArticleView>(move || api::article_path(&category, &slug, language.get()));
    view! {
        <div class="help">
            <div class="help__bar">
                <BackButton trail/>
                <a class="button" href=href on:click=move |_| desk.close()>{t!(help.as_page)}</a>
            </div>
            <Load read=article shape=Skeleton::Article let:article>
                <Text article trail/>
            </Load>
        </div>
    }
}

#[component]
fn Text(article: ArticleView, trail: Trail) -> impl IntoView {
    let desk: HelpDesk = expect_context();
    let heading = NodeRef::<html::H2>::new();
    Effect::new(move || {
        if let Some(heading) = heading.get() {
            let _ = heading.focus();
        }
    });
    let body = NodeRef::<html::Div>::new();
    let follow = move |event: ev::MouseEvent| {
        let wants_tab = event.ctrl_key() || event.meta_key() || event.shift_key();
        let Some(href) = pressed_link(&event).filter(|_| !wants_tab) else {
            return;
        };
        match Target::of(&href) {
            Target::Section(anchor) => {
                event.prevent_default();
                if let Some(body) = body.get_untracked() {
                    show_section(&body, &anchor);
                }
            }
            Target::Article { category, slug } => {
                event.prevent_default();
                trail.go(Place::Article { category, slug });
            }
            Target::Page => desk.close(),
            Target::Outside => {}
        }
    };
    let lang = article.summary.locale.tag();
    view! {
        <article class="help__text" lang=lang>
            <h2 tabindex="-1" class="help__title" node_ref=heading>{article.summary.title}</h2>
            <div class="prose" node_ref=body inner_html=article.html on:click=follow></div>
        </article>
    }
}

/// Where a link in an article leads, as far as the panel treats it differently.
#[derive(Debug, PartialEq, Eq)]
enum Target {
    Section(String),
    Article {
        category: String,
        slug: String,
    },
    /// A page of the portal.
    Page,
    Outside,
}

impl Target {
    fn of(href: &str) -> Self {
        if let Some(anchor) = href.strip_prefix('#') {
            let anchor = percent_encoding::percent_decode_str(anchor).decode_utf8_lossy();
            return Self::Section(anchor.into_owned());
        }
        if !href.starts_with('/') || href.starts_with("//") {
            return Self::Outside;
        }
        let path = href.split(['?', '#']).next().unwrap_or_default();
        match Route::parse(path, "") {
            Route::Article { category, slug, .. } => Self::Article { category, slug },
            Route::NotFound => Self::Outside,
            _ => Self::Page,
        }
    }
}

fn pressed_link(event: &ev::MouseEvent) -> Option<String> {
    let pressed: Element = event.target()?.dyn_into().ok()?;
    pressed.closest("a[href]").ok()??.get_attribute("href")
}

/// The page behind may hold the same article, so the section is looked for in the panel alone.
fn show_section(body: &Element, anchor: &str) {
    let Ok(headings) = body.query_selector_all("[id]") else {
        return;
    };
    for index in 0..headings.length() {
        let heading = headings.item(index);
        let heading = heading.and_then(|heading| heading.dyn_into::<Element>().ok());
        if let Some(heading) = heading.filter(|heading| heading.id() == anchor) {
            heading.scroll_into_view();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_open_in_the_panel_and_pages_close_it() {
        let article = |category: &str, slug: &str| Target::Article {
            category: category.to_owned(),
            slug: slug.to_owned(),
        };
        for (href, expected) in [
            ("#%E8%A6%8B", Target::Section("見".to_owned())),
            ("/kb/start/sign-in#first", article("start", "sign-in")),
            ("/kb/start/sign-in?lang=ja", article("start", "sign-in")),
            ("/company", Target::Page),
            ("/kb/new", Target::Page),
            ("/api/docs", Target::Outside),
            ("https://example.com/kb/a/b", Target::Outside),
            ("//example.com/kb/a/b", Target::Outside),
            ("mailto:a@b.example", Target::Outside),
        ] {
            assert_eq!(Target::of(href), expected, "{href}");
        }
    }
}
