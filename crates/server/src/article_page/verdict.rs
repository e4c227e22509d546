//! "Was this helpful?" below an article, as `src/pages/article/verdict.rs` draws it; without the app it tells what was said.

use contract::{Locale, MyReading};
use knowledge::escape;

use super::markup::draw;
use super::words::Words;

const UP: &str = "M8 20V10.500L12 3.500c1.600 0 2.300 1.100 2 2.600L13.300 9.500H19c1 0 1.700.9 1.400 1.900l-2 7.100c-.2.900-1 1.500-1.900 1.500zM8 10.500H4V20h4";
const DOWN: &str = "M16 4v9.500L12 20.500c-1.600 0-2.300-1.100-2-2.600l.7-3.400H5c-1 0-1.700-.9-1.400-1.900l2-7.100C5.800 4.600 6.600 4 7.500 4zM16 13.500h4V4h-4";

pub fn section(mine: &MyReading, words: &Words, ui: Locale) -> String {
    let text = |key| escape(words.get("verdict", key));
    let said = mine.vote.as_ref().map(|vote| vote.is_helpful);
    let choice = |is_helpful: bool, icon, key| {
        format!(
            "<button type=\"button\" class=\"button verdict__choice\" aria-pressed=\"{}\" disabled>{}<span>{}</span></button>",
            said == Some(is_helpful),
            draw(icon),
            text(key),
        )
    };
    let reason = mine.vote.as_ref().map_or_else(String::new, |vote| {
        let reason = vote.reason.as_deref();
        let quoted = reason.map_or_else(String::new, |reason| {
            let line = escape(&words.with("verdict", "you_wrote", &[("reason", reason)]));
            format!("<p class=\"verdict__reason\">{line}</p>")
        });
        let key = if reason.is_some() { "change_reason" } else { "add_reason" };
        format!(
            "<div class=\"verdict__said\">{quoted}<button type=\"button\" class=\"button button--quiet\" disabled><span>{}</span></button></div>",
            text(key)
        )
    });
    format!(
        "<section class=\"card verdict\" aria-labelledby=\"was-this-helpful\" lang=\"{ui}\">\
         <header class=\"verdict__head\"><h2 id=\"was-this-helpful\">{}</h2><p class=\"small muted\">{}</p></header>\
         <div class=\"verdict__choices\">{}{}</div>{reason}</section>",
        text("title"),
        text("lead"),
        choice(true, UP, "yes"),
        choice(false, DOWN, "no"),
    )
}
