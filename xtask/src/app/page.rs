//! The HTML page of an app: what it asks for, and the same page with finished names in it.
//!
//! Reads only the tags that name files. The content security policy forbids inline scripts and styles, so a page that has
//! one is refused here rather than broken in the browser.

use super::tags::{Tag, tags};
use anyhow::{Context as _, Result, bail, ensure};
use std::collections::BTreeMap;

/// What the source page asks for.
#[derive(Debug, PartialEq, Eq)]
pub struct Request {
    /// The binary of the app's crate.
    pub bin: String,
    /// Binaries that run beside the page, loaded when they are first needed.
    pub workers: Vec<String>,
    /// Source paths of stylesheets, in the order of the cascade.
    pub stylesheets: Vec<String>,
    /// Paths of scripts below `public/`.
    pub scripts: Vec<String>,
}

/// The finished names, as paths below the site's root.
pub struct Finished<'a> {
    pub build: &'a str,
    pub stylesheet: &'a str,
    pub module: &'a str,
    pub wasm: &'a str,
    /// Size of the uncompressed wasm file, against which the boot screen measures its progress.
    pub wasm_bytes: usize,
    /// Finished name of the script by the worker's binary. The app finds it in `<meta name="kizuna-BINARY">`.
    pub workers: &'a BTreeMap<String, String>,
    /// Finished name by name in `public/`.
    pub scripts: &'a BTreeMap<String, String>,
}

/// The script that loads the module: it alone is told where that is.
const BOOT: &str = "boot.js";

pub fn request(html: &str) -> Result<Request> {
    refuse_inline(html)?;
    let mut bin = None;
    let mut workers = Vec::new();
    let mut stylesheets = Vec::new();
    let mut scripts = Vec::new();
    for tag in tags(html) {
        match purpose(&tag)? {
            Purpose::Rust(name) => {
                ensure!(
                    bin.replace(name.to_owned()).is_none(),
                    "the page names two rust binaries"
                );
            }
            Purpose::Worker(name) => workers.push(name.to_owned()),
            Purpose::Stylesheet(href) => stylesheets.push(href.trim_start_matches('/').to_owned()),
            Purpose::Script(src) => scripts.push(src.trim_start_matches('/').to_owned()),
            Purpose::ForTrunkAlone | Purpose::Other => {}
        }
    }
    Ok(Request {
        bin: bin.context("the page has no <link data-trunk rel=\"rust\" data-bin=\"…\">")?,
        workers,
        stylesheets,
        scripts,
    })
}

pub fn finish(html: &str, finished: &Finished) -> Result<String> {
    let mut page = String::with_capacity(html.len());
    let mut copied = 0;
    let mut has_stylesheet = false;
    for tag in tags(html) {
        let replacement = match purpose(&tag)? {
            Purpose::Other => continue,
            Purpose::Stylesheet(_) if has_stylesheet => String::new(),
            Purpose::Stylesheet(_) => {
                has_stylesheet = true;
                format!("<link rel=\"stylesheet\" href=\"{}\">", finished.stylesheet)
            }
            Purpose::Rust(_) => head_links(finished),
            Purpose::Worker(name) => worker_meta(name, finished)?,
            Purpose::Script(src) => script(&tag, src, finished)?,
            Purpose::ForTrunkAlone => String::new(),
        };
        page.push_str(&html[copied..tag.range.start]);
        page.push_str(&replacement);
        copied = tag.range.end;
    }
    page.push_str(&html[copied..]);
    Ok(without_blanks(&page))
}

fn head_links(finished: &Finished) -> String {
    format!(
        "<meta name=\"kizuna-build\" content=\"{}\">\n\
         <link rel=\"modulepreload\" href=\"{}\">\n\
         <link rel=\"preload\" as=\"fetch\" type=\"application/wasm\" href=\"{}\" crossorigin>",
        finished.build, finished.module, finished.wasm
    )
}

fn worker_meta(name: &str, finished: &Finished) -> Result<String> {
    let script = finished
        .workers
        .get(name)
        .with_context(|| format!("the worker {name} is not built"))?;
    Ok(format!(
        "<meta name=\"kizuna-{name}\" content=\"{script}\">"
    ))
}

fn script(tag: &Tag, src: &str, finished: &Finished) -> Result<String> {
    let name = src.trim_start_matches('/');
    let hashed = finished
        .scripts
        .get(name)
        .with_context(|| format!("public/{name} is not there"))?;
    let mut text = String::from("<script");
    let mut add = |attribute: &str, value: &str| {
        text.extend([" ", attribute, "=\"", value, "\""]);
    };
    for (attribute, value) in &tag.attributes {
        add(attribute, if attribute == "src" { hashed } else { value });
    }
    if name == BOOT {
        add("data-module", finished.module);
        add("data-wasm", finished.wasm);
        add("data-wasm-bytes", &finished.wasm_bytes.to_string());
    }
    text.push('>');
    Ok(text)
}

/// Drops comments, indentation and the empty lines that removed tags leave.
fn without_blanks(html: &str) -> String {
    let mut rest = html;
    let mut kept = String::with_capacity(html.len());
    while let Some(start) = rest.find("<!--") {
        kept.push_str(&rest[..start]);
        rest = rest[start..]
            .find("-->")
            .map_or("", |end| &rest[start + end + 3..]);
    }
    kept.push_str(rest);
    kept.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join("\n")
        + "\n"
}

enum Purpose<'a> {
    Rust(&'a str),
    Worker(&'a str),
    Stylesheet(&'a str),
    Script(&'a str),
    /// Trunk copies files for who uses Trunk alone; assembling does it by itself.
    ForTrunkAlone,
    Other,
}

fn purpose(tag: &Tag) -> Result<Purpose<'_>> {
    if tag.name == "script" {
        return Ok(match tag.attribute("src") {
            Some(src) if !src.contains("//") => Purpose::Script(src),
            _ => Purpose::Other,
        });
    }
    if tag.attribute("data-trunk").is_none() {
        return Ok(Purpose::Other);
    }
    let named = |attribute| {
        tag.attribute(attribute)
            .with_context(|| format!("a <link data-trunk> has no {attribute}"))
    };
    match named("rel")? {
        "rust" if tag.attribute("data-type") == Some("worker") => {
            Ok(Purpose::Worker(named("data-bin")?))
        }
        "rust" => Ok(Purpose::Rust(named("data-bin")?)),
        "css" => Ok(Purpose::Stylesheet(named("href")?)),
        "copy-dir" if named("href")?.trim_matches('/') == "public" => Ok(Purpose::ForTrunkAlone),
        other => bail!(
            "<link data-trunk rel=\"{other}\"> has no meaning here: static files live in public/"
        ),
    }
}

fn refuse_inline(html: &str) -> Result<()> {
    for tag in tags(html) {
        ensure!(
            tag.name != "style",
            "the page has a <style>: the content security policy forbids it"
        );
        let data_block = tag
            .attribute("type")
            .is_some_and(|kind| kind.ends_with("json"));
        ensure!(
            tag.name != "script" || data_block || tag.attribute("src").is_some(),
            "the page has an inline <script>: the content security policy forbids it"
        );
        if let Some((name, _)) = tag
            .attributes
            .iter()
            .find(|(name, _)| name == "style" || name.starts_with("on"))
        {
            bail!(
                "<{} {name}=…>: the content security policy forbids inline styles and handlers",
                tag.name
            );
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r#"<!doctype html>
<html lang="en">
<head>
  <!-- <script>only a comment</script> -->
  <link data-trunk rel="css" href="style/tokens.css">
  <link data-trunk rel="css" href="style/base.css" />
  <script src="/boot.js"></script>
  <link data-trunk rel="copy-dir" href="public">
  <link data-trunk rel="rust" data-bin='portal' data-wasm-opt=z>
  <link data-trunk rel="rust" href="worker/Cargo.toml" data-bin="search" data-type="worker">
  <link rel="icon" href="/favicon.svg">
</head>
</html>"#;

    #[test]
    fn a_page_tells_what_it_needs() {
        let request = request(PAGE).unwrap();
        assert_eq!(request.bin, "portal");
        assert_eq!(request.workers, ["search"]);
        assert_eq!(request.stylesheets, ["style/tokens.css", "style/base.css"]);
        assert_eq!(request.scripts, ["boot.js"]);
    }

    #[test]
    fn a_finished_page_has_one_stylesheet_and_nothing_of_trunk() {
        let scripts = BTreeMap::from([("boot.js".to_owned(), "/assets/boot-2.js".to_owned())]);
        let workers = BTreeMap::from([("search".to_owned(), "/assets/search-5.js".to_owned())]);
        let page = finish(
            PAGE,
            &Finished {
                build: "b1",
                stylesheet: "/assets/portal-1.css",
                module: "/assets/portal-3.js",
                wasm: "/assets/portal-4.wasm",
                wasm_bytes: 1234,
                workers: &workers,
                scripts: &scripts,
            },
        )
        .unwrap();
        assert_eq!(
            page,
            r#"<!doctype html>
<html lang="en">
<head>
<link rel="stylesheet" href="/assets/portal-1.css">
<script src="/assets/boot-2.js" data-module="/assets/portal-3.js" data-wasm="/assets/portal-4.wasm" data-wasm-bytes="1234"></script>
<meta name="kizuna-build" content="b1">
<link rel="modulepreload" href="/assets/portal-3.js">
<link rel="preload" as="fetch" type="application/wasm" href="/assets/portal-4.wasm" crossorigin>
<meta name="kizuna-search" content="/assets/search-5.js">
<link rel="icon" href="/favicon.svg">
</head>
</html>
"#
        );
    }

    #[test]
    fn what_the_security_policy_forbids_is_refused() {
        for bad in [
            "<script>alert(1)</script>",
            "<style>a{}</style>",
            "<p style=\"color: red\">",
            "<body onload='x()'>",
        ] {
            assert!(request(&PAGE.replace("<head>", bad)).is_err(), "{bad}");
        }
    }
}
