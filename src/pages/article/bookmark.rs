//! The button that keeps an article among the bookmarks. The server draws it, too, so it is as wide on as off.

use contract::{ArticleSummary, MyReading};
use leptos::prelude::*;

use crate::api::{self, Read, use_client, use_write};
use crate::components::{Icon, use_toasts};
use crate::language::use_language;
use crate::words::problem;

#[component]
pub fn Bookmark(article: ArticleSummary, mine: Read<MyReading>) -> impl IntoView {
    let client = use_client();
    let language = use_language();
    let toasts = use_toasts();
    let write = use_write();
    // What was pressed shows at once, before the server has answered.
    let pressed = RwSignal::new(None);
    let is_kept = Memo::new(move |_| {
        pressed
            .get()
            .unwrap_or_else(|| mine.ready().is_some_and(|mine| mine.is_bookmarked))
    });
    let toggle = move |_| {
        if write.is_pending().get_untracked() {
            return;
        }
        let is_wanted = !is_kept.get_untracked();
        pressed.set(Some(is_wanted));
        let (category, slug) = (article.category.clone(), article.slug.clone());
        write.run(async move {
            let kept = api::set_bookmark(client, &category, &slug, is_wanted).await;
            let locale = language.get_untracked();
            toasts.say(match &kept {
                Ok(()) if is_wanted => say!(locale, kb.bookmarked),
                Ok(()) => say!(locale, kb.unbookmarked),
                Err(error) => problem::sentence(locale, error),
            });
            if kept.is_err() {
                let _ = pressed.try_set(Some(!is_wanted));
            }
            mine.refetch();
            kept
        });
    };
    let ui = language.get_untracked();
    view! {
        <button
            type="button"
            class="button button--quiet bookmark"
            lang=ui.tag()
            aria-pressed=move || is_kept.get().to_string()
            on:click=toggle
        >
            <Icon name=Icon::Bookmark/>
            <span>{t!(kb.bookmark)}</span>
        </button>
    }
}
