//! The files that the search of a reader's browser is answered from.

use std::sync::Arc;

use axum::Json;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use contract::{Locale, OtherSearchIndex, Problem, SearchIndex};
use knowledge::{Library, Reader};

use super::LocaleParam;
use crate::articles::reader;
use crate::encoding;
use crate::json::Params;
use crate::policy::Anyone;
use crate::problem::AppError;
use crate::search_indexes::IndexFiles;
use crate::state::AppState;

/// The name tells the content. Only this reader's browser may keep it: others have other rights.
const FOR_EVER: &str = "private, max-age=31536000, immutable";

/// Tells where the index of the articles begins that are written in the language and open to the reader, and where those
/// of the other languages do.
#[utoipa::path(get, path = "/search", tag = "knowledge", params(LocaleParam),
    responses((status = 200, body = SearchIndex)))]
pub async fn get_search_index(
    State(state): State<AppState>,
    Anyone(scope): Anyone,
    Params(LocaleParam { locale }): Params<LocaleParam>,
) -> Result<Json<SearchIndex>, AppError> {
    let reader = reader(&state, &scope).await?;
    let library = state.library.load_full();
    let (articles, own) = index(&state, &library, locale, &reader).await?;
    let mut others = Vec::new();
    for locale in Locale::ALL.into_iter().filter(|other| *other != locale) {
        let (_, files) = index(&state, &library, locale, &reader).await?;
        let root = files.root.clone();
        others.push(OtherSearchIndex { locale, root });
    }
    Ok(Json(SearchIndex {
        root: own.root.clone(),
        articles,
        others,
    }))
}

/// One file of the reader's own indexes, in any language. The bytes are for the portal's own search engine.
#[utoipa::path(get, path = "/search/files/{name}", tag = "knowledge", params(("name" = String, Path)),
    responses(
        (status = 200, body = Vec<u8>, content_type = "application/octet-stream", description = "It never changes"),
        (status = 404, body = Problem, content_type = "application/problem+json",
            description = "There is none, or no longer, or none for this reader: ask for the index again"),
    ))]
pub async fn get_search_file(
    State(state): State<AppState>,
    Anyone(scope): Anyone,
    Path(name): Path<String>,
    asked: HeaderMap,
) -> Result<Response, AppError> {
    let reader = reader(&state, &scope).await?;
    let library = state.library.load_full();
    for locale in Locale::ALL {
        let (_, files) = index(&state, &library, locale, &reader).await?;
        if let Some(file) = files.get(&name) {
            let (bytes, encoding) = file.encoded(encoding::accepted(&asked)).await?;
            let mut headers = HeaderMap::new();
            for (name, value) in [
                (header::CONTENT_TYPE, "application/octet-stream"),
                (header::CACHE_CONTROL, FOR_EVER),
                (header::VARY, "accept-encoding"),
            ] {
                headers.insert(name, HeaderValue::from_static(value));
            }
            if let Some(encoding) = encoding {
                let encoding = HeaderValue::from_static(encoding);
                headers.insert(header::CONTENT_ENCODING, encoding);
            }
            return Ok((headers, Body::from(bytes)).into_response());
        }
    }
    Err(AppError::NotFound)
}

/// How many articles of a language the reader may open, and their index.
async fn index(
    state: &AppState,
    library: &Library,
    locale: Locale,
    reader: &Reader,
) -> Result<(u32, Arc<IndexFiles>), AppError> {
    let now = state.clock.now();
    let selection = library.selection(locale, reader, now);
    let files = state.search_indexes.get(&selection, now).await?;
    let articles = u32::try_from(selection.len()).map_err(AppError::internal)?;
    Ok((articles, files))
}
