//! Plays random moves on a book, as its properties are tested with.

use jiff::{SignedDuration, Timestamp};
use loyalty::Points;
use loyalty::ledger::{
    Book, Booked, Digest, Entry, HoldId, Holder, LedgerError, Line, Mark, Order, Outcome, Purpose,
    Statement, TransferId, Wallet,
};
use proptest::prelude::*;
use uuid::Uuid;

pub const ACCOUNT: Uuid = Uuid::from_u128(0xACC0);
pub const HOLDERS: [Holder; 3] = [
    Holder::Account,
    Holder::Member(Uuid::from_u128(0xA)),
    Holder::Member(Uuid::from_u128(0xB)),
];

#[derive(Clone, Copy, Debug)]
pub enum Move {
    /// Points that run out some hours after they were earned, or never; earned `late` hours before they are booked.
    Grant {
        holder: usize,
        points: i64,
        lives: Option<i64>,
        late: i64,
    },
    /// Takes back what the move of this number earned, or more.
    Correct {
        holder: usize,
        points: i64,
        of: usize,
    },
    Withdraw {
        holder: usize,
        points: i64,
        purpose: Purpose,
    },
    Hold {
        holder: usize,
        points: i64,
    },
    /// Ends what the move of this number holds.
    Resolve {
        of: usize,
        outcome: Outcome,
    },
    Expire {
        holder: usize,
    },
}

pub struct Play {
    pub book: Book,
    pub booked: Vec<Booked>,
    pub outcomes: Vec<Result<(), LedgerError>>,
    /// Hours since the beginning; each move is one later.
    pub clock: i64,
    /// When each move was first made: a repetition says the same.
    made: Vec<i64>,
}

pub fn at(hours: i64) -> Timestamp {
    let start: Timestamp = "2026-01-01T00:00:00Z".parse().unwrap();
    start + SignedDuration::from_hours(hours)
}

pub fn id(number: usize) -> TransferId {
    TransferId(Uuid::from_u128(0x1000 + number as u128))
}

/// Numbers are cheaper to draw than cases, and ten thousand times a test they matter.
pub fn moves() -> impl Strategy<Value = Vec<Move>> {
    let one = (0..12_u8, 0..3_usize, 1..120_i64, 0..12_u8);
    prop::collection::vec(one, 1..10).prop_map(|drawn| {
        let to_move = |(index, (kind, holder, points, detail)): (usize, (u8, usize, i64, u8))| {
            let of = if index == 0 {
                0
            } else {
                usize::from(detail) % index
            };
            // The first move brings something, so that no play is empty.
            match if index == 0 { 0 } else { kind } {
                0..=3 => Move::Grant {
                    holder,
                    points,
                    lives: (detail % 3 > 0).then_some(i64::from(detail)),
                    late: i64::from(detail % 4) * 2,
                },
                4 => Move::Correct { holder, points, of },
                5 => Move::Withdraw {
                    holder,
                    points,
                    purpose: if detail % 2 == 0 {
                        Purpose::Spent
                    } else {
                        Purpose::Adjusted
                    },
                },
                6 | 7 => Move::Hold { holder, points },
                8..=10 => Move::Resolve {
                    of,
                    outcome: [Outcome::Posted, Outcome::Voided, Outcome::RanOut]
                        [usize::from(detail % 3)],
                },
                _ => Move::Expire { holder },
            }
        };
        drawn.into_iter().enumerate().map(to_move).collect()
    })
}

pub fn played(moves: &[Move]) -> Play {
    let mut play = Play::new();
    play.run(moves);
    play
}

/// What a holder gets to see of the play from entry `from` on.
pub fn statement(play: &Play, holder: Holder, from: usize) -> Statement {
    let wallet = Wallet::Of(holder);
    let entries: Vec<Entry> = play.entries();
    let mark = |until: usize| Mark {
        position: until as u64,
        hash: entries[..until]
            .last()
            .map_or(Digest::genesis(ACCOUNT), |entry| entry.hash),
        balance: Points::sum(
            entries[..until]
                .iter()
                .map(|entry| entry.transfer.change_of(wallet).unwrap()),
        )
        .unwrap(),
    };
    Statement {
        account: ACCOUNT,
        wallet,
        opening: mark(from),
        closing: mark(entries.len()),
        lines: entries[from..]
            .iter()
            .map(|entry| Line::of(entry.clone(), holder))
            .collect(),
    }
}

impl Move {
    pub const fn grant(holder: usize, points: i64, lives: Option<i64>) -> Self {
        Self::Grant {
            holder,
            points,
            lives,
            late: 0,
        }
    }

    pub const fn correct(holder: usize, points: i64) -> Self {
        Self::Correct {
            holder,
            points,
            of: 0,
        }
    }

    pub const fn spend(holder: usize, points: i64) -> Self {
        Self::Withdraw {
            holder,
            points,
            purpose: Purpose::Spent,
        }
    }

    pub const fn hold(holder: usize, points: i64) -> Self {
        Self::Hold { holder, points }
    }

    /// The same with other points; none for moves that have none.
    pub fn with_more(mut self, more: i64) -> Option<Self> {
        match &mut self {
            Self::Grant { points, .. }
            | Self::Correct { points, .. }
            | Self::Withdraw { points, .. }
            | Self::Hold { points, .. } => *points += more,
            Self::Resolve { .. } | Self::Expire { .. } => return None,
        }
        Some(self)
    }
}

impl Play {
    pub fn new() -> Self {
        Self {
            book: Book::open(ACCOUNT),
            booked: Vec::new(),
            outcomes: Vec::new(),
            clock: 0,
            made: Vec::new(),
        }
    }

    pub fn entries(&self) -> Vec<Entry> {
        self.booked
            .iter()
            .map(|booked| booked.entry.clone())
            .collect()
    }

    pub fn run(&mut self, moves: &[Move]) {
        for step in moves {
            let outcome = self.play(*step);
            self.outcomes.push(outcome.map(drop));
        }
    }

    /// A new move; what it booked is kept.
    pub fn play(&mut self, step: Move) -> Result<Vec<Booked>, LedgerError> {
        self.clock += 1;
        let number = self.made.len();
        self.made.push(self.clock);
        let booked = self.repeat(number, step)?;
        self.booked.extend(booked.iter().cloned());
        Ok(booked)
    }

    /// The move of this number, with the id and the times that it had.
    pub fn repeat(&mut self, number: usize, step: Move) -> Result<Vec<Booked>, LedgerError> {
        let (made, now) = (self.made[number], at(self.clock));
        let order = |holder: usize, points: i64, late: i64| Order {
            id: id(number),
            holder: HOLDERS[holder],
            points: Points::new(points),
            occurred_at: at(made - late),
            event: None,
            why: None,
        };
        match step {
            Move::Grant {
                holder,
                points,
                lives,
                late,
            } => {
                let order = order(holder, points, late);
                let end = lives.map(|hours| at(made - late + hours));
                self.book.grant(&order, Purpose::Earned, end, now)
            }
            Move::Correct { holder, points, of } => {
                self.book
                    .correct(&order(holder, points, 0), Some(id(of)), now)
            }
            Move::Withdraw {
                holder,
                points,
                purpose,
            } => self.book.withdraw(&order(holder, points, 0), purpose, now),
            Move::Hold { holder, points } => self.book.hold(&order(holder, points, 0), now),
            Move::Resolve { of, outcome } => {
                self.book.resolve(HoldId(id(of).0), outcome, None, now)
            }
            Move::Expire { holder } => self.book.expire(HOLDERS[holder], now),
        }
    }
}

/// Changes one thing that an entry says.
pub fn tamper(entry: &mut Entry, how: u8) {
    let one = Points::new(1);
    let transfer = &mut entry.transfer;
    match how {
        0 => transfer.points = transfer.points.plus(one).unwrap(),
        1 => transfer.occurred_at += SignedDuration::from_micros(1),
        2 => transfer.id = TransferId(Uuid::from_u128(0xFA15E)),
        3 => transfer.why = Some("a gift".to_owned()),
        4 => transfer.event = Some(Uuid::from_u128(0xFA15E)),
        5 => entry.booked_at += SignedDuration::from_micros(1),
        6 => entry.hash.0[31] ^= 0x80,
        7 => transfer.expires_at = Some(at(100_000)),
        _ => {
            transfer.credit = match transfer.credit {
                Wallet::Of(Holder::Account) => Wallet::Of(HOLDERS[1]),
                Wallet::Of(_) => Wallet::Of(Holder::Account),
                other => {
                    transfer.purpose = Purpose::Expired;
                    if other == Wallet::Expired {
                        Wallet::Redeemed
                    } else {
                        Wallet::Expired
                    }
                }
            };
        }
    }
}
