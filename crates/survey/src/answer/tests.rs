//! What is taken for an answer, and when.

use jiff::ToSpan as _;
use jiff::civil::date;
use serde_json::json;

use super::*;
use crate::fixture::{berlin, real, survey, time};

fn wave() -> Wave {
    Wave {
        from: date(2027, 1, 11),
        until: date(2027, 2, 7),
    }
}

fn kept(value: u8, at: &str) -> Kept {
    Kept {
        answer: Answer::Value(value),
        at: time(at),
    }
}

fn taken(before: Option<&Kept>, value: u8, at: &str) -> Result<Outcome, AnswerProblem> {
    accept(wave(), &berlin(), before, &Answer::Value(value), time(at))
}

#[test]
fn a_score_is_a_whole_number_from_0_to_10() {
    let survey = real();
    for value in 0..=10_u8 {
        assert_eq!(
            read_answer(&survey, &json!(value)),
            Ok(Answer::Value(value))
        );
    }
    let (lowest, highest) = (0, 10);
    for wrong in [
        json!(11),
        json!(-1),
        json!("ten"),
        json!("9"),
        json!(9.0),
        json!(9.5),
        json!(null),
        json!([9]),
        json!(u64::MAX),
    ] {
        let read = read_answer(&survey, &wrong);
        assert_eq!(
            read,
            Err(AnswerProblem::NotOnScale { lowest, highest }),
            "{wrong}"
        );
    }
    let message = AnswerProblem::NotOnScale { lowest, highest }.to_string();
    assert_eq!(message, "the answer must be a whole number from 0 to 10");
}

#[test]
fn other_scales_have_their_own_ends() {
    let article = survey("article.toml", crate::fixture::ARTICLE);
    assert_eq!(read_answer(&article, &json!(5)), Ok(Answer::Value(5)));
    for wrong in [json!(0), json!(6)] {
        let problem = AnswerProblem::NotOnScale {
            lowest: 1,
            highest: 5,
        };
        assert_eq!(read_answer(&article, &wrong), Err(problem), "{wrong}");
    }
}

#[test]
fn a_text_has_a_length_and_no_control_characters() {
    assert_eq!(
        read_text("  a\r\nb\u{0}\u{1b}[31m\tc \n"),
        Ok(Some("a\nb[31m\tc".to_owned()))
    );
    assert_eq!(read_text(" \u{7} \n"), Ok(None));
    let longest = "語".repeat(LONGEST_TEXT);
    assert_eq!(read_text(&longest), Ok(Some(longest.clone())));
    let too_long = Err(AnswerProblem::TooLong {
        longest: LONGEST_TEXT,
    });
    assert_eq!(read_text(&format!("{longest}語")), too_long);
    assert_eq!(read_text(&"a".repeat(100_000)), too_long);
}

#[test]
fn an_answer_counts_while_its_wave_is_open() {
    // Midnight in Berlin is an hour before that of UTC.
    let from = time("2027-01-10T23:00:00Z");
    let at = time("2027-02-07T23:00:00Z");
    assert_eq!(
        taken(None, 9, "2027-01-10T22:59:59Z"),
        Err(AnswerProblem::NotOpen { from })
    );
    assert_eq!(taken(None, 9, "2027-01-10T23:00:00Z"), Ok(Outcome::First));
    assert_eq!(taken(None, 9, "2027-02-07T22:59:59Z"), Ok(Outcome::First));
    assert_eq!(
        taken(None, 9, "2027-02-07T23:00:00Z"),
        Err(AnswerProblem::Closed { at })
    );
}

#[test]
fn a_second_answer_changes_the_first_for_ten_seconds() {
    let first = kept(9, "2027-01-20T12:00:00Z");
    let again = |value, at| taken(Some(&first), value, at);
    assert_eq!(again(3, "2027-01-20T12:00:10Z"), Ok(Outcome::Changed));
    let refused = Err(AnswerProblem::Answered { at: first.at });
    assert_eq!(again(3, "2027-01-20T12:00:10.001Z"), refused);
    // The clock was set back by a day: no second window.
    assert_eq!(again(3, "2027-01-19T12:00:00Z"), refused);
    // What was said already is taken at any time, and changes nothing: a lost answer is sent again.
    assert_eq!(again(9, "2027-06-01T12:00:00Z"), Ok(Outcome::Same));
    // A change in the last seconds of a wave is still one.
    let late = kept(9, "2027-02-07T22:59:58Z");
    assert_eq!(
        taken(Some(&late), 3, "2027-02-07T23:00:03Z"),
        Ok(Outcome::Changed)
    );
    assert_eq!(settled_at(&first), time("2027-01-20T12:00:10Z"));
}

#[test]
fn the_why_has_a_day_even_when_the_wave_ends() {
    let late = kept(2, "2027-02-07T22:00:00Z");
    let write = |now: Timestamp| accept_text(wave(), &berlin(), &late, now);
    assert_eq!(write(late.at + 23.hours()), Ok(()));
    let at = late.at + 24.hours();
    assert_eq!(write(at), Err(AnswerProblem::Closed { at }));
    let early = kept(2, "2027-01-12T10:00:00Z");
    assert_eq!(
        accept_text(wave(), &berlin(), &early, time("2027-02-07T22:59:59Z")),
        Ok(())
    );
}
