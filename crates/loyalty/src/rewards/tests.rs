//! What a person is told of each reward.

use jiff::civil::date;

use super::*;
use crate::fixture::changed;
use crate::ledger::Limit;

const FILE: &str = "2026-01-kizuna.toml";

const RULES: SpendingRules = SpendingRules {
    admins: Limit::Nothing,
    members: None,
    own: Limit::Nothing,
};

fn shopper(taken: &dyn Fn(&str) -> Taken) -> Shopper<'_> {
    Shopper {
        member: Uuid::nil(),
        spending: &RULES,
        role: Role::AccountAdmin,
        persona: Some(Persona::Lead),
        tier: Tier::Silver,
        account_balance: 1_000,
        member_balance: 390,
        today: date(2026, 6, 1),
        taken,
    }
}

fn of(programme: &Programme, id: &str, shopper: &Shopper<'_>) -> Availability {
    let reward = programme.reward(id).expect("the reward is there");
    availability(programme, reward, shopper)
}

fn no(reason: WhyNot) -> Availability {
    Availability::No { reason }
}

#[test]
fn tells_now_and_soon() {
    let programme = changed(FILE, &[]);
    let taken = |id: &str| Taken {
        of_stock: if id == "line-assessment" { 6 } else { 0 },
        ..Taken::default()
    };
    let shopper = shopper(&taken);
    let now = |left| Availability::Now {
        needs_approval: true,
        left: Some(left),
    };
    assert_eq!(of(&programme, "line-assessment", &shopper), now(2));
    assert_eq!(of(&programme, "reference-books", &shopper), now(100));
    assert_eq!(
        of(&programme, "workshop-on-site", &shopper),
        Availability::Soon { missing: 200 }
    );
    assert_eq!(
        of(&programme, "conference-seat", &shopper),
        Availability::Soon { missing: 10 }
    );
    assert_eq!(
        catalogue(&programme, &shopper).len(),
        programme.rewards.len()
    );
}

#[test]
fn tells_why_not() {
    let programme = changed(
        FILE,
        &[(
            "id = \"reference-books\"",
            "id = \"reference-books\"\npersonas = [\"practitioner\"]\ntiers = [\"bronze\"]",
        )],
    );
    let taken = |id: &str| match id {
        "remote-workshop" => Taken {
            of_stock: 25,
            ..Taken::default()
        },
        "workshop-on-site" => Taken {
            by_account: 2,
            ..Taken::default()
        },
        "conference-seat" => Taken {
            by_member: 1,
            ..Taken::default()
        },
        _ => Taken::default(),
    };
    let shopper = shopper(&taken);
    let personas = vec![Persona::Practitioner];
    assert_eq!(
        of(&programme, "reference-books", &shopper),
        no(WhyNot::Persona { personas })
    );
    let practitioner = Shopper {
        persona: Some(Persona::Practitioner),
        ..shopper
    };
    assert_eq!(
        of(&programme, "reference-books", &practitioner),
        no(WhyNot::Tier { needed: None })
    );
    let bronze = Shopper {
        tier: Tier::Bronze,
        ..shopper
    };
    assert_eq!(
        of(&programme, "line-assessment", &bronze),
        no(WhyNot::Tier {
            needed: Some(Tier::Silver)
        })
    );
    let member = Shopper {
        role: Role::Member,
        ..shopper
    };
    assert_eq!(of(&programme, "line-assessment", &member), no(WhyNot::Role));
    assert_eq!(
        of(&programme, "remote-workshop", &shopper),
        no(WhyNot::OutOfStock)
    );
    assert_eq!(
        of(&programme, "workshop-on-site", &shopper),
        no(WhyNot::LimitPerAccount { limit: 2 })
    );
    assert_eq!(
        of(&programme, "conference-seat", &shopper),
        no(WhyNot::LimitPerMember { limit: 1 })
    );
}

#[test]
fn after_the_end_points_are_spent_and_then_nothing_is() {
    let ends =
        "notice_days = 60\nends = { earning_until = 2026-06-30, redeeming_until = 2026-12-31 }";
    let programme = changed(FILE, &[("notice_days = 60", ends)]);
    let taken = |_: &str| Taken::default();
    let on = |today| Shopper {
        today,
        ..shopper(&taken)
    };
    let of = |id, today| of(&programme, id, &on(today));
    assert_eq!(
        of("conference-seat", date(2026, 6, 30)),
        Availability::Soon { missing: 10 }
    );
    assert_eq!(
        of("conference-seat", date(2026, 7, 1)),
        no(WhyNot::Balance { missing: 10 })
    );
    assert!(matches!(
        of("line-assessment", date(2026, 12, 31)),
        Availability::Now { .. }
    ));
    let since = date(2027, 1, 1);
    assert_eq!(of("line-assessment", since), no(WhyNot::Ended { since }));
}

#[test]
fn the_rules_are_the_programmes_until_a_company_has_its_own() {
    let programme = changed(FILE, &[]);
    assert_eq!(SpendingRules::of_programme(&programme.spending), RULES);
    let programme = changed(
        FILE,
        &[
            (
                "member_without_approval = 0",
                "member_without_approval = 200",
            ),
            (
                "account_roles = [\"account_admin\"]",
                "account_roles = [\"account_admin\", \"member\"]",
            ),
        ],
    );
    let expected = SpendingRules {
        members: Some(Limit::Nothing),
        own: Limit::UpTo(Points::new(200)),
        ..RULES
    };
    assert_eq!(SpendingRules::of_programme(&programme.spending), expected);
}

#[test]
fn small_sums_need_nobodys_word() {
    let programme = changed(
        FILE,
        &[(
            "limit_per_member = 2\nneeds_approval = true",
            "needs_approval = false",
        )],
    );
    let spending = SpendingRules {
        own: Limit::UpTo(Points::new(200)),
        ..RULES
    };
    let taken = |_: &str| Taken::default();
    let shopper = Shopper {
        member_balance: 1_000,
        spending: &spending,
        ..shopper(&taken)
    };
    let needs = |id, shopper: &Shopper<'_>| match of(&programme, id, shopper) {
        Availability::Now { needs_approval, .. } => needs_approval,
        other => panic!("{id} can be had now: {other:?}"),
    };
    assert!(!needs("reference-books", &shopper));
    assert!(needs("conference-seat", &shopper) && needs("remote-workshop", &shopper));
    let below = SpendingRules {
        own: Limit::UpTo(Points::new(199)),
        ..RULES
    };
    let shopper = Shopper {
        spending: &below,
        ..shopper
    };
    assert!(needs("reference-books", &shopper));
}
