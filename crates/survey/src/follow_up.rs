//! What follows from an answer: who hears of it, until when, and what is offered.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::calendar::WorkCalendar;
use crate::definition::{FollowUpRule, Offer, OwnerRule};
use crate::score::Group;

/// How the member's last follow-up of the survey stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FollowUpState {
    Open,
    /// With an outcome.
    Closed,
}

/// What to do about a settled answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Step {
    Open {
        owner: OwnerRule,
        due: Date,
    },
    /// The last answer was taken care of, and it is low again.
    Reopen {
        owner: OwnerRule,
        due: Date,
    },
    /// One is open already: the answer joins it, and its date stays, so that a second answer cannot put it off.
    Join,
    /// What fits a promoter.
    Offer {
        offers: Vec<Offer>,
    },
    Nothing,
}

/// `answered` is the day of the answer in the owner's time zone, whose working days `calendar` has.
pub fn follow_up(
    rule: &FollowUpRule,
    group: Group,
    last: Option<FollowUpState>,
    answered: Date,
    calendar: &WorkCalendar,
) -> Step {
    if rule.groups.contains(&group) {
        let owner = rule.owner;
        let due = calendar.after(answered, rule.due_working_days);
        return match last {
            None => Step::Open { owner, due },
            Some(FollowUpState::Closed) => Step::Reopen { owner, due },
            Some(FollowUpState::Open) => Step::Join,
        };
    }
    if group == Group::Promoter && !rule.offers.is_empty() {
        return Step::Offer {
            offers: rule.offers.clone(),
        };
    }
    Step::Nothing
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Weekday, date};

    use super::*;

    fn step(group: Group, last: Option<FollowUpState>) -> Step {
        let rule = FollowUpRule {
            groups: vec![Group::Detractor],
            owner: OwnerRule::SuccessManager,
            due_working_days: 2,
            offers: vec![Offer::Referral],
        };
        let weekend = [Weekday::Saturday, Weekday::Sunday];
        let calendar = WorkCalendar::new(&weekend, [date(2026, 11, 23)]).expect("some work");
        follow_up(&rule, group, last, date(2026, 11, 20), &calendar)
    }

    #[test]
    fn a_low_answer_is_taken_up_once_and_again() {
        let owner = OwnerRule::SuccessManager;
        // A Friday; Monday is a holiday in Japan.
        let due = date(2026, 11, 25);
        assert_eq!(step(Group::Detractor, None), Step::Open { owner, due });
        let closed = Some(FollowUpState::Closed);
        assert_eq!(step(Group::Detractor, closed), Step::Reopen { owner, due });
        let open = Some(FollowUpState::Open);
        assert_eq!(step(Group::Detractor, open), Step::Join);
        assert_eq!(step(Group::Passive, closed), Step::Nothing);
    }

    #[test]
    fn promoters_are_offered_what_the_survey_says() {
        let offers = vec![Offer::Referral];
        assert_eq!(step(Group::Promoter, None), Step::Offer { offers });
    }
}
