//! `/profile`: the person's own name, language, theme, password and sessions.

mod badges;
mod board;
mod feedback;
mod look;
mod password;
mod privacy;
mod sessions;
mod you;

use leptos::prelude::*;

use crate::app::use_sign_out;
use crate::components::{Button, Icon, PageHeading};

use badges::BadgesCard;
use board::BoardCard;
use feedback::FeedbackCard;
use look::LookCard;
use password::PasswordCard;
use privacy::PrivacyCard;
use sessions::SessionsCard;
use you::YouCard;

#[component]
pub fn Profile() -> impl IntoView {
    let sign_out = use_sign_out();
    view! {
        <header class="page-head page-head--split">
            <PageHeading title=t!(profile.title)/>
            <Button label=t!(shell.sign_out) icon=Icon::Exit on_press=sign_out/>
        </header>
        <div class="profile">
            <YouCard/>
            <LookCard/>
            <BadgesCard/>
            <PrivacyCard/>
            <BoardCard/>
            <FeedbackCard/>
            <PasswordCard/>
            <SessionsCard/>
        </div>
    }
}
