//! The `OpenAPI` document as a page that can be read without any outside network and without a script.

use std::fmt::Write;

use axum::http::header;
use axum::response::{Html, IntoResponse, Response};
use knowledge::escape;
use serde_json::Value;

const STYLE: &str = include_str!("docs_page.css");
const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

/// Renders the whole page once, at start.
pub fn render(document: &str) -> &'static str {
    let document: Value = serde_json::from_str(document).unwrap_or_default();
    let mut html = String::from(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" \
         content=\"width=device-width\"><title>API of Kizuna</title><link rel=\"stylesheet\" href=\"/api/docs.css\">\
         </head><body><main><h1>API of Kizuna</h1>",
    );
    let about = escape(document["info"]["description"].as_str().unwrap_or_default());
    let _ = write!(
        html,
        "<p>{about}</p><p><a href=\"/api/v1/openapi.json\">OpenAPI 3.1 document</a></p>"
    );
    for tag in list(&document["tags"]) {
        render_tag(&mut html, &document, tag);
    }
    render_schemas(&mut html, &document["components"]["schemas"]);
    html.push_str("</main></body></html>");
    // One page for the life of the process.
    Box::leak(html.into_boxed_str())
}

pub fn respond(page: &'static str) -> Response {
    Html(page).into_response()
}

pub async fn style() -> Response {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], STYLE).into_response()
}

fn render_tag(html: &mut String, document: &Value, tag: &Value) {
    let name = tag["name"].as_str().unwrap_or_default();
    let about = escape(tag["description"].as_str().unwrap_or_default());
    let _ = write!(html, "<h2 id=\"{0}\">{0}</h2><p>{about}</p>", escape(name));
    for (path, item) in entries(&document["paths"]) {
        for method in METHODS {
            let operation = &item[method];
            if list(&operation["tags"]).any(|tag| tag == name) {
                render_operation(html, method, path, operation);
            }
        }
    }
}

fn render_operation(html: &mut String, method: &str, path: &str, operation: &Value) {
    let text = |value: &Value| escape(value.as_str().unwrap_or_default());
    let _ = write!(
        html,
        "<details><summary><code class=\"{method}\">{}</code> <code>{}</code> <span>{}</span></summary>",
        method.to_uppercase(),
        escape(path),
        text(&operation["summary"]),
    );
    for line in operation["description"]
        .as_str()
        .unwrap_or_default()
        .split("\n\n")
    {
        let _ = write!(html, "<p>{}</p>", escape(line));
    }
    let mut rows = String::new();
    for parameter in list(&operation["parameters"]) {
        let _ = write!(
            rows,
            "<tr><td><code>{}</code></td><td>{}</td><td>{}</td></tr>",
            text(&parameter["name"]),
            text(&parameter["in"]),
            text(&parameter["description"]),
        );
    }
    if !rows.is_empty() {
        let _ = write!(
            html,
            "<table><tr><th>Parameter</th><th>In</th><th>Meaning</th></tr>{rows}</table>"
        );
    }
    if let Some(body) = schema_of(&operation["requestBody"]) {
        let _ = write!(html, "<p>Body: {body}</p>");
    }
    html.push_str("<table><tr><th>Status</th><th>Meaning</th><th>Body</th></tr>");
    for (status, response) in entries(&operation["responses"]) {
        let _ = write!(
            html,
            "<tr><td>{}</td><td>{}</td><td>{}</td></tr>",
            escape(status),
            text(&response["description"]),
            schema_of(response).unwrap_or_default(),
        );
    }
    html.push_str("</table></details>");
}

fn render_schemas(html: &mut String, schemas: &Value) {
    html.push_str("<h2 id=\"types\">Types</h2>");
    for (name, schema) in entries(schemas) {
        let json = serde_json::to_string_pretty(schema).unwrap_or_default();
        let _ = write!(
            html,
            "<details id=\"{0}\"><summary><code>{0}</code></summary><pre tabindex=\"0\">{1}</pre></details>",
            escape(name),
            escape(&json),
        );
    }
}

fn schema_of(content: &Value) -> Option<String> {
    let (_, media) = entries(&content["content"]).next()?;
    Some(link(&media["schema"]))
}

fn link(schema: &Value) -> String {
    if let Some(name) = schema["$ref"]
        .as_str()
        .and_then(|path| path.rsplit('/').next())
    {
        return format!("<a href=\"#{0}\"><code>{0}</code></a>", escape(name));
    }
    match schema["type"].as_str() {
        Some("array") => format!("list of {}", link(&schema["items"])),
        Some(kind) => escape(kind),
        None => String::new(),
    }
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn entries(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}
