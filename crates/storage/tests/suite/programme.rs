use contract::{Locale, Role, Tier, Wallet};
use jiff::{SignedDuration, Timestamp};
use loyalty::Points;
use sea_orm::ConnectionTrait as _;
use serde_json::json;
use storage::programme::{self, Award, Change, NewEvent, Recorded};
use storage::{AccountScope, Error, PageRequest};
use uuid::Uuid;

use crate::fixture::{Bench, benches, now, versions};

fn earned(points: i64) -> Change {
    Change::Earned(Points::new(points))
}

fn spent(points: i64) -> Change {
    Change::Spent(Points::new(points))
}

/// What the event earns and what it spends.
fn sums_of(event: &NewEvent) -> (i64, i64) {
    match event.awards.first().map(|award| award.change) {
        Some(Change::Earned(points)) => (points.get(), 0),
        Some(Change::Corrected(points, _)) => (-points.get(), 0),
        Some(Change::Spent(points)) => (0, points.get()),
        None => (0, 0),
    }
}

fn event(
    account: Uuid,
    member: Option<Uuid>,
    id: &str,
    at: Timestamp,
    change: impl Into<Option<Change>>,
) -> NewEvent {
    NewEvent {
        account,
        member,
        source: "test".to_owned(),
        external_id: id.to_owned(),
        kind: if member.is_some() {
            "lesson.finished"
        } else {
            "purchase.completed"
        }
        .to_owned(),
        subject: format!("Subject {id}"),
        occurred_at: at,
        received_at: at,
        data: json!({}),
        awards: change
            .into()
            .map(|change| Award::plain(member, change))
            .into_iter()
            .collect(),
    }
}

async fn record(bench: &Bench, events: &[NewEvent]) -> Result<Recorded, Error> {
    bench
        .db
        .write(|tx| async move { programme::record_events(&tx, events).await })
        .await
}

/// Three years of facts of one company and one person, some spent, one corrected.
fn facts(scope: &AccountScope) -> Vec<NewEvent> {
    let start = now(0) - SignedDuration::from_hours(3 * 365 * 24);
    let mut facts = Vec::new();
    for number in 0..1300_i64 {
        let member = (number % 2 == 0).then_some(scope.member);
        let change = match number % 10 {
            9 => Some(spent(number % 7 + 1)),
            7 => None,
            5 => Some(Change::Corrected(Points::new(1), None)),
            _ => Some(earned(number % 40 + 1)),
        };
        let at = start + SignedDuration::from_hours(number * 20);
        facts.push(event(
            scope.account,
            member,
            &number.to_string(),
            at,
            change,
        ));
    }
    facts
}

#[tokio::test]
async fn the_same_fact_counts_once() {
    for bench in benches().await {
        let scope = bench
            .person(bench.account("Hoshino").await, "Ken Sato", Role::Member)
            .await;
        let facts = facts(&scope);
        let first = record(&bench, &facts).await.unwrap();
        assert_eq!(
            first,
            Recorded {
                events: 1300,
                movements: 1170,
                known: 0
            }
        );
        let before = programme::home_numbers(&bench.db, &versions(), &scope, Locale::En, now(0))
            .await
            .unwrap();
        let again = record(&bench, &facts).await.unwrap();
        assert_eq!(
            again,
            Recorded {
                events: 0,
                movements: 0,
                known: 1300
            }
        );
        let after = programme::home_numbers(&bench.db, &versions(), &scope, Locale::En, now(0))
            .await
            .unwrap();
        assert_eq!(before.company_points, after.company_points);
        assert_eq!(before.months, after.months);
    }
}

#[tokio::test]
async fn kept_sums_equal_a_recomputation() {
    for bench in benches().await {
        let scope = bench
            .person(bench.account("Hoshino").await, "Ken Sato", Role::Member)
            .await;
        let facts = facts(&scope);
        // In two batches: the second adds to what the first has left.
        record(&bench, &facts[..777]).await.unwrap();
        record(&bench, &facts[500..]).await.unwrap();
        let side = bench.side_door().await;
        let differing = "
            SELECT w.id FROM wallet w
            WHERE w.balance <> (
                SELECT CAST(coalesce(sum(CASE WHEN t.credit_id = w.id THEN t.points ELSE -t.points END), 0) AS BIGINT)
                FROM transfer t WHERE t.credit_id = w.id OR t.debit_id = w.id
            )";
        assert!(
            side.query_all_raw(statement(&side, differing))
                .await
                .unwrap()
                .is_empty()
        );

        let numbers = programme::home_numbers(&bench.db, &versions(), &scope, Locale::En, now(0))
            .await
            .unwrap();
        let zone = jiff::tz::TimeZone::get("Asia/Tokyo").unwrap();
        let month_of = |event: &NewEvent| {
            event
                .occurred_at
                .to_zoned(zone.clone())
                .strftime("%Y-%m")
                .to_string()
        };
        for month in &numbers.months {
            let of_month = facts.iter().filter(|event| month_of(event) == month.month);
            let (mut earned, mut spent) = (0, 0);
            for event in of_month {
                let (merit, gone) = sums_of(event);
                earned += merit;
                spent += gone;
            }
            assert_eq!(
                (month.earned, month.spent),
                (earned, spent),
                "{}",
                month.month
            );
        }
        let this_year = facts
            .iter()
            .filter(|event| month_of(event).starts_with("2026"));
        let earned: i64 = this_year.map(|event| sums_of(event).0).sum();
        assert_eq!(toward_next(&numbers), Some((Tier::Gold, earned, 10_000)));
    }
}

/// The next tier, what counts toward it, and what it needs.
fn toward_next(numbers: &programme::HomeNumbers) -> Option<(Tier, i64, i64)> {
    let next = numbers.tier.as_ref()?.next.as_ref()?;
    let part = next.parts.first()?;
    Some((next.tier, part.have, part.need))
}

fn statement(connection: &sea_orm::DatabaseConnection, sql: &str) -> sea_orm::Statement {
    sea_orm::Statement::from_string(connection.get_database_backend(), sql)
}

#[tokio::test]
async fn home_tells_tier_week_and_month_in_the_companys_zone() {
    for bench in benches().await {
        let scope = bench
            .person(bench.account("Hoshino").await, "Ken Sato", Role::Member)
            .await;
        let (account, member) = (scope.account, Some(scope.member));
        let day = |text: &str| text.parse::<Timestamp>().unwrap();
        let facts = [
            event(
                account,
                None,
                "last year",
                day("2025-06-01T00:00:00Z"),
                earned(4_200),
            ),
            // New Year has come in Tokyo, not yet in London.
            event(
                account,
                None,
                "new year",
                day("2025-12-31T16:00:00Z"),
                earned(300),
            ),
            event(
                account,
                None,
                "november",
                day("2026-11-02T00:00:00Z"),
                earned(500),
            ),
            event(
                account,
                None,
                "reward",
                day("2026-11-03T00:00:00Z"),
                spent(700),
            ),
            event(
                account,
                member,
                "sunday",
                day("2026-11-15T14:59:00Z"),
                earned(120),
            ),
            event(
                account,
                member,
                "monday",
                day("2026-11-15T15:00:00Z"),
                earned(10),
            ),
        ];
        record(&bench, &facts).await.unwrap();
        let numbers = programme::home_numbers(&bench.db, &versions(), &scope, Locale::Ja, now(0))
            .await
            .unwrap();
        assert_eq!(
            (numbers.company_points, numbers.company_points_this_month),
            (4_300, -200)
        );
        assert_eq!((numbers.my_points, numbers.my_points_this_week), (130, 10));
        assert_eq!(toward_next(&numbers), Some((Tier::Gold, 930, 10_000)));
        let tier = numbers.tier.unwrap();
        assert_eq!(
            (tier.current, tier.held_until.as_deref()),
            (Tier::Silver, Some("2026-12-31"))
        );
        assert_eq!(
            (numbers.months[10].month.as_str(), numbers.months[10].earned),
            ("2026-10", 0)
        );
        assert_eq!(
            (numbers.months[11].earned, numbers.months[11].spent),
            (630, 700)
        );
        let unlocked: Vec<bool> = numbers
            .benefits
            .iter()
            .map(|benefit| benefit.is_unlocked)
            .collect();
        assert_eq!(unlocked, [true, true, true, true, false, false]);
        assert_eq!(numbers.benefits[0].text, "2営業日以内の回答");
    }
}

#[tokio::test]
async fn movements_show_the_own_and_the_companys_alone() {
    for bench in benches().await {
        let account = bench.account("Hoshino").await;
        let ken = bench.person(account, "Ken Sato", Role::Member).await;
        let rin = bench.person(account, "Rin Mori", Role::AccountAdmin).await;
        let mut facts = facts(&ken);
        facts.truncate(40);
        // Two at the very same moment: their place in the book decides their order.
        facts.push(event(
            account,
            None,
            "same",
            facts[0].occurred_at,
            earned(1),
        ));
        record(&bench, &facts).await.unwrap();

        let mut seen = Vec::new();
        let mut cursor = None;
        loop {
            let request = PageRequest {
                limit: Some(7),
                cursor,
            };
            let page = programme::movements(&bench.db, &ken, None, &request)
                .await
                .unwrap();
            seen.extend(page.items);
            cursor = page.next_cursor;
            if cursor.is_none() {
                break;
            }
        }
        assert_eq!(seen.len(), 37);
        assert!(
            seen.windows(2)
                .all(|pair| pair[0].booked_at >= pair[1].booked_at)
        );
        let numbers = programme::home_numbers(&bench.db, &versions(), &ken, Locale::En, now(0))
            .await
            .unwrap();
        let mine = seen
            .iter()
            .filter(|movement| movement.wallet == Wallet::Mine);
        assert_eq!(
            mine.map(|movement| movement.points).sum::<i64>(),
            numbers.my_points
        );

        let all = PageRequest {
            limit: Some(200),
            cursor: None,
        };
        let of_rin = programme::movements(&bench.db, &rin, None, &all)
            .await
            .unwrap()
            .items;
        assert!(
            of_rin
                .iter()
                .all(|movement| movement.wallet == Wallet::Company)
        );
        assert!(
            programme::movements(&bench.db, &rin, Some(Wallet::Mine), &all)
                .await
                .unwrap()
                .items
                .is_empty()
        );
    }
}

#[tokio::test]
async fn points_for_a_stranger_are_refused() {
    for bench in benches().await {
        let ken = bench
            .person(bench.account("Hoshino").await, "Ken Sato", Role::Member)
            .await;
        let other = bench.account("Nordlicht").await;
        let wrong = [event(other, Some(ken.member), "1", now(0), earned(10))];
        assert!(matches!(record(&bench, &wrong).await, Err(Error::NotFound)));
    }
}
