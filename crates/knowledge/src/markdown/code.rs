//! Blocks of code: escaped always, coloured by class where the highlighter is compiled in.

use pulldown_cmark_escape::escape_html_body_text;

#[cfg(feature = "server")]
mod highlight;

/// A block that scrolls sideways, and so can be focused to do so by keyboard.
pub(super) fn block(info: &str, code: &str) -> String {
    let inner = coloured(language(info), code).unwrap_or_else(|| escaped(code));
    match language(info) {
        Some(language) => {
            format!(
                "<pre class=\"code\" tabindex=\"0\"><code class=\"language-{language}\">{inner}</code></pre>\n"
            )
        }
        None => format!("<pre class=\"code\" tabindex=\"0\"><code>{inner}</code></pre>\n"),
    }
}

/// The first word of a fence's info string, if it can be part of a class.
fn language(info: &str) -> Option<&str> {
    let word = info.split([' ', '\t', ',', '{']).next()?;
    let is_name =
        |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'+' | b'#' | b'.');
    (!word.is_empty() && word.bytes().all(is_name)).then_some(word)
}

fn escaped(code: &str) -> String {
    let mut html = String::with_capacity(code.len());
    // Writing to a string cannot fail.
    let _ = escape_html_body_text(&mut html, code);
    html
}

#[cfg(feature = "server")]
fn coloured(language: Option<&str>, code: &str) -> Option<String> {
    highlight::spans(language?, code)
}

#[cfg(not(feature = "server"))]
fn coloured(_: Option<&str>, _: &str) -> Option<String> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_code_and_refuses_languages_that_are_no_names() {
        assert_eq!(
            block("\"><script>", "a < b & c"),
            "<pre class=\"code\" tabindex=\"0\"><code>a &lt; b &amp; c</code></pre>\n"
        );
        assert!(block("nonesuch", "a").contains("class=\"language-nonesuch\""));
    }

    #[cfg(feature = "server")]
    #[test]
    fn colours_by_class_alone() {
        let html = block("json", "{\"points\": 10}\n");
        assert!(html.contains("<span class=\"hl-"), "{html}");
        assert!(!html.contains("style="), "{html}");
    }
}
