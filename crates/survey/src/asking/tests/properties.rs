//! No order of events, no zone and no step of the clock breaks a limit.

use std::sync::LazyLock;

use jiff::tz::offset;
use jiff::{SignedDuration, ToSpan as _};
use proptest::collection::vec;
use proptest::prelude::*;

use super::sampling::colleagues;
use super::*;
use crate::definition::{Wave, check};

/// What happens next: time passes or the clock is set back, the member moves, and says something when asked.
#[derive(Clone, Copy, Debug)]
struct Turn {
    hours: i64,
    zone: i8,
    survey: usize,
    member: usize,
    reply: usize,
    visit: u32,
    page: usize,
    is_busy: bool,
    /// Who has left in the meantime: those whose bits are not set.
    staying: usize,
}

fn turn() -> impl Strategy<Value = Turn> {
    let clock = prop_oneof![
        6 => 0..24 * 40_i64,
        2 => 24 * 29..24 * 32_i64,
        2 => 24 * 89..24 * 92_i64,
        1 => -24 * 200..0_i64,
    ];
    (
        clock,
        -12..=14_i8,
        0..3_usize,
        0..5_usize,
        0..8_usize,
        1..4_u32,
        0..3_usize,
        any::<bool>(),
        0..32_usize,
    )
        .prop_map(
            |(hours, zone, survey, member, reply, visit, page, is_busy, staying)| Turn {
                hours,
                zone,
                survey,
                member,
                reply,
                visit,
                page,
                is_busy: is_busy && reply > 4,
                staying,
            },
        )
}

/// Three surveys that would ask all the time, with different samples, spreads and pages.
static SURVEYS: LazyLock<Vec<Survey>> = LazyLock::new(surveys);

fn surveys() -> Vec<Survey> {
    let variants: [&[(&str, &str)]; 3] = [
        &[
            ("every_months = 6\ndays = 28", "every_months = 1"),
            ("spread_days = 21", "spread_days = 1"),
        ],
        &[
            ("every_months = 6", "every_months = 1"),
            ("percent = 25", "members_per_account = 2"),
        ],
        &[
            ("every_months = 6", "every_months = 2"),
            ("percent = 25", "percent = 60"),
            ("pages = [\"home\"", "pages = [\"article\""),
        ],
    ];
    variants
        .iter()
        .enumerate()
        .map(|(number, changes)| {
            let id = format!("s{number}");
            let renamed = format!("id = \"{id}\"");
            let mut text = crate::fixture::REAL.replacen("id = \"relationship\"", &renamed, 1);
            for (from, to) in *changes {
                assert!(text.contains(from), "the file holds {from}");
                text = text.replacen(from, to, 1);
            }
            let text = text.replacen("2027-01-11", "2026-01-01", 1);
            let (survey, problems) = check(&format!("{id}.toml"), &text);
            survey.unwrap_or_else(|| panic!("{problems:?}"))
        })
        .collect()
}

/// Everyone's history, as a store keeps it.
struct World {
    people: Vec<MemberId>,
    histories: Vec<Vec<Contact>>,
    now: Timestamp,
}

impl World {
    fn new() -> Self {
        let people = colleagues(5);
        Self {
            histories: vec![Vec::new(); people.len()],
            people,
            now: time("2026-02-10T10:00:00Z"),
        }
    }

    fn others_asked(&self, survey: &Survey, wave: Wave, member: usize, zone: &TimeZone) -> usize {
        (0..self.people.len())
            .filter(|other| *other != member)
            .filter(|other| {
                self.histories[*other].iter().any(|contact| {
                    contact.survey == survey.id
                        && contact.kind == ContactKind::Asked
                        && wave.begins(zone) <= contact.at
                        && contact.at < wave.ends(zone)
                })
            })
            .count()
    }

    fn staying(&self, turn: Turn) -> Vec<MemberId> {
        let stays = |number: usize| turn.staying >> number & 1 == 1 || number == turn.member;
        let people = self.people.iter().enumerate();
        people
            .filter(|(number, _)| stays(*number))
            .map(|(_, member)| member.clone())
            .collect()
    }

    fn case(&self, turn: Turn) -> Case {
        let mut case = Case::new(SURVEYS[turn.survey].clone());
        case.zone = TimeZone::fixed(offset(turn.zone));
        case.member = self.people[turn.member].clone();
        case.history.clone_from(&self.histories[turn.member]);
        case.joined = time("2026-01-20T00:00:00Z");
        let wave = case.survey.waves.open_at(self.now, &case.zone);
        case.frame = Frame {
            members: self.staying(turn),
            others_asked: wave.map_or(0, |wave| {
                self.others_asked(&case.survey, wave, turn.member, &case.zone)
            }),
        };
        case.situation = Situation {
            visit: turn.visit,
            page: [Page::Home, Page::Article, Page::Company][turn.page],
            task: turn.is_busy.then_some(Task::OpenDialog),
        };
        case
    }

    fn record(&mut self, turn: Turn, kind: ContactKind, case: &Case) {
        let history = &mut self.histories[turn.member];
        let at = recorded_at(history, self.now);
        history.push(Contact {
            survey: case.survey.id.clone(),
            at,
            kind,
        });
    }

    fn reply(&mut self, turn: Turn, case: &Case) {
        let kind = match turn.reply {
            0 | 1 => ContactKind::NotNow,
            2 => ContactKind::Never,
            3 => ContactKind::Again,
            4 | 5 => ContactKind::Answered,
            _ => return,
        };
        // Also without having been asked: a panel may have stood open for long.
        self.record(turn, kind, case);
    }
}

fn is_asked(case: &Case, now: Timestamp) -> bool {
    matches!(case.at(now), Verdict::Ask { .. })
}

/// What must hold of an asking, reckoned from the history in its own way.
fn holds(world: &World, turn: Turn, case: &Case) -> Result<(), TestCaseError> {
    let hours = |contact: &Contact| world.now.duration_since(contact.at).as_secs();
    let day = 24 * 60 * 60;
    let mut is_never = false;
    for contact in &case.history {
        match contact.kind {
            ContactKind::Asked => prop_assert!(hours(contact) >= 90 * day, "{contact:?}"),
            ContactKind::NotNow => prop_assert!(hours(contact) >= 30 * day, "{contact:?}"),
            ContactKind::Never => is_never = true,
            ContactKind::Again => is_never = false,
            ContactKind::Answered => {}
        }
    }
    prop_assert!(!is_never);
    prop_assert!(case.situation.visit > 1 && case.situation.task.is_none());
    prop_assert!(case.survey.pages.contain(case.situation.page));
    prop_assert!(world.now.duration_since(case.joined).as_secs() >= 30 * day);
    let wave = case.survey.waves.open_at(world.now, &case.zone);
    let Some(wave) = wave else {
        return Err(TestCaseError::fail("asked outside of a wave"));
    };
    let asked = world.others_asked(&case.survey, wave, turn.member, &case.zone) + 1;
    prop_assert!(
        asked <= case.survey.sample.quota(case.frame.members.len()),
        "{asked} asked"
    );
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn no_order_of_events_breaks_a_limit(turns in vec(turn(), 1..40)) {
        let mut world = World::new();
        for turn in turns {
            world.now = world.now.checked_add(SignedDuration::from_hours(turn.hours)).expect("is in reach");
            let case = world.case(turn);
            if let Verdict::Ask { .. } = case.at(world.now) {
                holds(&world, turn, &case)?;
                world.record(turn, ContactKind::Asked, &case);
            }
            world.reply(turn, &case);
        }
        // And so of everybody's whole history, in the order in which it was kept.
        for history in &world.histories {
            let asked: Vec<_> = history.iter().filter(|one| one.kind == ContactKind::Asked).collect();
            for pair in asked.windows(2) {
                prop_assert!(pair[1].at.duration_since(pair[0].at) >= SignedDuration::from_hours(90 * 24));
            }
        }
    }

    /// What the page of the contract promises: not before the moment it names, and at that moment.
    #[test]
    fn the_earliest_moment_is_the_first(
        contacts in vec((0..400_i64, 0..5_usize), 0..5),
        (start, zone, survey) in (0..24 * 400_i64, -12..=14_i8, 0..3_usize),
        before in 1..24 * 120_i64,
    ) {
        let mut case = Case::new(SURVEYS[survey].clone());
        case.zone = TimeZone::fixed(offset(zone));
        case.situation.page = if survey == 2 { Page::Article } else { Page::Home };
        let begin = time("2026-03-01T00:00:00Z");
        let kinds = [ContactKind::Asked, ContactKind::NotNow, ContactKind::Answered, ContactKind::Never, ContactKind::Again];
        for (day, kind) in contacts {
            let at = begin + SignedDuration::from_hours(24 * (day - 200));
            case.history.push(Contact { survey: case.survey.id.clone(), at, kind: kinds[kind] });
        }
        case.history.sort_by_key(|contact| contact.at);
        let now = begin + SignedDuration::from_hours(start);
        match earliest(&case.question(), &case.asked(), now) {
            Earliest::At(moment) => {
                prop_assert!(moment >= now);
                prop_assert!(is_asked(&case, moment), "{:?} at {moment}", case.at(moment));
                let sooner = (moment - before.hours()).max(now);
                if sooner < moment {
                    prop_assert!(!is_asked(&case, sooner), "asked at {sooner}, before {moment}");
                }
            }
            Earliest::Never => prop_assert!(!is_asked(&case, now)),
            Earliest::NotByThisSurvey => prop_assert!(false, "it repeats for ever and asks everyone"),
        }
    }
}
