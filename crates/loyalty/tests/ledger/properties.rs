//! What always holds in the ledger, whatever is done with it.

use std::collections::{BTreeMap, HashMap, HashSet};

use loyalty::Points;
use loyalty::ledger::{
    Book, Digest, Entry, HoldId, HoldState, Holder, LedgerError, Line, Outcome, Purpose,
    TransferId, Wallet, balance_at, verify,
};
use proptest::prelude::*;

use crate::play::{self, ACCOUNT, HOLDERS, Move, Play, at, moves, played, statement};

const CASES: u32 = 10_000;

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(CASES) })]

    #[test]
    fn all_wallets_together_hold_nothing(moves in moves()) {
        let play = played(&moves);
        let sum = Points::sum(play.book.balances().map(|(_, points)| points)).unwrap();
        prop_assert_eq!(sum, Points::ZERO);
    }

    #[test]
    fn no_wallet_is_overdrawn_at_any_time(moves in moves()) {
        let mut balances: BTreeMap<Wallet, i64> = BTreeMap::new();
        for entry in played(&moves).entries() {
            let transfer = &entry.transfer;
            *balances.entry(transfer.debit).or_default() -= transfer.points.get();
            *balances.entry(transfer.credit).or_default() += transfer.points.get();
            for (wallet, balance) in &balances {
                match wallet {
                    Wallet::Issued => {}
                    Wallet::Owed(_) => prop_assert!(*balance <= 0, "{} is above zero", wallet),
                    _ => prop_assert!(*balance >= 0, "{} is overdrawn", wallet),
                }
            }
        }
    }

    #[test]
    fn who_owes_has_nothing_to_spend(moves in moves()) {
        let play = played(&moves);
        for holder in HOLDERS {
            let owes = play.book.balance(Wallet::Owed(holder)).is_negative();
            prop_assert!(!owes || play.book.balance(Wallet::Of(holder)) == Points::ZERO);
        }
    }

    #[test]
    fn an_id_counts_once(moves in moves()) {
        let mut play = played(&moves);
        let before = play.book.clone();
        // Everything again, with the ids it had: nothing new is booked, whatever has happened since.
        for (number, step) in moves.iter().enumerate() {
            if play.outcomes[number].is_ok() && !matches!(step, Move::Expire { .. }) {
                prop_assert_eq!(play.repeat(number, *step), Ok(Vec::new()));
            }
        }
        prop_assert_eq!(&play.book, &before);
        let ids: HashSet<TransferId> = play.entries().iter().map(|entry| entry.transfer.id).collect();
        prop_assert_eq!(ids.len(), play.booked.len());
    }

    #[test]
    fn an_id_with_other_content_is_refused(moves in moves(), more in 1..50_i64) {
        let mut play = played(&moves);
        let before = play.book.clone();
        for (number, step) in moves.iter().enumerate() {
            let Some(other) = step.with_more(more).filter(|_| play.outcomes[number].is_ok()) else { continue };
            let id = play::id(number);
            prop_assert_eq!(play.repeat(number, other), Err(LedgerError::OtherContent(id)));
        }
        prop_assert_eq!(&play.book, &before);
    }

    #[test]
    fn a_hold_ends_once(moves in moves()) {
        let mut play = played(&moves);
        let mut ends: HashMap<HoldId, Vec<Purpose>> = HashMap::new();
        for entry in play.entries() {
            if let Some(hold) = entry.transfer.hold.filter(|_| entry.transfer.debit == Wallet::Held) {
                ends.entry(hold).or_default().push(entry.transfer.purpose);
            }
        }
        let holds: Vec<(HoldId, HoldState)> =
            play.book.holds().map(|(id, state)| (id, state.clone())).collect();
        let mut pending = Points::ZERO;
        for (id, state) in holds {
            match state {
                HoldState::Pending { parts, .. } => {
                    prop_assert!(!ends.contains_key(&id));
                    pending = pending.plus(Points::sum(parts.iter().map(|part| part.left)).unwrap()).unwrap();
                }
                HoldState::Resolved(outcome) => {
                    prop_assert_eq!(&ends[&id], &vec![outcome.purpose()]);
                    for other in [Outcome::Posted, Outcome::Voided, Outcome::RanOut] {
                        let again = play.book.resolve(id, other, None, at(1_000));
                        let wanted = if other == outcome { Ok(Vec::new()) } else { Err(LedgerError::Resolved(outcome)) };
                        prop_assert_eq!(again, wanted);
                    }
                }
            }
        }
        prop_assert_eq!(play.book.balance(Wallet::Held), pending);
    }

    /// A model that knows only lists of points in the order in which they were earned.
    #[test]
    fn first_in_is_first_out(moves in moves()) {
        let play = played(&moves);
        let mut left: HashMap<TransferId, (Holder, (i64, u64), i64)> = HashMap::new();
        for booked in &play.booked {
            let transfer = &booked.entry.transfer;
            if transfer.brings_points() {
                let key = (transfer.occurred_at.as_microsecond(), booked.entry.position);
                left.insert(transfer.id, (transfer.holder().unwrap(), key, transfer.points.get()));
                continue;
            }
            let gives_back = transfer.debit == Wallet::Held;
            for used in &booked.uses {
                let (holder, key, points) = left[&used.lot];
                let older = left.values().any(|(other, earlier, points)| {
                    *other == holder && *earlier < key && *points > 0
                });
                let is_named = transfer.lot == Some(used.lot);
                prop_assert!(gives_back || is_named || !older, "newer points left first");
                let sign = if gives_back { 1 } else { -1 };
                left.insert(used.lot, (holder, key, points + sign * used.points.get()));
            }
        }
        for holder in HOLDERS {
            let of_holder = left.values().filter(|(other, ..)| *other == holder).map(|(.., points)| *points);
            prop_assert_eq!(of_holder.sum::<i64>(), play.book.balance(Wallet::Of(holder)).get());
            let kept = play.book.lots(holder).map(|lot| lot.left.get());
            prop_assert_eq!(kept.sum::<i64>(), play.book.balance(Wallet::Of(holder)).get());
        }
    }

    #[test]
    fn points_that_ran_out_are_never_spent(moves in moves()) {
        let play = played(&moves);
        let ends: HashMap<TransferId, _> = play.entries().into_iter()
            .filter_map(|entry| Some((entry.transfer.id, entry.transfer.expires_at?)))
            .collect();
        for booked in &play.booked {
            if matches!(booked.entry.transfer.purpose, Purpose::Held) {
                for used in &booked.uses {
                    let in_time = ends.get(&used.lot).is_none_or(|end| *end > booked.entry.booked_at);
                    prop_assert!(in_time, "{:?} had run out", used.lot);
                }
            }
        }
    }

    #[test]
    fn the_log_alone_gives_the_same_book(moves in moves()) {
        let play = played(&moves);
        let mut book = Book::open(ACCOUNT);
        for booked in &play.booked {
            prop_assert_eq!(book.replay(&booked.entry), Ok(booked.uses.clone()));
        }
        prop_assert_eq!(&book, &play.book);
    }

    #[test]
    fn a_past_balance_stays_what_it_was(moves in moves(), after in 0..30_usize) {
        let mut play = Play::new();
        let (earlier, later) = moves.split_at(after.min(moves.len()));
        play.run(earlier);
        let (then, now) = (play.book.clone(), play.book.head().booked_at);
        play.run(later);
        let entries = play.entries();
        let known: Vec<Entry> = entries.iter().take(usize::try_from(then.head().position).unwrap()).cloned().collect();
        prop_assert_eq!(Some(then.head().hash), known.last().map(|entry| entry.hash).or(Some(Digest::genesis(ACCOUNT))));
        // Entries of the very same moment belong to it.
        let same_moment = entries.iter().filter(|entry| entry.booked_at <= now).count();
        for holder in HOLDERS {
            let wallet = Wallet::Of(holder);
            let at_that_time = balance_at(&entries[..same_moment.max(known.len())], wallet, now).unwrap();
            prop_assert_eq!(balance_at(&entries, wallet, now).unwrap(), at_that_time);
            prop_assert_eq!(balance_at(&known, wallet, now).unwrap(), then.balance(wallet));
        }
    }

    #[test]
    fn a_changed_entry_is_found_where_it_stands(moves in moves(), which in any::<prop::sample::Index>(), how in 0..9_u8) {
        let entries = played(&moves).entries();
        let which = which.index(entries.len());
        let mut changed = entries.clone();
        play::tamper(&mut changed[which], how);
        let mut book = Book::open(ACCOUNT);
        let found = changed.iter().find_map(|entry| book.replay(entry).err());
        prop_assert_eq!(found.map(|broken| broken.at), Some(which as u64 + 1));
    }

    #[test]
    fn a_statement_verifies_and_a_changed_one_does_not(
        moves in moves(), which in any::<prop::sample::Index>(), how in 0..9_u8, from in 0..4_usize, holder in 0..3_usize,
    ) {
        let play = played(&moves);
        let whole = statement(&play, HOLDERS[holder], from.min(play.booked.len() - 1));
        let verified = verify(&whole);
        prop_assert!(verified.is_ok(), "{:?}", verified);
        let verified = verified.unwrap();
        prop_assert_eq!(verified.closing.balance, play.book.balance(whole.wallet));
        prop_assert_eq!(verified.open + verified.sealed, whole.lines.len() as u64);

        let which = which.index(whole.lines.len());
        let mut changed = whole.clone();
        match &mut changed.lines[which] {
            Line::Open(entry) => play::tamper(entry, how),
            Line::Sealed(digest) => digest.0[usize::from(how)] ^= 1,
        }
        prop_assert!(verify(&changed).is_err());
        let mut shorter = whole.clone();
        shorter.lines.remove(which);
        prop_assert!(verify(&shorter).is_err());
        let mut richer = whole;
        richer.closing.balance = richer.closing.balance.plus(Points::new(1)).unwrap();
        prop_assert!(verify(&richer).is_err());
    }
}
