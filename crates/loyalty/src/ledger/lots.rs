//! What is left of the points that came in, oldest first.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::LedgerError;
use super::transfer::TransferId;
use crate::Points;

/// Points that came in together, and what is left of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lot {
    /// The transfer that brought them.
    pub id: TransferId,
    pub left: Points,
    pub occurred_at: Timestamp,
    /// Of the entry that brought them: parts two of the same moment.
    pub position: u64,
    pub expires_at: Option<Timestamp>,
}

/// How many points of a lot a transfer took, or gave back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LotUse {
    pub lot: TransferId,
    pub points: Points,
    /// When the lot runs out.
    pub expires_at: Option<Timestamp>,
}

/// The lots of one holder that have something left.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lots {
    open: BTreeMap<Key, Lot>,
}

/// The order in which lots are used: by when they were earned, whenever the fact came in.
type Key = (Timestamp, u64);

impl Lot {
    const fn key(&self) -> Key {
        (self.occurred_at, self.position)
    }

    fn is_due(&self, at: Timestamp) -> bool {
        self.expires_at.is_some_and(|end| end <= at)
    }
}

impl Lots {
    /// Oldest first.
    pub fn iter(&self) -> impl Iterator<Item = &Lot> {
        self.open.values()
    }

    pub fn left(&self) -> Result<Points, LedgerError> {
        Ok(Points::sum(self.iter().map(|lot| lot.left))?)
    }

    /// What is left of those that have run out by `at`.
    pub fn due(&self, at: Timestamp) -> impl Iterator<Item = &Lot> {
        self.iter().filter(move |lot| lot.is_due(at))
    }

    /// Adds a lot, or gives points back to one.
    pub(super) fn put(&mut self, lot: Lot) -> Result<(), LedgerError> {
        if !lot.left.is_positive() {
            return Ok(());
        }
        match self.open.get_mut(&lot.key()) {
            Some(open) => open.left = open.left.plus(lot.left)?,
            None => {
                self.open.insert(lot.key(), lot);
            }
        }
        Ok(())
    }

    /// Takes points: of the lot `first`, if it has any, then of the oldest. Gives the parts as lots of their own.
    pub(super) fn take(
        &mut self,
        points: Points,
        first: Option<TransferId>,
    ) -> Result<Vec<Lot>, LedgerError> {
        let preferred = first.and_then(|id| self.iter().find(|lot| lot.id == id).map(Lot::key));
        let oldest = self.open.keys().copied();
        let order = preferred
            .into_iter()
            .chain(oldest.filter(|key| Some(*key) != preferred));
        let (mut wanted, mut parts) = (points, Vec::new());
        for key in order {
            let Some(lot) = self.open.get(&key).filter(|_| wanted.is_positive()) else {
                break;
            };
            let part = wanted.min(lot.left);
            wanted = wanted.minus(part)?;
            parts.push(Lot { left: part, ..*lot });
        }
        if wanted.is_positive() {
            return Err(LedgerError::Misfit("the lots do not cover the balance"));
        }
        for part in &parts {
            if let Some(lot) = self.open.get_mut(&part.key()) {
                lot.left = lot.left.minus(part.left)?;
                if !lot.left.is_positive() {
                    self.open.remove(&part.key());
                }
            }
        }
        Ok(parts)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn lot(number: u8, left: i64, occurred: i64) -> Lot {
        Lot {
            id: TransferId(Uuid::from_u128(number.into())),
            left: Points::new(left),
            occurred_at: Timestamp::from_second(occurred).unwrap(),
            position: number.into(),
            expires_at: None,
        }
    }

    fn lots(all: &[Lot]) -> Lots {
        let mut lots = Lots::default();
        for lot in all {
            lots.put(*lot).unwrap();
        }
        lots
    }

    #[test]
    fn the_oldest_leave_first_also_when_they_came_late() {
        let mut lots = lots(&[lot(1, 10, 50), lot(2, 10, 20), lot(3, 10, 50)]);
        let taken = lots.take(Points::new(25), None).unwrap();
        let taken: Vec<_> = taken
            .iter()
            .map(|part| (part.position, part.left.get()))
            .collect();
        assert_eq!(taken, [(2, 10), (1, 10), (3, 5)]);
        assert_eq!(lots.left(), Ok(Points::new(5)));
    }

    #[test]
    fn a_named_lot_leaves_before_the_oldest() {
        let mut lots = lots(&[lot(1, 10, 10), lot(2, 10, 20)]);
        let second = TransferId(Uuid::from_u128(2));
        let taken = lots.take(Points::new(12), Some(second)).unwrap();
        let taken: Vec<_> = taken
            .iter()
            .map(|part| (part.position, part.left.get()))
            .collect();
        assert_eq!(taken, [(2, 10), (1, 2)]);
    }

    #[test]
    fn more_than_there_is_takes_nothing() {
        let mut lots = lots(&[lot(1, 10, 10)]);
        let before = lots.clone();
        assert!(lots.take(Points::new(11), None).is_err());
        assert_eq!(lots, before);
    }

    #[test]
    fn what_is_given_back_is_old_again() {
        let mut lots = lots(&[lot(1, 10, 10), lot(2, 10, 20)]);
        let taken = lots.take(Points::new(15), None).unwrap();
        for part in taken {
            lots.put(part).unwrap();
        }
        assert_eq!(lots, self::lots(&[lot(1, 10, 10), lot(2, 10, 20)]));
    }
}
