//! What a page shows when there is nothing to show: nothing there yet, nothing found, nothing allowed, nothing reached.

use leptos::prelude::*;

use super::{Button, Icon, Look, PageHeading};
use crate::api::ApiError;
use crate::language::use_language;

/// Nothing there: says what will stand here, and offers the way on.
#[component]
pub fn Empty(
    icon: Icon,
    #[prop(into)] title: Signal<String>,
    #[prop(optional, into)] hint: Option<Signal<String>>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <span class="empty__sign"><Icon name=icon/></span>
            <p class="empty__title">{title}</p>
            {hint.map(|hint| view! { <p class="empty__hint">{hint}</p> })}
            {children.map(|children| children())}
        </div>
    }
}

/// Something failed: says what, and offers to try again where that can help.
#[component]
pub fn Failure(
    error: ApiError,
    #[prop(into)] on_retry: Callback<()>,
    /// Whether the page has no other heading.
    #[prop(optional)]
    is_page: bool,
) -> impl IntoView {
    let language = use_language();
    let (icon, title, hint, can_retry) = match &error {
        ApiError::Offline => (
            Icon::Offline,
            t!(error.offline_title),
            t!(error.offline),
            true,
        ),
        ApiError::Forbidden => (
            Icon::Alert,
            t!(error.forbidden_title),
            t!(error.forbidden),
            false,
        ),
        ApiError::NotFound => (
            Icon::Search,
            t!(error.missing_title),
            t!(error.missing),
            false,
        ),
        ApiError::TooMany(_) => {
            let error = error.clone();
            let sentence =
                Signal::derive(move || crate::words::problem::sentence(language.get(), &error));
            (Icon::Clock, t!(error.server_title), sentence, true)
        }
        _ => (Icon::Alert, t!(error.server_title), t!(error.server), true),
    };
    let request = match error {
        ApiError::Server { request_id } if !request_id.is_empty() => {
            Some(t!(error.request, id = request_id.clone()))
        }
        _ => None,
    };
    let heading = if is_page {
        view! { <PageHeading title/> }.into_any()
    } else {
        view! { <p class="empty__title">{title}</p> }.into_any()
    };
    view! {
        <div class="empty" role="alert">
            <span class="empty__sign"><Icon name=icon/></span>
            {heading}
            <p class="empty__hint">{hint}</p>
            {request.map(|request| view! { <p class="empty__hint small">{request}</p> })}
            {can_retry.then(|| view! { <Button label=t!(error.retry) look=Look::Main on_press=on_retry/> })}
        </div>
    }
}
