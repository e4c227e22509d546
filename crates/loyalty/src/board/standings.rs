//! The ranking of one company in one window, by person and by team.

use std::collections::{BTreeMap, HashMap};

use uuid::Uuid;

use super::ranking::{Key, Ranking};

/// Whether a person takes part in the board, and in which team.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Seat {
    Taken {
        team: Option<String>,
    },
    /// The person has left the board: no rank counts them.
    Left,
}

/// When points were reached that nobody earned: before all times.
pub const NEVER: i64 = i64::MIN;

/// What a person has in the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Earned {
    points: i64,
    /// When the latest of the events happened that brought points, in microseconds since 1970. A correction takes points and
    /// no time, so that the order in which things are booked changes nothing.
    reached: i64,
}

/// A place in the ranking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    pub member: Uuid,
    /// 1 and one more for everyone with more points: 1, 2, 2, 4.
    pub rank: usize,
    /// Whether others have the same rank.
    pub is_tie: bool,
    pub points: i64,
}

/// What it takes to reach a better rank.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NextPlace {
    pub rank: usize,
    /// Points that are missing for it.
    pub missing: i64,
}

/// Everyone's points in a window, ranked. Who has no points has no rank.
#[derive(Clone, Debug, Default)]
pub struct Standings {
    seats: HashMap<Uuid, Seat>,
    earned: HashMap<Uuid, Earned>,
    all: Ranking,
    teams: BTreeMap<String, Ranking>,
    sums: BTreeMap<String, i64>,
}

impl Standings {
    /// Adds points to a person's, or takes them with a negative number. `reached` is when the event happened that brought them,
    /// in microseconds since 1970; [`NEVER`] for what takes.
    pub fn add(&mut self, member: Uuid, points: i64, reached: i64) {
        let nothing = Earned {
            points: 0,
            reached: NEVER,
        };
        let before = self.earned.get(&member).copied().unwrap_or(nothing);
        let after = Earned {
            points: before.points.saturating_add(points),
            reached: before.reached.max(reached),
        };
        self.unrank(member);
        self.earned.insert(member, after);
        self.rank_again(member);
    }

    /// Says where a person sits, or that they have left. Who was never seated has no rank.
    pub fn seat(&mut self, member: Uuid, seat: Seat) {
        self.unrank(member);
        self.seats.insert(member, seat);
        self.rank_again(member);
    }

    /// How many have a rank.
    pub fn len(&self, team: Option<&str>) -> usize {
        self.ranking(team).map_or(0, Ranking::len)
    }

    pub fn is_empty(&self, team: Option<&str>) -> bool {
        self.len(team) == 0
    }

    /// How many people the window knows of, with or without a rank: what it costs to keep.
    pub fn breadth(&self) -> usize {
        self.seats.len() + self.earned.len()
    }

    pub fn points(&self, member: Uuid) -> i64 {
        self.earned.get(&member).map_or(0, |earned| earned.points)
    }

    /// The points of all who sit in a team.
    pub fn team_points(&self, team: &str) -> i64 {
        self.sums.get(team).copied().unwrap_or(0)
    }

    /// The place of a person in the company, or in the team.
    pub fn place(&self, member: Uuid, team: Option<&str>) -> Option<Place> {
        let ranking = self.ranking(team)?;
        let key = self.key(member)?;
        let is_there = ranking.get(ranking.before(&key)) == Some(key);
        is_there.then(|| place(ranking, key))
    }

    /// So many places from the one at `from`, counted from zero, in the order of the page.
    pub fn places(&self, team: Option<&str>, from: usize, count: usize) -> Vec<Place> {
        let Some(ranking) = self.ranking(team) else {
            return Vec::new();
        };
        let keys = (from..from.saturating_add(count)).map_while(|at| ranking.get(at));
        keys.map(|key| place(ranking, key)).collect()
    }

    /// Where on the page a person stands, counted from zero.
    pub fn position(&self, member: Uuid, team: Option<&str>) -> Option<usize> {
        let ranking = self.ranking(team)?;
        let key = self.key(member)?;
        let at = ranking.before(&key);
        (ranking.get(at) == Some(key)).then_some(at)
    }

    /// What a person needs for the next rank: to have as many as those who stand above, or the first point of all. Nothing for
    /// who is first.
    pub fn next_place(&self, member: Uuid, team: Option<&str>) -> Option<NextPlace> {
        let points = self.points(member);
        let empty = Ranking::default();
        let ranking = self.ranking(team).unwrap_or(&empty);
        let wanted = if points > 0 {
            ranking.get(ranking.above(points).checked_sub(1)?)?.points()
        } else {
            1
        };
        Some(NextPlace {
            rank: ranking.above(wanted) + 1,
            missing: wanted.saturating_sub(points),
        })
    }

    fn ranking(&self, team: Option<&str>) -> Option<&Ranking> {
        match team {
            None => Some(&self.all),
            Some(team) => self.teams.get(team),
        }
    }

    /// Where the person is ranked, if anywhere.
    fn key(&self, member: Uuid) -> Option<Key> {
        let earned = self.earned.get(&member)?;
        let is_ranked = earned.points > 0 && matches!(self.seats.get(&member)?, Seat::Taken { .. });
        is_ranked.then(|| Key::new(earned.points, earned.reached, member))
    }

    fn team_of(&self, member: Uuid) -> Option<String> {
        match self.seats.get(&member)? {
            Seat::Taken { team } => team.clone(),
            Seat::Left => None,
        }
    }

    fn unrank(&mut self, member: Uuid) {
        let Some(key) = self.key(member) else { return };
        self.all.remove(&key);
        if let Some(team) = self.team_of(member) {
            if let Some(ranking) = self.teams.get_mut(&team) {
                ranking.remove(&key);
            }
            *self.sums.entry(team).or_default() -= key.points();
        }
    }

    fn rank_again(&mut self, member: Uuid) {
        let Some(key) = self.key(member) else { return };
        self.all.insert(key);
        if let Some(team) = self.team_of(member) {
            self.teams.entry(team.clone()).or_default().insert(key);
            *self.sums.entry(team).or_default() += key.points();
        }
    }
}

fn place(ranking: &Ranking, key: Key) -> Place {
    Place {
        member: key.member,
        rank: ranking.above(key.points()) + 1,
        is_tie: ranking.with(key.points()) > 1,
        points: key.points(),
    }
}
