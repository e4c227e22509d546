//! What the pages behind mailed links share: the token in the address, and links that no longer work.

use contract::{LinkView, RedeemLink};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_navigate;

use crate::api::{self, ApiError, Reading, Write, use_client};
use crate::browser;
use crate::components::{Failure, Icon, PageHeading, Skeleton, skeleton};
use crate::navigation::in_place;
use crate::route::Route;
use crate::session::{SessionState, use_session};

/// Looks at the link without using it up, and shows the page it opens.
#[component]
pub fn Link<Open>(expired: fn() -> AnyView, open: Open) -> impl IntoView
where
    Open: Fn(String, LinkView) -> AnyView + Send + Sync + 'static,
{
    let client = use_client();
    let token = StoredValue::new(browser::fragment());
    let reading = RwSignal::new(Reading::Loading);
    let look = move || {
        spawn_local(async move {
            let answer = api::inspect_link(client, token.get_value()).await;
            let _ = reading.try_set(match answer {
                Ok(link) => Reading::Ready(link),
                Err(error) => Reading::Failed(error),
            });
        });
    };
    look();
    let retry = Callback::new(move |()| {
        reading.set(Reading::Loading);
        look();
    });
    move || match reading.get() {
        Reading::Loading => skeleton(Skeleton::Rows(4)),
        Reading::Ready(link) => open(token.get_value(), link),
        // To someone with a link, an unknown one and a used one are the same.
        Reading::Failed(ApiError::LinkExpired | ApiError::NotFound | ApiError::Invalid(_)) => {
            expired()
        }
        Reading::Failed(error) => view! { <Failure error on_retry=retry is_page=true/> }.into_any(),
    }
}

#[component]
pub fn Expired(hint: Signal<String>, is_reset: bool) -> impl IntoView {
    let again = is_reset.then(|| {
        view! { <p><a class="button button--main" href=Route::ForgotPassword.href()>{t!(link.ask_again)}</a></p> }
    });
    view! {
        <span class="empty__sign"><Icon name=Icon::Clock/></span>
        <PageHeading title=t!(link.expired_title)/>
        <p>{hint}</p>
        {again}
        <p class="gate__note"><a href=Route::SignIn { next: None }.href()>{t!(link.have_password)}</a></p>
    }
}

/// Uses the link up, signs in, and goes home.
pub fn use_redeem(write: Write) -> Callback<RedeemLink> {
    let client = use_client();
    let session = use_session();
    let navigate = use_navigate();
    Callback::new(move |redemption: RedeemLink| {
        let navigate = navigate.clone();
        write.run(async move {
            let me = api::redeem_link(client, &redemption).await?;
            navigate(&Route::Home.href(), in_place());
            session.set(SessionState::SignedIn(me));
            Ok(())
        });
    })
}
