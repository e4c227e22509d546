//! Pieces that several pages share: `<link data-trunk rel="inline" href="html/….html">` stands for the file, for Trunk as for us.

use super::tags::{Tag, tags};
use anyhow::{Context as _, Result};

/// The page with its pieces in their places; `read` gives a piece by its path. A piece holds no further pieces.
pub fn put_in(page: &str, read: impl Fn(&str) -> Result<String>) -> Result<String> {
    let mut whole = String::with_capacity(page.len());
    let mut copied = 0;
    for tag in tags(page).iter().filter(|tag| is_piece(tag)) {
        let path = tag
            .attribute("href")
            .context("a piece of a page has no href")?;
        whole.push_str(&page[copied..tag.range.start]);
        whole.push_str(read(path)?.trim());
        copied = tag.range.end;
    }
    whole.push_str(&page[copied..]);
    Ok(whole)
}

fn is_piece(tag: &Tag) -> bool {
    tag.attribute("data-trunk").is_some() && tag.attribute("rel") == Some("inline")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_piece_stands_where_it_is_named() {
        let page = "<head>\n<link data-trunk rel=\"inline\" href=\"a.html\">\n<link data-trunk rel=\"css\" href=\"b.css\">\n</head>";
        let read = |path: &str| Ok(format!("<title>{path}</title>\n"));
        assert_eq!(
            put_in(page, read).unwrap(),
            "<head>\n<title>a.html</title>\n<link data-trunk rel=\"css\" href=\"b.css\">\n</head>"
        );
        assert!(put_in(page, |path| anyhow::bail!("no {path}")).is_err());
    }
}
