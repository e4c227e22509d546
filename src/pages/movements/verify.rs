//! The check of a statement in the browser, with the code that wrote it: of one downloaded now, or of a file that was kept.

use contract::Locale;
use leptos::{html, prelude::*, task::spawn_local};
use loyalty::ledger::{self, Broken, Statement, Verified};
use wasm_bindgen_futures::JsFuture;

use crate::api::{self, ApiError, Lines as Wanted, use_client};
use crate::components::{Button, Icon};
use crate::format;
use crate::language::use_language;
use crate::words::{problem, tier::points};

/// What a check has come to.
#[derive(Clone, Debug, PartialEq)]
enum Verdict {
    Sound(Verified),
    Broken(Broken),
    Unreadable,
    Failed(ApiError),
}

fn judge(statement: &Statement) -> Verdict {
    match ledger::verify(statement) {
        Ok(verified) => Verdict::Sound(verified),
        Err(broken) => Verdict::Broken(broken),
    }
}

#[component]
pub fn Verify(wanted: Memo<Wanted>) -> impl IntoView {
    let language = use_language();
    let client = use_client();
    let verdict = RwSignal::new(None::<Verdict>);
    let is_busy = RwSignal::new(false);
    let wallet = Memo::new(move |_| wanted.get().wallet);
    // What was said of one wallet says nothing of the other.
    Effect::new(move || {
        wallet.track();
        verdict.set(None);
    });
    let check = Callback::new(move |()| {
        is_busy.set(true);
        let wallet = wallet.get_untracked();
        spawn_local(async move {
            let said = match api::statement(client, wallet).await {
                Ok(statement) => judge(&statement),
                Err(error) => Verdict::Failed(error),
            };
            let _ = verdict.try_set(Some(said));
            let _ = is_busy.try_set(false);
        });
    });
    let save = move || api::statement_address(wallet.get());
    let name = move || match wallet.get() {
        contract::Wallet::Company => "kizuna-statement-company.json",
        contract::Wallet::Mine => "kizuna-statement-mine.json",
    };
    let said = move || {
        let locale = language.get();
        verdict
            .get()
            .map(|verdict| view! { <Said verdict locale/> })
    };
    view! {
        <section class="card verify" aria-labelledby="verify">
            <header class="card__head"><h2 id="verify">{t!(movements.verify)}</h2></header>
            <p class="muted verify__text">{t!(movements.verify_text)}</p>
            <div class="row">
                <Button label=t!(movements.verify_now) icon=Icon::Shield is_busy on_press=check/>
                <a class="button" href=save download=name rel="external">
                    <Icon name=Icon::Download/> <span>{t!(movements.save)}</span>
                </a>
                <Saved verdict/>
            </div>
            <div role="status" aria-live="polite">{said}</div>
        </section>
    }
}

/// A file that was kept.
#[component]
fn Saved(verdict: RwSignal<Option<Verdict>>) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let read = move |_| {
        let Some(input) = input.get_untracked() else {
            return;
        };
        let file = input.files().and_then(|files| files.get(0));
        // The same file once more is a change too.
        input.set_value("");
        let Some(file) = file else { return };
        spawn_local(async move {
            let text = JsFuture::from(file.text()).await;
            let text = text.ok().and_then(|text| text.as_string());
            let statement = text.and_then(|text| serde_json::from_str::<Statement>(&text).ok());
            let said = statement.map_or(Verdict::Unreadable, |statement| judge(&statement));
            let _ = verdict.try_set(Some(said));
        });
    };
    view! {
        <label class="button verify__file">
            <Icon name=Icon::Search/>
            <span>{t!(movements.verify_file)}</span>
            <input class="visually-hidden" type="file" accept="application/json,.json" node_ref=input on:change=read/>
        </label>
    }
}

#[component]
fn Said(verdict: Verdict, locale: Locale) -> impl IntoView {
    let (class, icon, title, text) = match verdict {
        Verdict::Sound(verified) => return sound(verified, locale),
        Verdict::Broken(broken) => {
            let n = i64::try_from(broken.at).unwrap_or(i64::MAX);
            let place = say!(locale, movements.broken_text, n = format::number(locale, n));
            let hint = say!(locale, movements.broken_hint);
            (
                "verdict-card verdict-card--bad",
                Icon::Alert,
                say!(locale, movements.broken),
                format!("{place} {hint}"),
            )
        }
        Verdict::Unreadable => (
            "verdict-card verdict-card--bad",
            Icon::Alert,
            say!(locale, movements.unreadable),
            say!(locale, movements.unreadable_text),
        ),
        Verdict::Failed(error) => (
            "verdict-card verdict-card--bad",
            Icon::Alert,
            say!(locale, error.server_title),
            problem::sentence(locale, &error),
        ),
    };
    view! {
        <div class=class>
            <Icon name=icon/>
            <div>
                <p><strong>{title}</strong></p>
                <p class="small">{text}</p>
            </div>
        </div>
    }
    .into_any()
}

fn sound(verified: Verified, locale: Locale) -> AnyView {
    let whole = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    let open = whole(verified.open);
    let lines = say!(
        locale,
        movements.verified_text,
        count = i32::try_from(open).unwrap_or(i32::MAX),
        n = format::number(locale, open),
        sealed = format::number(locale, whole(verified.sealed))
    );
    let balance = points(locale, verified.closing.balance.get());
    let balance = say!(locale, movements.verified_balance, points = balance);
    view! {
        <div class="verdict-card verdict-card--good">
            <Icon name=Icon::Shield/>
            <div>
                <p><strong>{say!(locale, movements.verified)}</strong></p>
                <p class="small">{lines} " " {balance}</p>
                <p class="small muted">
                    {say!(locale, movements.verified_hash)} ": "
                    <code class="verify__hash">{verified.closing.hash.to_string()}</code>
                </p>
            </div>
        </div>
    }
    .into_any()
}
