//! The arithmetic of the measurement: how well queries are answered, and what is usual among many figures.

use serde::Deserialize;

/// So many of the first hits count.
const MOST: usize = 10;

/// One query of the corpus as an engine answered it.
#[derive(Debug, Deserialize)]
pub struct Answered {
    pub class: String,
    /// The slug of the article that the query was cut from.
    pub expected: String,
    /// Slugs, best first. Equal scores stand as the engine gave them.
    pub hits: Vec<String>,
    /// What each timed run took for it.
    pub millis: Vec<f64>,
}

/// How well a set of queries was answered, from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Relevance {
    /// The mean of one through the place of the expected article among the first ten, nothing where it is not there.
    pub reciprocal_rank: f64,
    /// The part of the queries that found it there.
    pub recall: f64,
}

impl Relevance {
    pub fn of<'a>(answers: impl IntoIterator<Item = &'a Answered>) -> Self {
        let ranks: Vec<f64> = answers.into_iter().map(reciprocal_rank).collect();
        let found: Vec<f64> = ranks.iter().map(|rank| rank.ceil()).collect();
        Self {
            reciprocal_rank: mean(&ranks),
            recall: mean(&found),
        }
    }
}

/// The classes of the queries, in the order of the file.
pub fn classes(answers: &[Answered]) -> Vec<&str> {
    let mut classes: Vec<&str> = Vec::new();
    for answer in answers {
        if !classes.contains(&answer.class.as_str()) {
            classes.push(&answer.class);
        }
    }
    classes
}

pub fn of_class<'a>(
    answers: &'a [Answered],
    class: &'a str,
) -> impl Iterator<Item = &'a Answered> + 'a {
    answers.iter().filter(move |answer| answer.class == class)
}

/// Milliseconds of a query: of each run the percentile, of these the middle one.
pub fn millis_at(answers: &[Answered], percent: usize) -> f64 {
    let runs = answers.iter().map(|answer| answer.millis.len()).min();
    let of_runs = (0..runs.unwrap_or(0)).map(|run| {
        let times = answers.iter().map(|answer| answer.millis[run]);
        percentile(times.collect(), percent)
    });
    median(of_runs.collect())
}

/// The value below or at which so many percent of the others are; nothing is interpolated. Zero of none.
pub fn percentile(mut values: Vec<f64>, percent: usize) -> f64 {
    values.sort_by(f64::total_cmp);
    let last = values.len().saturating_sub(1);
    values.get(last * percent / 100).copied().unwrap_or(0.0)
}

pub fn median(values: Vec<f64>) -> f64 {
    percentile(values, 50)
}

fn reciprocal_rank(answer: &Answered) -> f64 {
    let first = answer.hits.iter().take(MOST);
    (1_u32..)
        .zip(first)
        .find(|(_, slug)| **slug == answer.expected)
        .map_or(0.0, |(place, _)| 1.0 / f64::from(place))
}

fn mean(values: &[f64]) -> f64 {
    let count = u32::try_from(values.len().max(1)).map_or(f64::INFINITY, f64::from);
    values.iter().sum::<f64>() / count
}

#[cfg(test)]
#[expect(
    clippy::float_cmp,
    reason = "halves and whole numbers are exact, and percentiles are values as they were given"
)]
mod tests {
    use super::*;

    fn answered(class: &str, hits: &[&str], millis: &[f64]) -> Answered {
        Answered {
            class: class.to_owned(),
            expected: "wanted".to_owned(),
            hits: hits.iter().map(|&slug| slug.to_owned()).collect(),
            millis: millis.to_vec(),
        }
    }

    #[test]
    fn a_rank_counts_one_through_its_place() {
        let answers = [
            answered("title", &["wanted", "other"], &[]),
            answered("title", &["other", "wanted"], &[]),
            answered("title", &["a", "b", "c", "wanted"], &[]),
            answered("title", &["other"], &[]),
        ];
        let relevance = Relevance::of(&answers);
        assert_eq!(
            relevance,
            Relevance {
                reciprocal_rank: 0.4375,
                recall: 0.75
            }
        );
    }

    #[test]
    fn what_stands_behind_the_tenth_place_is_not_found() {
        let mut hits = vec!["other"; 9];
        hits.push("wanted");
        let tenth = Relevance::of(&[answered("body", &hits, &[])]);
        assert_eq!((tenth.reciprocal_rank, tenth.recall), (0.1, 1.0));
        hits.insert(0, "other");
        let eleventh = Relevance::of(&[answered("body", &hits, &[])]);
        assert_eq!((eleventh.reciprocal_rank, eleventh.recall), (0.0, 0.0));
    }

    #[test]
    fn classes_are_measured_each_for_itself() {
        let answers = [
            answered("title", &["wanted"], &[]),
            answered("body", &[], &[]),
            answered("title", &[], &[]),
        ];
        assert_eq!(classes(&answers), ["title", "body"]);
        let of = |class| Relevance::of(of_class(&answers, class)).recall;
        assert_eq!((of("title"), of("body"), of("none")), (0.5, 0.0, 0.0));
    }

    #[test]
    fn percentiles_are_values_that_were_measured() {
        let values: Vec<f64> = (0..=100).rev().map(f64::from).collect();
        for (percent, expected) in [(0, 0.0), (50, 50.0), (95, 95.0), (100, 100.0)] {
            assert_eq!(percentile(values.clone(), percent), expected);
        }
        assert_eq!(percentile(vec![4.0, 1.0, 3.0, 2.0], 50), 2.0);
        assert_eq!(percentile(Vec::new(), 95), 0.0);
    }

    #[test]
    fn of_several_runs_the_middle_one_counts() {
        let answers = [
            answered("title", &[], &[1.0, 9.0, 2.0]),
            answered("title", &[], &[3.0, 8.0, 4.0]),
        ];
        assert_eq!(millis_at(&answers, 50), 2.0);
        assert_eq!(millis_at(&answers, 100), 4.0);
    }
}
