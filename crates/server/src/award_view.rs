//! How the programme came to the points of an entry, from the explanation that is kept with it.

use contract::{
    AwardDetail, CapApplied, CapView, Locale, MoneyView, MultiplierView, RateView, RoundingView,
    WindowView,
};
use loyalty::earning::{Award, Basis};
use loyalty::programme::{Owner, Period, Window};
use loyalty::{Ratio, Rounding, Versions};
use serde_json::Value;

/// The award that an explanation tells; none for another explanation.
pub fn award(versions: &Versions, why: &str, locale: Locale) -> Option<AwardDetail> {
    let told: Value = serde_json::from_str(why).ok()?;
    // What was counted again names the awards that are right; with one there is one rule to show.
    let told = match told.pointer("/recount/awards") {
        Some(Value::Array(awards)) if awards.len() == 1 => awards.first()?.clone(),
        Some(_) => return None,
        None => told,
    };
    let award: Award = serde_json::from_value(told).ok()?;
    let version = versions.iter().find(|one| one.version == award.version);
    let rule = version.and_then(|version| version.rule(&award.rule));
    let (fixed, money, rate) = match &award.basis {
        Basis::Fixed(points) => (Some(*points), None, None),
        Basis::PerAmount {
            money,
            points,
            minor_units,
        } => {
            let currency = money.currency().to_string();
            let rate = RateView {
                currency: currency.clone(),
                points: *points,
                minor_units: *minor_units,
            };
            let amount = money.amount();
            (None, Some(MoneyView { amount, currency }), Some(rate))
        }
    };
    Some(AwardDetail {
        rule: rule.map_or_else(
            || award.rule.clone(),
            |rule| rule.name.get(locale).to_owned(),
        ),
        text: rule.map(|rule| rule.text.get(locale).to_owned()),
        fixed,
        money,
        rate,
        multiplier: award.multiplier.map(|multiplier| MultiplierView {
            tier: multiplier.tier,
            by: decimal(multiplier.by),
        }),
        rounding: match award.rounding {
            Rounding::Floor => RoundingView::Floor,
            Rounding::HalfEven => RoundingView::HalfEven,
            Rounding::Ceil => RoundingView::Ceil,
        },
        before_caps: award.before_caps,
        cap: award.cap.map(|cap| CapApplied {
            cap: CapView {
                points: cap.points,
                per: window(cap.per),
                is_by_member: cap.by == Owner::Member,
            },
            from: cap.from.to_string(),
            counted: cap.counted,
            left_out: award.left_out,
        }),
        points: award.points,
        version: award.version,
    })
}

/// What an event had been given before it was counted again.
pub fn recounted_from(why: &str) -> Option<i64> {
    let told: Value = serde_json::from_str(why).ok()?;
    told.pointer("/recount/given")?.as_i64()
}

pub const fn window(window: Window) -> WindowView {
    match window {
        Window::Day => WindowView::Day,
        Window::Month => WindowView::Month,
        Window::Period(of) => period(of),
    }
}

pub const fn period(period: Period) -> WindowView {
    match period {
        Period::Year => WindowView::Year,
        Period::Half => WindowView::Half,
        Period::Quarter => WindowView::Quarter,
    }
}

/// `1.1` where the fraction is such a decimal, else `4/3`.
pub fn decimal(ratio: Ratio) -> String {
    let (numerator, denominator) = (ratio.numerator(), ratio.denominator());
    let mut power = 1_i64;
    for places in 0..=6_usize {
        let Some(shifted) = numerator.checked_mul(power) else {
            break;
        };
        if shifted % denominator == 0 {
            let digits = shifted / denominator;
            if places == 0 {
                return digits.to_string();
            }
            let (whole, rest) = (digits / power, digits % power);
            return format!("{whole}.{rest:0places$}");
        }
        power *= 10;
    }
    format!("{numerator}/{denominator}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fractions_are_decimals_where_they_can() {
        let of = |numerator, denominator| decimal(Ratio::new(numerator, denominator).unwrap());
        assert_eq!(of(11, 10), "1.1");
        assert_eq!(of(5, 4), "1.25");
        assert_eq!(of(201, 200), "1.005");
        assert_eq!(of(2, 1), "2");
        assert_eq!(of(4, 3), "4/3");
    }

    #[test]
    fn what_is_no_award_explains_none() {
        let none = Versions::default();
        for why in [
            "",
            "An apology",
            "{}",
            r#"{"recount":{"given":10,"awards":[]}}"#,
        ] {
            assert_eq!(award(&none, why, Locale::En), None, "{why}");
        }
        assert_eq!(
            recounted_from(r#"{"recount":{"given":10,"awards":[]}}"#),
            Some(10)
        );
    }
}
