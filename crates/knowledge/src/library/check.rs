//! What can only be checked between files: addresses, links, and that every language has the same audience.

use std::collections::BTreeMap;

use contract::Locale;

use super::{Draft, Translations};
use crate::address::Address;
use crate::article::{Article, Place};
use crate::diagnostic::{Diagnostic, Source};
use crate::front_matter::Placed;
use crate::markdown::InternalLink;

pub(super) fn problems(draft: &Draft<'_>) -> Vec<Diagnostic> {
    let mut check = Check {
        draft,
        problems: Vec::new(),
        moved: BTreeMap::new(),
    };
    check.aliases();
    for translations in draft.articles.values() {
        check.audiences(translations);
        for article in translations.values() {
            check.category(article);
            check.related(article);
            check.links(article);
        }
    }
    check.problems
}

/// Every old address with the article that claims it.
pub(super) fn aliases(
    articles: &BTreeMap<Address, Translations>,
) -> impl Iterator<Item = (&Article, &Placed<Address>)> {
    articles
        .values()
        .flat_map(BTreeMap::values)
        .flat_map(|article| {
            article
                .front_matter
                .aliases
                .iter()
                .map(move |alias| (article, alias))
        })
}

struct Check<'a> {
    draft: &'a Draft<'a>,
    problems: Vec<Diagnostic>,
    moved: BTreeMap<&'a Address, &'a Address>,
}

impl<'a> Check<'a> {
    /// An old address belongs to one article, and no article stands there: so a redirect never leads to another one.
    fn aliases(&mut self) {
        let draft = self.draft;
        for (article, alias) in aliases(&draft.articles) {
            let address = &article.place.address;
            if self.exists(&alias.value) {
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

    /// A translation without the limits of the others would show everyone what they hide.
    fn audiences(&mut self, translations: &Translations) {
        let mut articles = translations.values();
        let Some(first) = articles.next() else {
            return;
        };
        for article in articles {
            let audience = &article.front_matter.audience;
            if audience.value != first.front_matter.audience.value {
                let message = format!("`audience` differs from that of {}", first.place);
                self.error(article, audience.offset, "audience-differs", message);
            }
        }
    }

    fn category(&mut self, article: &Article) {
        let category = &article.place.address.category;
        if self
            .draft
            .categories
            .as_ref()
            .is_some_and(|known| !known.contains(category))
        {
            self.warning(
                article,
                0,
                "unknown-category",
                format!("categories.toml has no `{category}`"),
            );
        }
    }

    fn related(&mut self, article: &Article) {
        for related in &article.front_matter.related {
            let address = &related.value;
            if *address == article.place.address {
                self.error(
                    article,
                    related.offset,
                    "dead-related",
                    "the article names itself".to_owned(),
                );
            } else if let Some(target) = self.moved.get(address) {
                let message = format!("`{address}` has moved to `{target}`");
                self.error(article, related.offset, "dead-related", message);
            } else if !self.exists(address) {
                self.error(
                    article,
                    related.offset,
                    "dead-related",
                    format!("there is no article `{address}`"),
                );
            }
        }
    }

    fn links(&mut self, article: &Article) {
        for link in &article.links {
            match &link.value {
                InternalLink::Here { fragment } => {
                    self.fragment(article, link.offset, article, fragment);
                }
                InternalLink::Article { address, fragment } => {
                    self.link(article, link.offset, address, fragment.as_deref());
                }
                InternalLink::Category(category) => {
                    if !self
                        .draft
                        .claimed
                        .iter()
                        .any(|place| place.address.category == *category)
                    {
                        self.error(
                            article,
                            link.offset,
                            "dead-link",
                            format!("there is no category `{category}`"),
                        );
                    }
                }
                InternalLink::Malformed => {
                    let message = "articles are linked as /kb/CATEGORY/SLUG".to_owned();
                    self.error(article, link.offset, "dead-link", message);
                }
            }
        }
    }

    fn link(
        &mut self,
        article: &Article,
        offset: usize,
        address: &Address,
        fragment: Option<&str>,
    ) {
        if let Some(target) = self.moved.get(address) {
            let message = format!("`{address}` has moved to `{target}`");
            return self.warning(article, offset, "moved-link", message);
        }
        if !self.exists(address) {
            return self.error(
                article,
                offset,
                "dead-link",
                format!("there is no article `{address}`"),
            );
        }
        if let (Some(fragment), Some(target)) =
            (fragment, self.target(address, article.place.locale))
        {
            self.fragment(article, offset, target, fragment);
        }
    }

    fn fragment(&mut self, article: &Article, offset: usize, target: &Article, fragment: &str) {
        if !fragment.is_empty() && !target.anchors.contains(fragment) {
            let message = format!("{} has no heading `#{fragment}`", target.place);
            self.error(article, offset, "dead-link", message);
        }
    }

    /// The translation that a reader of this language is led to; none while it cannot be read.
    fn target(&self, address: &Address, locale: Locale) -> Option<&'a Article> {
        let draft = self.draft;
        let locale = [locale, Locale::En]
            .into_iter()
            .chain(Locale::ALL)
            .find(|locale| {
                draft.claimed.contains(&Place {
                    locale: *locale,
                    address: address.clone(),
                })
            })?;
        draft.articles.get(address)?.get(&locale)
    }

    fn exists(&self, address: &Address) -> bool {
        let is_claimed = |locale| {
            self.draft.claimed.contains(&Place {
                locale,
                address: address.clone(),
            })
        };
        Locale::ALL.into_iter().any(is_claimed)
    }

    fn error(&mut self, article: &Article, offset: usize, code: &'static str, message: String) {
        let path = article.place.to_string();
        self.problems
            .push(self.source(&path).error(offset, code, message));
    }

    fn warning(&mut self, article: &Article, offset: usize, code: &'static str, message: String) {
        let path = article.place.to_string();
        self.problems
            .push(self.source(&path).warning(offset, code, message));
    }

    fn source<'s>(&'s self, path: &'s str) -> Source<'s> {
        Source {
            file: path,
            text: self.draft.texts.get(path).copied().unwrap_or_default(),
        }
    }
}
