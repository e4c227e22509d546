//! The card of what waits for this person, each with the way to do it.

use contract::{Locale, Waiting};
use leptos::prelude::*;

use crate::components::{Empty, Icon};
use crate::language::use_language;
use crate::route::Route;

#[component]
pub fn WaitingCard(waiting: Vec<Waiting>) -> impl IntoView {
    let locale = use_language().get_untracked();
    let content = if waiting.is_empty() {
        view! { <Empty icon=Icon::Check title=t!(home.waiting_none) hint=t!(home.waiting_none_hint)/> }.into_any()
    } else {
        let lines = waiting
            .into_iter()
            .map(|waiting| line(task(locale, waiting)))
            .collect_view();
        view! { <ul class="tasks">{lines}</ul> }.into_any()
    };
    view! {
        <section class="card" aria-labelledby="home-waiting">
            <header class="card__head"><h2 id="home-waiting">{t!(home.waiting)}</h2></header>
            {content}
        </section>
    }
}

/// Something to do in words.
struct Task {
    icon: Icon,
    title: String,
    hint: String,
    action: String,
    href: String,
}

fn task(locale: Locale, waiting: Waiting) -> Task {
    let company = Route::COMPANY.href();
    let plural = |count: u32| i32::try_from(count).unwrap_or(i32::MAX);
    match waiting {
        Waiting::OpenInvitations { count, expired } => Task {
            icon: Icon::Mail,
            title: say!(locale, home.invitations, count = plural(count), n = count),
            hint: say!(
                locale,
                home.invitations_expired,
                count = plural(expired),
                n = expired
            ),
            action: say!(locale, home.see_people),
            href: company,
        },
        Waiting::SingleAdmin => Task {
            icon: Icon::Person,
            title: say!(locale, home.single_admin),
            hint: say!(locale, home.single_admin_hint),
            action: say!(locale, home.choose_second),
            href: company,
        },
        Waiting::MembersWithoutTeam { count } => Task {
            icon: Icon::People,
            title: say!(locale, home.without_team, count = plural(count), n = count),
            hint: say!(locale, home.without_team_hint),
            action: say!(locale, home.assign_teams),
            href: company,
        },
        Waiting::RewardRequests { count } => Task {
            icon: Icon::Gift,
            title: say!(
                locale,
                home.reward_requests,
                count = plural(count),
                n = count
            ),
            hint: say!(locale, home.reward_requests_hint),
            action: say!(locale, home.decide),
            href: Route::Redemptions { is_company: true }.href(),
        },
        Waiting::RewardsReady { count } => Task {
            icon: Icon::Gift,
            title: say!(locale, home.rewards_ready, count = plural(count), n = count),
            hint: say!(locale, home.rewards_ready_hint),
            action: say!(locale, home.see_requests),
            href: Route::Redemptions { is_company: false }.href(),
        },
        Waiting::FirstSteps {
            category,
            slug,
            title,
        } => Task {
            icon: Icon::Book,
            title: say!(locale, home.first_steps, title = title),
            hint: say!(locale, home.first_steps_hint),
            action: say!(locale, home.read),
            href: Route::article(&category, &slug).href(),
        },
    }
}

fn line(task: Task) -> impl IntoView {
    view! {
        <li class="tasks__line">
            <span class="tasks__sign"><Icon name=task.icon/></span>
            <div class="tasks__words">
                <p>{task.title}</p>
                <p class="small muted">{task.hint}</p>
            </div>
            <a class="tasks__action" href=task.href>{task.action}</a>
        </li>
    }
}
