//! What the demo's companies and people decided about the board: a league of those of a similar size, and some who are shown by
//! a nickname or as a gap.

use contract::{BoardChoice, BoardSettings, BoardShown};
use jiff::Timestamp;
use uuid::Uuid;

use super::company::{Cast, PersonStanding};
use super::people::Settled;
use crate::board::{put_choice, put_settings};
use crate::{AccountScope, Occasion, Result, Tx};

/// Names in the league by the company's number; the smallest company takes no part.
const ALIASES: [(u64, &str); 3] = [(1, "Red Crane"), (2, "North Star"), (3, "Jade Mountain")];
/// Who is not shown by name, by login.
const CHOICES: [(&str, BoardShown, Option<&str>); 5] = [
    ("haruto.takahashi", BoardShown::Nickname, Some("はやぶさ")),
    ("hina.kobayashi", BoardShown::Hidden, None),
    ("mei.yoshida", BoardShown::Left, None),
    ("emma.becker", BoardShown::Nickname, Some("Kestrel")),
    ("zonghan.wu", BoardShown::Hidden, None),
];

pub(super) async fn insert(tx: &Tx, cast: &Cast, settled: &Settled, now: Timestamp) -> Result<()> {
    let scope = |member: Uuid| AccountScope {
        account: settled.account,
        member,
        session: Uuid::nil(),
        is_admin: true,
        persona: None,
    };
    let alias = ALIASES
        .iter()
        .find(|(number, _)| *number == cast.company.number);
    if let (Some((_, alias)), Some(admin)) = (alias, settled.people.first()) {
        let settings = BoardSettings {
            is_on: true,
            is_in_league: true,
            alias: Some((*alias).to_owned()),
        };
        let at = admin.joined_at.unwrap_or(now);
        let occasion = Occasion {
            now: at,
            address: "",
        };
        put_settings(tx, &scope(admin.id), &settings, occasion).await?;
    }
    for (person, at) in cast.people.iter().zip(&settled.people) {
        let chosen = CHOICES.iter().find(|(login, ..)| *login == person.login);
        let Some((_, shown, nickname)) = chosen else {
            continue;
        };
        if person.standing == PersonStanding::Active {
            let choice = BoardChoice {
                shown: *shown,
                nickname: nickname.map(str::to_owned),
            };
            put_choice(tx, &scope(at.id), &choice).await?;
        }
    }
    Ok(())
}
