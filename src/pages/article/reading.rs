//! Tells the portal that an article was opened, and that its reader came to the end. Whether enough time went by is the server's
//! to say; it is asked again while the end stays on the screen.

use std::time::Duration;

use contract::ArticleView;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::{self, use_client};
use crate::browser::after_the_page;
use crate::session::use_session;

/// Where the text ends.
const END: &str = ".verdict";
const LOOK_EVERY: Duration = Duration::from_secs(5);
/// A page that lies open for longer is looked at no more.
const MOST_LOOKS: u32 = 360;
/// Looks for each minute of reading before it is worth to ask: the server takes no less than a quarter of the time.
const LOOKS_A_MINUTE: u32 = 3;

/// Nothing to see, and nothing for the vendor's staff.
pub fn watch_reading(article: &ArticleView) {
    let is_customer = use_session()
        .me_untracked()
        .is_some_and(|me| me.account.is_some());
    if !is_customer {
        return;
    }
    let client = use_client();
    let address = StoredValue::new((
        article.summary.category.clone(),
        article.summary.slug.clone(),
    ));
    let tell = move |is_at_end: bool, is_done: Option<RwSignal<bool>>| {
        let Some((category, slug)) = address.try_get_value() else {
            return;
        };
        spawn_local(async move {
            let told = api::put_reading(client, &category, &slug, is_at_end).await;
            if let (Ok(()), Some(is_done)) = (told, is_done) {
                let _ = is_done.try_set(true);
            }
        });
    };
    // Who is gone by then has not opened it.
    after_the_page(move || tell(false, None));
    let patience = article
        .summary
        .minutes
        .saturating_mul(LOOKS_A_MINUTE)
        .max(2);
    let is_done = RwSignal::new(false);
    let looks = StoredValue::new(0_u32);
    let look = move || {
        let Some(count) = looks.try_update_value(|looks| {
            *looks += 1;
            *looks
        }) else {
            return;
        };
        let is_due = (patience..=MOST_LOOKS).contains(&count);
        if is_due && !is_done.get_untracked() && is_end_on_screen() {
            tell(true, Some(is_done));
        }
    };
    let timer = set_interval_with_handle(look, LOOK_EVERY);
    on_cleanup(move || {
        if let Ok(timer) = timer {
            timer.clear();
        }
    });
}

fn is_end_on_screen() -> bool {
    let Ok(Some(end)) = document().query_selector(END) else {
        return false;
    };
    let height = window()
        .inner_height()
        .ok()
        .and_then(|height| height.as_f64());
    let is_hidden = document().hidden();
    !is_hidden && height.is_some_and(|height| end.get_bounding_client_rect().top() < height)
}
