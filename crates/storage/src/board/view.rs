//! The board as one person of the company sees it.

use contract::{
    BoardMe, BoardNext, BoardRanking, BoardRevision, BoardRow, BoardShown, BoardState, BoardTeam,
    BoardView, BoardWho, BoardWindow, BoardWindowKind,
};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use loyalty::board::{Average, Kind, Place, Window, ranked};
use uuid::Uuid;

use super::index::Boards;
use super::standing::{AccountBoard, Ranked, Version};
use crate::{AccountScope, Db, Error, Result};

/// How many are shown from the first on.
const TOP: usize = 20;
/// How many are shown on each side of the own row.
const NEIGHBOURS: usize = 2;
/// The average of fewer seats would tell what one person has.
const SMALLEST_TEAM: u32 = 3;

/// Which ranking is asked for.
#[derive(Clone, Debug)]
pub struct Asked {
    pub window: Window,
    /// A team of the company; none for all of it.
    pub team: Option<String>,
    /// With what was booked after the window had closed.
    pub is_revised: bool,
}

/// The board of the own company. [`Error::NotFound`] when it has no such team.
pub async fn board(
    db: &Db,
    boards: &Boards,
    scope: &AccountScope,
    asked: &Asked,
    now: Timestamp,
) -> Result<BoardView> {
    let without = |state| BoardView {
        state,
        ranking: None,
    };
    let this = Version {
        window: asked.window,
        is_revised: asked.is_revised,
    };
    let before = asked.window.previous().map(|window| Version {
        window,
        is_revised: false,
    });
    let wanted: Vec<Version> = std::iter::once(this).chain(before).collect();
    let current = boards.now(db, scope.account, &wanted).await?;
    let board = current.board().ok_or(Error::NotFound)?;
    if !board.is_on {
        return Ok(without(BoardState::Off));
    }
    let me = board.people.get(&scope.member).ok_or(Error::NotFound)?;
    if me.shown == BoardShown::Left {
        return Ok(without(BoardState::Left));
    }
    let team = asked.team.as_deref();
    if team.is_some_and(|team| !board.seats.contains_key(team)) {
        return Err(Error::NotFound);
    }
    let page = Page {
        board,
        this: board.get(this).ok_or(Error::NotFound)?,
        before: before.and_then(|before| board.get(before)),
        member: scope.member,
        team,
    };
    let is_closed = asked.window.is_closed(now, &board.zone);
    let revision = page.this.revised_at.map(|at| BoardRevision {
        at: at.to_string(),
        is_shown: asked.is_revised,
    });
    let (top, around) = page.rows();
    let ranking = BoardRanking {
        window: window_view(asked.window, &board.zone, now),
        revision,
        team: asked.team.clone(),
        teams: page.teams(),
        ranked: page.this.standings.len(team) as u64,
        top,
        around,
        me: page.me(me.shown, is_closed),
        caps: Vec::new(),
        event: current.head().to_string(),
    };
    Ok(BoardView {
        state: BoardState::On,
        ranking: Some(ranking),
    })
}

/// What the page is made of.
struct Page<'a> {
    board: &'a AccountBoard,
    this: &'a Ranked,
    before: Option<&'a Ranked>,
    member: Uuid,
    team: Option<&'a str>,
}

impl Page<'_> {
    /// The first of all, and the own row with its neighbours where it does not touch them.
    fn rows(&self) -> (Vec<BoardRow>, Vec<BoardRow>) {
        let standings = &self.this.standings;
        let row = |(at, place): (usize, Place)| self.row(at, place);
        let places = |from: usize, count: usize| {
            let places = standings.places(self.team, from, count).into_iter();
            (from..).zip(places).map(row).collect::<Vec<_>>()
        };
        let top = places(0, TOP);
        let around = match standings.position(self.member, self.team) {
            Some(at) if at >= TOP => {
                let from = at.saturating_sub(NEIGHBOURS).max(TOP);
                places(from, at + NEIGHBOURS + 1 - from)
            }
            _ => Vec::new(),
        };
        (top, around)
    }

    fn row(&self, at: usize, place: Place) -> BoardRow {
        let is_me = place.member == self.member;
        let person = self.board.people.get(&place.member);
        let (who, name) = person.map_or((BoardWho::Former, None), |person| person.face());
        // One's own row is no gap to oneself.
        let name = match person {
            Some(person) if is_me => name.or(Some(person.name())),
            _ => name,
        };
        BoardRow {
            rank: place.rank as u64,
            is_tie: place.is_tie,
            who,
            name: name.map(str::to_owned),
            points: name.map(|_| place.points),
            change: name.and_then(|_| self.change(place)),
            is_me,
            key: match (who, name) {
                (BoardWho::Named, _) => place.member.to_string(),
                (BoardWho::Nicknamed, Some(nickname)) => format!("as {nickname}"),
                // What would stay the same would tell one gap from another.
                _ if is_me => "me".to_owned(),
                _ => format!("gap {at}"),
            },
        }
    }

    /// Ranks won since the window before.
    fn change(&self, place: Place) -> Option<i64> {
        let before = self.before?.standings.place(place.member, self.team)?;
        let rank = |rank: usize| i64::try_from(rank).unwrap_or(i64::MAX);
        Some(rank(before.rank) - rank(place.rank))
    }

    fn me(&self, shown: BoardShown, is_closed: bool) -> BoardMe {
        let standings = &self.this.standings;
        let own_team = self.own_team();
        let place = standings.place(self.member, self.team);
        let is_here = self.team.is_none() || self.team == own_team;
        let next = standings
            .next_place(self.member, self.team)
            .filter(|_| is_here && !is_closed);
        BoardMe {
            rank: place.map(|place| place.rank as u64),
            is_tie: place.is_some_and(|place| place.is_tie),
            points: standings.points(self.member),
            change: place.and_then(|place| self.change(place)),
            next: next.map(|next| BoardNext {
                rank: next.rank as u64,
                missing: next.missing,
            }),
            shown,
        }
    }

    fn own_team(&self) -> Option<&str> {
        self.board.people.get(&self.member)?.team.as_deref()
    }

    fn teams(&self) -> Vec<BoardTeam> {
        let own = self.own_team();
        let (mut compared, mut small) = (Vec::new(), Vec::new());
        for (name, seats) in &self.board.seats {
            let points = self.this.standings.team_points(name);
            let average = Average::new(points, *seats).filter(|_| *seats >= SMALLEST_TEAM);
            match average {
                Some(average) => compared.push((average, (name, *seats))),
                None => small.push((name, *seats)),
            }
        }
        let team =
            |name: &String, seats, rank: Option<usize>, average: Option<Average>| BoardTeam {
                is_mine: own == Some(name),
                name: name.clone(),
                seats,
                rank: rank.map(|rank| rank as u64),
                average_tenths: average.map(Average::tenths),
            };
        let compared = ranked(compared)
            .into_iter()
            .map(|(rank, average, (name, seats))| team(name, seats, Some(rank), Some(average)));
        let small = small
            .into_iter()
            .map(|(name, seats)| team(name, seats, None, None));
        compared.chain(small).collect()
    }
}

/// A window as the app knows it.
pub(super) fn window_view(window: Window, zone: &TimeZone, now: Timestamp) -> BoardWindow {
    let is_all = window.kind() == Kind::All;
    let today = Window::at(window.kind(), now, zone);
    let next = window.next().filter(|next| next.first() <= today.first());
    BoardWindow {
        id: window.to_string(),
        kind: match window.kind() {
            Kind::Week => BoardWindowKind::Week,
            Kind::Month => BoardWindowKind::Month,
            Kind::Quarter => BoardWindowKind::Quarter,
            Kind::Year => BoardWindowKind::Year,
            Kind::All => BoardWindowKind::All,
        },
        from: (!is_all).then(|| window.first().to_string()),
        to: window.last().map(|day| day.to_string()),
        is_closed: window.is_closed(now, zone),
        previous: window.previous().map(|window| window.to_string()),
        next: next.map(|window| window.to_string()),
    }
}
