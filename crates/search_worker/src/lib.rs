//! What the app and its search worker say to each other, as JSON.
//!
//! The worker itself is the program beside it (`main.rs`): the app loads it as a bundle of its own when somebody searches for
//! the first time, and asks it by these messages. They must not know how an index is laid out.

use contract::Locale;
use serde::{Deserialize, Serialize};

/// From the app to the worker.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Request {
    Ask(Ask),
    /// Another person may be signed in: nothing that was fetched before may be used.
    Forget,
}

/// A search. The answer to an earlier one that is still on its way is then no longer wanted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ask {
    /// Each greater than the one before.
    pub id: u32,
    pub text: String,
    /// The reader's language. Articles that are written in others come after.
    pub locale: Locale,
    /// So many articles in the reader's language at most.
    pub most: usize,
}

/// From the worker to the app.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Reply {
    /// The worker listens; what was sent before was not heard.
    Ready,
    /// Takes the place of an earlier answer with the same id.
    Answer(Answer),
    Failed {
        id: u32,
        failure: Failure,
    },
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    pub id: u32,
    /// Best first.
    pub hits: Vec<Found>,
    /// In other languages, at most a few of each, best first.
    pub others: Vec<Found>,
    /// Where nothing was found: terms near to the question, each of which finds something.
    pub near: Vec<String>,
    /// Whether nothing more comes: places inside the articles and other languages follow after the titles.
    pub is_complete: bool,
    /// Milliseconds that the search took, without what it fetched.
    pub took: f64,
}

/// An article that answers, and the place in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    pub locale: Locale,
    pub category: String,
    pub slug: String,
    pub title: Vec<Piece>,
    /// The heading of the section that answers best; empty where that is the beginning.
    pub heading: Vec<Piece>,
    /// Where on the page that section begins; empty like the heading.
    pub anchor: String,
    /// A few words of that section; empty until they were fetched.
    pub excerpt: Vec<Piece>,
}

/// A part of a text that matches the question, or one that does not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    pub text: String,
    pub is_match: bool,
}

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Failure {
    /// The network is gone, and what is needed was not fetched before.
    Offline,
    SignedOut,
    /// The server failed, or sent what cannot be read.
    Broken,
}
