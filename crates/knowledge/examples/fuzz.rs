//! Throws made-up files at front matter and markdown for as long as one likes, and stops at the first that does harm.
//!
//! `cargo run --release -p knowledge --example fuzz -- [COUNT] [SEED]`. The tests do the same for a moment at a time.

#[path = "../tests/markup/attack.rs"]
mod attack;

use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::time::Instant;

use attack::{PIECES, check_tags, html_of, library, with_body};

/// What front matter is made of, and what breaks it.
const FIELDS: &[&str] = &[
    "title: A\n",
    "summary: B\n",
    "updated: 2026-11-20\n",
    "tags: [",
    "]",
    "tags:\n",
    "  - a\n",
    "audience:\n",
    "  personas: [lead]\n",
    "  minimum_tier: gold\n",
    "aliases: [old/a]\n",
    "contexts: [home",
    "related:\n",
    ": ",
    "- ",
    "\"",
    "'",
    "{",
    "}",
    "&a ",
    "*a",
    "!!str ",
    "|\n",
    ">\n",
    "# ",
    "\t",
    "\u{feff}",
    "\u{0}",
    "%YAML 1.2\n",
    "---\n",
    "...\n",
    "? ",
    "2026-02-30",
    "1e999",
    "0x10",
    "true",
    "null",
    "~",
    "招待",
    "\r\n",
    "draft: ",
    "publish_at: ",
    "review_by: 2026-11-01\n",
    "source_revision: ",
    "order: 99999999999999999999\n",
    "<<: *a\n",
    "[[[[[[[[",
    "a: b: c\n",
];

/// Steele and Vigna's `SplitMix64`: short, and the same on every machine.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end as u64).unwrap_or_default()
    }

    fn text(&mut self, pieces: &[&str], longest: usize) -> String {
        let mut text = String::new();
        for _ in 0..self.below(longest) {
            match self.below(12) {
                0 => text.extend(char::from_u32(
                    u32::try_from(self.below(0x11_0000)).unwrap_or_default(),
                )),
                1 => text.push(char::from(
                    u8::try_from(self.below(0x80)).unwrap_or_default(),
                )),
                _ => text.push_str(pieces[self.below(pieces.len())]),
            }
        }
        text
    }

    /// A file: a sound head with a wild text, a wild head with a sound text, wild bytes, or a sound file with bytes changed.
    fn file(&mut self) -> (&'static str, Vec<u8>) {
        match self.below(8) {
            0..4 => {
                let (path, text) = with_body(&self.text(PIECES, 40));
                (path, text.into_bytes())
            }
            4..6 => {
                let head = self.text(FIELDS, 24);
                (
                    "en/start/a.md",
                    format!("---\n{head}\n---\ntext\n").into_bytes(),
                )
            }
            6 => {
                let bytes = (0..self.below(300))
                    .map(|_| self.next().to_le_bytes()[0])
                    .collect();
                (
                    [
                        "en/start/a.md",
                        "media/a.png",
                        "media/b.svg",
                        "media/c.jpg",
                        "media/d.webp",
                    ][self.below(5)],
                    bytes,
                )
            }
            _ => {
                let (path, text) = with_body(&self.text(PIECES, 30));
                let mut bytes = text.into_bytes();
                for _ in 0..self.below(6) {
                    let at = self.below(bytes.len());
                    bytes[at] = self.next().to_le_bytes()[0];
                }
                (path, bytes)
            }
        }
    }
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let mut number = |otherwise| {
        arguments
            .next()
            .and_then(|text| text.parse().ok())
            .unwrap_or(otherwise)
    };
    let (count, seed) = (number(1_000_000), number(1));
    let library = library();
    let mut random = Random(seed);
    let (mut shown, mut bytes, started) = (0_u64, 0, Instant::now());
    for _ in 0..count {
        let file = random.file();
        bytes += file.1.len();
        let harm = catch_unwind(AssertUnwindSafe(|| {
            if file.0.starts_with("media/") {
                let _ = knowledge::check([file.clone()], None, jiff::Timestamp::UNIX_EPOCH);
                return 0;
            }
            html_of(&library, file.clone()).map_or(0, |html| {
                check_tags(&html);
                1
            })
        }));
        match harm {
            Ok(is_shown) => shown += is_shown,
            Err(cause) => {
                let text = String::from_utf8_lossy(&file.1);
                let _ = writeln!(std::io::stderr(), "this file does harm: {text:?}");
                resume_unwind(cause);
            }
        }
    }
    let seconds = started.elapsed().as_secs_f64();
    let _ = writeln!(
        std::io::stdout(),
        "{count} files, {bytes} bytes, {shown} rendered to HTML and looked at, none did harm; {seconds:.0} s, seed {seed}"
    );
}
