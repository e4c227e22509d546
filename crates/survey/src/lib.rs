//! The rules of asking and counting: who may be asked when, what an answer must be, what follows from it, and what all answers
//! say together.
//!
//! The same code runs natively and in the browser. It must not know of files, HTTP, a database or a clock: surveys, members,
//! answers and the present moment come in as arguments, and the same arguments give the same answer.

mod answer;
pub mod asking;
mod calendar;
pub mod counting;
mod definition;
#[cfg(test)]
mod fixture;
mod follow_up;
mod score;

pub use answer::{
    Answer, AnswerProblem, Kept, LONGEST_TEXT, Outcome, TEXT_GRACE, UNDO_WINDOW, accept,
    accept_text, read_answer, read_text, settled_at,
};
pub use calendar::{NoWorkingDay, WorkCalendar};
pub use definition::{
    Audience, Choice, FollowUpRule, Kind, LifeStage, Offer, OwnerRule, Page, Pages, Sample, Survey,
    Surveys, Wave, WaveRule, check, check_all,
};
pub use follow_up::{FollowUpState, Step, follow_up};
pub use rule_file::Texts;
pub use score::{Group, Score};
