//! `/console/questions`: what customers asked when no article answered.

use contract::{Locale, QuestionView};
use leptos::prelude::*;

use crate::api::{self, use_pages};
use crate::components::{Avatar, Empty, Icon, LoadPages, PageHeading, Skeleton};
use crate::format;
use crate::language::use_language;

#[component]
pub fn Questions() -> impl IntoView {
    let pages = use_pages::<QuestionView>(api::questions_path);
    view! {
        <header class="page-head">
            <PageHeading title=t!(console.questions)/>
            <p class="page-head__lead muted">{t!(console.questions_lead)}</p>
        </header>
        <section class="card">
            <LoadPages pages shape=Skeleton::Rows(6) empty=none let:questions>
                <List questions/>
            </LoadPages>
        </section>
    }
}

fn none() -> AnyView {
    view! { <Empty icon=Icon::Check title=t!(console.questions_none) hint=t!(console.questions_none_hint)/> }
        .into_any()
}

#[component]
fn List(questions: Vec<QuestionView>) -> impl IntoView {
    let locale = use_language().get_untracked();
    let lines = questions
        .into_iter()
        .map(|question| line(locale, question))
        .collect_view();
    view! { <ul class="entries">{lines}</ul> }
}

fn line(locale: Locale, question: QuestionView) -> impl IntoView {
    let who = match question.account_name {
        Some(company) => format!("{} · {company}", question.member_name),
        None => question.member_name.clone(),
    };
    let searched = question
        .query
        .map(|query| say!(locale, console.question_query, q = query));
    let about = [
        Some(format::date_time(locale, &question.asked_at)),
        Some(say!(locale, console.question_page, page = question.page)),
        searched,
    ];
    let about: Vec<String> = about.into_iter().flatten().collect();
    let mail = format!("mailto:{}", question.member_email);
    view! {
        <li class="entries__entry">
            <div class="entries__who">
                <Avatar name=Signal::stored(question.member_name)/>
                <p>
                    <strong>{who}</strong>
                    <br/>
                    <a class="small" href=mail rel="external">{question.member_email}</a>
                </p>
            </div>
            <p class="entries__text" lang=question.locale.tag()>{question.text}</p>
            <p class="small muted">{about.join(" · ")}</p>
        </li>
    }
}
