//! Badges, the streak and challenges of a version, as members read them.

use contract::{
    BadgeTerms, ChallengeTerms, ChangeView, ChangedThing as Thing, Locale, StreakTerms,
};
use loyalty::programme::Moved;

use super::{In, plain};

impl In<'_> {
    pub(super) fn badges(&self) -> Vec<BadgeTerms> {
        let badges = self.programme.badges.iter().map(|badge| BadgeTerms {
            name: badge.name.get(self.locale).to_owned(),
            text: badge.text.get(self.locale).to_owned(),
            shape: badge.shape,
        });
        badges.collect()
    }

    pub(super) fn streak(&self) -> Option<StreakTerms> {
        let streak = self.programme.streak.as_ref()?;
        Some(StreakTerms {
            days: streak.days,
            freezes: streak.freezes,
            every_weeks: streak.every_weeks,
            most_per_year: streak.most_per_year,
            points: self.programme.streak_points(),
        })
    }

    pub(super) fn challenges(&self) -> Vec<ChallengeTerms> {
        let challenges = &self.programme.challenges;
        let terms = challenges.iter().map(|template| ChallengeTerms {
            name: template.name.get(self.locale).to_owned(),
            text: template.text.get(self.locale).to_owned(),
            least_goal: template.least_goal,
            most_goal: template.most_goal,
            least_days: template.least_days,
            most_days: template.most_days,
            most_per_year: template.most_per_year,
            points: self.programme.challenge_points(&template.id),
        });
        terms.collect()
    }

    pub(super) fn badges_moved(&self, before: &Self, how: Moved, ids: &[String]) -> ChangeView {
        let of = if how == Moved::Gone { before } else { self };
        let name = |id: &String| {
            let badge = of.programme.badge(id);
            badge.map_or_else(|| id.clone(), |badge| badge.name.get(of.locale).to_owned())
        };
        let what = match how {
            Moved::Added => Thing::BadgesAdded,
            Moved::Gone => Thing::BadgesGone,
            Moved::Changed => Thing::BadgesChanged,
        };
        self.together(what, &ids.iter().map(name).collect::<Vec<_>>())
    }

    pub(super) fn challenges_moved(&self, before: &Self, how: Moved, ids: &[String]) -> ChangeView {
        let of = if how == Moved::Gone { before } else { self };
        let name = |id: &String| {
            let template = of.programme.challenge(id);
            template.map_or_else(|| id.clone(), |one| one.name.get(of.locale).to_owned())
        };
        let what = match how {
            Moved::Added => Thing::ChallengesAdded,
            Moved::Gone => Thing::ChallengesGone,
            Moved::Changed => Thing::ChallengesChanged,
        };
        self.together(what, &ids.iter().map(name).collect::<Vec<_>>())
    }

    fn together(&self, what: Thing, names: &[String]) -> ChangeView {
        let comma = match self.locale {
            Locale::En => ", ",
            Locale::Ja | Locale::ZhHant => "、",
        };
        ChangeView {
            name: names.join(comma),
            ..plain(what)
        }
    }
}

pub(super) const fn streak_moved(how: Moved) -> ChangeView {
    plain(match how {
        Moved::Added => Thing::StreakAdded,
        Moved::Gone => Thing::StreakGone,
        Moved::Changed => Thing::StreakChanged,
    })
}
