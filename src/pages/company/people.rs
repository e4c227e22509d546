//! The people of the company: a table on wide screens, cards on narrow ones, from the same markup.

use contract::{Locale, MemberView};
use leptos::prelude::*;

use super::{Desk, Intent};
use crate::api::{self, Client, use_client};
use crate::components::{
    Avatar, Chip, Empty, Icon, LoadPages, Menu, MenuItem, Skeleton, Toasts, Tone, use_toasts,
};
use crate::format;
use crate::language::use_language;
use crate::route::Route;
use crate::words::{people, people::Standing, problem};

#[component]
pub fn People(desk: Desk, is_admin: bool) -> impl IntoView {
    view! {
        <LoadPages pages=desk.people shape=Skeleton::Rows(8) empty=none let:people>
            <Table people desk is_admin/>
        </LoadPages>
    }
}

/// The list always holds at least who looks at it; empty, it is the search that finds nobody.
fn none() -> AnyView {
    let route: Memo<Route> = expect_context();
    let search = move || match route.get() {
        Route::Company { search } => search,
        _ => String::new(),
    };
    view! { <Empty icon=Icon::Search title=t!(company.none, q = search()) hint=t!(company.none_hint)/> }.into_any()
}

#[component]
fn Table(people: Vec<MemberView>, desk: Desk, is_admin: bool) -> impl IntoView {
    let locale = use_language().get_untracked();
    let row = Row {
        locale,
        desk,
        is_admin,
        client: use_client(),
        toasts: use_toasts(),
    };
    let rows = people
        .into_iter()
        .map(|member| row.view(member))
        .collect_view();
    let for_admins = is_admin.then(|| {
        view! {
            <th scope="col">{t!(company.last_seen)}</th>
            <th scope="col"><span class="visually-hidden">{t!(shell.your_account)}</span></th>
        }
    });
    view! {
        <table class="table people">
            <thead>
                <tr>
                    <th scope="col">{t!(company.name)}</th>
                    <th scope="col">{t!(company.role)}</th>
                    <th scope="col">{t!(company.team)}</th>
                    <th scope="col">{t!(company.status)}</th>
                    {for_admins}
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

/// What every row needs.
#[derive(Clone, Copy)]
struct Row {
    locale: Locale,
    desk: Desk,
    is_admin: bool,
    client: Client,
    toasts: Toasts,
}

impl Row {
    fn view(self, member: MemberView) -> AnyView {
        let locale = self.locale;
        let now = String::from(js_sys::Date::new_0().to_iso_string());
        let standing = people::standing(&member, &now);
        let status = people::status(locale, &member, &now);
        let tone = match standing {
            Standing::Active => Tone::Good,
            Standing::Invited => Tone::Plain,
            Standing::InvitationExpired => Tone::Warn,
            Standing::Deactivated => Tone::Off,
        };
        let class = if standing == Standing::Deactivated {
            "people__row people__row--off"
        } else {
            "people__row"
        };
        let persona = member
            .persona
            .map(|persona| people::persona(locale, persona));
        let for_admin = self.is_admin.then(|| {
            let seen = match &member.last_seen_at {
                Some(at) => format::relative(locale, at),
                None => say!(locale, company.never),
            };
            view! {
                <td class="people__seen" data-label=say!(locale, company.last_seen)>{seen}</td>
                <td class="people__menu">{self.menu(&member, standing)}</td>
            }
        });
        let me = member
            .is_me
            .then(|| view! { <span class="muted">" (" {say!(locale, company.you)} ")"</span> });
        view! {
            <tr class=class>
                <th scope="row" class="people__who">
                    <span class="people__person">
                    <Avatar name=Signal::stored(member.name.clone())/>
                    <span class="people__names">
                        <span>{member.name.clone()} {me}</span>
                        <span class="small muted">{member.email.clone()}</span>
                    </span>
                </span>
                </th>
                <td data-label=say!(locale, company.role)>
                    {people::role(locale, member.role)}
                    <span class="people__persona small muted">{persona}</span>
                </td>
                <td class="people__team" data-label=say!(locale, company.team)>{member.team.clone().unwrap_or_else(|| "–".to_owned())}</td>
                <td data-label=say!(locale, company.status)><Chip label=Signal::stored(status) tone/></td>
                {for_admin}
            </tr>
        }
        .into_any()
    }

    fn menu(self, member: &MemberView, standing: Standing) -> impl IntoView + use<> {
        let locale = self.locale;
        let edit = self.asks(
            say!(locale, company.edit),
            false,
            Intent::Edit(member.clone()),
        );
        let items = match standing {
            Standing::Active => {
                vec![
                    edit,
                    self.asks(
                        say!(locale, company.deactivate),
                        true,
                        Intent::Deactivate(member.clone()),
                    ),
                ]
            }
            Standing::Deactivated => vec![self.reactivates(member.clone())],
            Standing::Invited | Standing::InvitationExpired => {
                let withdraw = self.asks(
                    say!(locale, company.withdraw),
                    true,
                    Intent::Withdraw(member.clone()),
                );
                vec![self.sends_again(member.clone()), edit, withdraw]
            }
        };
        let label = say!(locale, company.actions, name = member.name.clone());
        view! { <Menu label=Signal::stored(label) items/> }
    }

    /// Opens a dialog first.
    fn asks(self, label: String, is_danger: bool, intent: Intent) -> MenuItem {
        let on_choose = Callback::new(move |()| self.desk.intent.set(Some(intent.clone())));
        MenuItem {
            label,
            is_danger,
            on_choose,
        }
    }

    fn reactivates(self, member: MemberView) -> MenuItem {
        let on_choose = Callback::new(move |()| {
            let member = member.clone();
            let done = say!(
                self.locale,
                company.reactivate_done,
                name = member.name.clone()
            );
            self.does(
                async move { api::reactivate_member(self.client, &member.id).await },
                done,
            );
        });
        MenuItem {
            label: say!(self.locale, company.reactivate),
            is_danger: false,
            on_choose,
        }
    }

    fn sends_again(self, member: MemberView) -> MenuItem {
        let on_choose = Callback::new(move |()| {
            let member = member.clone();
            let done = say!(
                self.locale,
                company.send_again_done,
                email = member.email.clone()
            );
            self.does(
                async move { api::resend_invitation(self.client, &member.id).await },
                done,
            );
        });
        MenuItem {
            label: say!(self.locale, company.send_again),
            is_danger: false,
            on_choose,
        }
    }

    /// What needs no question: does it, and says so or says why not.
    fn does(self, deed: impl Future<Output = Result<(), api::ApiError>> + 'static, done: String) {
        leptos::task::spawn_local(async move {
            match deed.await {
                Ok(()) => {
                    self.toasts.say(done);
                    self.desk.refetch();
                }
                Err(error) => self.toasts.say(problem::sentence(self.locale, &error)),
            }
        });
    }
}
