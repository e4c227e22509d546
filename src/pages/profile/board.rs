//! How one is shown on the team board.

use contract::{BoardChoice, BoardShown};
use leptos::prelude::*;

use crate::api::{self, use_client, use_read, use_write};
use crate::components::{Button, Form, Load, Look, Skeleton, TextField, unique_id, use_toasts};
use crate::language::use_language;
use crate::route::Route;
use crate::session::use_session;
use crate::words::board::nickname_problem;

/// Nothing for the vendor's staff, who are on no board.
#[component]
pub fn BoardCard() -> impl IntoView {
    let session = use_session();
    let has_board = Memo::new(move |_| session.me().is_some_and(|me| me.account.is_some()));
    view! { <Show when=move || has_board.get()><Card/></Show> }
}

#[component]
fn Card() -> impl IntoView {
    let read = use_read::<BoardChoice>(api::my_board_path);
    view! {
        <section class="card" aria-labelledby="board">
            <header class="card__head">
                <h2 id="board">{t!(profile.board)}</h2>
                <a class="small" href=Route::TEAM.href()>{t!(profile.board_open)}</a>
            </header>
            <p class="small muted">{t!(profile.board_hint)}</p>
            <Load read shape=Skeleton::Rows(3) let:choice>
                <Choices choice/>
            </Load>
        </section>
    }
}

#[component]
fn Choices(choice: BoardChoice) -> impl IntoView {
    let client = use_client();
    let language = use_language();
    let toasts = use_toasts();
    let write = use_write();
    let shown = RwSignal::new(choice.shown);
    let nickname = RwSignal::new(choice.nickname.unwrap_or_default());
    let submit = Callback::new(move |()| {
        let shown = shown.get_untracked();
        let is_nickname = shown == BoardShown::Nickname;
        let wanted = BoardChoice {
            shown,
            nickname: is_nickname.then(|| nickname.get_untracked()),
        };
        write.run(async move {
            api::put_my_board(client, &wanted).await?;
            toasts.say(say!(language.get_untracked(), profile.board_saved));
            Ok(())
        });
    });
    let wrong = Signal::derive(move || {
        write.problem().with(|problem| {
            let code = problem.as_ref()?.field("/nickname")?;
            Some(nickname_problem(language.get(), code))
        })
    });
    // What is wrong with the nickname stands under the nickname.
    let problem = Signal::derive(move || {
        write
            .problem()
            .get()
            .filter(|_| wrong.with(Option::is_none))
    });
    let has_nickname = move || shown.get() == BoardShown::Nickname;
    view! {
        <Form
            on_submit=submit
            problem
            actions=move || {
                view! { <Button label=t!(shell.save) submits=true look=Look::Main is_busy=write.is_pending()/> }
            }
        >
            <fieldset class="choices">
                <legend class="visually-hidden">{t!(profile.board)}</legend>
                <Choice shown of=BoardShown::Name label=t!(profile.by_name)/>
                <Choice shown of=BoardShown::Nickname label=t!(profile.by_nickname) hint=t!(profile.by_nickname_hint)/>
                <Choice shown of=BoardShown::Hidden label=t!(profile.as_gap) hint=t!(profile.as_gap_hint)/>
                <Choice shown of=BoardShown::Left label=t!(profile.not_at_all) hint=t!(profile.not_at_all_hint)/>
            </fieldset>
            <Show when=has_nickname>
                <TextField label=t!(profile.nickname) value=nickname hint=t!(profile.nickname_hint) error=wrong/>
            </Show>
        </Form>
    }
}

#[component]
fn Choice(
    shown: RwSignal<BoardShown>,
    of: BoardShown,
    label: Signal<String>,
    #[prop(optional, into)] hint: Option<Signal<String>>,
) -> impl IntoView {
    let id = unique_id("hint");
    let described = hint.map(|_| id.clone());
    let choose = move |_| shown.set(of);
    view! {
        <div>
            <label class="check">
                <input
                    type="radio"
                    name="board-shown"
                    aria-describedby=described
                    prop:checked=move || shown.get() == of
                    on:change=choose
                />
                <span>{label}</span>
            </label>
            {hint.map(|hint| view! { <p class="small muted check__hint" id=id>{hint}</p> })}
        </div>
    }
}
