//! Every language tells the same readers the same things, as far as dates can show it.
//!
//! The *source* of an article is the translation without `source_revision`, English before others.

use std::sync::Arc;

use contract::Locale;

use super::Check;
use crate::address::Address;
use crate::article::Article;
use crate::library::Translations;

impl Check<'_> {
    /// A translation without the limits of the others would show everyone what they hide.
    pub(super) fn audiences(&mut self, translations: &Translations) {
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

    pub(super) fn translations(&mut self, address: &Address, translations: &Translations) {
        let Some(source) = source(translations) else {
            self.without_source(address, translations);
            return;
        };
        for translation in translations.values() {
            if translation.place != source.place {
                self.age(translation, source);
            }
        }
        if source.front_matter.is_draft {
            return;
        }
        for locale in self.locales.clone() {
            if !self.is_claimed(address, locale) {
                let message = format!(
                    "there is no {locale}/{address}.md; readers of {} see this text",
                    locale.own_name()
                );
                self.warning(source, 0, "missing-translation", message);
            }
        }
    }

    /// One file may be broken and be the source; only a whole set without one is worth a word.
    fn without_source(&mut self, address: &Address, translations: &Translations) {
        let is_any_broken = Locale::ALL
            .into_iter()
            .any(|locale| self.is_claimed(address, locale) && !translations.contains_key(&locale));
        let Some(article) = translations.values().next().filter(|_| !is_any_broken) else {
            return;
        };
        let revision = article.front_matter.source_revision.as_ref();
        let offset = revision.map_or(0, |revision| revision.offset);
        let message = "no language is the source: the text that the others were made from has no `source_revision`";
        self.warning(article, offset, "no-source", message.to_owned());
    }

    fn age(&mut self, translation: &Article, source: &Article) {
        let updated = source.front_matter.updated;
        let Some(revision) = &translation.front_matter.source_revision else {
            let own = translation.front_matter.updated;
            if own < updated {
                let message = format!(
                    "{} changed on {updated}, this text on {own}; with `source_revision` you say which one it was made from",
                    source.place
                );
                self.warning(translation, 0, "stale-translation", message);
            }
            return;
        };
        if revision.value < updated {
            let message = format!(
                "{} changed on {updated}, this was made from its text of {}",
                source.place, revision.value
            );
            self.warning(translation, revision.offset, "stale-translation", message);
        } else if revision.value > updated {
            let message = format!(
                "{} has no text of {}: it changed last on {updated}",
                source.place, revision.value
            );
            self.warning(translation, revision.offset, "source-revision", message);
        }
    }
}

/// Whether a translation was made from an earlier text than the source has now.
pub(in crate::library) fn is_stale(translation: &Article, source: &Article) -> bool {
    let made_from = match &translation.front_matter.source_revision {
        Some(revision) => revision.value,
        None => translation.front_matter.updated,
    };
    translation.place != source.place && made_from < source.front_matter.updated
}

pub(in crate::library) fn source(translations: &Translations) -> Option<&Arc<Article>> {
    translations
        .values()
        .filter(|article| article.front_matter.source_revision.is_none())
        .min_by_key(|article| (article.place.locale != Locale::En, article.place.locale))
}
