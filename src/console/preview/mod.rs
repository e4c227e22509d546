//! `/console/preview`: a file as readers will see it, while it is written.
//!
//! What is typed is shown at once, as far as this browser can tell by itself; the server's answer, which knows the other
//! articles and colours code, takes its place as soon as it is there. Nothing is saved: a file becomes an article in the
//! folder of articles.

mod document;
mod editor;
mod file_path;
mod frame;
mod position;
mod problems;

use std::time::Duration;

use contract::{ArticleProblem, ArticleView, AskPreview};
use knowledge::{File, Library};
use leptos::{html, prelude::*, task::spawn_local};

use crate::api::{self, ApiError, use_client};
use crate::browser;
use crate::components::{Failure, PageHeading, Skeleton, skeleton};
use crate::navigation::use_navigation;
use editor::Editor;
use file_path::{FilePath, PathFields};
use frame::Frame;
use problems::Problems;

/// Long enough not to ask at every letter.
const TYPING_PAUSE: Duration = Duration::from_millis(400);
/// In bytes; longer texts wait for the server, so that typing is never held up.
const LARGEST_AT_ONCE: usize = 100_000;

/// What the server said of the file.
#[derive(Clone, Debug, PartialEq)]
enum Verdict {
    /// It has not been asked, or has not answered yet what was typed last.
    Waiting,
    /// What is shown is exact.
    Exact,
    Failed(ApiError),
}

/// What the parts of the page share; copied freely.
#[derive(Clone, Copy)]
struct Desk {
    path: FilePath,
    text: RwSignal<String>,
    article: RwSignal<Option<ArticleView>>,
    problems: RwSignal<Vec<ArticleProblem>>,
    verdict: RwSignal<Verdict>,
    /// Where the text is written, to put the cursor to a problem.
    area: NodeRef<html::Textarea>,
}

/// What is known of the file that the page begins with.
#[derive(Clone, Debug, PartialEq)]
enum Start {
    Loading,
    /// With what to begin.
    Ready(AskPreview),
    Failed(ApiError),
}

#[component]
pub fn Page(path: Option<String>) -> impl IntoView {
    let client = use_client();
    let start = RwSignal::new(Start::Loading);
    let load = Callback::new(move |()| {
        let Some(path) = path.clone() else {
            start.set(Start::Ready(AskPreview {
                path: String::new(),
                text: String::new(),
            }));
            return;
        };
        start.set(Start::Loading);
        spawn_local(async move {
            let begin = match api::article_source(client, &path).await {
                Ok(file) => Start::Ready(file),
                // A translation that is missing is one to be written.
                Err(ApiError::NotFound) => Start::Ready(AskPreview {
                    path,
                    text: String::new(),
                }),
                Err(error) => Start::Failed(error),
            };
            let _ = start.try_set(begin);
        });
    });
    load.run(());
    let content = move || match start.get() {
        Start::Loading => skeleton(Skeleton::Cards(2)),
        Start::Ready(file) => view! { <Workbench file/> }.into_any(),
        Start::Failed(error) => view! { <Failure error on_retry=load/> }.into_any(),
    };
    view! {
        <header class="page-head">
            <PageHeading title=t!(console.preview)/>
            <p class="page-head__lead muted">{t!(console.preview_lead)}</p>
        </header>
        {content}
    }
}

#[component]
fn Workbench(file: AskPreview) -> impl IntoView {
    let begun = file.text.clone();
    let desk = Desk {
        path: FilePath::new(&file.path),
        text: RwSignal::new(file.text),
        article: RwSignal::new(None),
        problems: RwSignal::new(Vec::new()),
        verdict: RwSignal::new(Verdict::Waiting),
        area: NodeRef::new(),
    };
    use_navigation().guard(Signal::derive(move || {
        desk.text.with(|text| *text != begun)
    }));
    let ask = use_previews(desk);
    view! {
        <div class="workbench">
            <section class="workbench__side card" aria-label=t!(console.file)>
                <PathFields path=desk.path/>
                <Editor desk/>
                <Problems desk on_retry=ask/>
            </section>
            <Frame desk/>
        </div>
    }
}

/// Keeps what is shown up to date with what is typed. The callback asks the server again.
fn use_previews(desk: Desk) -> Callback<()> {
    let client = use_client();
    // Only the answer to the last question counts.
    let asked = StoredValue::new(0_u32);
    let ask = Callback::new(move |()| {
        let (Some(number), Some(file)) = (asked.try_get_value(), desk.file()) else {
            return;
        };
        desk.verdict.set(Verdict::Waiting);
        spawn_local(async move {
            let answer = api::preview(client, &file).await;
            if asked.try_get_value() != Some(number) {
                return;
            }
            match answer {
                Ok(preview) => {
                    desk.article.set(preview.article);
                    desk.problems.set(preview.problems);
                    desk.verdict.set(Verdict::Exact);
                }
                Err(error) => desk.verdict.set(Verdict::Failed(error)),
            }
        });
    });
    let mut ask_soon = debounce(TYPING_PAUSE, move |()| ask.run(()));
    Effect::new(move |before: Option<()>| {
        let file = AskPreview {
            path: desk.path.get(),
            text: desk.text.get(),
        };
        asked.update_value(|number| *number += 1);
        desk.verdict.set(Verdict::Waiting);
        if file.text.is_empty() {
            desk.article.set(None);
            desk.problems.set(Vec::new());
            return;
        }
        if let Some(article) = render(&file) {
            desk.article.set(Some(article));
        }
        if before.is_none() {
            ask.run(());
        } else {
            ask_soon(());
        }
    });
    ask
}

impl Desk {
    /// What there is to ask about, if the page is still there and anything is written.
    fn file(self) -> Option<AskPreview> {
        let text = self.text.try_get_untracked()?;
        (!text.is_empty()).then(|| AskPreview {
            path: self.path.get_untracked(),
            text,
        })
    }
}

/// The file as far as it can be shown without the other articles.
fn render(file: &AskPreview) -> Option<ArticleView> {
    if file.text.len() > LARGEST_AT_ONCE {
        return None;
    }
    #[expect(
        clippy::cast_possible_truncation,
        reason = "milliseconds since 1970 fit an i64"
    )]
    let now = jiff::Timestamp::from_millisecond(browser::now() as i64).ok()?;
    let alone = Library::build(Vec::<File>::new(), None).ok()?;
    let file = File::from((file.path.clone(), file.text.clone()));
    alone.preview(&file, now).article
}
