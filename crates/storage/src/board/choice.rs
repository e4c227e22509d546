//! How a person wants to be shown to colleagues.

use contract::{BoardChoice, BoardShown};
use loyalty::board::skeleton;
use sea_orm::{ConnectionTrait, FromQueryResult};
use uuid::Uuid;

use super::changes::note_person;
use super::people::shown;
use crate::db::{execute, number, row, rows};
use crate::entity::column::{Code as _, Coded};
use crate::{AccountScope, Conflict, Db, Error, Result, Tx};

#[derive(FromQueryResult)]
struct Row {
    hides_points: bool,
    shown: Option<Coded<BoardShown>>,
    nickname: Option<String>,
}

/// What the person who asks has chosen, or how the person is shown until then.
pub async fn choice(db: &Db, scope: &AccountScope) -> Result<BoardChoice> {
    let sql = "
        SELECT m.hides_points, c.shown, c.nickname FROM member m
        LEFT JOIN board_choice c ON c.member_id = m.id WHERE m.id = $1 AND m.account_id = $2";
    let values = [scope.member.into(), scope.account.into()];
    let found: Option<Row> = row(db.reader(), sql, values).await?;
    let found = found.ok_or(Error::NotFound)?;
    Ok(BoardChoice {
        shown: shown(found.shown, found.hides_points),
        nickname: found.nickname,
    })
}

/// Chooses. The nickname must have been checked and be there with [`BoardShown::Nickname`] alone; [`Conflict::NicknameTaken`]
/// when colleagues could take it for somebody else's name.
pub async fn put_choice(
    tx: &Tx,
    scope: &AccountScope,
    wanted: &BoardChoice,
) -> Result<BoardChoice> {
    // The account is locked here: of two people who want one nickname the second is refused.
    note_person(tx, scope.account, scope.member).await?;
    let connection = tx.connection();
    let key = wanted.nickname.as_deref().map(skeleton);
    if let Some(key) = &key {
        check_nickname(connection, scope, key).await?;
    }
    let sql = "
        INSERT INTO board_choice (member_id, account_id, shown, nickname, nickname_skeleton) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (member_id) DO UPDATE SET shown = excluded.shown, nickname = excluded.nickname,
            nickname_skeleton = excluded.nickname_skeleton";
    let values = [
        scope.member.into(),
        scope.account.into(),
        wanted.shown.word().into(),
        wanted.nickname.clone().into(),
        key.into(),
    ];
    execute(connection, sql, values).await?;
    Ok(wanted.clone())
}

#[derive(FromQueryResult)]
struct NameRow {
    name: String,
}

async fn check_nickname(
    connection: &impl ConnectionTrait,
    scope: &AccountScope,
    key: &str,
) -> Result<()> {
    let others = || -> [sea_orm::Value; 2] {
        let (account, me): (Uuid, Uuid) = (scope.account, scope.member);
        [account.into(), me.into()]
    };
    let sql = "SELECT name FROM member WHERE account_id = $1 AND id <> $2";
    let names: Vec<NameRow> = rows(connection, sql, others()).await?;
    let is_name = names.iter().any(|row| skeleton(&row.name) == key);
    let sql = "
        SELECT count(*) FROM board_choice WHERE account_id = $1 AND member_id <> $2 AND nickname_skeleton = $3";
    let values = others().into_iter().chain([key.into()]);
    if is_name || number(connection, sql, values).await? > 0 {
        return Err(Error::Conflict(Conflict::NicknameTaken));
    }
    Ok(())
}
