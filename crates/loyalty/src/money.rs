//! Amounts of money: whole minor units of a currency of ISO 4217.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Codes in use, and those withdrawn since 2025, in which past purchases may still be reported. Each line has the same number
/// of decimals.
const CURRENCIES: [(u32, &str); 4] = [
    (
        0,
        "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    ),
    (
        2,
        "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW \
         CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS \
         INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN \
         NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC \
         SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG",
    ),
    (3, "BHD IQD JOD KWD LYD OMR TND"),
    (4, "CLF UYW"),
];

/// A currency, by its code of three capital letters.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Currency([u8; 3]);

/// What somebody paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Money {
    /// In minor units: cents for EUR, whole yen for JPY. Never negative.
    amount: i64,
    currency: Currency,
}

#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum MoneyProblem {
    #[error("`{0}` is no currency code of ISO 4217, such as EUR or JPY")]
    UnknownCurrency(String),
    #[error("must not be negative; what is taken back is a new event that reverses the first")]
    Negative,
    #[error("is more than anyone pays: at most {} minor units", Money::LARGEST)]
    Huge,
}

impl Currency {
    pub fn code(&self) -> &str {
        // Only codes of the list are ever constructed.
        str::from_utf8(&self.0).unwrap_or_default()
    }

    /// How many decimals of the main unit the minor unit is: 2 for EUR, 0 for JPY.
    pub fn decimals(self) -> u32 {
        CURRENCIES
            .iter()
            .find(|(_, codes)| codes.split(' ').any(|code| code == self.code()))
            .map_or(0, |(decimals, _)| *decimals)
    }

    /// Minor units in one main unit.
    pub fn minor_units(self) -> i64 {
        10_i64.pow(self.decimals())
    }
}

impl FromStr for Currency {
    type Err = MoneyProblem;

    fn from_str(code: &str) -> Result<Self, Self::Err> {
        let is_known = CURRENCIES
            .iter()
            .any(|(_, codes)| codes.split(' ').any(|known| known == code));
        match <[u8; 3]>::try_from(code.as_bytes()) {
            Ok(bytes) if is_known => Ok(Self(bytes)),
            _ => Err(MoneyProblem::UnknownCurrency(
                code.chars().take(20).collect(),
            )),
        }
    }
}

impl TryFrom<String> for Currency {
    type Error = MoneyProblem;

    fn try_from(code: String) -> Result<Self, Self::Error> {
        code.parse()
    }
}

impl From<Currency> for String {
    fn from(currency: Currency) -> Self {
        currency.code().to_owned()
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl Money {
    /// In minor units. More is a mistake of whoever sent it, and sums of many stay far inside an `i64`.
    pub const LARGEST: i64 = 1_000_000_000_000_000;

    /// From minor units.
    pub fn new(amount: i64, currency: Currency) -> Result<Self, MoneyProblem> {
        match amount {
            ..0 => Err(MoneyProblem::Negative),
            0..=Self::LARGEST => Ok(Self { amount, currency }),
            _ => Err(MoneyProblem::Huge),
        }
    }

    /// In minor units.
    pub const fn amount(&self) -> i64 {
        self.amount
    }

    pub const fn currency(&self) -> Currency {
        self.currency
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_the_decimals_of_each_currency() {
        let decimals = |code: &str| code.parse().map(Currency::decimals);
        assert_eq!(decimals("JPY"), Ok(0));
        assert_eq!(decimals("EUR"), Ok(2));
        assert_eq!(decimals("TWD"), Ok(2));
        assert_eq!(decimals("KWD"), Ok(3));
        assert_eq!(decimals("CLF"), Ok(4));
        for wrong in ["", "eur", "EU", "EURO", "XXX", "E R", "EUR USD", "ユーロ"] {
            assert!(decimals(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn refuses_negative_and_huge_amounts() {
        let euro = "EUR".parse().expect("is a currency");
        assert_eq!(Money::new(-1, euro), Err(MoneyProblem::Negative));
        assert_eq!(Money::new(i64::MAX, euro), Err(MoneyProblem::Huge));
        assert!(Money::new(0, euro).is_ok() && Money::new(Money::LARGEST, euro).is_ok());
    }
}
