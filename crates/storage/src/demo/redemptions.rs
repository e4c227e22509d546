//! What people of the demo asked for in the last weeks, and what became of it: through the same functions as a click.

use contract::Role;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use loyalty::Versions;
use uuid::Uuid;

use super::cast::staff_email;
use super::company::{Cast, PersonStanding};
use super::people::Settled;
use super::random::Random;
use super::work::Stage;
use crate::members::folded;
use crate::rewards::{self, NewRedemption};
use crate::{AccountScope, Error, Occasion, Result, StaffScope, Tx};

/// Nobody decides sooner.
const DECIDING: SignedDuration = SignedDuration::from_hours(3);

/// What became of a request, each with who did it and what they wrote.
#[derive(Clone, Copy)]
enum Fate {
    Waits,
    Approved(&'static str, Option<&'static str>),
    Declined(&'static str, Option<&'static str>),
    /// By who asked.
    Cancelled,
    /// Approved, and done by the vendor's success manager.
    Fulfilled(&'static str, &'static str),
}

/// One request: so many days ago, by whom (the login), for what, and why.
struct Scene {
    days: i64,
    by: &'static str,
    reward: &'static str,
    note: Option<&'static str>,
    fate: Fate,
}

const fn scene(
    days: i64,
    by: &'static str,
    reward: &'static str,
    note: Option<&'static str>,
    fate: Fate,
) -> Scene {
    Scene {
        days,
        by,
        reward,
        note,
        fate,
    }
}

const HOSHINO: &[Scene] = &[
    scene(
        34,
        "haruto.takahashi",
        "reference-books",
        None,
        Fate::Declined("kenta.hoshino", Some("同じ本が資料室にあります。")),
    ),
    scene(
        25,
        "aoi.suzuki",
        "reference-books",
        Some("品質保証のメンバーで使います。"),
        Fate::Fulfilled(
            "mika.tanaka",
            "書籍2冊を発送しました。到着まで3日ほどかかります。",
        ),
    ),
    scene(
        12,
        "mika.tanaka",
        "workshop-on-site",
        Some("第2工場のラインで、段取り替えをテーマにお願いします。"),
        Fate::Approved("kenta.hoshino", Some("年内に実施しましょう。")),
    ),
    scene(
        5,
        "mika.tanaka",
        "conference-seat",
        None,
        Fate::Approved("kenta.hoshino", None),
    ),
    scene(
        3,
        "yuto.sato",
        "conference-seat",
        Some("異常検知の事例発表を聞いてきたいです。"),
        Fate::Waits,
    ),
];

const NORDLICHT: &[Scene] = &[
    scene(
        21,
        "jonas.weber",
        "advanced-course-seats",
        Some("For the two new colleagues and me."),
        Fate::Approved("katrin.brandt", Some("Good idea.")),
    ),
    scene(8, "lena.fischer", "reference-books", None, Fate::Cancelled),
    scene(
        2,
        "katrin.brandt",
        "remote-workshop",
        Some("Reporting for the management team, half a day in January."),
        Fate::Waits,
    ),
];

const CHENGYANG: &[Scene] = &[
    scene(
        18,
        "yating.chen",
        "remote-workshop",
        Some("主題：不良分析。"),
        Fate::Approved("zhiming.lin", None),
    ),
    scene(4, "junhong.huang", "reference-books", None, Fate::Waits),
];

/// Brightwell has one account admin, so nobody can decide on this one yet.
const BRIGHTWELL: &[Scene] = &[scene(
    6,
    "grace.bennett",
    "advanced-course-seats",
    None,
    Fate::Waits,
)];

fn scenes(cast: &Cast) -> &'static [Scene] {
    match cast.company.domain {
        "hoshino.example" => HOSHINO,
        "nordlicht.example" => NORDLICHT,
        "chengyang.example" => CHENGYANG,
        _ => BRIGHTWELL,
    }
}

/// Asks for everything, and decides. What cannot be had on the day that the demo is made is left out.
pub(super) async fn insert(
    tx: &Tx,
    cast: &Cast,
    settled: &Settled,
    zone: &TimeZone,
    versions: &Versions,
    now: Timestamp,
) -> Result<()> {
    for (number, scene) in (0..).zip(scenes(cast)) {
        let stage = Stage::new(zone, now);
        let random = Random::of(&[cast.company.number, 900 + number]);
        let play = Play {
            tx,
            cast,
            settled,
            stage,
            versions,
        };
        match play.run(scene, random).await {
            Ok(()) | Err(Error::Conflict(_)) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

struct Play<'a> {
    tx: &'a Tx,
    cast: &'a Cast,
    settled: &'a Settled,
    stage: Stage<'a>,
    versions: &'a Versions,
}

impl Play<'_> {
    async fn run(&self, scene: &Scene, mut random: Random) -> Result<()> {
        let tx = self.tx;
        let Some(who) = self.person(scene.by) else {
            return Ok(());
        };
        let code = code(&mut random);
        let asked = self.moment(scene.days, &mut random);
        let wanted = NewRedemption {
            id: rewards::new_id(asked.now),
            reward: scene.reward.to_owned(),
            note: scene.note.map(str::to_owned),
            code: code.clone(),
        };
        rewards::redeem(tx, &who, self.versions, &wanted, asked).await?;
        let later = self.after(asked, scene.days - 1, &mut random);
        match scene.fate {
            Fate::Waits => {}
            Fate::Cancelled => {
                rewards::cancel(tx, &who, wanted.id, None, later).await?;
            }
            Fate::Declined(by, note) => {
                if let Some(admin) = self.person(by) {
                    rewards::decline(tx, &admin, wanted.id, note, later).await?;
                }
            }
            Fate::Approved(by, note) => {
                if let Some(admin) = self.person(by) {
                    rewards::approve(tx, &admin, wanted.id, note, &code, later).await?;
                }
            }
            Fate::Fulfilled(by, note) => {
                if let Some(admin) = self.person(by) {
                    rewards::approve(tx, &admin, wanted.id, None, &code, later).await?;
                    let done = self.after(later, scene.days - 4, &mut random);
                    let staff = success_manager(tx).await?;
                    rewards::fulfil(tx, &staff, wanted.id, Some(note), done).await?;
                }
            }
        }
        Ok(())
    }

    /// Someone of the company who is active.
    fn person(&self, login: &str) -> Option<AccountScope> {
        let people = self.cast.people.iter().zip(&self.settled.people);
        let (person, at) = people
            .filter(|(person, _)| person.standing == PersonStanding::Active)
            .find(|(person, _)| person.login == login)?;
        Some(AccountScope {
            account: self.settled.account,
            member: at.id,
            session: Uuid::nil(),
            is_admin: person.role == Role::AccountAdmin,
            persona: Some(person.persona),
        })
    }

    /// An office hour so many days ago, or just now.
    fn moment(&self, days: i64, random: &mut Random) -> Occasion<'static> {
        let day = self.stage.working_day_before(days.max(0));
        let at = self.stage.office_hour(day, random);
        Occasion {
            now: at.min(self.stage.now),
            address: "",
        }
    }

    /// The same, but some time after what it follows.
    fn after(&self, before: Occasion<'_>, days: i64, random: &mut Random) -> Occasion<'static> {
        let at = self.moment(days, random).now;
        Occasion {
            now: at.max(before.now + DECIDING).min(self.stage.now),
            address: "",
        }
    }
}

async fn success_manager(tx: &Tx) -> Result<StaffScope> {
    let email = folded(&staff_email("success"));
    Ok(StaffScope {
        member: super::people::id_by_email(tx, &email).await?,
        session: Uuid::nil(),
        role: Role::SuccessManager,
    })
}

fn code(random: &mut Random) -> String {
    const SIGNS: &[u8] = b"23456789ABCDEFGHJKMNPQRTWXYZ";
    let mut part = || -> String {
        let signs = (0..4).filter_map(|_| random.choose(SIGNS));
        signs.map(|sign| char::from(*sign)).collect()
    };
    format!("KZ-{}-{}-{}", part(), part(), part())
}
