//! What this person searched for last, on this device, until they sign out.

use contract::MemberId;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::browser;
use crate::components::Icon;
use crate::session::use_session;

const MOST: usize = 6;

/// The last searches of one person.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Kept {
    member: String,
    texts: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recent(MemberId);

impl Recent {
    /// Nobody's while nobody is signed in.
    pub fn of_person() -> Option<Self> {
        use_session().me_untracked().map(|me| Self(me.id))
    }

    /// Newest first.
    pub fn texts(&self) -> Vec<String> {
        let kept = browser::load(browser::SEARCHES);
        kept.and_then(|text| serde_json::from_str::<Kept>(&text).ok())
            .filter(|kept| kept.member == self.0.0)
            .map(|kept| kept.texts)
            .unwrap_or_default()
    }

    pub fn add(&self, text: &str) {
        let kept = Kept {
            member: self.0.0.clone(),
            texts: with_newest(self.texts(), text),
        };
        if let Ok(text) = serde_json::to_string(&kept) {
            browser::save(browser::SEARCHES, &text);
        }
    }
}

/// What was searched for before; nothing where there is nothing.
#[component]
pub fn RecentSearches(recent: Option<Recent>, on_question: Callback<String>) -> impl IntoView {
    let texts = recent.map(|recent| recent.texts()).unwrap_or_default();
    if texts.is_empty() {
        return view! { <p class="palette__hint muted">{t!(search.begin)}</p> }.into_any();
    }
    let lines = texts
        .into_iter()
        .map(|text| {
            let asked = text.clone();
            view! {
                <li>
                    <button type="button" class="palette__recent" on:click=move |_| on_question.run(asked.clone())>
                        <Icon name=Icon::Clock/> <span>{text}</span>
                    </button>
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="palette__recents" aria-labelledby="recent-searches">
            <h2 id="recent-searches">{t!(search.recent)}</h2>
            <ul>{lines}</ul>
        </section>
    }
    .into_any()
}

fn with_newest(mut texts: Vec<String>, text: &str) -> Vec<String> {
    let text = text.trim().to_owned();
    if text.is_empty() {
        return texts;
    }
    texts.retain(|other| *other != text);
    texts.insert(0, text);
    texts.truncate(MOST);
    texts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_stands_first_and_once() {
        let texts = ["a", "b", "c"].map(str::to_owned).to_vec();
        assert_eq!(with_newest(texts.clone(), " b "), ["b", "a", "c"]);
        assert_eq!(with_newest(texts.clone(), " "), texts);
        let many = (0..9).map(|n| n.to_string()).collect();
        assert_eq!(with_newest(many, "x").len(), MOST);
    }
}
