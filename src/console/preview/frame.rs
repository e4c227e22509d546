//! The page as readers will see it: a document of its own, so that its width, theme and language are its own too.

use contract::{ArticleView, Locale, Theme};
use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlIFrameElement};

use super::document::{self, Words};
use super::{Desk, Verdict};
use crate::components::{Chip, Empty, Icon, Tone};
use crate::console::segments::Segments;
use crate::format::{self, Style};

/// The device whose width is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Device {
    Phone,
    Desktop,
}

impl Device {
    const fn width(self) -> u32 {
        match self {
            Self::Phone => 390,
            Self::Desktop => 1280,
        }
    }
}

#[component]
pub fn Frame(desk: Desk) -> impl IntoView {
    let device = RwSignal::new(Device::Phone);
    let theme = RwSignal::new(Theme::Light);
    let place = NodeRef::<html::Div>::new();
    let scale = use_scale(place, device);
    let has_article = Memo::new(move |_| desk.article.with(Option::is_some));
    view! {
        <section class="workbench__page card" aria-label=t!(console.as_readers)>
            <header class="card__head card__head--tools">
                <Segments
                    label=t!(console.width)
                    value=device
                    choices=vec![(Device::Phone, t!(console.phone)), (Device::Desktop, t!(console.desktop))]
                />
                <Segments
                    label=t!(shell.theme)
                    value=theme
                    choices=vec![(Theme::Light, t!(shell.light)), (Theme::Dark, t!(shell.dark))]
                />
                <Exactness desk/>
            </header>
            <div class="frame" node_ref=place>
                <div
                    class="frame__page"
                    data-theme=move || theme.get().name()
                    hidden=move || !has_article.get()
                    style=("--width", move || format!("{}px", device.get().width()))
                    style=("--scale", move || scale.get().to_string())
                >
                    <Inside desk theme/>
                </div>
            </div>
            <Show when=move || !has_article.get()>
                <Nothing desk/>
            </Show>
        </section>
    }
}

/// Whether what is shown is what readers will see, to the letter.
#[component]
fn Exactness(desk: Desk) -> impl IntoView {
    let is_exact =
        move || desk.verdict.get() == Verdict::Exact && desk.article.with(Option::is_some);
    view! {
        <Show when=is_exact>
            <Chip label=t!(console.exact) tone=Tone::Good/>
        </Show>
    }
}

#[component]
fn Nothing(desk: Desk) -> impl IntoView {
    let is_empty = Memo::new(move |_| desk.text.with(String::is_empty));
    move || {
        if is_empty.get() {
            view! { <Empty icon=Icon::Book title=t!(console.nothing) hint=t!(console.nothing_hint)/> }
                .into_any()
        } else {
            view! { <Empty icon=Icon::Alert title=t!(console.unshown) hint=t!(console.unshown_hint)/> }
                .into_any()
        }
    }
}

#[component]
fn Inside(desk: Desk, theme: RwSignal<Theme>) -> impl IntoView {
    let frame = NodeRef::<html::Iframe>::new();
    // Some browsers replace the empty document once more after the frame is in the page.
    let loads = RwSignal::new(0_u32);
    Effect::new(move || {
        loads.track();
        let (theme, locale) = (theme.get().name(), desk.path.locale());
        if let Some(inside) = frame.get().and_then(|frame| frame.content_document()) {
            prepare(&inside);
            if let Some(root) = inside.document_element() {
                set(&root, "data-theme", theme);
                set(&root, "lang", locale.tag());
            }
        }
    });
    Effect::new(move || {
        loads.track();
        if let Some(inside) = frame.get().and_then(|frame| frame.content_document()) {
            desk.article.with(|article| fill(&inside, article.as_ref()));
        }
    });
    let loaded = move |event: ev::Event| {
        loads.update(|loads| *loads += 1);
        if let Some(frame) = event
            .target()
            .and_then(|target| target.dyn_into::<HtmlIFrameElement>().ok())
        {
            keep_links(&frame);
        }
    };
    view! { <iframe class="frame__inside" title=t!(console.as_readers) node_ref=frame on:load=loaded></iframe> }
}

/// Gives the empty document the stylesheets of this page.
fn prepare(inside: &Document) {
    let (Some(head), Ok(sheets)) = (
        inside.query_selector("head").ok().flatten(),
        document().query_selector_all("link[rel=stylesheet]"),
    ) else {
        return;
    };
    if head.child_element_count() > 0 {
        return;
    }
    for index in 0..sheets.length() {
        if let Some(copy) = sheets
            .item(index)
            .and_then(|sheet| sheet.clone_node_with_deep(true).ok())
        {
            let _ = head.append_child(&copy);
        }
    }
    if let Ok(title) = inside.create_element("title") {
        title.set_text_content(Some("Kizuna"));
        let _ = head.append_child(&title);
    }
}

fn fill(inside: &Document, article: Option<&ArticleView>) {
    let Some(body) = inside.body() else { return };
    match article {
        Some(article) => {
            body.set_inner_html(&document::html(article, &words(article)));
        }
        None => body.set_inner_html(""),
    }
}

/// The portal's words in the language of the article, as its readers have them.
fn words(article: &ArticleView) -> Words {
    let summary = &article.summary;
    let locale: Locale = summary.locale;
    let count = i32::try_from(summary.minutes).unwrap_or(i32::MAX);
    let mut about = vec![
        say!(locale, kb.minutes_read, count = count, n = summary.minutes),
        say!(
            locale,
            kb.updated,
            date = format::date(locale, &summary.updated, Style::Full)
        ),
    ];
    let others: Vec<&str> = article
        .locales
        .iter()
        .filter(|other| **other != locale)
        .map(|other| other.own_name())
        .collect();
    if !others.is_empty() {
        about.push(format!("{} {}", say!(locale, kb.also_in), others.join(" ")));
    }
    Words {
        knowledge: say!(locale, kb.title),
        contents: say!(locale, kb.contents),
        related: say!(locale, kb.related),
        about,
    }
}

/// A link inside scrolls to its section or opens beside the console: what is written must not be left by a slip.
fn keep_links(frame: &HtmlIFrameElement) {
    let Some(inside) = frame.content_document() else {
        return;
    };
    let press = wasm_bindgen::closure::Closure::<dyn Fn(ev::MouseEvent)>::new(
        move |event: ev::MouseEvent| {
            // Elements of another document are of another class: no cast can be checked.
            let target = event.target().map(JsCast::unchecked_into::<Element>);
            let Some(link) = target.and_then(|target| target.closest("a").ok().flatten()) else {
                return;
            };
            event.prevent_default();
            let href = link.get_attribute("href").unwrap_or_default();
            if let Some(anchor) = href.strip_prefix('#') {
                let section = link
                    .owner_document()
                    .and_then(|inside| inside.get_element_by_id(anchor));
                if let Some(section) = section {
                    section.scroll_into_view();
                }
            } else if !href.is_empty() {
                let _ = window().open_with_url_and_target_and_features(&href, "_blank", "noopener");
            }
        },
    );
    let _ = inside.add_event_listener_with_callback("click", press.as_ref().unchecked_ref());
    // It lives as long as the frame's document, which takes it along.
    press.forget();
}

/// How much smaller the page must be drawn to fit its place.
fn use_scale(place: NodeRef<html::Div>, device: RwSignal<Device>) -> Signal<f64> {
    let room = RwSignal::new(0.0_f64);
    let measure = move || {
        if let Some(place) = place.get_untracked() {
            let width = f64::from(place.client_width());
            if width > 0.0 {
                let _ = room.try_set(width);
            }
        }
    };
    let resize = window_event_listener(ev::resize, move |_| measure());
    on_cleanup(move || resize.remove());
    Effect::new(move || {
        place.track();
        // After the page is laid out.
        request_animation_frame(measure);
    });
    Signal::derive(move || scale(room.get(), device.get()))
}

fn scale(room: f64, device: Device) -> f64 {
    if room > 0.0 {
        (room / f64::from(device.width())).min(1.0)
    } else {
        1.0
    }
}

fn set(element: &Element, name: &str, value: &str) {
    // A constant, well-formed name cannot be refused.
    let _ = element.set_attribute(name, value);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_drawn_smaller_to_fit_and_never_larger() {
        assert!((scale(640.0, Device::Desktop) - 0.5).abs() < 1e-9);
        assert!((scale(640.0, Device::Phone) - 1.0).abs() < 1e-9);
        assert!((scale(0.0, Device::Phone) - 1.0).abs() < 1e-9);
    }
}
