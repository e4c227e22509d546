//! Who has a seat on the board, and what colleagues may see of them.

use contract::{BoardShown, BoardWho, MemberStatus};
use loyalty::board::Seat;
use sea_orm::{ConnectionTrait, FromQueryResult, Value};
use uuid::Uuid;

use crate::Result;
use crate::db::{placeholders, rows};
use crate::entity::column::Coded;

/// Ids of one statement.
const BATCH: usize = 500;

#[derive(Clone, Debug)]
pub(super) struct Person {
    name: String,
    nickname: Option<String>,
    pub team: Option<String>,
    status: MemberStatus,
    pub shown: BoardShown,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    name: String,
    team: Option<String>,
    status: Coded<MemberStatus>,
    hides_points: bool,
    shown: Option<Coded<BoardShown>>,
    nickname: Option<String>,
}

impl Row {
    fn person(self) -> (Uuid, Person) {
        let person = Person {
            shown: shown(self.shown, self.hides_points),
            name: self.name,
            nickname: self.nickname,
            team: self.team,
            status: self.status.0,
        };
        (self.id, person)
    }
}

/// What was chosen. Until then colleagues see the name, as everywhere in their company, but not of who hides the own points
/// from the company's admins already.
pub(super) fn shown(chosen: Option<Coded<BoardShown>>, hides_points: bool) -> BoardShown {
    match (chosen, hides_points) {
        (Some(chosen), _) => chosen.0,
        (None, true) => BoardShown::Hidden,
        (None, false) => BoardShown::Name,
    }
}

impl Person {
    /// Whether the seat counts where points are shared out by seats.
    pub fn is_active(&self) -> bool {
        self.status == MemberStatus::Active && self.shown != BoardShown::Left
    }

    pub fn seat(&self) -> Seat {
        match (self.shown, self.status) {
            (BoardShown::Left, _) | (_, MemberStatus::Invited) => Seat::Left,
            // Who is not with the company any more keeps the place in it, and is of no team.
            (_, MemberStatus::Deactivated) => Seat::Taken { team: None },
            (_, MemberStatus::Active) => Seat::Taken {
                team: self.team.clone(),
            },
        }
    }

    /// What stands at the place, and the name where there is one to be seen.
    pub fn face(&self) -> (BoardWho, Option<&str>) {
        match (self.status, self.shown) {
            (MemberStatus::Deactivated | MemberStatus::Invited, _) => (BoardWho::Former, None),
            (_, BoardShown::Name) => (BoardWho::Named, Some(&self.name)),
            (_, BoardShown::Nickname) => (BoardWho::Nicknamed, self.nickname.as_deref()),
            (_, BoardShown::Hidden | BoardShown::Left) => (BoardWho::Hidden, None),
        }
    }

    pub fn name(&self) -> &str {
        &self.name
    }
}

const PEOPLE: &str = "
    SELECT m.id, m.name, m.team, m.status, m.hides_points, c.shown, c.nickname
    FROM member m LEFT JOIN board_choice c ON c.member_id = m.id
    WHERE m.account_id = $1";

/// Everyone of a company.
pub(super) async fn everyone(
    connection: &impl ConnectionTrait,
    account: Uuid,
) -> Result<Vec<(Uuid, Person)>> {
    let found: Vec<Row> = rows(connection, PEOPLE, [account.into()]).await?;
    Ok(found.into_iter().map(Row::person).collect())
}

/// Some of them, as far as they are there.
pub(super) async fn some(
    connection: &impl ConnectionTrait,
    account: Uuid,
    members: &[Uuid],
) -> Result<Vec<(Uuid, Person)>> {
    let mut people = Vec::new();
    for batch in members.chunks(BATCH) {
        let places = placeholders(1, batch.len() + 1);
        // The account is the first of the values, and no person has its id.
        let sql = format!("{PEOPLE} AND m.id IN {places}");
        let values = std::iter::once(account).chain(batch.iter().copied());
        let found: Vec<Row> = rows(connection, &sql, values.map(Value::from)).await?;
        people.extend(found.into_iter().map(Row::person));
    }
    Ok(people)
}
