//! An installation of a given size, for measuring: companies that are all alike, and facts spread evenly over two years.
//!
//! It goes through the functions that real companies, people and facts go through, so that what is measured is what is used.

use std::str::FromStr;

use contract::{Locale, Persona, Role};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use loyalty::Points;
use serde_json::json;
use uuid::Uuid;

use crate::accounts::{self, NewAccount};
use crate::members::{self, NewMember};
use crate::programme::{Award, Change, NewEvent, record_events};
use crate::{Db, Error, Occasion, Result, Tx};

/// Events of one transaction.
const BATCH: usize = 1_000;
const SPREAD_OVER: SignedDuration = SignedDuration::from_hours(2 * 365 * 24);
const TEAMS: [&str; 4] = ["Quality", "Production", "Purchasing", "Logistics"];

/// How much there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scale {
    pub accounts: usize,
    /// Of each account.
    pub members: usize,
    /// Of all accounts together.
    pub events: usize,
}

/// Three numbers with commas between, such as `100,200,1000000`.
impl FromStr for Scale {
    type Err = String;

    fn from_str(text: &str) -> std::result::Result<Self, String> {
        let numbers: Vec<usize> = text
            .split(',')
            .map(|number| number.trim().parse())
            .collect::<std::result::Result<_, _>>()
            .map_err(|_| format!("{text:?} is not three numbers with commas between"))?;
        match numbers[..] {
            [accounts, members, events] if accounts > 0 && members > 0 => Ok(Self {
                accounts,
                members,
                events,
            }),
            _ => Err("accounts, members of each, events; there is at least one of each".to_owned()),
        }
    }
}

/// Fills an empty database; [`Error::Refused`] when a company exists. Companies and people are numbered from 0, and the first of
/// each company is its account admin.
pub async fn fill(db: &Db, now: Timestamp, password_hash: &str, scale: Scale) -> Result<()> {
    if accounts::has_any(db).await? {
        return Err(Error::Refused(
            "this database holds companies: measuring needs one of its own".to_owned(),
        ));
    }
    let mut first = 0;
    for number in 0..scale.accounts {
        let company = Company {
            number,
            since: now - SPREAD_OVER,
            // Evenly, also where the number does not divide.
            events: first..scale.events * (number + 1) / scale.accounts,
        };
        first = company.events.end;
        let company = &company;
        let people =
            db.write(|tx| async move { company.insert(&tx, scale.members, password_hash).await });
        let (account, people) = people.await?;
        let events = company.events(account, &people);
        for batch in events.chunks(BATCH) {
            db.write(|tx| async move { record_events(&tx, batch).await })
                .await?;
        }
    }
    Ok(())
}

struct Company {
    number: usize,
    since: Timestamp,
    /// Numbers of its events among all.
    events: std::ops::Range<usize>,
}

impl Company {
    /// The company with its people; gives their ids.
    async fn insert(
        &self,
        tx: &Tx,
        members: usize,
        password_hash: &str,
    ) -> Result<(Uuid, Vec<Uuid>)> {
        let occasion = Occasion {
            now: self.since,
            address: "",
        };
        let account = NewAccount {
            name: format!("Company {:04}", self.number),
            locale: Locale::En,
            time_zone: "Asia/Tokyo".to_owned(),
            customer_since: self.since.to_zoned(TimeZone::UTC).date(),
            is_demo: true,
        };
        let account = accounts::create(tx, &account, occasion).await?;
        let mut people = Vec::with_capacity(members);
        for number in 0..members {
            let member = self.member(number);
            people
                .push(members::create_member(tx, account, &member, password_hash, occasion).await?);
        }
        Ok((account, people))
    }

    fn member(&self, number: usize) -> NewMember {
        NewMember {
            email: format!("person{number}@company{}.example", self.number),
            name: format!("Person {number:03} of {}", self.number),
            role: if number == 0 {
                Role::AccountAdmin
            } else {
                Role::Member
            },
            persona: Some(Persona::Practitioner),
            team: TEAMS
                .get(number % TEAMS.len())
                .map(|team| (*team).to_owned()),
            locale: Locale::En,
        }
    }

    /// Every tenth is the company's, the others go round its people.
    fn events(&self, account: Uuid, people: &[Uuid]) -> Vec<NewEvent> {
        let count = i32::try_from(self.events.len()).unwrap_or(i32::MAX);
        let step = SPREAD_OVER.checked_div(count.max(1)).unwrap_or_default();
        let mut at = self.since;
        let mut events = Vec::with_capacity(self.events.len());
        for number in self.events.clone() {
            let is_companys = number.is_multiple_of(10);
            let member = people.get(number % people.len()).filter(|_| !is_companys);
            events.push(event(account, member.copied(), number, at));
            at += step;
        }
        events
    }
}

fn event(account: Uuid, member: Option<Uuid>, number: usize, at: Timestamp) -> NewEvent {
    NewEvent {
        account,
        member,
        source: "scale".to_owned(),
        external_id: number.to_string(),
        kind: "purchase.completed".to_owned(),
        subject: format!("Order {number}"),
        occurred_at: at,
        data: json!({}),
        received_at: at,
        awards: vec![Award::plain(member, Change::Earned(Points::new(10)))],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scale_is_three_numbers() {
        let scale: Scale = "100, 200,1000000".parse().unwrap();
        assert_eq!(
            (scale.accounts, scale.members, scale.events),
            (100, 200, 1_000_000)
        );
        for wrong in ["", "1,2", "1,2,3,4", "0,1,1", "1,0,1", "1,-1,1"] {
            assert!(wrong.parse::<Scale>().is_err(), "{wrong}");
        }
    }
}
