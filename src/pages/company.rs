//! `/company`: the company, its people, and for account admins what can be done about them.

mod confirm;
mod edit;
mod invite;
mod people;

use contract::{AccountView, MemberView};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use std::time::Duration;

use crate::api::{self, Pages, Read, use_pages, use_read};
use crate::components::{Button, Icon, Load, Look, PageHeading, Skeleton, TierChip};
use crate::format::{self, Style};
use crate::language::use_language;
use crate::navigation::in_place_as_it_stands;
use crate::route::Route;
use crate::session::use_session;

use confirm::ConfirmDialog;
use edit::EditDialog;
use invite::InviteDialog;
use people::People;

/// Long enough not to ask at every letter, short enough not to be felt.
const TYPING_PAUSE: Duration = Duration::from_millis(200);

/// What the admin is about to do to a person.
#[derive(Clone, Debug, PartialEq)]
pub enum Intent {
    Edit(MemberView),
    Deactivate(MemberView),
    Withdraw(MemberView),
}

/// What the parts of the page share.
#[derive(Clone, Copy)]
pub struct Desk {
    account: Read<AccountView>,
    people: Pages<MemberView>,
    intent: RwSignal<Option<Intent>>,
}

impl Desk {
    /// What was asked for is done: the people are others now. The page may have been left meanwhile.
    pub fn done(self) {
        if self.intent.try_set(None).is_none() {
            self.refetch();
        }
    }

    pub fn refetch(self) {
        self.people.refetch();
        self.account.refetch();
    }
}

#[component]
pub fn Company() -> impl IntoView {
    let session = use_session();
    let route: Memo<Route> = expect_context();
    let search = Memo::new(move |_| match route.get() {
        Route::Company { search } => search,
        _ => String::new(),
    });
    let desk = Desk {
        account: use_read(api::account_path),
        people: use_pages(move || api::members_path(&search.get())),
        intent: RwSignal::new(None),
    };
    let is_inviting = RwSignal::new(false);
    let is_admin = session.is_admin_untracked();
    let name = Signal::derive(move || {
        session
            .me()
            .and_then(|me| me.account)
            .map(|account| account.name)
            .unwrap_or_default()
    });
    let admin_tools = is_admin.then(|| {

        let invite = Callback::new(move |()| is_inviting.set(true));
        view! {
                <a class="button" href=Route::COMPANY_PROGRAMME.href()><Icon name=Icon::Coin/> <span>{t!(company_programme.button)}</span></a>
                <a class="button" href=Route::BoardSettings.href()><Icon name=Icon::Podium/> <span>{t!(board_settings.button)}</span></a>
                <a class="button" href=Route::History.href()><Icon name=Icon::List/> <span>{t!(company.history)}</span></a>
                <Button label=t!(company.invite) look=Look::Main icon=Icon::Plus on_press=invite/>
        }
    });
    let dialogs = is_admin.then(|| {
        view! {
            <InviteDialog is_open=is_inviting desk/>
            <EditDialog desk/>
            <ConfirmDialog desk/>
        }
    });
    view! {
        <header class="page-head page-head--split">
            <PageHeading title=name tab=t!(company.title)/>
            <div class="row">
                <a class="button" href=Route::Benefits.href()><Icon name=Icon::Gift/> <span>{t!(company.benefits)}</span></a>
                {admin_tools}
            </div>
        </header>
        <Load read=desk.account shape=Skeleton::Facts let:account>
            <Facts account/>
        </Load>
        <section class="card" aria-labelledby="people">
            <header class="card__head card__head--tools">
                <h2 id="people">{t!(company.people)}</h2>
                <Search search/>
            </header>
            <People desk is_admin/>
        </section>
        {dialogs}
    }
}

#[component]
fn Facts(account: AccountView) -> impl IntoView {
    let locale = use_language().get_untracked();
    view! {
        <dl class="card facts">
            <div><dt>{t!(company.since)}</dt><dd>{format::date(locale, &account.customer_since, Style::Full)}</dd></div>
            <div><dt>{t!(company.tier)}</dt><dd><TierChip tier=account.tier/></dd></div>
            <div><dt>{t!(company.people_active)}</dt><dd>{format::number(locale, i64::from(account.active_members))}</dd></div>
            <div><dt>{t!(company.main_language)}</dt><dd lang=account.locale.tag()>{account.locale.own_name()}</dd></div>
        </dl>
    }
}

/// Searches while one types; the text lives in the address.
#[component]
fn Search(search: Memo<String>) -> impl IntoView {
    let navigate = use_navigate();
    let mut typed = debounce(TYPING_PAUSE, move |search: String| {
        navigate(&Route::Company { search }.href(), in_place_as_it_stands());
    });
    view! {
        <search class="filter filter--small">
            <label class="filter__label">
                <Icon name=Icon::Search/>
                <span class="visually-hidden">{t!(company.search)}</span>
                <input
                    class="field__input"
                    type="search"
                    placeholder=t!(company.search_hint)
                    prop:value=search
                    on:input=move |event| typed(event_target_value(&event))
                />
            </label>
        </search>
    }
}
