//! Text as it stands in HTML and XML, also inside an attribute.

/// Replaces the characters that would end a text or an attribute, or begin an element or an entity.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
