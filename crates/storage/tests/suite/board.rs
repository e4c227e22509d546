//! The board against the simplest thing that can be right: whatever is booked, corrected, hidden or left, in whatever order, every
//! process shows the ranks of a sort over what was booked, and a window that has closed stays.

use std::collections::BTreeMap;

use contract::{BoardChoice, BoardShown, BoardView, Role, UpdateMember};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use loyalty::Points;
use loyalty::board::{Kind, Timing, Window};
use loyalty::ledger::Holder;
use sea_orm::ConnectionTrait as _;
use serde_json::json;
use storage::board::{self, Asked, Boards};
use storage::programme::{self, Award, Change, NewEvent};
use storage::{AccountScope, Occasion, ledger, members};
use uuid::Uuid;

use crate::fixture::{Bench, benches};

const PEOPLE: usize = 6;
const STEPS: usize = 60;
const TEAMS: [&str; 3] = ["", "Makers", "Thinkers"];

/// The same numbers on every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % end
    }

    fn number(&mut self, end: usize) -> i64 {
        i64::try_from(self.below(end)).unwrap()
    }
}

/// What is known of a person without any database.
#[derive(Clone)]
struct Person {
    scope: AccountScope,
    name: String,
    team: &'static str,
    shown: BoardShown,
    is_there: bool,
}

struct Play<'a> {
    bench: &'a Bench,
    admin: AccountScope,
    people: Vec<Person>,
    /// Who, points, when it happened, when it was booked.
    booked: Vec<(Uuid, i64, Timestamp, Timestamp)>,
    now: Timestamp,
    zone: TimeZone,
    dice: Chance,
}

impl<'a> Play<'a> {
    async fn new(bench: &'a Bench) -> Self {
        let account = bench.account("Hoshino").await;
        let admin = bench.person(account, "Aki Admin", Role::AccountAdmin).await;
        let mut people = Vec::new();
        for number in 0..PEOPLE {
            let name = format!("Person {number}");
            people.push(Person {
                scope: bench.person(account, &name, Role::Member).await,
                name,
                team: "",
                shown: BoardShown::Name,
                is_there: true,
            });
        }
        Self {
            bench,
            admin,
            people,
            booked: Vec::new(),
            now: "2026-12-24T12:00:00Z".parse().unwrap(),
            zone: TimeZone::get("Asia/Tokyo").unwrap(),
            dice: Chance(7),
        }
    }

    async fn step(&mut self, step: usize) {
        self.now += SignedDuration::from_mins(17 * 60 + self.dice.number(600));
        match self.dice.below(10) {
            0 => self.show().await,
            1 => self.come_or_go().await,
            2 => self.move_team().await,
            _ => self.book(step).await,
        }
    }

    /// A few facts of now or of days ago, among them what takes points back.
    async fn book(&mut self, step: usize) {
        let mut events = Vec::new();
        for index in 0..=self.dice.below(4) {
            let member = self.people[self.dice.below(PEOPLE)].scope.member;
            let points = 1 + self.dice.number(9);
            let is_correction = self.dice.below(5) == 0;
            let occurred = self.now - SignedDuration::from_hours(self.dice.number(3) * 60);
            let change = if is_correction {
                Change::Corrected(Points::new(points), None)
            } else {
                Change::Earned(Points::new(points))
            };
            let signed = if is_correction { -points } else { points };
            self.booked.push((member, signed, occurred, self.now));
            events.push(NewEvent {
                account: self.admin.account,
                member: Some(member),
                source: "play".to_owned(),
                external_id: format!("{step}-{index}"),
                kind: "lesson.finished".to_owned(),
                subject: "A lesson".to_owned(),
                occurred_at: occurred,
                received_at: self.now,
                data: json!({}),
                awards: vec![Award::plain(Holder::Member(member), change)],
            });
        }
        let events = &events;
        let record = |tx| async move { programme::record_events(&tx, events).await };
        self.bench.db.write(record).await.unwrap();
    }

    async fn show(&mut self) {
        use BoardShown::{Hidden, Left, Name, Nickname};
        let at = self.dice.below(PEOPLE);
        let shown = [Name, Nickname, Hidden, Left][self.dice.below(4)];
        let person = &mut self.people[at];
        person.shown = shown;
        let choice = &BoardChoice {
            shown,
            nickname: (shown == Nickname).then(|| format!("Bird {at}")),
        };
        let scope = &person.scope;
        let put = |tx| async move { board::put_choice(&tx, scope, choice).await };
        self.bench.db.write(put).await.unwrap();
    }

    async fn come_or_go(&mut self) {
        // The first stays, since somebody must look.
        let at = 1 + self.dice.below(PEOPLE - 1);
        let (admin, now) = (&self.admin, self.now);
        let person = &mut self.people[at];
        let (id, was_there) = (person.scope.member, person.is_there);
        person.is_there = !was_there;
        let change = |tx| async move {
            let occasion = Occasion { now, address: "" };
            if was_there {
                members::deactivate(&tx, admin, id, occasion).await
            } else {
                members::reactivate(&tx, admin, id, occasion).await
            }
        };
        self.bench.db.write(change).await.unwrap();
    }

    async fn move_team(&mut self) {
        let at = self.dice.below(PEOPLE);
        let team = TEAMS[self.dice.below(TEAMS.len())];
        let (admin, now) = (&self.admin, self.now);
        let person = &mut self.people[at];
        person.team = team;
        let id = person.scope.member;
        let change = &UpdateMember {
            team: Some(team.to_owned()),
            ..UpdateMember::default()
        };
        let update = |tx| async move {
            let occasion = Occasion { now, address: "" };
            members::update(&tx, admin, id, change, occasion).await
        };
        self.bench.db.write(update).await.unwrap();
    }

    /// Rank and what stands there, of each row, by a sort.
    fn expected(&self, asked: &Asked) -> Vec<String> {
        let mut sums: BTreeMap<Uuid, (i64, Timestamp)> = BTreeMap::new();
        for (member, points, occurred, booked) in &self.booked {
            let timing = asked.window.timing(*occurred, *booked, &self.zone);
            let counts = timing.is_some() && (asked.is_revised || timing == Some(Timing::InTime));
            if counts {
                let sum = sums.entry(*member).or_insert((0, Timestamp::MIN));
                sum.0 += points;
                if *points > 0 {
                    sum.1 = sum.1.max(*occurred);
                }
            }
        }
        let is_in = |person: &Person| match &asked.team {
            Some(team) => person.is_there && person.team == team,
            None => true,
        };
        let seated = self
            .people
            .iter()
            .filter(|person| person.shown != BoardShown::Left);
        let mut ranked: Vec<(i64, Timestamp, Uuid, &Person)> = seated
            .filter(|person| is_in(person))
            .filter_map(|person| {
                let (points, reached) = sums.get(&person.scope.member)?;
                (*points > 0).then_some((-points, *reached, person.scope.member, person))
            })
            .collect();
        ranked.sort_by_key(|(points, reached, id, _)| (*points, *reached, *id));
        let row = |(points, _, _, person): &(i64, Timestamp, Uuid, &Person)| {
            let rank = 1 + ranked.iter().filter(|other| other.0 < *points).count();
            let at = self
                .people
                .iter()
                .position(|one| one.name == person.name)
                .unwrap();
            let face = match (person.is_there, person.shown) {
                (true, BoardShown::Name) => format!("Person {at} {}", -points),
                (true, BoardShown::Nickname) => format!("Bird {at} {}", -points),
                _ => "gap".to_owned(),
            };
            format!("{rank} {face}")
        };
        ranked.iter().map(row).collect()
    }

    async fn compare(&self, boards: &Boards, is_every: bool) {
        for kind in Kind::ALL {
            let window = Window::at(kind, self.now, &self.zone);
            for window in std::iter::once(window).chain(window.previous()) {
                for (team, is_revised) in [(None, false), (None, true), (Some("Makers"), false)] {
                    let asked = Asked {
                        window,
                        team: team.map(str::to_owned),
                        is_revised,
                    };
                    self.compare_one(boards, &asked).await;
                    if !is_every {
                        break;
                    }
                }
            }
        }
    }

    async fn compare_one(&self, boards: &Boards, asked: &Asked) {
        let found = board::board(&self.bench.db, boards, &self.admin, asked, self.now).await;
        let is_empty_team = asked.team.is_some()
            && !self.people.iter().any(|person| {
                person.is_there && person.shown != BoardShown::Left && person.team == "Makers"
            });
        if is_empty_team {
            assert!(matches!(found, Err(storage::Error::NotFound)));
            return;
        }
        let shown = rows(&found.unwrap());
        assert_eq!(shown, self.expected(asked), "{asked:?} at {}", self.now);
    }
}

fn rows(view: &BoardView) -> Vec<String> {
    let rows = &view.ranking.as_ref().unwrap().top;
    let row = |row: &contract::BoardRow| match (&row.name, row.points) {
        (Some(name), Some(points)) => format!("{} {name} {points}", row.rank),
        _ => format!("{} gap", row.rank),
    };
    rows.iter().map(row).collect()
}

#[tokio::test]
async fn every_process_shows_the_ranks_of_a_sort() {
    for bench in &benches().await {
        let mut play = Play::new(bench).await;
        // One that looks at everything all the time, and one that looks now and then.
        let (busy, lazy) = (Boards::default(), Boards::default());
        for step in 0..STEPS {
            play.step(step).await;
            play.compare(&busy, step % 5 == 0).await;
            if step % 7 == 0 {
                play.compare(&lazy, false).await;
            }
        }
        // And one that starts now.
        play.compare(&Boards::default(), true).await;
        play.compare(&lazy, true).await;
        let verified = ledger::verify(&bench.db, |_| {}).await.unwrap();
        let findings: Vec<String> = verified
            .into_iter()
            .flat_map(|account| account.findings)
            .collect();
        assert_eq!(findings, [""; 0]);
    }
}

#[tokio::test]
async fn a_window_stays_as_it_closed() {
    for bench in &benches().await {
        let mut play = Play::new(bench).await;
        for step in 0..20 {
            play.step(step).await;
        }
        let boards = Boards::default();
        let week = Window::at(Kind::Week, play.now, &play.zone);
        let asked = Asked {
            window: week,
            team: None,
            is_revised: false,
        };
        play.now = week.ends_at(&play.zone).unwrap();
        let ask = async |play: &Play<'_>| {
            let view = board::board(&bench.db, &boards, &play.admin, &asked, play.now).await;
            rows(&view.unwrap())
        };
        let closed = ask(&play).await;
        assert!(!closed.is_empty());
        for step in 100..120 {
            play.now += SignedDuration::from_hours(2);
            play.book(step).await;
            assert_eq!(ask(&play).await, closed);
        }
    }
}

#[tokio::test]
async fn a_sum_that_is_changed_behind_its_back_is_found() {
    for bench in &benches().await {
        let mut play = Play::new(bench).await;
        for step in 0..20 {
            play.book(step).await;
            play.now += SignedDuration::from_hours(20);
        }
        let side = bench.side_door().await;
        for (tampering, shown) in [
            (
                "UPDATE board_points SET points = points + 1 WHERE kind = 'week'",
                "board week 20",
            ),
            (
                "UPDATE board_points SET reached_at = 0 WHERE kind = 'month'",
                "board month 20",
            ),
            ("DELETE FROM board_late", "booked late at 20"),
        ] {
            side.execute_unprepared(tampering).await.unwrap();
            let verified = ledger::verify(&bench.db, |_| {}).await.unwrap();
            let findings = &verified[0].findings;
            assert!(
                findings.iter().any(|one| one.contains(shown)),
                "{tampering}: {findings:?}"
            );
        }
    }
}

/// Two people want one nickname at the same moment: one has it, the other hears so.
#[tokio::test(flavor = "multi_thread")]
async fn of_two_with_one_nickname_the_second_is_refused() {
    for bench in &benches().await {
        let account = bench.account("Hoshino").await;
        let mut tries = Vec::new();
        for name in ["Ken Sato", "Rin Mori", "Mio Abe", "Ren Ito"] {
            let (scope, db) = (
                bench.person(account, name, Role::Member).await,
                bench.db.clone(),
            );
            tries.push(tokio::spawn(async move {
                let choice = &BoardChoice {
                    shown: BoardShown::Nickname,
                    nickname: Some("Kestrel".to_owned()),
                };
                let scope = &scope;
                db.write(|tx| async move { board::put_choice(&tx, scope, choice).await })
                    .await
            }));
        }
        let mut taken = 0;
        for one in tries {
            match one.await.unwrap() {
                Ok(_) => taken += 1,
                Err(error) => assert!(matches!(
                    error,
                    storage::Error::Conflict(storage::Conflict::NicknameTaken)
                )),
            }
        }
        assert_eq!(taken, 1);
    }
}
