//! Links lead to something that is there, and that the reader of the link may open.

use std::sync::Arc;

use contract::Locale;

use super::Check;
use crate::address::Address;
use crate::article::Article;
use crate::markdown::InternalLink;

impl<'a> Check<'a> {
    pub(super) fn related(&mut self, article: &Article) {
        for related in &article.front_matter.related {
            let address = &related.value;
            let message = if *address == article.place.address {
                "the article names itself".to_owned()
            } else if let Some(target) = self.moved.get(address) {
                format!("`{address}` has moved to `{target}`")
            } else if !self.exists(address) {
                format!("there is no article `{address}`")
            } else {
                continue;
            };
            self.error(article, related.offset, "dead-related", message);
        }
    }

    pub(super) fn links(&mut self, article: &Article) {
        for link in &article.links {
            match &link.value {
                InternalLink::Here { fragment } => {
                    self.fragment(article, link.offset, article, fragment);
                }
                InternalLink::Article { address, fragment } => {
                    self.link(article, link.offset, address, fragment.as_deref());
                }
                InternalLink::Category(category) => {
                    let mut places = self.draft.claimed.iter();
                    if !places.any(|place| place.address.category == *category) {
                        let message = format!("there is no category `{category}`");
                        self.error(article, link.offset, "dead-link", message);
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
            let message = format!("there is no article `{address}`");
            return self.error(article, offset, "dead-link", message);
        }
        let Some(target) = self.target(address, article.place.locale) else {
            return;
        };
        if let Some(fragment) = fragment {
            self.fragment(article, offset, target, fragment);
        }
        if target.front_matter.is_draft && !article.front_matter.is_draft {
            let message = format!("`{address}` is a draft, which nobody can open");
            self.warning(article, offset, "gated-link", message);
        } else if !article
            .front_matter
            .audience
            .value
            .is_within(&target.front_matter.audience.value)
        {
            let message = format!(
                "not everyone who reads this may open `{address}`; its audience is narrower"
            );
            self.warning(article, offset, "gated-link", message);
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
        let locale = [locale, Locale::En]
            .into_iter()
            .chain(Locale::ALL)
            .find(|locale| self.is_claimed(address, *locale))?;
        self.draft
            .articles
            .get(address)?
            .get(&locale)
            .map(Arc::as_ref)
    }
}
