//! What a person may be called on the board, and a company in a league: a name that can be read, and nobody else's.

use unicode_normalization::UnicodeNormalization as _;

/// Characters.
const SHORTEST: usize = 2;
const LONGEST: usize = 30;

/// Why a text is no nickname.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NicknameProblem {
    #[error("nothing to read")]
    Blank,
    #[error("shorter than {SHORTEST} characters")]
    TooShort,
    #[error("longer than {LONGEST} characters")]
    TooLong,
    #[error("line breaks or control characters")]
    Control,
    #[error("characters that turn the direction of writing")]
    Direction,
    #[error("characters that cannot be seen")]
    Invisible,
    #[error("characters of markup: < > & \" ` [ ] {{ }} \\")]
    Markup,
    #[error("spaces at the ends, several in a row, or other spaces than the usual ones")]
    Spaces,
}

impl NicknameProblem {
    /// The word by which the app knows it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Blank => "required",
            Self::TooShort => "too_short",
            Self::TooLong => "too_long",
            Self::Control => "control",
            Self::Direction => "direction",
            Self::Invisible => "invisible",
            Self::Markup => "markup",
            Self::Spaces => "spaces",
        }
    }
}

/// The nickname in its composed form, or why it is none.
pub fn check_nickname(text: &str) -> Result<String, NicknameProblem> {
    use NicknameProblem as Problem;
    if text.chars().any(turns_direction) {
        return Err(Problem::Direction);
    }
    if text.chars().any(char::is_control) || text.contains(['\u{2028}', '\u{2029}']) {
        return Err(Problem::Control);
    }
    if text.chars().any(is_invisible) {
        return Err(Problem::Invisible);
    }
    if text.contains(['<', '>', '&', '"', '`', '[', ']', '{', '}', '\\']) {
        return Err(Problem::Markup);
    }
    // A face or a row of dots cannot be read aloud.
    if !text.chars().any(char::is_alphanumeric) {
        return Err(Problem::Blank);
    }
    let is_other_space = |sign: char| sign.is_whitespace() && !is_space(sign);
    let is_at_end = text.starts_with(is_space) || text.ends_with(is_space);
    let is_double = text
        .chars()
        .zip(text.chars().skip(1))
        .any(|(one, two)| is_space(one) && is_space(two));
    if is_at_end || is_double || text.contains(is_other_space) {
        return Err(Problem::Spaces);
    }
    let composed: String = text.nfc().collect();
    match composed.chars().count() {
        length if length < SHORTEST => Err(Problem::TooShort),
        length if length > LONGEST => Err(Problem::TooLong),
        _ => Ok(composed),
    }
}

/// Whether two names can be taken for one another.
pub fn is_confusable(one: &str, other: &str) -> bool {
    let one = skeleton(one);
    !one.is_empty() && one == skeleton(other)
}

/// What is left of a name when everything is gone that can be taken for something else: width and form of letters, case,
/// accents, spaces and signs between, and letters of other scripts that look like Latin ones.
pub fn skeleton(text: &str) -> String {
    let plain = text.nfkc().flat_map(char::to_lowercase).nfkd();
    plain
        .filter(|sign| !('\u{300}'..='\u{36f}').contains(sign))
        .map(look_alike)
        .nfkc()
        .filter(|sign| sign.is_alphanumeric())
        .collect()
}

/// The usual space, and that of Japanese and Chinese writing.
const fn is_space(sign: char) -> bool {
    matches!(sign, ' ' | '\u{3000}')
}

const fn turns_direction(sign: char) -> bool {
    matches!(sign, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Zero-width signs, fillers and tags.
const fn is_invisible(sign: char) -> bool {
    matches!(
        sign,
        '\u{ad}' | '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200d}' | '\u{2060}'..='\u{2065}' | '\u{206a}'..='\u{206f}' | '\u{2800}' | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}'
    )
}

/// The Latin letter that a small letter or digit is taken for.
const fn look_alike(sign: char) -> char {
    match sign {
        'а' | 'α' | 'ɑ' => 'a',
        'в' | 'β' => 'b',
        'с' | 'ϲ' => 'c',
        'ԁ' => 'd',
        'е' | 'ҽ' | 'ε' => 'e',
        'һ' | 'н' | 'η' => 'h',
        '0' | 'о' | 'ο' | 'օ' => 'o',
        'ј' => 'j',
        'к' | 'κ' => 'k',
        'м' => 'm',
        'п' | 'ո' => 'n',
        'р' | 'ρ' => 'p',
        'ԛ' => 'q',
        'г' => 'r',
        'ѕ' => 's',
        'т' | 'τ' => 't',
        'υ' | 'ս' => 'u',
        'ѵ' | 'ν' => 'v',
        'ԝ' | 'ω' => 'w',
        'х' | 'χ' => 'x',
        'у' | 'γ' | 'ү' => 'y',
        // One stroke: which of them it is cannot be told in every type.
        '1' | 'i' | 'ı' | 'і' | 'ι' | 'ӏ' => 'l',
        other => other,
    }
}
