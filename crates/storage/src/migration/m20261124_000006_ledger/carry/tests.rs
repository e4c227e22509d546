use sea_orm::Database;
use sea_orm_migration::MigratorTrait as _;
use tempfile::TempDir;

use crate::db::execute;
use crate::migration::Migrator;
use crate::{DatabaseSettings, Db, ledger};

use super::*;

/// Migrations before this one.
const BEFORE: u32 = 5;
const ACCOUNT: Uuid = Uuid::from_u128(1);
const KEN: Uuid = Uuid::from_u128(2);

/// An empty database of each kind that is at hand, as the version before left it.
async fn of_the_version_before() -> Vec<(Db, Option<TempDir>)> {
    let folder = TempDir::new().unwrap();
    let mut urls = vec![(
        format!("sqlite://{}", folder.path().join("old.db").display()),
        Some(folder),
    )];
    let server = std::env::var("KIZUNA_TEST_POSTGRES").unwrap_or_default();
    if !server.is_empty() {
        let name = format!("kizuna_{}", Uuid::new_v4().simple());
        let admin = Database::connect(&server).await.unwrap();
        admin
            .execute_unprepared(&format!("CREATE DATABASE {name}"))
            .await
            .unwrap();
        let (base, _) = server.rsplit_once('/').unwrap();
        urls.push((format!("{base}/{name}"), None));
    }
    let mut all = Vec::new();
    for (url, folder) in urls {
        let db = Db::open(&DatabaseSettings {
            url,
            max_connections: 2,
        })
        .await
        .unwrap();
        let tx = db.begin().await.unwrap();
        Migrator::up(tx.connection(), Some(BEFORE)).await.unwrap();
        tx.end(Ok(())).await.unwrap();
        all.push((db, folder));
    }
    all
}

async fn fill(db: &Db, movements: &[(Option<Uuid>, i64, &str)]) {
    let tx = db.begin().await.unwrap();
    let connection = tx.connection();
    let none = || Value::from(None::<Uuid>);
    let sql =
        "INSERT INTO account (id, name, locale, time_zone, customer_since, is_demo, created_at)
        VALUES ($1, 'Hoshino', 'ja', 'Asia/Tokyo', '2024-01-01', $2, 0)";
    execute(connection, sql, [ACCOUNT.into(), false.into()])
        .await
        .unwrap();
    let sql = "INSERT INTO member (id, account_id, email, email_folded, name, name_folded, search_text, role, locale, theme,
            status, created_at)
        VALUES ($1, $2, 'k@h.example', 'k@h.example', 'Ken', 'ken', 'ken', 'member', 'ja', 'system', 'invited', 0)";
    execute(connection, sql, [KEN.into(), ACCOUNT.into()])
        .await
        .unwrap();
    let wallet = |member: Option<Uuid>| Uuid::from_u128(if member.is_some() { 11 } else { 10 });
    for member in [None, Some(KEN)] {
        let sql = "INSERT INTO wallet (id, account_id, member_id, balance) VALUES ($1, $2, $3, 0)";
        let member_value = member.map_or_else(none, Value::from);
        execute(
            connection,
            sql,
            [wallet(member).into(), ACCOUNT.into(), member_value],
        )
        .await
        .unwrap();
    }
    for (number, (member, points, purpose)) in (1..).zip(movements) {
        let (event, at) = (
            Uuid::from_u128(100 + number),
            i64::try_from(number).unwrap() * 1_000_000,
        );
        let sql = "INSERT INTO event (id, account_id, member_id, source, external_id, kind, subject, occurred_at, data)
            VALUES ($1, $2, $3, 'erp', $4, 'purchase.completed', 'An order', $5, '{}')";
        let member_value = member.map_or_else(none, Value::from);
        let values = [
            event.into(),
            ACCOUNT.into(),
            member_value,
            number.to_string().into(),
            at.into(),
        ];
        execute(connection, sql, values).await.unwrap();
        let sql = "INSERT INTO movement (id, wallet_id, event_id, purpose, points, occurred_at) VALUES ($1, $2, $3, $4, $5, $6)";
        let values = [
            Uuid::from_u128(1_000 + number).into(),
            wallet(*member).into(),
            event.into(),
            (*purpose).into(),
            (*points).into(),
            at.into(),
        ];
        execute(connection, sql, values).await.unwrap();
        let (earned, spent) = if *purpose == "spent" {
            (0, -points)
        } else {
            (*points, 0)
        };
        let sql = "INSERT INTO month_points (account_id, month, holder, earned, spent) VALUES ($1, '1970-01', $2, $3, $4)
            ON CONFLICT (account_id, month, holder) DO UPDATE
            SET earned = month_points.earned + excluded.earned, spent = month_points.spent + excluded.spent";
        let holder = if member.is_some() {
            "people"
        } else {
            "company"
        };
        execute(
            connection,
            sql,
            [ACCOUNT.into(), holder.into(), earned.into(), spent.into()],
        )
        .await
        .unwrap();
        let sql = "INSERT INTO period_points (account_id, period, earned) VALUES ($1, '1970', $2)
            ON CONFLICT (account_id, period) DO UPDATE SET earned = period_points.earned + excluded.earned";
        execute(connection, sql, [ACCOUNT.into(), earned.into()])
            .await
            .unwrap();
    }
    tx.end(Ok(())).await.unwrap();
}

#[tokio::test]
async fn movements_of_the_version_before_are_booked_and_verify() {
    for (db, _folder) in of_the_version_before().await {
        let movements = [
            (None, 100, "earned"),
            (Some(KEN), 40, "earned"),
            (None, 0, "earned"),
            (None, -30, "earned"),
            (None, -50, "spent"),
            // More than was there.
            (Some(KEN), -55, "spent"),
            (Some(KEN), 7, "earned"),
        ];
        fill(&db, &movements).await;
        db.migrate().await.unwrap();
        let verified = ledger::verify(&db, |_| {}).await.unwrap();
        assert_eq!(verified[0].findings, Vec::<String>::new());
        assert_eq!(verified[0].entries, 7);
        let sql = "SELECT balance AS points FROM wallet WHERE kind IN ('account', 'member') ORDER BY kind";
        let balances: Vec<Balance> = crate::db::rows(db.reader(), sql, []).await.unwrap();
        assert_eq!(
            balances.iter().map(|row| row.points).collect::<Vec<_>>(),
            [20, 7]
        );
        let sql = "SELECT count(*) FROM event WHERE received_at = occurred_at";
        assert_eq!(crate::db::number(db.reader(), sql, []).await.unwrap(), 7);
        db.integrity_check().await.unwrap();
    }
}

#[derive(FromQueryResult)]
struct Balance {
    points: i64,
}
