//! The lines of a statement: fetched page by page as they are scrolled to, and drawn only where they can be seen.

use contract::{Movement, Page};
use leptos::{html, prelude::*, task::spawn_local};
use wasm_bindgen::JsCast;

use super::MovementLine;
use super::window::Window;
use crate::api::{self, ApiError, Client, Lines as Wanted, use_client};
use crate::components::{Button, Empty, Failure, Icon, Skeleton, skeleton};
use crate::format;
use crate::language::use_language;
use crate::words::problem;

/// What of the list is here.
#[derive(Clone, Copy)]
struct Shelf {
    wanted: Memo<Wanted>,
    lines: RwSignal<Vec<Movement>>,
    next: RwSignal<Option<String>>,
    /// Whether the first page has come.
    is_here: RwSignal<bool>,
    is_pending: RwSignal<bool>,
    problem: RwSignal<Option<ApiError>>,
    client: Client,
}

impl Shelf {
    fn new(wanted: Memo<Wanted>) -> Self {
        let shelf = Self {
            wanted,
            lines: RwSignal::new(Vec::new()),
            next: RwSignal::new(None),
            is_here: RwSignal::new(false),
            is_pending: RwSignal::new(false),
            problem: RwSignal::new(None),
            client: use_client(),
        };
        Effect::new(move || {
            wanted.track();
            shelf.restart();
        });
        shelf
    }

    /// Begins at the first page. The lines of before stay until it is there, so that nothing flickers.
    fn restart(self) {
        self.next.set(None);
        self.problem.set(None);
        self.is_pending.set(false);
        self.fetch(None);
    }

    fn more(self) {
        if let Some(cursor) = self.next.get_untracked() {
            self.fetch(Some(cursor));
        }
    }

    fn fetch(self, cursor: Option<String>) {
        if self.is_pending.get_untracked() && cursor.is_some() {
            return;
        }
        let wanted = self.wanted.get_untracked();
        self.is_pending.set(true);
        self.problem.set(None);
        spawn_local(async move {
            let answer = api::movements(self.client, &wanted, cursor.as_deref()).await;
            // The page or its filter may have gone meanwhile.
            if self.wanted.try_get_untracked().as_ref() == Some(&wanted) {
                self.put(cursor.is_none(), answer);
            }
        });
    }

    fn put(self, is_first: bool, answer: Result<Page<Movement>, ApiError>) {
        self.is_pending.set(false);
        match answer {
            Ok(page) => {
                self.lines.update(|lines| {
                    if is_first {
                        lines.clear();
                    }
                    lines.extend(page.items);
                });
                self.next.set(page.next_cursor);
                self.is_here.set(true);
            }
            Err(error) => self.problem.set(Some(error)),
        }
    }
}

#[component]
pub fn Lines(wanted: Memo<Wanted>) -> impl IntoView {
    let shelf = Shelf::new(wanted);
    let is_here = Memo::new(move |_| shelf.is_here.get());
    let is_empty = Memo::new(move |_| shelf.lines.with(Vec::is_empty));
    let retry = Callback::new(move |()| shelf.restart());
    move || {
        if !is_here.get() {
            return match shelf.problem.get() {
                Some(error) => view! { <Failure error on_retry=retry/> }.into_any(),
                None => skeleton(Skeleton::Rows(10)),
            };
        }
        if is_empty.get() {
            none(&wanted.get())
        } else {
            view! { <List shelf/> <End shelf/> }.into_any()
        }
    }
}

fn none(wanted: &Wanted) -> AnyView {
    let (title, hint) = if wanted.is_filtered() {
        (
            t!(movements.none_filtered),
            t!(movements.none_filtered_hint),
        )
    } else {
        let hint = match wanted.wallet {
            contract::Wallet::Company => t!(movements.none_company),
            contract::Wallet::Mine => t!(movements.none_mine),
        };
        (t!(movements.none), hint)
    };
    view! { <Empty icon=Icon::Coin title hint/> }.into_any()
}

/// The rows that can be seen, between two spaces as high as all the others.
#[component]
fn List(shelf: Shelf) -> impl IntoView {
    let language = use_language();
    let list = NodeRef::<html::Ul>::new();
    // The list itself begins below the rows that are not drawn.
    let edge = NodeRef::<html::Div>::new();
    let row = RwSignal::new(0.0);
    let shown = RwSignal::new(Window::default());
    let look = move || {
        let (Some(list), Some(edge), Some(count)) = (
            list.get_untracked(),
            edge.get_untracked(),
            shelf.lines.try_with_untracked(Vec::len),
        ) else {
            return;
        };
        let height = measured(&list).unwrap_or_else(|| row.get_untracked());
        if (height - row.get_untracked()).abs() > 0.5 {
            row.set(height);
        }
        let screen = window()
            .inner_height()
            .ok()
            .and_then(|height| height.as_f64());
        let top = edge.get_bounding_client_rect().top();
        let seen = Window::of(count, height, top, screen.unwrap_or(800.0));
        if shown.get_untracked() != seen {
            shown.set(seen);
        }
        if seen.is_near_end(count) {
            shelf.more();
        }
    };
    Effect::new(move || {
        list.track();
        shelf.lines.with(Vec::len);
        look();
        // The first rows give their height only once they are drawn.
        request_animation_frame(look);
    });
    let scroll = window_event_listener(leptos::ev::scroll, move |_| look());
    let resize = window_event_listener(leptos::ev::resize, move |_| look());
    on_cleanup(move || {
        scroll.remove();
        resize.remove();
    });
    let rows = move || {
        let window = shown.get();
        shelf.lines.with(|lines| {
            let seen = lines.get(window.first..window.last.min(lines.len()));
            let seen = seen.unwrap_or_default().iter().cloned();
            (window.first..).zip(seen).collect::<Vec<_>>()
        })
    };
    let space = move |rows: usize| {
        #[expect(clippy::cast_precision_loss, reason = "rows of a list")]
        let height = rows as f64 * row.get();
        format!("{height}px")
    };
    let above = move || space(shown.get().first);
    let below = move || {
        let count = shelf.lines.with(Vec::len);
        space(count.saturating_sub(shown.get().last))
    };
    view! {
        <div class="lines-space" style:block-size=above node_ref=edge></div>
        <ul class="lines lines--long" node_ref=list>
            <For each=rows key=move |(index, line)| (*index, line.id.0.clone(), language.get()) let((index, movement))>
                <Row index movement count=Signal::derive(move || shelf.lines.with(Vec::len))/>
            </For>
        </ul>
        <div class="lines-space" style:block-size=below></div>
    }
}

/// The height of a row, of one that is drawn.
fn measured(list: &web_sys::HtmlUListElement) -> Option<f64> {
    let row = list.first_element_child()?;
    let height = row
        .unchecked_ref::<web_sys::Element>()
        .get_bounding_client_rect()
        .height();
    (height > 0.0).then_some(height)
}

#[component]
fn Row(index: usize, movement: Movement, count: Signal<usize>) -> impl IntoView {
    let locale = use_language().get_untracked();
    let balance = format::number(locale, movement.balance);
    let place = (index + 1).to_string();
    view! {
        <li class="lines__line" aria-posinset=place aria-setsize=move || count.get().to_string()>
            <MovementLine movement locale>{say!(locale, movements.balance, n = balance)}</MovementLine>
        </li>
    }
}

/// How many lines there are, and the way to more for who does not scroll.
#[component]
fn End(shelf: Shelf) -> impl IntoView {
    let language = use_language();
    let problem = move || {
        let problem = shelf.problem.get();
        problem.map(|error| problem::sentence(language.get(), &error))
    };
    let has_more = move || shelf.next.with(Option::is_some);
    let more = Callback::new(move |()| shelf.more());
    let count = move || {
        let locale = language.get();
        let count = shelf.lines.with(Vec::len);
        let plural = i32::try_from(count).unwrap_or(i32::MAX);
        let n = format::number(locale, i64::from(plural));
        say!(locale, movements.shown, count = plural, n = n)
    };
    let end = move || view! { <p class="small muted">{t!(movements.end)}</p> };
    view! {
        <div class="more">
            <Show when=has_more fallback=end>
                <p class="field__note field__note--wrong" role="alert">{problem}</p>
                <p class="small muted" role="status">{count}</p>
                <Button label=t!(shell.show_more) is_busy=shelf.is_pending on_press=more/>
            </Show>
        </div>
    }
}
