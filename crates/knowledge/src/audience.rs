//! For whom an article is written, and whether a reader is one of them.

use std::collections::BTreeSet;

use contract::{AccountId, Persona, Tier};

use crate::Reader;

/// Every condition that is set must hold; one that is empty lets everyone through.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Audience {
    pub personas: Vec<Persona>,
    pub minimum_tier: Option<Tier>,
    pub accounts: BTreeSet<AccountId>,
}

impl Audience {
    pub fn includes(&self, reader: &Reader) -> bool {
        reader.is_staff
            || (self.includes_persona(reader.persona)
                && self.minimum_tier.is_none_or(|tier| reader.tier >= tier)
                && self.includes_account(reader.account.as_ref()))
    }

    /// Whether everyone of this audience is also of the other one.
    pub fn is_within(&self, other: &Self) -> bool {
        let personas = other.personas.is_empty()
            || !self.personas.is_empty()
                && self
                    .personas
                    .iter()
                    .all(|persona| other.personas.contains(persona));
        let accounts = other.accounts.is_empty()
            || !self.accounts.is_empty() && self.accounts.is_subset(&other.accounts);
        let lowest = self.minimum_tier.unwrap_or(Tier::Bronze);
        personas && accounts && other.minimum_tier.is_none_or(|tier| lowest >= tier)
    }

    fn includes_persona(&self, persona: Option<Persona>) -> bool {
        self.personas.is_empty() || persona.is_some_and(|persona| self.personas.contains(&persona))
    }

    fn includes_account(&self, account: Option<&AccountId>) -> bool {
        self.accounts.is_empty() || account.is_some_and(|account| self.accounts.contains(account))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reader(persona: Option<Persona>, tier: Tier, account: &str) -> Reader {
        Reader {
            persona,
            tier,
            account: Some(AccountId(account.to_owned())),
            is_staff: false,
        }
    }

    #[test]
    fn asks_for_every_condition_that_is_set() {
        let audience = Audience {
            personas: vec![Persona::Lead, Persona::Executive],
            minimum_tier: Some(Tier::Silver),
            accounts: BTreeSet::from([AccountId("a".to_owned())]),
        };
        for (reader, expected) in [
            (reader(Some(Persona::Lead), Tier::Silver, "a"), true),
            (reader(Some(Persona::Executive), Tier::Gold, "a"), true),
            (reader(Some(Persona::Practitioner), Tier::Gold, "a"), false),
            (reader(None, Tier::Gold, "a"), false),
            (reader(Some(Persona::Lead), Tier::Bronze, "a"), false),
            (reader(Some(Persona::Lead), Tier::Gold, "b"), false),
        ] {
            assert_eq!(audience.includes(&reader), expected, "{reader:?}");
            let staff = Reader {
                is_staff: true,
                ..reader
            };
            assert!(audience.includes(&staff));
        }
    }

    #[test]
    fn knows_which_audience_is_narrower() {
        let everyone = Audience::default();
        let leads = Audience {
            personas: vec![Persona::Lead],
            ..Audience::default()
        };
        let both = Audience {
            personas: vec![Persona::Executive, Persona::Lead],
            ..Audience::default()
        };
        let gold = Audience {
            minimum_tier: Some(Tier::Gold),
            ..Audience::default()
        };
        let acme = Audience {
            accounts: BTreeSet::from([AccountId("acme".to_owned())]),
            ..Audience::default()
        };
        for (one, other, expected) in [
            (&everyone, &everyone, true),
            (&leads, &everyone, true),
            (&leads, &both, true),
            (&both, &leads, false),
            (&everyone, &leads, false),
            (&gold, &everyone, true),
            (&everyone, &gold, false),
            (&acme, &gold, false),
            (&everyone, &acme, false),
            (&acme, &acme, true),
        ] {
            assert_eq!(one.is_within(other), expected, "{one:?} {other:?}");
        }
    }

    #[test]
    fn lets_everyone_through_when_nothing_is_set() {
        assert!(Audience::default().includes(&reader(None, Tier::Bronze, "a")));
    }
}
