//! Badges, the streak and what challenges can be made of.

use contract::{BadgeTerms, ChallengeTerms, Locale, RulesView};
use leptos::prelude::*;

use crate::components::BadgeMedal;
use crate::words::{rules, tier::points};

/// Nothing where the version has no play.
#[component]
pub fn Play(rules: RulesView, locale: Locale) -> impl IntoView {
    let RulesView {
        badges,
        streak,
        challenges,
        ..
    } = rules;
    let has_any = !badges.is_empty() || streak.is_some() || !challenges.is_empty();
    let streak = streak.map(|terms| {
        let sentences = rules::streak(locale, &terms).join(" ");
        view! {
            <h3 class="terms__part">{t!(rules.streak)}</h3>
            <p>{sentences}</p>
        }
    });
    has_any.then(|| {
        view! {
            <section class="card" aria-labelledby="play">
                <header class="card__head"><h2 id="play">{t!(rules.play)}</h2></header>
                <p class="terms__lead">{t!(rules.play_lead)}</p>
                <Badges badges/>
                {streak}
                <Challenges challenges locale/>
            </section>
        }
    })
}

#[component]
fn Badges(badges: Vec<BadgeTerms>) -> impl IntoView {
    let has_any = !badges.is_empty();
    let lines = badges
        .into_iter()
        .map(|badge| {
            view! {
                <li class="badges__badge">
                    <BadgeMedal shape=badge.shape/>
                    <div class="badges__words">
                        <strong>{badge.name}</strong>
                        <p class="small">{badge.text}</p>
                    </div>
                </li>
            }
        })
        .collect_view();
    has_any.then(|| {
        view! {
            <h3 class="terms__part">{t!(rules.badges)}</h3>
            <ul class="badges">{lines}</ul>
            <p class="small muted">{t!(rules.badges_once)}</p>
        }
    })
}

#[component]
fn Challenges(challenges: Vec<ChallengeTerms>, locale: Locale) -> impl IntoView {
    let has_any = !challenges.is_empty();
    let lines = challenges
        .into_iter()
        .map(|terms| {
            let worth = (terms.points > 0).then(|| {
                let points = points(locale, terms.points);
                view! {
                    <strong class="terms__cost">
                        {say!(locale, rules.challenge_points, points = points)}
                    </strong>
                }
            });
            let bounds = rules::challenge(locale, &terms);
            view! {
                <li class="terms__term">
                    <div class="terms__head"><h4>{terms.name}</h4> {worth}</div>
                    <p>{terms.text}</p>
                    <p class="small muted">{bounds}</p>
                </li>
            }
        })
        .collect_view();
    has_any.then(|| {
        view! {
            <h3 class="terms__part">{t!(rules.challenges)}</h3>
            <ul class="terms">{lines}</ul>
        }
    })
}
