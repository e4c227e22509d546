//! The answer 0 to 10, and the group it belongs to.

use serde::{Deserialize, Serialize};

/// How likely someone is to recommend: 0 to 10.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Score(u8);

/// What an answer tells in one word. Of the other scales: satisfied, neutral, dissatisfied; easy, neutral, hard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Group {
    Promoter,
    Passive,
    Detractor,
}

impl Score {
    pub const HIGHEST: u8 = 10;
    pub const ALL: [Self; 11] = [
        Self(0),
        Self(1),
        Self(2),
        Self(3),
        Self(4),
        Self(5),
        Self(6),
        Self(7),
        Self(8),
        Self(9),
        Self(10),
    ];

    pub const fn new(value: u8) -> Option<Self> {
        if value <= Self::HIGHEST {
            Some(Self(value))
        } else {
            None
        }
    }

    pub const fn value(self) -> u8 {
        self.0
    }

    pub const fn group(self) -> Group {
        match self.0 {
            9.. => Group::Promoter,
            7 | 8 => Group::Passive,
            _ => Group::Detractor,
        }
    }
}

impl TryFrom<u8> for Score {
    type Error = &'static str;

    fn try_from(value: u8) -> Result<Self, Self::Error> {
        Self::new(value).ok_or("a score is a whole number from 0 to 10")
    }
}

impl From<Score> for u8 {
    fn from(score: Score) -> Self {
        score.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_those_of_the_method() {
        let groups: String = Score::ALL
            .iter()
            .map(|score| match score.group() {
                Group::Promoter => 'p',
                Group::Passive => '-',
                Group::Detractor => 'd',
            })
            .collect();
        assert_eq!(groups, "ddddddd--pp");
        assert_eq!(Score::new(11), None);
    }

    #[test]
    fn nothing_else_is_read_as_a_score() {
        let read = |json: &str| serde_json::from_str::<Score>(json).ok().map(Score::value);
        assert_eq!((read("0"), read("10")), (Some(0), Some(10)));
        for wrong in ["11", "-1", "9.0", "9.5", "\"ten\"", "\"9\"", "null", "true"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
