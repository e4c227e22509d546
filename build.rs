//! Turns the texts of `locales/` into code.
//!
//! The macro of `leptos_i18n` could do it too, but neither lets a text with arguments be a string, nor notices that a file
//! has changed. A text that one language has and another has not stops the build.

use std::error::Error;
use std::path::PathBuf;
use std::{env, fs};

use leptos_i18n_parser::parse_locales::options::{Config, ParseOptions};
use leptos_i18n_parser::parse_locales::parse_locales;

const LOCALES: [&str; 3] = ["en", "ja", "zh-Hant"];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=locales");
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let options = ParseOptions::new().interpolate_display(true);
    let config = Config::new(LOCALES[0])
        .and_then(|config| config.add_locales(&LOCALES[1..]))
        .map_err(|error| error.to_string())?
        .parse_options(options);
    let texts = parse_locales(Some(root), config).map_err(|error| error.to_string())?;
    let incomplete: Vec<String> = texts
        .diag
        .warnings()
        .iter()
        .map(ToString::to_string)
        .chain(texts.diag.errors().iter().map(ToString::to_string))
        .collect();
    if !incomplete.is_empty() {
        return Err(incomplete.join("\n").into());
    }
    let code = leptos_i18n_codegen::gen_code(&texts, None, false, None, false)
        .map_err(|error| error.to_string())?;
    fs::write(
        PathBuf::from(env::var("OUT_DIR")?).join("i18n.rs"),
        code.to_string(),
    )?;
    Ok(())
}
