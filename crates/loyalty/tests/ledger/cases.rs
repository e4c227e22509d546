//! Cases of the ledger that a person would tell.

use loyalty::Points;
use loyalty::ledger::{
    Entry, HoldId, LedgerError, Outcome, Purpose, Statement, TransferId, Wallet, verify,
};
use uuid::Uuid;

use crate::play::{HOLDERS, Move, Play, at, played, statement};

#[test]
fn a_statement_survives_its_way_to_the_browser() {
    let play = played(&[
        Move::grant(0, 100, Some(5)),
        Move::grant(1, 40, None),
        Move::hold(0, 30),
        Move::correct(0, 500),
    ]);
    let whole = statement(&play, HOLDERS[0], 0);
    let text = serde_json::to_string(&whole).unwrap();
    let read: Statement = serde_json::from_str(&text).unwrap();
    assert_eq!(read, whole);
    assert_eq!(verify(&read).unwrap().sealed, 1);
    assert!(
        !text.contains(&HOLDERS[1].to_string()),
        "a colleague's entry is a digest alone"
    );
}

#[test]
fn a_correction_beyond_what_is_left_is_owed_and_settled_by_the_next_points() {
    let play = played(&[
        Move::grant(0, 100, None),
        Move::spend(0, 80),
        Move::correct(0, 100),
        Move::grant(0, 50, None),
        Move::grant(0, 50, None),
    ]);
    let account = HOLDERS[0];
    assert_eq!(play.book.balance(Wallet::Owed(account)), Points::ZERO);
    assert_eq!(play.book.balance(Wallet::Of(account)), Points::new(20));
    let purposes: Vec<Purpose> = play
        .entries()
        .iter()
        .map(|entry| entry.transfer.purpose)
        .collect();
    assert_eq!(
        purposes,
        [
            Purpose::Earned,
            Purpose::Spent,
            Purpose::Corrected,
            Purpose::Corrected,
            Purpose::Earned,
            Purpose::Recovered,
            Purpose::Earned,
            Purpose::Recovered
        ]
    );
}

#[test]
fn points_from_beyond_counting_leave_the_book_as_it_was() {
    let mut play = played(&[Move::grant(0, i64::MAX, None)]);
    let before = play.book.clone();
    assert_eq!(
        play.play(Move::grant(1, 2, None)),
        Err(loyalty::Overflow.into())
    );
    assert_eq!(
        play.play(Move::grant(1, 0, None)),
        Err(LedgerError::NotPositive)
    );
    assert_eq!(
        play.play(Move::grant(1, -5, None)),
        Err(LedgerError::NotPositive)
    );
    assert_eq!(play.play(Move::spend(1, -5)), Err(LedgerError::NotPositive));
    assert_eq!(play.book, before);
    assert!(matches!(
        play.book
            .resolve(HoldId(Uuid::nil()), Outcome::Posted, None, at(0)),
        Err(LedgerError::UnknownHold(_))
    ));
}

#[test]
fn a_clock_that_was_set_back_changes_no_order() {
    let mut play = Play::new();
    play.play(Move::grant(0, 10, None)).unwrap();
    let later = play.book.head().booked_at;
    play.clock = -5_000;
    play.play(Move::grant(0, 10, None)).unwrap();
    assert!(play.book.head().booked_at >= later);
}

/// Whoever can write an entry can also compute its hash: the rules must hold without it.
#[test]
fn an_entry_that_breaks_a_rule_is_found_though_its_hash_is_right() {
    let play = played(&[Move::grant(0, 100, None), Move::hold(0, 60)]);
    let last = play.booked[1].entry.clone();
    let forged = |change: &dyn Fn(&mut Entry)| {
        let mut entry = Entry {
            position: 3,
            debit_balance: Some(Points::ZERO),
            ..last.clone()
        };
        entry.transfer.id = TransferId(Uuid::from_u128(0xF0));
        entry.transfer.hold = Some(HoldId(entry.transfer.id.0));
        entry.transfer.points = Points::new(40);
        change(&mut entry);
        entry.hash = last.hash.followed_by(entry.content());
        play.book
            .clone()
            .replay(&entry)
            .map_err(|broken| broken.what)
    };
    assert!(forged(&|_| {}).is_ok());
    let refused = Err("the book does not allow it");
    let overdrawn = |entry: &mut Entry| {
        entry.transfer.points = Points::new(41);
        entry.debit_balance = Some(Points::new(-1));
    };
    assert_eq!(forged(&overdrawn), refused);
    assert_eq!(
        forged(&|entry| entry.transfer.id = last.transfer.id),
        refused
    );
    assert_eq!(
        forged(&|entry| entry.transfer.credit = Wallet::Redeemed),
        refused
    );
    assert_eq!(
        forged(&|entry| entry.debit_balance = Some(Points::new(1))),
        Err("the balances after it are others")
    );
}
