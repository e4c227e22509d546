//! What the articles are called.

use crate::search::codec::{Damaged, Reader, small, write_number, write_text};

#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::search) struct Name {
    pub category: String,
    pub slug: String,
    pub title: String,
    pub updated: String,
    /// The hash of the article's text.
    pub text: u32,
}

impl Name {
    /// The name of the file with the article's text.
    pub fn text_file(&self) -> String {
        format!("text-{}-{}-{:08x}.bin", self.category, self.slug, self.text)
    }
}

/// The names of a row of articles.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::search) struct Names(pub Vec<Name>);

impl Names {
    /// Like stands beside like, which compresses best.
    pub fn write(&self) -> Vec<u8> {
        let mut out = Vec::new();
        write_number(small(self.0.len()), &mut out);
        for part in [
            |name: &Name| name.category.clone(),
            |name: &Name| name.slug.clone(),
            |name: &Name| name.title.clone(),
            |name: &Name| name.updated.clone(),
        ] {
            for name in &self.0 {
                write_text(&part(name), &mut out);
            }
        }
        for name in &self.0 {
            out.extend(name.text.to_le_bytes());
        }
        out
    }

    pub fn read(bytes: &[u8]) -> Result<Self, Damaged> {
        let mut reader = Reader(bytes);
        let count = reader.count()?;
        let mut column = || {
            (0..count)
                .map(|_| reader.text())
                .collect::<Result<Vec<_>, _>>()
        };
        let (categories, slugs) = (column()?, column()?);
        let (titles, dates) = (column()?, column()?);
        let rows = categories.into_iter().zip(slugs).zip(titles).zip(dates);
        let mut names = Vec::with_capacity(count);
        for (((category, slug), title), updated) in rows {
            names.push(Name {
                category: category.to_owned(),
                slug: slug.to_owned(),
                title: title.to_owned(),
                updated: updated.to_owned(),
                text: u32::from_le_bytes(reader.bytes(4)?.try_into().map_err(|_| Damaged)?),
            });
        }
        Ok(Self(names))
    }
}
