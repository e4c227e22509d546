//! The lots that a command needs, and no more: those that are due, and enough of the oldest.

use jiff::Timestamp;
use loyalty::Points;
use loyalty::ledger::{Holder, Lot, TransferId, Wallet};

use super::load::Ledger;
use super::rows::{LotRow, place, wallet_id};
use crate::Result;
use crate::db::rows;

/// Lots read at once: a redemption mostly takes of few.
const LOTS: i64 = 64;

impl Ledger<'_> {
    pub(super) async fn load_lot(&mut self, holder: Holder, lot: TransferId) -> Result<()> {
        let sql = "
            SELECT id, remaining, occurred_at, position, expires_at FROM lot
            WHERE id = $1 AND wallet_id = $2 AND remaining > 0";
        let wallet = wallet_id(self.account, Wallet::Of(holder));
        let found: Vec<LotRow> =
            rows(self.tx.connection(), sql, [lot.0.into(), wallet.into()]).await?;
        self.add_lots(holder, &found)
    }

    pub(super) async fn load_due(&mut self, holder: Holder, now: Timestamp) -> Result<()> {
        let sql = "
            SELECT id, remaining, occurred_at, position, expires_at FROM lot
            WHERE wallet_id = $1 AND remaining > 0 AND expires_at IS NOT NULL AND expires_at <= $2";
        let wallet = wallet_id(self.account, Wallet::Of(holder));
        let values = [wallet.into(), now.as_microsecond().into()];
        let found: Vec<LotRow> = rows(self.tx.connection(), sql, values).await?;
        self.add_lots(holder, &found)
    }

    /// Reads the oldest lots until those read cover the points or none is left.
    pub(super) async fn load_oldest(
        &mut self,
        holder: Holder,
        points: Points,
        now: Timestamp,
    ) -> Result<()> {
        let sql = "
            SELECT id, remaining, occurred_at, position, expires_at FROM lot
            WHERE wallet_id = $1 AND remaining > 0 AND (occurred_at, position) > ($2, $3)
            ORDER BY occurred_at, position LIMIT $4";
        let wallet = wallet_id(self.account, Wallet::Of(holder));
        loop {
            let (at, place_read) = self.read_to.get(&holder).copied().unwrap_or((i64::MIN, 0));
            if self.is_covered(holder, points, (at, place_read), now)? {
                return Ok(());
            }
            let values = [wallet.into(), at.into(), place_read.into(), LOTS.into()];
            let found: Vec<LotRow> = rows(self.tx.connection(), sql, values).await?;
            let Some(last) = found.last().map(LotRow::lot).transpose()? else {
                self.read_to.insert(holder, (i64::MAX, i64::MAX));
                return Ok(());
            };
            let key = (last.occurred_at.as_microsecond(), place(last.position)?);
            self.read_to.insert(holder, key);
            self.add_lots(holder, &found)?;
        }
    }

    /// Whether the lots up to the place that was read hold the points. Later ones must not: an older may still be unread.
    fn is_covered(
        &self,
        holder: Holder,
        points: Points,
        read_to: (i64, i64),
        now: Timestamp,
    ) -> Result<bool> {
        if read_to.0 == i64::MAX {
            return Ok(true);
        }
        let is_read = |lot: &&Lot| {
            let position = i64::try_from(lot.position).unwrap_or(i64::MAX);
            (lot.occurred_at.as_microsecond(), position) <= read_to
        };
        let lasts = |lot: &&Lot| lot.expires_at.is_none_or(|end| end > now);
        let lots = self.book.lots(holder).filter(is_read).filter(lasts);
        Ok(Points::sum(lots.map(|lot| lot.left))? >= points)
    }

    fn add_lots(&mut self, holder: Holder, found: &[LotRow]) -> Result<()> {
        for row in found {
            let lot = row.lot()?;
            if self.lots.insert(lot.id) {
                self.book.add_lot(holder, lot)?;
            }
        }
        Ok(())
    }
}
