//! What every request can reach.

use std::collections::HashMap;
use std::ops::Deref;
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, LazyLock, OnceLock};

use arc_swap::ArcSwap;
use knowledge::Library;
use loyalty::Versions;
use metrics_exporter_prometheus::PrometheusHandle;
use storage::Db;
use storage::board::Boards;
use survey::Surveys;

use crate::clock::Clock;
use crate::dev_events::DevEvents;
use crate::live_boards::LiveBoards;
use crate::passwords::Hasher;
use crate::search_indexes::SearchIndexes;
use crate::settings::Settings;
use crate::site::Site;
use crate::surveys;

/// Whether requests can be answered now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Readiness {
    /// The database is not migrated yet.
    Starting,
    Ready,
    /// The process was told to stop and finishes what it took.
    Draining,
}

/// Shared by all requests; cloning it is cheap.
#[derive(Clone)]
pub struct AppState(Arc<Inner>);

pub struct Inner {
    pub settings: Settings,
    pub db: Db,
    pub clock: Clock,
    pub hasher: Hasher,
    pub library: ArcSwap<Library>,
    pub programme: InForce,
    pub surveys: Surveys,
    pub search_indexes: SearchIndexes,
    pub boards: Boards,
    pub live_boards: LiveBoards,
    pub site: ArcSwap<Site>,
    /// Present in development only.
    pub dev_events: Option<DevEvents>,
    pub metrics: PrometheusHandle,
    readiness: AtomicU8,
}

/// The parts that differ between a deployment, development and a test.
pub struct Parts {
    pub settings: Settings,
    pub db: Db,
    pub hasher: Hasher,
    pub library: Library,
    /// None when it follows once the database is migrated.
    pub programme: Option<Versions>,
    pub site: Site,
    pub dev_events: Option<DevEvents>,
    pub metrics: PrometheusHandle,
}

impl AppState {
    pub fn new(parts: Parts) -> Self {
        let surveys = surveys::load(&parts.settings.surveys);
        Self(Arc::new(Inner {
            settings: parts.settings,
            db: parts.db,
            clock: Clock::default(),
            hasher: parts.hasher,
            library: ArcSwap::from_pointee(parts.library),
            programme: InForce::of(parts.programme),
            surveys,
            search_indexes: SearchIndexes::default(),
            boards: Boards::default(),
            live_boards: LiveBoards::default(),
            site: ArcSwap::from_pointee(parts.site),
            dev_events: parts.dev_events,
            metrics: parts.metrics,
            readiness: AtomicU8::new(Readiness::Starting as u8),
        }))
    }

    /// A state over a given database with cheap hashing, for the API test suite and for printing the API's document.
    pub fn for_tests(
        settings: Settings,
        db: Db,
        library: Library,
        programme: Versions,
        files: HashMap<String, Vec<u8>>,
    ) -> anyhow::Result<Self> {
        let recorder = metrics_exporter_prometheus::PrometheusBuilder::new().build_recorder();
        let state = Self::new(Parts {
            settings,
            db,
            hasher: Hasher::cheap()?,
            library,
            programme: Some(programme),
            site: Site::from_files(files),
            dev_events: None,
            metrics: recorder.handle(),
        });
        state.set_readiness(Readiness::Ready);
        Ok(state)
    }

    pub fn readiness(&self) -> Readiness {
        match self.0.readiness.load(Ordering::Acquire) {
            0 => Readiness::Starting,
            1 => Readiness::Ready,
            _ => Readiness::Draining,
        }
    }

    pub fn set_readiness(&self, readiness: Readiness) {
        self.0.readiness.store(readiness as u8, Ordering::Release);
    }
}

/// The versions of the programme for as long as the process runs. What members were shown of them is in the database, so they
/// are known only once it is migrated; until then there are none.
pub struct InForce(OnceLock<Versions>);

impl InForce {
    fn of(versions: Option<Versions>) -> Self {
        Self(versions.map_or_else(OnceLock::new, OnceLock::from))
    }

    /// Puts the versions in force; once.
    pub fn begin(&self, versions: Versions) {
        let _ = self.0.set(versions);
    }
}

impl Deref for InForce {
    type Target = Versions;

    fn deref(&self) -> &Versions {
        static NONE: LazyLock<Versions> = LazyLock::new(Versions::default);
        self.0.get().unwrap_or(&NONE)
    }
}

impl Deref for AppState {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}
