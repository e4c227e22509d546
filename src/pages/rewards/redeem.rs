//! The question before points are spent: what it costs, and what happens next.

use contract::{CreateRedemption, Locale, RedemptionState, RewardFulfilment, RewardView, Wallet};
use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};

use super::Desk;
use crate::api::{self, ApiError, use_client, use_write};
use crate::browser;
use crate::components::{Button, Dialog, Form, Icon, Look, TextArea, use_toasts};
use crate::format;
use crate::language::use_language;
use crate::route::Route;
use crate::words::problem::of_field;
use crate::words::{reward, tier};

#[component]
pub fn RedeemDialog(desk: Desk) -> impl IntoView {
    let is_open = RwSignal::new(false);
    Effect::new(move || is_open.set(desk.wanted.with(Option::is_some)));
    Effect::new(move || {
        if !is_open.get() && desk.wanted.with_untracked(Option::is_some) {
            desk.wanted.set(None);
        }
    });
    let name = Signal::derive(move || {
        desk.wanted
            .with(|wanted| wanted.as_ref().map(|item| item.name.clone()))
            .unwrap_or_default()
    });
    view! {
        <Dialog is_open title=name>
            {move || desk.wanted.get().map(|item| view! { <Question item desk/> })}
        </Dialog>
    }
}

#[component]
fn Question(item: RewardView, desk: Desk) -> impl IntoView {
    let client = use_client();
    let language = use_language();
    let locale = language.get_untracked();
    let toasts = use_toasts();
    let navigate = use_navigate();
    let write = use_write();
    let note = RwSignal::new(String::new());
    // Made once for each opening: however often it is sent, it is one redemption.
    let key = StoredValue::new(browser::random_id());
    let reward = item.id.clone();
    let submit = Callback::new(move |()| {
        let text = note.get_untracked().trim().to_owned();
        let wanted = CreateRedemption {
            reward: reward.clone(),
            note: Some(text).filter(|text| !text.is_empty()),
        };
        let navigate = navigate.clone();
        write.run(async move {
            let said = match api::create_redemption(client, &wanted, &key.get_value()).await {
                Ok(redeemed) => done(language.get_untracked(), redeemed.state),
                // The key was used with another note: the first try arrived, though its answer did not.
                Err(ApiError::Invalid(errors)) if errors.is_empty() => {
                    say!(language.get_untracked(), rewards.sent_before)
                }
                Err(error) => {
                    desk.catalogue.refetch();
                    return Err(error);
                }
            };
            toasts.say(said);
            desk.catalogue.refetch();
            if desk.wanted.try_set(None).is_none() {
                let requests = Route::Redemptions { is_company: false };
                navigate(&requests.href(), NavigateOptions::default());
            }
            Ok(())
        });
    });
    let cancel = Callback::new(move |()| desk.wanted.set(None));
    let verb = if item.needs_approval {
        say!(locale, rewards.confirm_ask)
    } else {
        let points = tier::points(locale, item.cost);
        say!(locale, rewards.confirm, points = points)
    };
    view! {
        <Form
            on_submit=submit
            problem=write.problem()
            actions=move || {
                view! {
                    <Button label=Signal::stored(verb) look=Look::Main submits=true is_busy=write.is_pending()/>
                    <Button label=t!(shell.cancel) look=Look::Quiet on_press=cancel/>
                }
            }
        >
            <Price item=item.clone() desk/>
            <Next item desk/>
            <TextArea
                label=t!(rewards.note)
                value=note
                hint=t!(rewards.note_hint)
                error=of_field(write.problem(), "/note")
            />
        </Form>
    }
}

fn done(locale: Locale, state: RedemptionState) -> String {
    match state {
        RedemptionState::Waiting => say!(locale, rewards.done_waiting),
        RedemptionState::Fulfilled => say!(locale, rewards.done_code),
        _ => say!(locale, rewards.done_approved),
    }
}

#[component]
fn Price(item: RewardView, desk: Desk) -> impl IntoView {
    let locale = use_language().get_untracked();
    let has = desk
        .catalogue
        .ready()
        .map_or(0, |catalogue| match item.wallet {
            Wallet::Company => catalogue.company_points,
            Wallet::Mine => catalogue.my_points,
        });
    let sentence = say!(
        locale,
        rewards.dialog_price,
        points = tier::points(locale, item.cost),
        wallet = reward::wallet(locale, item.wallet),
        left = format::number(locale, (has - item.cost).max(0))
    );
    view! { <p>{sentence}</p> }
}

/// What happens after it is asked for; and when nobody could agree, that.
#[component]
fn Next(item: RewardView, desk: Desk) -> impl IntoView {
    let locale = use_language().get_untracked();
    let (days, approvers) = desk.catalogue.ready().map_or((0, 1), |catalogue| {
        (catalogue.approval_days, catalogue.approvers)
    });
    let approval = item.needs_approval.then(|| {
        let sentence = say!(
            locale,
            rewards.next_approval,
            count = i32::from(days),
            n = days
        );
        view! { <li>{sentence}</li> }
    });
    let then = match (item.needs_approval, item.fulfilment) {
        (true, RewardFulfilment::Code) => say!(locale, rewards.next_code),
        (true, RewardFulfilment::Staff) => say!(locale, rewards.next_staff),
        (false, RewardFulfilment::Code) => say!(locale, rewards.at_once_code),
        (false, RewardFulfilment::Staff) => say!(locale, rewards.at_once_staff),
    };
    let is_alone = item.needs_approval && approvers == 0;
    let alone = is_alone.then(|| {
        view! {
            <p class="reward__alone">
                <Icon name=Icon::Alert/>
                <span>
                    {say!(locale, rewards.only_admin)} " "
                    <a href=Route::COMPANY.href()>{say!(locale, rewards.see_people)}</a>
                </span>
            </p>
        }
    });
    view! {
        <div>
            <p class="field__label">{say!(locale, rewards.next)}</p>
            <ol class="reward__next">{approval} <li>{then}</li></ol>
        </div>
        {alone}
    }
}
