//! From a question to its answer, in two steps: the titles at once, then the places inside the articles and what other
//! languages have.

use std::ops::Range;

use contract::{Locale, SearchIndex};
use knowledge::search::{Excerpt, Hit, excerpt, marks};
use search_worker::{Answer, Ask, Failure, Found, Piece, Reply};

use crate::network::{self, Trouble};
use crate::shelf::{Shelf, Shelves};
use crate::{Worker, say};

/// What stands below the first screen is told by its title.
const MOST_EXCERPTS: usize = 8;
/// Milliseconds without another letter before texts are fetched: as one types, the titles do.
const REST: i32 = 120;
/// Of each other language.
const MOST_OTHERS: usize = 3;
const MOST_NEAR: usize = 5;

pub async fn answer(worker: &Worker, ask: &Ask) {
    let mut outcome = try_answer(worker, ask).await;
    if matches!(outcome, Err(Trouble::Outdated)) {
        // The articles have changed since the index was opened.
        worker.shelves().outdate();
        outcome = try_answer(worker, ask).await;
    }
    let Err(trouble) = outcome else { return };
    if worker.is_newest(ask.id) {
        let failure = match trouble {
            Trouble::Failed(failure) => failure,
            Trouble::Outdated => Failure::Broken,
        };
        say(&Reply::Failed {
            id: ask.id,
            failure,
        });
    }
}

async fn try_answer(worker: &Worker, ask: &Ask) -> Result<(), Trouble> {
    let shelves = worker.shelves();
    let listing = shelves.listing(ask.locale).await?;
    let shelf = shelves.shelf(&listing.root).await?;
    let (hits, took) = shelf.find(&shelves, &ask.text, ask.most).await?;
    if !worker.is_newest(ask.id) {
        return Ok(());
    }
    let mut answer = Answer {
        id: ask.id,
        hits: shown(&shelf, &hits, ask, ask.locale),
        took,
        ..Answer::default()
    };
    // Where everything is here already one answer is enough, and nothing moves under the reader's eyes.
    let seen = &hits[..hits.len().min(MOST_EXCERPTS)];
    if !shelf.has_texts(seen) {
        say(&Reply::Answer(answer.clone()));
        network::pause(REST).await;
        if !worker.is_newest(ask.id) {
            return Ok(());
        }
        shelf.fetch_texts(&shelves, seen).await?;
        answer.hits = shown(&shelf, &hits, ask, ask.locale);
    }
    if !worker.is_newest(ask.id) {
        return Ok(());
    }
    answer.others = others(&shelves, &listing, ask).await?;
    if answer.hits.is_empty() {
        answer.near = shelf.near(&shelves, &ask.text, MOST_NEAR).await?;
    }
    answer.is_complete = true;
    if worker.is_newest(ask.id) {
        say(&Reply::Answer(answer));
    }
    Ok(())
}

/// What articles that are written in other languages answer.
async fn others(
    shelves: &Shelves,
    listing: &SearchIndex,
    ask: &Ask,
) -> Result<Vec<Found>, Trouble> {
    let mut found = Vec::new();
    for other in &listing.others {
        let shelf = shelves.shelf(&other.root).await?;
        let (hits, _) = shelf.find(shelves, &ask.text, MOST_OTHERS).await?;
        shelf.fetch_texts(shelves, &hits).await?;
        found.extend(shown(&shelf, &hits, ask, other.locale));
    }
    Ok(found)
}

fn shown(shelf: &Shelf, hits: &[Hit], ask: &Ask, locale: Locale) -> Vec<Found> {
    hits.iter()
        .map(|hit| {
            let place = shelf
                .text(hit)
                .and_then(|text| excerpt(&text, &ask.text).ok())
                .unwrap_or_default();
            Found {
                locale,
                category: hit.category.clone(),
                slug: hit.slug.clone(),
                title: pieces(&hit.title, &marks(&hit.title, &ask.text)),
                heading: pieces(&place.heading, &place.heading_marks),
                excerpt: with_ends(&place),
                anchor: place.anchor,
            }
        })
        .collect()
}

/// The excerpt in its pieces; an ellipsis stands where the section goes on.
fn with_ends(place: &Excerpt) -> Vec<Piece> {
    let mut all = pieces(&place.text, &place.marks);
    let ellipsis = || Piece {
        text: "…".to_owned(),
        is_match: false,
    };
    if place.is_cut_before {
        all.insert(0, ellipsis());
    }
    if place.is_cut_after {
        all.push(ellipsis());
    }
    all
}

/// A text cut where its matches begin and end.
fn pieces(text: &str, marks: &[Range<usize>]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut push = |range: Range<usize>, is_match| {
        if let Some(text) = text.get(range).filter(|text| !text.is_empty()) {
            pieces.push(Piece {
                text: text.to_owned(),
                is_match,
            });
        }
    };
    let mut at = 0;
    for mark in marks {
        push(at..mark.start, false);
        push(mark.clone(), true);
        at = mark.end;
    }
    push(at..text.len(), false);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_at_its_marks() {
        let text = "招待する people";
        let cut: Vec<_> = pieces(text, &[0..6, 13..19])
            .into_iter()
            .map(|piece| (piece.text, piece.is_match))
            .collect();
        let expected = [("招待", true), ("する ", false), ("people", true)];
        assert_eq!(cut, expected.map(|(text, is)| (text.to_owned(), is)));
        assert!(pieces("", &[]).is_empty());
    }
}
