//! The one way in which a reading becomes a view: shapes while it loads, the content, or what went wrong.

use leptos::prelude::*;
use serde::de::DeserializeOwned;

use super::{Button, Failure, Skeleton, skeleton};
use crate::api::{Pages, Read, Reading};
use crate::language::use_language;
use crate::words::problem;

#[component]
pub fn Load<T, Content, View>(
    read: Read<T>,
    shape: Skeleton,
    /// Whether a failure stands for the whole page and needs a heading of its own.
    #[prop(optional)]
    is_page: bool,
    children: Content,
) -> impl IntoView
where
    T: DeserializeOwned + 'static,
    Content: Fn(T) -> View + Send + Sync + 'static,
    View: IntoView + 'static,
{
    let language = use_language();
    move || {
        // Numbers and dates are written while the content is built: another language builds it anew.
        language.get();
        match read.get() {
            Reading::Loading => skeleton(shape),
            Reading::Ready(value) => children(value).into_any(),
            Reading::Failed(error) => {
                let retry = Callback::new(move |()| read.refetch());
                view! { <Failure error on_retry=retry is_page/> }.into_any()
            }
        }
    }
}

/// The same for a list that comes in pages, with the way to the next one at its end.
#[component]
pub fn LoadPages<T, Content, View>(
    pages: Pages<T>,
    shape: Skeleton,
    /// What stands there when the list is empty.
    empty: fn() -> AnyView,
    children: Content,
) -> impl IntoView
where
    T: DeserializeOwned + Clone + PartialEq + Send + Sync + 'static,
    Content: Fn(Vec<T>) -> View + Send + Sync + 'static,
    View: IntoView + 'static,
{
    let language = use_language();
    move || {
        language.get();
        match pages.get() {
            Reading::Loading => skeleton(shape),
            Reading::Ready(items) if items.is_empty() => empty(),
            Reading::Ready(items) => view! { {children(items)} <More pages/> }.into_any(),
            Reading::Failed(error) => {
                let retry = Callback::new(move |()| pages.refetch());
                view! { <Failure error on_retry=retry/> }.into_any()
            }
        }
    }
}

#[component]
fn More<T>(pages: Pages<T>) -> impl IntoView
where
    T: DeserializeOwned + Clone + PartialEq + Send + Sync + 'static,
{
    let language = use_language();
    let has_more = move || pages.has_more();
    let problem = move || {
        pages
            .problem()
            .map(|error| problem::sentence(language.get(), &error))
    };
    let is_busy = Signal::derive(move || pages.is_pending());
    let more = Callback::new(move |()| pages.load_more());
    view! {
        <div class="more">
            <Show when=has_more>
                <p class="field__note field__note--wrong" role="alert">{problem}</p>
                <Button label=t!(shell.show_more) is_busy on_press=more/>
            </Show>
        </div>
    }
}
