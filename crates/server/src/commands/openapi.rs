//! Prints the API's document.

use std::collections::HashMap;

use knowledge::Library;
use loyalty::Versions;
use storage::{DatabaseSettings, Db};

use crate::router::openapi_json;
use crate::settings::Settings;
use crate::state::AppState;

pub async fn run(settings: Settings) -> anyhow::Result<()> {
    // The routes are made over a state; an empty database that vanishes with the process is enough.
    let folder = std::env::temp_dir().join(format!("kizuna-openapi-{}", std::process::id()));
    let url = format!("sqlite://{}", folder.join("none.db").display());
    let db = Db::open(&DatabaseSettings {
        url,
        max_connections: 1,
    })
    .await?;
    let library = Library::build(Vec::<(String, Vec<u8>)>::new(), None)
        .map_err(|_| anyhow::anyhow!("an empty library has problems"))?;
    let document = openapi_json(AppState::for_tests(
        settings,
        db.clone(),
        library,
        Versions::default(),
        HashMap::new(),
    )?);
    db.close().await?;
    std::fs::remove_dir_all(&folder)?;
    super::print(document.trim_end());
    Ok(())
}
