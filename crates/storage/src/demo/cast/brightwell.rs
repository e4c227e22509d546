//! A small laboratory in Boston: Bronze, with Silver ahead.

use contract::Locale;
use contract::Persona::{Executive, Lead, Practitioner};
use jiff::civil::date;

use crate::demo::company::Habit::{Idle, Keen, Rare};
use crate::demo::company::{Cast, Company, Currency, Pace, Words, person};

pub(super) fn cast() -> Cast {
    Cast {
        company: Company {
            number: 4,
            name: "Brightwell Labs",
            domain: "brightwell.example",
            locale: Locale::En,
            time_zone: "America/New_York",
            customer_since: date(2023, 2, 14),
            currency: Currency {
                code: "USD",
                minor: 100,
                per_point: 100,
            },
            // Grants are spent before the summer and before the year ends.
            seasons: [6, 7, 8, 8, 10, 11, 6, 6, 9, 9, 8, 12],
            pace: Pace {
                two_years_ago: 2_400,
                last_year: 3_050,
                this_year: 4_300,
                ceiling: 3_860,
            },
            words: WORDS,
        },
        people: PEOPLE.to_vec(),
    }
}

const WORDS: Words = Words {
    order: "Order BW-",
    products: &[
        "measuring probes",
        "sensor kit",
        "spare parts",
        "software seats",
    ],
    modules: &[
        "Inspection reports",
        "Process monitor",
        "Calibration",
        "Data export",
    ],
    lessons: &[
        "Measuring: the basics",
        "Calibrate step by step",
        "Read an inspection report",
        "First steps with the process monitor",
        "Connect your own data",
    ],
    rewards: &["Remote workshop", "Seats in an advanced course"],
    treats: &["Seat at the user conference"],
    survey: "Half-year survey",
    referral: "A company you referred became a customer",
    reversal: "entered twice, taken back",
};

const PEOPLE: [crate::demo::company::Person; 6] = [
    person(
        "grace.bennett",
        "Grace Bennett",
        Lead,
        "Operations",
        Keen,
        640,
    )
    .admin()
    .known(),
    person(
        "marcus.hale",
        "Marcus Hale",
        Executive,
        "Management",
        Idle,
        645,
    ),
    person(
        "priya.raman",
        "Priya Raman",
        Practitioner,
        "Research",
        Rare,
        380,
    ),
    person(
        "daniel.osei",
        "Daniel Osei",
        Practitioner,
        "Research",
        Rare,
        11,
    )
    .without_team()
    .known(),
    person(
        "hannah.kim",
        "Hannah Kim",
        Practitioner,
        "Research",
        Idle,
        290,
    ),
    person(
        "tom.alvarez",
        "Tom Alvarez",
        Practitioner,
        "Operations",
        Rare,
        3,
    )
    .invited(),
];
