//! The built app as files, held in memory with their compressed forms.
//!
//! Hashed names under `/assets/` never change and may be kept for ever. A missing file is 404 and never the app's page:
//! only addresses that look like pages of the app get that.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Context;
use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use notify::{RecommendedWatcher, RecursiveMode, Watcher};

use crate::encoding;
use crate::problem::AppError;
use crate::state::AppState;
use crate::tokens;

const FOR_EVER: &str = "public, max-age=31536000, immutable";
const FOR_AN_HOUR: &str = "public, max-age=3600";
const ASK_ALWAYS: &str = "no-cache";
const DEV_SCRIPT: &str = r#"<script src="/dev/reload.js" defer></script></head>"#;

/// One file in the forms it can be sent in.
#[derive(Clone, Debug)]
struct File {
    plain: Bytes,
    brotli: Option<Bytes>,
    gzip: Option<Bytes>,
    content_type: HeaderValue,
    tag: HeaderValue,
    cache: HeaderValue,
}

/// All files by address, and the build they belong to.
#[derive(Clone, Debug)]
pub struct Site {
    files: HashMap<String, File>,
    build: String,
}

impl Site {
    /// Reads the folder that the build made. In development each page also carries the reload script.
    pub fn load(folder: &Path, is_dev: bool) -> anyhow::Result<Self> {
        let mut raw = HashMap::new();
        collect(folder, folder, &mut raw).with_context(|| {
            format!(
                "no app in {}: build it with `cargo xtask run`, or set app_dir",
                folder.display()
            )
        })?;
        if is_dev {
            for (_, bytes) in raw.iter_mut().filter(|(path, _)| is_page(path)) {
                let html = String::from_utf8_lossy(bytes).replace("</head>", DEV_SCRIPT);
                *bytes = html.into_bytes();
            }
            raw.retain(|path, _| !path.ends_with(".html.br") && !path.ends_with(".html.gz"));
        }
        Ok(Self::from_files(raw))
    }

    /// Takes files by address; `/x.br` and `/x.gz` are forms of `/x`.
    pub fn from_files(raw: HashMap<String, Vec<u8>>) -> Self {
        let raw: HashMap<String, Bytes> = raw
            .into_iter()
            .map(|(path, bytes)| (path, bytes.into()))
            .collect();
        let build = raw
            .get("/build.json")
            .and_then(|bytes| build_of(bytes))
            .unwrap_or_default();
        let files = raw
            .iter()
            .filter(|(path, _)| !is_compressed(path) && *path != "/build.json")
            .map(|(path, bytes)| (path.clone(), File::new(path, bytes, &raw)))
            .collect();
        Self { files, build }
    }

    /// The build's name; empty where there is no app.
    pub fn build(&self) -> &str {
        &self.build
    }

    /// Whether the address means a page of the customers' app, rather than a file or the console.
    pub fn is_app_page(&self, path: &str) -> bool {
        !self.files.contains_key(path) && !looks_like_a_file(path) && !is_of_console(path)
    }

    /// The page of the app, if there is an app.
    pub fn page(&self) -> Option<&str> {
        let page = self.files.get("/index.html")?;
        std::str::from_utf8(&page.plain).ok()
    }
}

impl File {
    fn new(path: &str, plain: &Bytes, raw: &HashMap<String, Bytes>) -> Self {
        let content_type = mime_guess::from_path(path).first_or_octet_stream();
        let charset = if content_type.type_() == "text" {
            "; charset=utf-8"
        } else {
            ""
        };
        let cache = if path.starts_with("/assets/") {
            FOR_EVER
        } else if is_page(path) {
            ASK_ALWAYS
        } else {
            FOR_AN_HOUR
        };
        let content_type = format!("{content_type}{charset}");
        let tag = format!("W/\"{}\"", &tokens::digest(plain)[..32]);
        let value = |text: &str| {
            HeaderValue::from_str(text)
                .unwrap_or(HeaderValue::from_static("application/octet-stream"))
        };
        Self {
            plain: plain.clone(),
            brotli: raw.get(&format!("{path}.br")).cloned(),
            gzip: raw.get(&format!("{path}.gz")).cloned(),
            content_type: value(&content_type),
            tag: value(&tag),
            cache: HeaderValue::from_static(cache),
        }
    }

    fn respond(&self, asked: &HeaderMap) -> Response {
        let mut headers = HeaderMap::new();
        headers.insert(header::ETAG, self.tag.clone());
        headers.insert(header::CACHE_CONTROL, self.cache.clone());
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        let is_known = asked
            .get(header::IF_NONE_MATCH)
            .is_some_and(|known| known.as_bytes() == self.tag.as_bytes());
        if is_known {
            return (StatusCode::NOT_MODIFIED, headers).into_response();
        }
        let accepted = encoding::accepted(asked);
        let (bytes, encoding) = match (&self.brotli, &self.gzip) {
            (Some(bytes), _) if accepted.brotli => (bytes, Some("br")),
            (_, Some(bytes)) if accepted.gzip => (bytes, Some("gzip")),
            _ => (&self.plain, None),
        };
        headers.insert(header::CONTENT_TYPE, self.content_type.clone());
        if let Some(encoding) = encoding {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
        }
        (headers, Body::from(bytes.clone())).into_response()
    }
}

/// Answers every address that is not the API's: a file, or the page of the app.
pub fn serve(state: &AppState, request: &Request) -> Response {
    if !matches!(request.method().as_str(), "GET" | "HEAD") {
        return AppError::MethodNotAllowed.into_response();
    }
    let site = state.site.load();
    let path = request.uri().path();
    let file = match site.files.get(path) {
        Some(file) => Some(file),
        None if looks_like_a_file(path) => None,
        None if is_of_console(path) => site.files.get("/console.html"),
        None => site.files.get("/index.html"),
    };
    match file {
        Some(file) => file.respond(request.headers()),
        None => (StatusCode::NOT_FOUND, "There is nothing here.\n").into_response(),
    }
}

/// Reads the folder again when a build has changed it, and tells the open pages. Development only.
pub fn watch(state: AppState, folder: PathBuf) -> anyhow::Result<RecommendedWatcher> {
    let parent = folder
        .parent()
        .context("app_dir has no parent folder")?
        .to_owned();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        let is_change = event.is_ok_and(|event| !event.kind.is_access());
        if !is_change {
            return;
        }
        // A build swaps the folder whole; until it is there again the loaded files stay.
        std::thread::sleep(Duration::from_millis(20));
        let Ok(site) = Site::load(&folder, true) else {
            return;
        };
        let old = state.site.load();
        if site.files.get("/index.html").map(|file| &file.tag)
            == old.files.get("/index.html").map(|file| &file.tag)
        {
            return;
        }
        let is_style_only = site.build == old.build;
        state.site.store(site.into());
        if let Some(events) = &state.dev_events {
            events.send(if is_style_only { "style" } else { "app" });
        }
    })?;
    watcher.watch(&parent, RecursiveMode::Recursive)?;
    Ok(watcher)
}

fn collect(root: &Path, folder: &Path, files: &mut HashMap<String, Vec<u8>>) -> anyhow::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(root, &path, files)?;
        } else {
            let parts = path
                .strip_prefix(root)?
                .iter()
                .map(|part| part.to_string_lossy());
            let address = parts.fold(String::new(), |address, part| address + "/" + &part);
            files.insert(address, fs::read(&path)?);
        }
    }
    Ok(())
}

fn build_of(json: &[u8]) -> Option<String> {
    let json: serde_json::Value = serde_json::from_slice(json).ok()?;
    json.get("build")?.as_str().map(ToOwned::to_owned)
}

fn has_extension(path: &str, wanted: &[&str]) -> bool {
    let extension = Path::new(path)
        .extension()
        .and_then(|extension| extension.to_str());
    extension.is_some_and(|extension| wanted.contains(&extension))
}

fn is_compressed(path: &str) -> bool {
    has_extension(path, &["br", "gz"])
}

fn is_page(path: &str) -> bool {
    has_extension(path, &["html"])
}

fn is_of_console(path: &str) -> bool {
    path == "/console" || path.starts_with("/console/")
}

fn looks_like_a_file(path: &str) -> bool {
    let last = path.rsplit('/').next().unwrap_or_default();
    path.starts_with("/assets/") || last.contains('.')
}
