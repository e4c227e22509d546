//! The rankings of one company in memory: loaded from the sums, and brought up to date entry by entry.

use std::collections::{BTreeMap, HashMap};

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use loyalty::board::{Kind, Seat, Standings, Timing, Window};
use sea_orm::{ConnectionTrait, FromQueryResult};
use uuid::Uuid;

use super::changes::changed;
use super::earnings::{Earning, earnings};
use super::people::{Person, everyone, some};
use super::settings::is_on;
use crate::Result;
use crate::accounts::find_zone;
use crate::db::{row, rows};
use crate::entity::column::Moment;

/// More entries than this are read as sums again rather than one by one.
const MANY: i64 = 5_000;

/// How far something has been followed: the account's ledger, and the changes of its people.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, FromQueryResult)]
pub struct Head {
    /// The position of the last entry of the ledger.
    pub ledger: i64,
    pub people: i64,
}

/// Where an account stands now.
pub(super) async fn head(connection: &impl ConnectionTrait, account: Uuid) -> Result<Head> {
    let sql = "
        SELECT coalesce((SELECT position FROM ledger_head WHERE account_id = $1), 0) AS ledger,
            coalesce((SELECT max(position) FROM board_change WHERE account_id = $1), 0) AS people";
    let found: Option<Head> = row(connection, sql, [account.into()]).await?;
    Ok(found.unwrap_or_default())
}

/// One window as it is ranked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Version {
    pub window: Window,
    /// With what was booked after it had closed.
    pub is_revised: bool,
}

#[derive(Default)]
pub(super) struct Ranked {
    pub standings: Standings,
    /// When the last entry was booked after the window had closed.
    pub revised_at: Option<Timestamp>,
}

/// A company's people and those of its rankings that were asked for.
pub(super) struct AccountBoard {
    account: Uuid,
    pub zone: TimeZone,
    /// Whether the company wants a board. To switch it is a change of its people.
    pub is_on: bool,
    pub head: Head,
    pub people: HashMap<Uuid, Person>,
    /// Active seats by team.
    pub seats: BTreeMap<String, u32>,
    ranked: HashMap<Version, Ranked>,
}

impl AccountBoard {
    /// The company's people and no ranking yet. `connection` sees one state of the database.
    pub async fn load(connection: &impl ConnectionTrait, account: Uuid) -> Result<Self> {
        let head = head(connection, account).await?;
        let mut board = Self {
            account,
            zone: find_zone(connection, account).await?,
            is_on: is_on(connection, account).await?,
            head,
            people: everyone(connection, account).await?.into_iter().collect(),
            seats: BTreeMap::new(),
            ranked: HashMap::new(),
        };
        board.count_seats();
        Ok(board)
    }

    /// Takes over what has happened up to `head`.
    pub async fn follow(&mut self, connection: &impl ConnectionTrait, head: Head) -> Result<()> {
        if head.people > self.head.people {
            self.follow_people(connection, head.people).await?;
        }
        if head.ledger > self.head.ledger {
            self.follow_ledger(connection, head.ledger).await?;
        }
        Ok(())
    }

    async fn follow_people(&mut self, connection: &impl ConnectionTrait, to: i64) -> Result<()> {
        let span = (self.head.people, to);
        let people = match changed(connection, self.account, span).await? {
            Some(members) => some(connection, self.account, &members).await?,
            None => everyone(connection, self.account).await?,
        };
        self.take_people(people);
        self.is_on = is_on(connection, self.account).await?;
        self.head.people = to;
        Ok(())
    }

    fn take_people(&mut self, people: Vec<(Uuid, Person)>) {
        for (member, person) in people {
            for ranked in self.ranked.values_mut() {
                ranked.standings.seat(member, person.seat());
            }
            self.people.insert(member, person);
        }
        self.count_seats();
    }

    async fn follow_ledger(&mut self, connection: &impl ConnectionTrait, to: i64) -> Result<()> {
        if self.ranked.is_empty() {
            self.head.ledger = to;
            return Ok(());
        }
        let span = (self.head.ledger, to);
        let found = earnings(connection, self.account, span, MANY + 1).await?;
        if i64::try_from(found.len()).is_ok_and(|count| count > MANY) {
            self.ranked.clear();
        }
        for (_, earning) in &found {
            self.take_earning(earning);
        }
        self.head.ledger = to;
        Ok(())
    }

    fn take_earning(&mut self, earning: &Earning) {
        for (version, ranked) in &mut self.ranked {
            let timing = version
                .window
                .timing(earning.at, earning.booked_at, &self.zone);
            let is_late = timing == Some(Timing::Late);
            if is_late {
                ranked.revised_at = ranked.revised_at.max(Some(earning.booked_at));
            }
            if timing.is_some() && (version.is_revised || !is_late) {
                let (points, reached) = (earning.points, earning.reached());
                ranked.standings.add(earning.member, points, reached);
            }
        }
    }

    pub fn get(&self, version: Version) -> Option<&Ranked> {
        self.ranked.get(&version)
    }

    /// Reads the ranking of a window. `connection` sees one state of the database, which the board must have followed.
    pub async fn rank(
        &mut self,
        connection: &impl ConnectionTrait,
        version: Version,
    ) -> Result<()> {
        let mut ranked = Ranked::default();
        for (member, person) in &self.people {
            ranked.standings.seat(*member, person.seat());
        }
        for sum in in_time(connection, self.account, version.window).await? {
            ranked
                .standings
                .add(sum.member_id, sum.points, sum.reached_at);
        }
        for late in late(connection, self.account, version.window).await? {
            let is_late = version.window.is_closed(late.booked_at.0, &self.zone);
            if is_late {
                ranked.revised_at = ranked.revised_at.max(Some(late.booked_at.0));
            }
            if version.is_revised || !is_late {
                ranked
                    .standings
                    .add(late.member_id, late.points, late.reached_at);
            }
        }
        self.ranked.insert(version, ranked);
        Ok(())
    }

    /// Forgets rankings once there are more than `most`, those that are wanted aside.
    pub fn make_room(&mut self, wanted: &[Version], most: usize) {
        if self.ranked.len() >= most {
            self.ranked.retain(|version, _| wanted.contains(version));
        }
    }

    /// What it costs to keep, in people of rankings.
    pub fn breadth(&self) -> usize {
        let ranked = self.ranked.values();
        self.people.len()
            + ranked
                .map(|ranked| ranked.standings.breadth())
                .sum::<usize>()
    }

    fn count_seats(&mut self) {
        self.seats.clear();
        for person in self.people.values().filter(|person| person.is_active()) {
            if let Seat::Taken { team: Some(team) } = person.seat() {
                *self.seats.entry(team).or_default() += 1;
            }
        }
    }
}

#[derive(FromQueryResult)]
struct InTimeRow {
    member_id: Uuid,
    points: i64,
    reached_at: i64,
}

#[derive(FromQueryResult)]
struct LateRow {
    member_id: Uuid,
    booked_at: Moment,
    points: i64,
    reached_at: i64,
}

/// Of which sums a window consists: their kind, the first day of the first, and the first day after the last.
pub(super) fn parts(window: Window) -> (&'static str, String, String) {
    let (kind, days) = match window.months() {
        Some(months) => (Kind::Month, months),
        None => (
            Kind::Week,
            window.first()..window.next().map_or(Date::MAX, Window::first),
        ),
    };
    (kind.word(), days.start.to_string(), days.end.to_string())
}

/// What was booked before the weeks or months closed.
async fn in_time(
    connection: &impl ConnectionTrait,
    account: Uuid,
    window: Window,
) -> Result<Vec<InTimeRow>> {
    let sql = "
        SELECT member_id, CAST(sum(points) AS BIGINT) AS points, max(reached_at) AS reached_at FROM board_points
        WHERE account_id = $1 AND kind = $2 AND start >= $3 AND start < $4 GROUP BY member_id";
    let (kind, from, to) = parts(window);
    let values = [account.into(), kind.into(), from.into(), to.into()];
    rows(connection, sql, values).await
}

/// What was booked after that.
async fn late(
    connection: &impl ConnectionTrait,
    account: Uuid,
    window: Window,
) -> Result<Vec<LateRow>> {
    let sql = "
        SELECT member_id, booked_at, points, reached_at FROM board_late
        WHERE account_id = $1 AND kind = $2 AND start >= $3 AND start < $4";
    let (kind, from, to) = parts(window);
    let values = [account.into(), kind.into(), from.into(), to.into()];
    rows(connection, sql, values).await
}
