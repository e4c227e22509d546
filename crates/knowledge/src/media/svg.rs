//! The size of a drawing, from the attributes of its outermost element.

use super::Size;

pub(super) fn is_svg(head: &[u8]) -> bool {
    root(head).is_some()
}

/// By `width` and `height` in pixels, else by `viewBox`.
pub(super) fn size(head: &[u8]) -> Option<Size> {
    let root = root(head)?;
    let by_attributes = attribute(&root, "width")
        .and_then(pixels)
        .zip(attribute(&root, "height").and_then(pixels));
    let (width, height) = by_attributes.or_else(|| {
        let mut numbers = attribute(&root, "viewBox")?
            .split([' ', ',', '\t', '\n', '\r'])
            .filter(|number| !number.is_empty())
            .skip(2)
            .map(pixels);
        Some((numbers.next()??, numbers.next()??))
    })?;
    Some(Size { width, height })
}

/// The tag `<svg …>`, if it is the first element of the text.
fn root(head: &[u8]) -> Option<String> {
    // The head may end in the middle of a character.
    let text = String::from_utf8_lossy(head);
    let mut rest = text.trim_start_matches('\u{feff}').trim_start();
    loop {
        if let Some(after) = rest.strip_prefix("<!--") {
            rest = after.split_once("-->")?.1.trim_start();
        } else if rest.starts_with("<?") || rest.starts_with("<!") {
            rest = rest.split_once('>')?.1.trim_start();
        } else {
            break;
        }
    }
    let tag = rest.strip_prefix("<svg")?;
    if !tag.starts_with([' ', '\t', '\n', '\r', '>', '/']) {
        return None;
    }
    Some(tag.split('>').next()?.to_owned())
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let mut rest = tag;
    loop {
        let (before, after) = rest.split_once('=')?;
        let after = after.trim_start();
        let quote = after.chars().next().filter(|&c| c == '"' || c == '\'')?;
        let (value, next) = after[1..].split_once(quote)?;
        if before.trim() == name {
            return Some(value.trim());
        }
        rest = next;
    }
}

/// Whole pixels; other units say nothing about the size on the page.
fn pixels(text: &str) -> Option<u32> {
    let number: f64 = text
        .strip_suffix("px")
        .unwrap_or(text)
        .trim()
        .parse()
        .ok()?;
    let is_size = number >= 1.0 && number <= f64::from(u16::MAX);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the number was compared with both ends"
    )]
    is_size.then_some(number.round() as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_size_of_the_outermost_element() {
        for (text, expected) in [
            ("<svg width=\"10\" height='20px'/>", Some((10, 20))),
            (
                "\u{feff}<?xml version=\"1.0\"?>\n<!DOCTYPE svg>\n<!-- <svg width=\"1\"> -->\n<svg xmlns=\"x\" viewBox=\"0 0 24.4, 12\">",
                Some((24, 12)),
            ),
            (
                "<svg width=\"100%\" height=\"100%\" viewBox=\"0 0 30 40\">",
                Some((30, 40)),
            ),
            ("<svg viewBox=\"0 0 30\">", None),
            ("<svg width=\"1e99\" height=\"-1\">", None),
            ("<svg>", None),
        ] {
            let size = size(text.as_bytes()).map(|size| (size.width, size.height));
            assert_eq!(size, expected, "{text}");
            assert!(is_svg(text.as_bytes()), "{text}");
        }
        for text in ["<html><svg/></html>", "<svgx>", "", "<!-- <svg>", "\u{0}"] {
            assert!(!is_svg(text.as_bytes()), "{text}");
        }
    }
}
