//! What the vendor's staff do for accounts beside the rules: gifts, benefits agreed with one account, offers of partners.
//!
//! An account sees what is for it and nothing of others. Days turn in the account's own time zone.

mod agreed;
mod gifts;
mod offers;
mod texts;

use contract::{Locale, MyBenefits};
use jiff::Timestamp;
use loyalty::Versions;

use crate::accounts::{self, time_zone};
use crate::calendar::day;
use crate::programme::standing;
use crate::{AccountScope, Db, Result};

pub use agreed::{agree, end_agreed};
pub use gifts::{NewGift, give};
pub use offers::{create_offer, end_offer, list_offers};

pub(crate) use agreed::of_account as agreed_of;
pub(crate) use gifts::of_account as gifts_of;

/// What the person has beside the tier's benefits.
pub async fn mine(
    db: &Db,
    versions: &Versions,
    scope: &AccountScope,
    locale: Locale,
    now: Timestamp,
) -> Result<MyBenefits> {
    let account = accounts::find(db, scope.account).await?;
    let zone = time_zone(&account.time_zone)?;
    let today = day(now, &zone).to_string();
    let tier = standing::of_account(db, versions, scope.account, &zone, now)
        .await?
        .tier;
    Ok(MyBenefits {
        gifts: gifts::mine(db, scope).await?,
        agreed: agreed::mine(db, scope, locale, &today).await?,
        offers: offers::mine(db, scope, tier, locale, &today).await?,
    })
}
