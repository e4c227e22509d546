//! Reads rules that people write as TOML: field by field, with every mistake at its place.
//!
//! It must not know what the rules are for: the programme and the surveys bring their fields and words.

mod fields;
mod ids;
mod parse;
mod texts;
mod wording;

pub use fields::{
    Fields, Mistake, Node, Placed, Problems, as_date, as_list, as_text, as_whole, shortened,
    wrong_type,
};
pub use ids::Ids;
pub use parse::{LARGEST_FILE, read_file};
pub use texts::Texts;
pub use wording::{LONGEST_NAME, LONGEST_TEXT, PERSONAS, TIERS, one_of, read_texts, some_of};
