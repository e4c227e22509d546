//! What facts are called in the interface. Which words a fact deserves is decided here; the words are in `locales/`.

pub mod audit;
pub mod board;
pub mod days;
pub mod entry;
pub mod movement;
pub mod people;
pub mod play;
pub mod problem;
pub mod reward;
pub mod rules;
pub mod survey;
pub mod tier;
