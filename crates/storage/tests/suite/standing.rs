//! Where a company stands, whatever order its facts come in.

use contract::{AccountId, MemberId, Role, Tier};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use loyalty::{Event, EventData, EventRef, Versions, tier};
use serde_json::{Value, json};
use storage::programme::{self, NewTierOverride, Report, standing};
use storage::{AccountScope, Conflict, Error, StaffScope, ledger};
use uuid::Uuid;

use crate::fixture::{Bench, at, benches, now, versions};

const FILE: &str = include_str!("../../../../program/2026-01-kizuna.toml");

/// The shipped version with stretches of its text replaced.
fn changed(changes: &[(&str, &str)]) -> Versions {
    let mut text = FILE.to_owned();
    for (from, to) in changes {
        assert!(text.contains(from), "{from}");
        text = text.replacen(from, to, 1);
    }
    let (programme, problems) = loyalty::check("2026-01-kizuna.toml", &text);
    let told: Vec<_> = problems.iter().map(ToString::to_string).collect();
    Versions::new(vec![
        programme.unwrap_or_else(|| panic!("{}", told.join("\n"))),
    ])
}

fn tokyo() -> TimeZone {
    TimeZone::get("Asia/Tokyo").unwrap()
}

fn report(scope: &AccountScope, id: &str, kind: &str, days_ago: i64, data: &Value) -> Report {
    let member = (kind != "purchase.completed").then_some(scope.member);
    Report {
        account: scope.account,
        member,
        subject: id.to_owned(),
        event: Event {
            id: id.to_owned(),
            source: "test".to_owned(),
            kind: kind.to_owned(),
            account: AccountId(scope.account.to_string()),
            member: member.map(|member| MemberId(member.to_string())),
            time: now(0) - SignedDuration::from_hours(24 * days_ago),
            reverses: EventData::parse_reverses(data, "test").unwrap(),
            data: EventData::parse(data).unwrap(),
        },
        data: data.clone(),
    }
}

/// Two years of facts: some capped, some taken back, some too late to count.
fn reports(scope: &AccountScope) -> Vec<Report> {
    let mut reports = Vec::new();
    for number in 0..60_i64 {
        let (kind, data) = match number % 3 {
            0 => (
                "purchase.completed",
                json!({ "amount": 1_500_000 + number, "currency": "JPY" }),
            ),
            1 => ("lesson.finished", json!({})),
            _ => ("product.used", json!({})),
        };
        // Two uses on one day meet the cap.
        let days = if number % 6 == 2 { number + 3 } else { number };
        reports.push(report(scope, &number.to_string(), kind, days * 7, &data));
    }
    for taken_back in [3, 4, 5] {
        let data = json!({ "reverses": taken_back.to_string() });
        let id = format!("back-{taken_back}");
        reports.push(report(scope, &id, "correction.made", 1, &data));
    }
    reports
}

async fn take_in(bench: &Bench, versions: &Versions, reports: &[Report]) {
    let taken = bench
        .db
        .write(|tx| async move { programme::take_in(&tx, versions, reports, now(0)).await });
    taken.await.unwrap();
}

async fn stands(bench: &Bench, versions: &Versions, account: Uuid) -> standing::Standing {
    standing::of_account(&bench.db, versions, account, &tokyo(), now(0))
        .await
        .unwrap()
}

/// What the rules say of all the facts, from the beginning.
async fn from_scratch(bench: &Bench, versions: &Versions, account: Uuid) -> tier::Standing {
    let facts = programme::facts(&bench.db, account, versions)
        .await
        .unwrap();
    let awards =
        loyalty::earning::recompute(versions, &facts.events, &facts.overrides, &facts.zone);
    let activities = loyalty::earning::activities(&facts.events, &awards);
    tier::standing(versions, &activities, &facts.overrides, &facts.zone, now(0)).unwrap()
}

/// The parts that do not depend on the hour of the day or on a past that no longer matters.
fn told(standing: &tier::Standing) -> (Tier, Option<jiff::civil::Date>, String) {
    let rest = (
        &standing.next,
        &standing.keep,
        &standing.outlook,
        standing.is_in_grace,
        standing.is_overridden,
    );
    (standing.tier, standing.held_until, format!("{rest:?}"))
}

#[tokio::test]
async fn what_is_kept_is_what_the_facts_lead_to_in_any_order() {
    let spend = (
        "points = 4_000",
        "points = 4_000\nactivities = [{ event = \"lesson.finished\", count = 9 }]\nspend = { JPY = 9_000_000 }",
    );
    let spends = (
        "[tiers]\nperiod",
        "[tiers]\nspend_from = [\"purchase.completed\"]\nperiod",
    );
    let rolling = ("period = \"year\"\nkeep_periods = 1", "rolling_months = 6");
    for bench in benches().await {
        for (name, versions) in [
            ("points", versions()),
            ("ways", changed(&[spend, spends])),
            (
                "rolling",
                changed(&[
                    rolling,
                    spend,
                    (
                        "[tiers]\n",
                        "[tiers]\nspend_from = [\"purchase.completed\"]\n",
                    ),
                ]),
            ),
        ] {
            let mut seen = None;
            for order in 0..4_usize {
                let account = bench.account(&format!("{name} {order}")).await;
                let person = format!("Ken {name} {order}");
                let scope = bench.person(account, &person, Role::Member).await;
                let mut reports = reports(&scope);
                for report in &mut reports {
                    // A name belongs to one event among all accounts.
                    report.event.source = format!("{name}{order}");
                    if let Some(reversed) = &mut report.event.reverses {
                        reversed.source.clone_from(&report.event.source);
                    }
                }
                match order {
                    1 => reports.reverse(),
                    2 => reports.rotate_left(17),
                    3 => reports.sort_by_key(|report| report.event.id.len() * 31 % 7),
                    _ => {}
                }
                for batch in reports.chunks(if order == 0 { 63 } else { 5 }) {
                    take_in(&bench, &versions, batch).await;
                }
                let kept = stands(&bench, &versions, account).await;
                let kept = told(&kept.told.unwrap());
                let scratch = from_scratch(&bench, &versions, account).await;
                assert_eq!(kept, told(&scratch), "{name} {order}");
                assert_eq!(
                    *seen.get_or_insert_with(|| kept.clone()),
                    kept,
                    "{name} {order}"
                );
            }
        }
        let findings = ledger::verify(&bench.db, |_| {}).await.unwrap();
        let findings: Vec<_> = findings.into_iter().flat_map(|one| one.findings).collect();
        assert_eq!(findings, Vec::<String>::new());
    }
}

#[tokio::test]
async fn a_fact_that_came_too_late_counts_toward_nothing() {
    for bench in benches().await {
        let account = bench.account("Hoshino").await;
        let scope = bench.person(account, "Ken Sato", Role::Member).await;
        let late = report(&scope, "late", "lesson.finished", 366, &json!({}));
        let fresh = report(&scope, "fresh", "lesson.finished", 1, &json!({}));
        take_in(&bench, &versions(), &[late, fresh]).await;
        let standing = stands(&bench, &versions(), account).await;
        assert_eq!(standing.points, 120);
        let verified = ledger::verify(&bench.db, |_| {}).await.unwrap();
        assert_eq!(verified[0].findings, Vec::<String>::new());
        let side = bench.side_door().await;
        let count = "SELECT count(*) AS n FROM late_event";
        let rows = sea_orm::ConnectionTrait::query_one_raw(
            &side,
            sea_orm::Statement::from_string(
                sea_orm::ConnectionTrait::get_database_backend(&side),
                count,
            ),
        );
        let rows: i64 = rows.await.unwrap().unwrap().try_get_by_index(0).unwrap();
        assert_eq!(rows, 1);
    }
}

fn given(account: Uuid, from: Timestamp, until: Timestamp) -> NewTierOverride {
    NewTierOverride {
        account,
        tier: Tier::Gold,
        from,
        until,
        reason: "A launch together".to_owned(),
    }
}

#[tokio::test]
async fn a_given_tier_lifts_for_its_time_and_can_be_ended() {
    for bench in benches().await {
        let account = bench.account("Hoshino").await;
        let operator = &bench.operator().await;
        let writer = &StaffScope {
            role: Role::Writer,
            ..operator.clone()
        };
        let new = &given(account, now(60), now(600));
        let set = |scope, new, when| {
            bench.db.write(move |tx| async move {
                programme::set_tier_override(&tx, scope, new, at(when)).await
            })
        };
        assert!(matches!(set(writer, new, 0).await, Err(Error::Forbidden)));
        let past = &given(account, now(-60), now(600));
        let wrong = set(operator, past, 0).await;
        assert!(matches!(wrong, Err(Error::Conflict(Conflict::NoSuchTime))));
        let nobody = &given(Uuid::nil(), now(60), now(600));
        assert!(matches!(
            set(operator, nobody, 0).await,
            Err(Error::NotFound)
        ));
        let id = set(operator, new, 0).await.unwrap();

        let tier_at = async |seconds| {
            let versions = versions();
            let zone = tokyo();
            let at = now(seconds);
            let standing = standing::of_account(&bench.db, &versions, account, &zone, at)
                .await
                .unwrap();
            (standing.tier, standing.told.unwrap().is_overridden)
        };
        assert_eq!(tier_at(59).await, (Tier::Bronze, false));
        assert_eq!(tier_at(60).await, (Tier::Gold, true));
        assert_eq!(tier_at(600).await, (Tier::Bronze, false));
        let end = |when| {
            bench.db.write(move |tx| async move {
                programme::end_tier_override(&tx, operator, id, at(when)).await
            })
        };
        end(300).await.unwrap();
        // Once more changes nothing.
        end(400).await.unwrap();
        assert_eq!(tier_at(299).await, (Tier::Gold, true));
        assert_eq!(tier_at(300).await, (Tier::Bronze, false));
        let all = programme::tier_overrides(&bench.db, operator, account)
            .await
            .unwrap();
        assert_eq!(all.len(), 1);
        assert_eq!(
            (all[0].until, all[0].by.as_str()),
            (now(300), "Olga Operator")
        );
        let history = programme::tier_history(&bench.db, &versions(), account, now(900)).await;
        let tiers: Vec<Tier> = history.unwrap().iter().map(|change| change.to).collect();
        assert_eq!(tiers, [Tier::Gold, Tier::Bronze]);
    }
}

/// An event and its correction in one batch, and a correction that is told twice.
#[tokio::test]
async fn a_correction_takes_what_counted_once() {
    for bench in benches().await {
        let account = bench.account("Hoshino").await;
        let scope = bench.person(account, "Ken Sato", Role::Member).await;
        let first = report(&scope, "1", "lesson.finished", 3, &json!({}));
        let back = |id: &str| {
            report(
                &scope,
                id,
                "correction.made",
                1,
                &json!({ "reverses": "1" }),
            )
        };
        take_in(&bench, &versions(), &[first, back("2")]).await;
        take_in(&bench, &versions(), &[back("3")]).await;
        assert_eq!(stands(&bench, &versions(), account).await.points, 0);
        let name = EventRef {
            source: "test".to_owned(),
            id: "1".to_owned(),
        };
        assert_eq!(back("4").event.reverses, Some(name));
        let verified = ledger::verify(&bench.db, |_| {}).await.unwrap();
        assert_eq!(verified[0].findings, Vec::<String>::new());
    }
}
