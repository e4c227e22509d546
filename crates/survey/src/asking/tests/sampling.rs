//! Who of an account is asked in a wave, and on which day.

use jiff::SignedDuration;

use super::*;
use crate::fixture::real;

pub fn colleagues(number: usize) -> Vec<MemberId> {
    (0..number)
        .map(|number| MemberId(format!("m{number}")))
        .collect()
}

fn sampled(case: &mut Case, now: &str) -> Vec<String> {
    let members = case.frame.members.clone();
    let asked = members.into_iter().filter(|member| {
        case.member = member.clone();
        case.reasons(now).is_empty()
    });
    asked.map(|member| member.0).collect()
}

#[test]
fn the_sample_is_stable_and_another_in_the_next_wave() {
    let mut case = at_once(&[]);
    case.frame.members = colleagues(40);
    let first = sampled(&mut case, IN_WAVE);
    assert_eq!(first.len(), 10, "a quarter of forty");
    case.frame.members.reverse();
    let mut again = sampled(&mut case, "2027-02-03T00:00:00Z");
    again.reverse();
    assert_eq!(again, first, "neither the order nor the day decides");
    assert_ne!(sampled(&mut case, "2027-07-20T09:00:00Z"), first);
    case.account = AccountId("other".to_owned());
    assert_ne!(sampled(&mut case, IN_WAVE), first);
}

#[test]
fn who_moves_up_does_not_make_it_more_than_the_sample() {
    let mut case = at_once(&[("percent = 25", "members_per_account = 2")]);
    case.frame.members = colleagues(9);
    let drawn = sampled(&mut case, IN_WAVE);
    assert_eq!(drawn.len(), 2);
    // Both were asked, and one has left: somebody moves up, and is not asked.
    case.frame.members.retain(|member| member.0 != drawn[0]);
    case.frame.others_asked = 2;
    assert_eq!(sampled(&mut case, IN_WAVE), [""; 0]);
    case.member = MemberId("joined later".to_owned());
    assert_eq!(case.reasons(IN_WAVE), [WhyNot::NotInSample]);
    assert_eq!(case.earliest(IN_WAVE), Earliest::At(time(NEXT_WAVE)));
}

#[test]
fn small_companies_are_heard_as_well() {
    for (members, quota) in [(1, 1), (3, 1), (7, 1), (8, 2), (11, 2), (12, 3)] {
        assert_eq!(real().sample.quota(members), quota, "{members}");
    }
    assert_eq!(real().sample.quota(0), 0);
}

#[test]
fn a_wave_is_spread_over_its_days() {
    let mut case = Case::new(changed(&[("percent = 25", "percent = 100")]));
    case.frame.members = colleagues(2_100);
    let wave = case
        .survey
        .waves
        .from(date(2027, 1, 11))
        .next()
        .expect("repeats");
    let mut days = [0_u32; 21];
    for member in &case.frame.members {
        let opens =
            draw(&case.survey, wave, &case.account, member).opens(&case.survey, wave, &case.zone);
        let day = opens.duration_since(wave.begins(&case.zone)).as_hours() / 24;
        days[usize::try_from(day).expect("is not before")] += 1;
    }
    // A hundred each on average; five standard deviations are fifty.
    assert!(days.iter().all(|day| (50..=150).contains(day)), "{days:?}");
    case.member = case.frame.members[0].clone();
    let from =
        draw(&case.survey, wave, &case.account, &case.member).opens(&case.survey, wave, &case.zone);
    let before = from - SignedDuration::from_secs(1);
    let reasons = vec![WhyNot::DayNotCome { from }];
    let earliest = Earliest::At(from);
    assert_eq!(case.at(before), Verdict::NotNow { reasons, earliest });
    assert!(matches!(case.at(from), Verdict::Ask { .. }));
}
