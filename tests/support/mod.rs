//! The application as the tests see it: a real server on a real database, and people who use it.

#[path = "../support/postgres.rs"]
pub mod postgres;

mod browser;
mod contributions;
pub mod mail_server;
mod members;
pub mod seed;
mod server;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tablee::app;
use tablee::config::{Config, Overrides};
use tablee_core::Context;
use tablee_core::jobs::count_votes::count_closed;
use tablee_core::jobs::seal_ballots::seal_due;
use tablee_core::ports::{CountingRandom, HandClock, Millis};
use tablee_core::secrets::Secrets;
use tablee_site::http::{ServeLimits, serve};
use tokio::net::TcpListener;
use tokio::sync::oneshot;

pub use browser::{Browser, Page};
pub use members::link_token;
pub use server::Server;

/// Noon of 23 November 2026 in Paris: where every test's clock starts.
pub const NOW: Millis = 1_795_431_600_000;

/// Which database a test runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Sqlite,
    Postgres,
}

/// A running installation with a clock set by hand.
pub struct App {
    pub cx: Context,
    pub clock: Arc<HandClock>,
    pub config: Config,
    pub base: String,
    /// Statements that pages have read the database with.
    pub statements: Arc<AtomicU64>,
    _stop: oneshot::Sender<()>,
    _folder: tempfile::TempDir,
    _database: Option<postgres::Database>,
}

impl App {
    /// A new installation, or `None` where there is no PostgreSQL to be had (which has then been said aloud).
    pub async fn start(kind: Kind) -> Option<Self> {
        let folder = tempfile::tempdir().expect("a folder");
        let database = match kind {
            Kind::Sqlite => None,
            Kind::Postgres => Some(postgres::cluster()?.fresh_database(migrated).await),
        };
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address").to_string();
        let overrides = Overrides { data_dir: Some(folder.path().into()), listen: Some(address) };
        let url = database.as_ref().map(|database| ("DATABASE_URL", database.url()));
        let settings = url.into_iter().chain([("MAIL_REPLY_TO", "equipe@tablee.example")]);
        let environment = settings.map(|(key, value)| (format!("TABLEE_{key}"), value.to_owned()));
        let config =
            Config::load(std::path::Path::new("/nonexistent"), environment, overrides).expect("a configuration");
        let clock = Arc::new(HandClock::at(NOW));
        let mut db = tablee_core::connect(&config.database_url)
            .await
            .expect("an open database");
        let statements = Arc::new(AtomicU64::new(0));
        let counted = statements.clone();
        db.observe_reads(move || {
            counted.fetch_add(1, Ordering::Relaxed);
        });
        let random = Arc::new(CountingRandom::seeded(1));
        let cx = app::context(&config, db, Secrets::new([7; 32]), clock.clone(), random);
        let (stop, stopped) = oneshot::channel::<()>();
        let endpoint = app::endpoint(&cx, &config);
        tokio::spawn(async move {
            let stopped = async { drop(stopped.await) };
            serve(listener, endpoint, stopped, ServeLimits::default())
                .await
                .expect("served");
        });
        Some(Self {
            cx,
            clock,
            base: config.public_url.clone(),
            config,
            statements,
            _stop: stop,
            _folder: folder,
            _database: database,
        })
    }

    /// Lets that time pass, and the jobs come by that close the logs of votes and count them.
    pub async fn later(&self, time: Millis) {
        self.clock.advance(time);
        seal_due(&self.cx).await.expect("sealed");
        count_closed(&self.cx).await.expect("counted");
    }

    /// Someone with a browser of their own, which keeps cookies and follows no redirect by itself.
    pub fn browser(&self) -> Browser {
        Browser::new(&self.base)
    }
}

async fn migrated(url: String) {
    tablee_core::connect(&url).await.expect("a migrated database");
}

/// Runs the same test on SQLite and, where there is one, on PostgreSQL.
#[macro_export]
macro_rules! on_both_databases {
    ($($(#[$meta:meta])* async fn $name:ident($app:ident: App) $body:block)*) => {
        $($(#[$meta])* async fn $name($app: &$crate::support::App) $body

        mod $name {
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                let app = $crate::support::App::start($crate::support::Kind::Sqlite).await.expect("SQLite is built in");
                super::$name(&app).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                if let Some(app) = $crate::support::App::start($crate::support::Kind::Postgres).await {
                    super::$name(&app).await;
                }
            }
        }
        )*
    };
}
