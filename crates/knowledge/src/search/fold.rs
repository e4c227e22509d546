//! Brings characters that readers take for the same to one form: width, case, diacritics, kana, Han variants.
//!
//! What folds together finds one another. It works on characters alone and must not know of words; every form keeps the
//! place in the source from which it came, so that a match can be shown in the original text.

use std::sync::OnceLock;

/// Made from Unicode's and `OpenCC`'s data by the test beside this file, which also keeps it current.
static TABLE: &[u8] = include_bytes!("fold/table.bin");

/// Marks in the table of forms; both are no characters.
const NOTHING: u16 = 0xffff;
const SEVERAL: u16 = 0xfffe;

/// A folded character and the bytes of the source that it stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Folded {
    pub character: char,
    pub start: usize,
    pub end: usize,
    /// Whether the source has a capital here: humps of `camelCase` are seen by it.
    pub is_upper: bool,
}

/// Calls `take` with every folded character of the text in order.
pub(crate) fn fold(text: &str, mut take: impl FnMut(Folded)) {
    let forms = forms();
    let mut rest = text.char_indices().peekable();
    while let Some((start, source)) = rest.next() {
        let mut end = start + source.len_utf8();
        if source.is_ascii() {
            take(Folded {
                character: source.to_ascii_lowercase(),
                start,
                end,
                is_upper: source.is_ascii_uppercase(),
            });
            continue;
        }
        let mut form = forms.of(source);
        if let Form::One(kana) = form
            && let Some(&(at, mark)) = rest.peek()
            && let Some(voiced) = voiced(kana, mark)
        {
            rest.next();
            end = at + mark.len_utf8();
            form = Form::One(voiced);
        }
        let mut is_upper = source.is_uppercase();
        let mut give = |character| {
            take(Folded {
                character,
                start,
                end,
                is_upper,
            });
            is_upper = false;
        };
        match form {
            Form::One(character) => give(character),
            Form::Nothing => {}
            Form::Several(characters) => characters.chars().for_each(give),
        }
    }
}

enum Form<'a> {
    Nothing,
    One(char),
    Several(&'a str),
}

struct Forms {
    /// By code point; 0 where the general rules apply.
    direct: Vec<u16>,
    /// Sorted by code point.
    several: Vec<(u16, &'static str)>,
}

impl Forms {
    fn of(&self, source: char) -> Form<'static> {
        let lowered = || {
            let mut lower = source.to_lowercase();
            Form::One(lower.next().unwrap_or(source))
        };
        let Ok(code) = u16::try_from(u32::from(source)) else {
            return lowered();
        };
        match self.direct[usize::from(code)] {
            0 => lowered(),
            NOTHING => Form::Nothing,
            SEVERAL => self
                .several
                .binary_search_by_key(&code, |(code, _)| *code)
                .map_or(Form::Nothing, |at| Form::Several(self.several[at].1)),
            one => char::from_u32(u32::from(one)).map_or(Form::Nothing, Form::One),
        }
    }
}

fn forms() -> &'static Forms {
    static FORMS: OnceLock<Forms> = OnceLock::new();
    FORMS.get_or_init(|| read(TABLE))
}

/// The table: how many forms, the code points as differences, the forms each ended by a zero byte.
fn read(table: &'static [u8]) -> Forms {
    let mut direct = vec![0; 1 << 16];
    let mut several = Vec::new();
    // Han stands for itself unless the table says otherwise: no need to ask for its lower case.
    for code in (0x3400..0xa000).chain(0xac00..0xd800) {
        direct[usize::from(code)] = code;
    }
    for mark in (0x0300..0x0370).chain([0x00ad, 0x200b, 0x200c, 0x200d, 0x3099, 0x309a, 0xfeff]) {
        direct[mark] = NOTHING;
    }
    let count = usize::from(u16::from_le_bytes([table[0], table[1]]));
    let mut codes = table[2..].iter();
    let mut code = 0_u16;
    let mut read = 0;
    let places: Vec<_> = (0..count)
        .map(|_| {
            let mut step = 0_u16;
            let mut shift = 0;
            for byte in codes.by_ref() {
                read += 1;
                step |= u16::from(byte & 0x7f) << shift;
                shift += 7;
                if byte & 0x80 == 0 {
                    break;
                }
            }
            code += step;
            code
        })
        .collect();
    let texts = str::from_utf8(&table[2 + read..]).unwrap_or_default();
    for (code, text) in places.into_iter().zip(texts.split('\0')) {
        let mut characters = text.chars();
        direct[usize::from(code)] = match (characters.next(), characters.next()) {
            (None, _) => NOTHING,
            (Some(one), None) => u16::try_from(u32::from(one)).unwrap_or(SEVERAL),
            _ => SEVERAL,
        };
        if direct[usize::from(code)] == SEVERAL {
            several.push((code, text));
        }
    }
    Forms { direct, several }
}

/// The kana with its voicing mark, where the mark is a character of its own.
fn voiced(kana: char, mark: char) -> Option<char> {
    let step = match mark {
        '\u{3099}' | '\u{309b}' | '\u{ff9e}' => 1,
        '\u{309a}' | '\u{309c}' | '\u{ff9f}' => 2,
        _ => return None,
    };
    let takes_mark = match kana {
        'う' => return (step == 1).then_some('ゔ'),
        'か'..='ぢ' => step == 1 && u32::from(kana) % 2 == 1,
        'つ' | 'て' | 'と' => step == 1,
        'は' | 'ひ' | 'ふ' | 'へ' | 'ほ' => true,
        _ => false,
    };
    if takes_mark {
        char::from_u32(u32::from(kana) + step)
    } else {
        None
    }
}

#[cfg(test)]
mod tests;
