//! Images and videos of articles, for those who may open an article that shows them.

use axum::body::Body;
use axum::extract::{Path, Request, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use knowledge::MediaKind;
use tower::ServiceExt;
use tower_http::services::ServeFile;

use crate::articles::reader;
use crate::policy::Anyone;
use crate::problem::AppError;
use crate::state::AppState;

/// A drawing can hold scripts. Inside a page it is an image and runs none; opened by itself it must not either.
const DRAWING_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

/// Sends the file, or the part of it that is asked for. What no article shows this reader is as if it were absent.
pub async fn get_medium(
    State(state): State<AppState>,
    Anyone(scope): Anyone,
    Path(name): Path<String>,
    request: Request,
) -> Result<Response, AppError> {
    let reader = reader(&state, &scope).await?;
    let library = state.library.load();
    // Names come from the library alone, so none of them leads out of the folder.
    let Some(kind) = library.medium(&name, &reader, state.clock.now()) else {
        return Err(AppError::NotFound);
    };
    let path = state.settings.articles.join("media").join(name);
    let sent = ServeFile::new(path)
        .oneshot(request)
        .await
        .unwrap_or_else(|never| match never {});
    if sent.status().is_client_error() && sent.status() != 416 {
        // The file has gone since the library was read.
        return Err(AppError::NotFound);
    }
    let mut response = sent.map(Body::new).into_response();
    let headers = response.headers_mut();
    if headers.contains_key(header::CONTENT_TYPE) {
        let content_type = HeaderValue::from_static(kind.content_type());
        headers.insert(header::CONTENT_TYPE, content_type);
    }
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("private, no-cache"),
    );
    headers.insert(header::VARY, HeaderValue::from_static("cookie"));
    if kind == MediaKind::Svg {
        headers.insert(
            header::CONTENT_SECURITY_POLICY,
            HeaderValue::from_static(DRAWING_POLICY),
        );
    }
    Ok(response)
}
