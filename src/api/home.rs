//! `/home` and `/movements`: the numbers and where they come from.

use contract::{Locale, Wallet};

pub fn home_path(locale: Locale) -> String {
    format!("/home?locale={locale}")
}

pub fn movements_path(wallet: Wallet) -> String {
    let wallet = match wallet {
        Wallet::Company => "company",
        Wallet::Mine => "mine",
    };
    format!("/movements?wallet={wallet}&limit=50")
}
