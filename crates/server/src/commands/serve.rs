//! Serving: bind at once, migrate, answer, and stop without dropping what was taken.

use std::net::SocketAddr;
use std::time::Duration;

use anyhow::Context;
use axum::serve::ListenerExt;
use metrics_exporter_prometheus::PrometheusBuilder;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;

use crate::articles::{Listing, Watch};
use crate::dev_events::DevEvents;
use crate::mail::Sender;
use crate::passwords::Hasher;
use crate::settings::Settings;
use crate::site::{self, Site};
use crate::state::{AppState, Parts, Readiness};
use crate::{articles, jobs, programme, router};

/// What is still under way this long after the server was told to stop is given up.
const LONGEST_GOODBYE: Duration = Duration::from_secs(30);
const LATENCY_BUCKETS: [f64; 10] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0];

pub async fn run(settings: Settings, is_dev: bool) -> anyhow::Result<()> {
    let sender = settings.mail.as_ref().map(Sender::new).transpose()?;
    let listener = TcpListener::bind(settings.listen)
        .await
        .with_context(|| format!("cannot listen on {}", settings.listen))?;
    let (state, listing) = prepare(settings, is_dev).await?;
    let _watches = watch(&state, listing, is_dev)?;

    let stop = CancellationToken::new();
    let address = listener.local_addr()?;
    let app = router::build(state.clone()).into_make_service_with_connect_info::<SocketAddr>();
    let server = axum::serve(
        listener.tap_io(|stream| {
            let _ = stream.set_nodelay(true);
        }),
        app,
    )
    .with_graceful_shutdown(stop.clone().cancelled_owned());
    let serving = tokio::spawn(server.into_future());

    state
        .db
        .migrate()
        .await
        .context("cannot migrate the database")?;
    let folder = &state.settings.program;
    let versions = programme::announce(&state.db, folder, programme::today()).await?;
    state.programme.begin(versions);
    state.set_readiness(Readiness::Ready);
    let jobs = jobs::start(&state, sender, &stop);
    tracing::info!(%address, public_url = state.settings.public_url, "serving");

    told_to_stop().await?;
    state.set_readiness(Readiness::Draining);
    tracing::info!("stopping: finishing what was taken");
    tokio::time::sleep(Duration::from_secs(state.settings.drain_seconds)).await;
    stop.cancel();
    let goodbye = async {
        serving
            .await
            .context("the server failed")?
            .context("the server failed")?;
        jobs.wait().await;
        anyhow::Ok(())
    };
    if let Ok(ended) = tokio::time::timeout(LONGEST_GOODBYE, goodbye).await {
        ended?;
    } else {
        tracing::warn!("gave up waiting for what was still under way");
    }
    state.db.clone().close().await?;
    tracing::info!("stopped");
    Ok(())
}

async fn prepare(settings: Settings, is_dev: bool) -> anyhow::Result<(AppState, Listing)> {
    let metrics = PrometheusBuilder::new()
        .set_buckets(&LATENCY_BUCKETS)?
        .install_recorder()?;
    let db = super::open(&settings).await?;
    let (library, listing) = articles::load(&settings.articles)?;
    let state = AppState::new(Parts {
        library,
        programme: None,
        site: Site::load(&settings.app_dir, is_dev)?,
        db,
        hasher: Hasher::new()?,
        dev_events: is_dev.then(DevEvents::new),
        metrics,
        settings,
    });
    Ok((state, listing))
}

/// What watches the articles, and in development the app, for as long as it is held.
fn watch(
    state: &AppState,
    listing: Listing,
    is_dev: bool,
) -> anyhow::Result<(Watch, Option<notify::RecommendedWatcher>)> {
    let taker = state.clone();
    let articles = articles::watch(&state.settings.articles, listing, move |outcome| {
        articles::take_over(&taker, outcome);
    })?;
    let site = is_dev.then(|| site::watch(state.clone(), state.settings.app_dir.clone()));
    Ok((articles, site.transpose()?))
}

async fn told_to_stop() -> anyhow::Result<()> {
    let mut terminate = signal(SignalKind::terminate())?;
    tokio::select! {
        _ = terminate.recv() => {}
        interrupt = tokio::signal::ctrl_c() => interrupt?,
    }
    Ok(())
}
