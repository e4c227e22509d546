//! A maker of instruments in Hamburg: Silver, and within sight of Gold.

use contract::Locale;
use contract::Persona::{Executive, Lead, Practitioner};
use jiff::civil::date;

use crate::demo::company::Habit::{Idle, Keen, Rare, Steady};
use crate::demo::company::{Cast, Company, Currency, Pace, Words, person};

pub(super) fn cast() -> Cast {
    Cast {
        company: Company {
            number: 2,
            name: "Nordlicht Instruments GmbH",
            domain: "nordlicht.example",
            locale: Locale::En,
            time_zone: "Europe/Berlin",
            customer_since: date(2021, 9, 15),
            currency: Currency {
                code: "EUR",
                minor: 100,
                per_point: 100,
            },
            // Quiet in August, busy before the year ends.
            seasons: [7, 8, 9, 8, 8, 9, 7, 4, 9, 10, 12, 9],
            pace: Pace {
                two_years_ago: 7_900,
                last_year: 9_300,
                this_year: 10_700,
                ceiling: 9_640,
            },
            words: WORDS,
        },
        people: PEOPLE.to_vec(),
    }
}

const WORDS: Words = Words {
    order: "Order NL-",
    products: &[
        "measuring probes",
        "calibration unit",
        "image sensors",
        "control module",
        "spare parts",
        "maintenance contract",
    ],
    modules: &[
        "Inspection reports",
        "Process monitor",
        "Calibration",
        "Alerts",
        "Data export",
    ],
    lessons: &[
        "Measuring: the basics",
        "Calibrate step by step",
        "Read an inspection report",
        "First steps with the process monitor",
        "Design useful alerts",
        "Connect your own data",
        "Find the pattern behind rejects",
        "Safety for newcomers",
    ],
    rewards: &[
        "Workshop on site",
        "Seats in an advanced course",
        "Line assessment",
    ],
    treats: &["Seat at the user conference", "Reference book set"],
    survey: "Half-year survey",
    referral: "A company you referred became a customer",
    reversal: "entered twice, taken back",
};

const PEOPLE: [crate::demo::company::Person; 18] = [
    person(
        "jonas.weber",
        "Jonas Weber",
        Lead,
        "Process Engineering",
        Keen,
        1_150,
    )
    .admin()
    .known(),
    person(
        "katrin.brandt",
        "Katrin Brandt",
        Executive,
        "Management",
        Idle,
        1_160,
    )
    .admin(),
    person(
        "lena.fischer",
        "Lena Fischer",
        Practitioner,
        "Quality",
        Keen,
        700,
    )
    .known(),
    person(
        "felix.hoffmann",
        "Felix Hoffmann",
        Practitioner,
        "Process Engineering",
        Steady,
        820,
    ),
    person(
        "mia.schneider",
        "Mia Schneider",
        Practitioner,
        "Quality",
        Steady,
        430,
    ),
    person(
        "paul.wagner",
        "Paul Wagner",
        Practitioner,
        "Service",
        Rare,
        610,
    ),
    person("emma.becker", "Emma Becker", Lead, "Quality", Rare, 940),
    person(
        "lukas.schulz",
        "Lukas Schulz",
        Practitioner,
        "Service",
        Rare,
        350,
    ),
    person(
        "hannah.koch",
        "Hannah Koch",
        Practitioner,
        "Purchasing",
        Idle,
        520,
    ),
    person(
        "maximilian.richter",
        "Maximilian Richter",
        Practitioner,
        "IT",
        Idle,
        770,
    ),
    person(
        "clara.wolf",
        "Clara Wolf",
        Practitioner,
        "Service",
        Idle,
        280,
    ),
    person(
        "elias.schroeder",
        "Elias Schröder",
        Practitioner,
        "Process Engineering",
        Idle,
        160,
    )
    .without_team(),
    person(
        "sophie.neumann",
        "Sophie Neumann",
        Practitioner,
        "Purchasing",
        Idle,
        460,
    ),
    person(
        "aylin.yilmaz",
        "Aylin Yılmaz",
        Practitioner,
        "Quality",
        Idle,
        95,
    )
    .without_team(),
    person(
        "henrik.lorenzen",
        "Henrik Lorenzen",
        Lead,
        "Service",
        Idle,
        1_020,
    ),
    person(
        "tobias.krueger",
        "Tobias Krüger",
        Practitioner,
        "Service",
        Steady,
        880,
    )
    .left(41),
    person(
        "marie.zimmermann",
        "Marie Zimmermann",
        Practitioner,
        "Purchasing",
        Rare,
        900,
    )
    .left(330),
    person("ben.hartmann", "Ben Hartmann", Practitioner, "IT", Rare, 4).invited(),
];
