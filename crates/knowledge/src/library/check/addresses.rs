//! Addresses belong to one article each, and old ones lead straight to it.

use std::collections::{BTreeMap, BTreeSet};

use super::{Check, aliases};
use crate::address::Address;
use crate::article::Article;

impl Check<'_> {
    /// An old address belongs to one article, and no article stands there: so a redirect never leads to another one.
    pub(super) fn aliases(&mut self) {
        let draft = self.draft;
        for (article, alias) in aliases(&draft.articles) {
            let address = &article.place.address;
            if alias.value == *address {
                let message = "this is the article's own address, not an old one".to_owned();
                self.error(article, alias.offset, "alias-cycle", message);
            } else if let Some(circle) = self.circle(address, &alias.value) {
                let message = format!("old addresses lead round in a circle: {circle}");
                self.error(article, alias.offset, "alias-cycle", message);
            } else if self.exists(&alias.value) {
                let message = format!(
                    "an article stands at `{}`, so it is no old address",
                    alias.value
                );
                self.error(article, alias.offset, "duplicate-alias", message);
            } else if let Some(owner) = self.moved.insert(&alias.value, address)
                && owner != address
            {
                let message = format!("`{owner}` has the same old address `{}`", alias.value);
                self.error(article, alias.offset, "duplicate-alias", message);
            }
        }
    }

    /// The way from an article over its old address, that article's old addresses and so on, back to the first.
    fn circle(&self, start: &Address, first: &Address) -> Option<String> {
        let mut came_from: BTreeMap<&Address, &Address> = BTreeMap::new();
        let mut seen = BTreeSet::from([first]);
        let mut ahead = vec![first];
        while let Some(address) = ahead.pop() {
            let articles = self.draft.articles.get(address).into_iter().flatten();
            for (_, article) in articles {
                for next in article
                    .front_matter
                    .aliases
                    .iter()
                    .map(|alias| &alias.value)
                {
                    if next == start {
                        return Some(way(start, address, &came_from));
                    }
                    if seen.insert(next) {
                        came_from.insert(next, address);
                        ahead.push(next);
                    }
                }
            }
        }
        None
    }

    /// Two articles of one name are mixed up by those who link them and by those who tell each other of them.
    pub(super) fn slugs(&mut self) {
        let draft = self.draft;
        let mut owners: BTreeMap<&str, &Article> = BTreeMap::new();
        for (address, translations) in &draft.articles {
            let Some(article) = translations.values().next() else {
                continue;
            };
            let Some(first) = owners.get(address.slug.as_str()) else {
                owners.insert(&address.slug, article);
                continue;
            };
            let message = format!("`{}` has the same last part", first.place.address);
            self.warning(article, 0, "duplicate-slug", message);
        }
    }
}

/// `start → … → last → start`.
fn way(start: &Address, last: &Address, came_from: &BTreeMap<&Address, &Address>) -> String {
    let mut back = vec![start, last];
    let mut at = last;
    while let Some(before) = came_from.get(at) {
        back.push(before);
        at = before;
    }
    back.push(start);
    let forward: Vec<_> = back.iter().rev().map(ToString::to_string).collect();
    forward.join(" → ")
}
