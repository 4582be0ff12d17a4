//! A PostgreSQL for the tests: the one named by `TABLEE_TEST_POSTGRES_URL`, or a throwaway cluster.
//!
//! The cluster is started by the first test process that needs it and shared by all others of the
//! same user (cargo-nextest runs each test in its own process). Every process holds a shared lock
//! on `users.lock`, which the kernel releases however the process ends; a watchdog shell waits for
//! the exclusive lock, then stops the cluster and deletes its files.
//!
//! Without PostgreSQL the tests run on SQLite alone and say so, unless
//! `TABLEE_TEST_REQUIRE_POSTGRES=1` makes the absence a failure.

use std::collections::hash_map::RandomState;
use std::fs::{self, File};
use std::hash::{BuildHasher, Hasher};
use std::io::{self, Write};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use sea_orm::{ConnectOptions, ConnectionTrait, Database as Connector, DatabaseConnection};

#[path = "throwaway_cluster.rs"]
mod throwaway_cluster;

/// A PostgreSQL server on which tests may create databases.
pub struct Cluster {
    server: Server,
    /// Files that processes lock to agree on what is being made.
    locks: PathBuf,
}

enum Server {
    Given { url: String },
    Throwaway { socket: PathBuf, _in_use: File },
}

/// A database of one test; dropped from the server with this value.
pub struct Database {
    url: String,
    name: String,
    cluster: &'static Cluster,
}

/// The PostgreSQL of this test process, or `None` where there is none to be had.
///
/// # Panics
/// Without PostgreSQL, when `TABLEE_TEST_REQUIRE_POSTGRES=1`.
pub fn cluster() -> Option<&'static Cluster> {
    static CLUSTER: OnceLock<Option<Cluster>> = OnceLock::new();
    CLUSTER
        .get_or_init(|| match given().map_or_else(throwaway_cluster::start, Ok) {
            Ok(cluster) => Some(cluster),
            Err(reason) => {
                let required = std::env::var("TABLEE_TEST_REQUIRE_POSTGRES").is_ok_and(|value| value == "1");
                assert!(!required, "PostgreSQL is required and missing: {reason}");
                // Not eprintln!: the test harness would keep it for itself.
                let _ = writeln!(io::stderr(), "PostgreSQL is missing ({reason}): these tests ran on SQLite alone.");
                None
            }
        })
        .as_ref()
}

impl Cluster {
    /// A new database with the schema that `prepare` makes, given the URL of an empty database.
    ///
    /// `prepare` runs once per test binary; each database is a copy of what it left.
    pub async fn fresh_database<Prepared>(&'static self, prepare: impl FnOnce(String) -> Prepared) -> Database
    where
        Prepared: Future<Output = ()>,
    {
        let admin = connect(&self.url("postgres")).await;
        let template = self.template(&admin, prepare).await;
        let name = unique_name();
        execute(&admin, &format!("CREATE DATABASE {name} TEMPLATE {template}")).await;
        let _ = admin.close().await;
        Database { url: self.url(&name), name, cluster: self }
    }

    async fn template<Prepared>(&self, admin: &DatabaseConnection, prepare: impl FnOnce(String) -> Prepared) -> String
    where
        Prepared: Future<Output = ()>,
    {
        let name = format!("tablee_template_{}", binary_fingerprint());
        let lock = locked(&self.locks.join("template.lock")).expect("the template's lock");
        let there = admin
            .query_one_raw(sea_orm::Statement::from_string(
                sea_orm::DbBackend::Postgres,
                format!("SELECT 1 FROM pg_database WHERE datname = '{name}'"),
            ))
            .await
            .expect("the list of databases");
        if there.is_none() {
            let unfinished = format!("{name}_unfinished");
            execute(admin, &format!("DROP DATABASE IF EXISTS {unfinished} WITH (FORCE)")).await;
            execute(admin, &format!("CREATE DATABASE {unfinished} TEMPLATE template0")).await;
            prepare(self.url(&unfinished)).await;
            terminate_connections(admin, &unfinished).await;
            execute(admin, &format!("ALTER DATABASE {unfinished} RENAME TO {name}")).await;
        }
        drop(lock);
        name
    }

    fn url(&self, database: &str) -> String {
        match &self.server {
            Server::Given { url } => {
                let (address, parameters) = url.split_once('?').unwrap_or((url, ""));
                let server = address.rsplit_once('/').map_or(address, |(server, _)| server);
                format!("{server}/{database}?{parameters}")
            }
            Server::Throwaway { socket, .. } => {
                format!("postgres://tablee@localhost/{database}?host={}", socket.display())
            }
        }
    }
}

impl Database {
    pub fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        let admin_url = self.cluster.url("postgres");
        let statement = format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name);
        // A thread of its own: the test's runtime cannot be blocked on from inside itself.
        let dropping = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.expect("a runtime").block_on(async {
                let admin = connect(&admin_url).await;
                execute(&admin, &statement).await;
            });
        });
        if dropping.join().is_err() {
            let _ = writeln!(io::stderr(), "The test database {} stays behind.", self.name);
        }
    }
}

fn given() -> Option<Cluster> {
    let url = std::env::var("TABLEE_TEST_POSTGRES_URL")
        .ok()
        .filter(|url| !url.is_empty())?;
    let locks = std::env::temp_dir().join(format!("tablee-test-locks-{}", own_uid().ok()?));
    fs::create_dir_all(&locks).ok()?;
    Some(Cluster { server: Server::Given { url }, locks })
}

fn own_uid() -> io::Result<u32> {
    Ok(tempfile::tempfile()?.metadata()?.uid())
}

fn locked(path: &Path) -> io::Result<File> {
    let file = File::create(path)?;
    file.lock()?;
    Ok(file)
}

fn unique_name() -> String {
    format!("tablee_test_{:016x}", RandomState::new().build_hasher().finish())
}

/// Differs whenever this test binary was built anew, so that no template is out of date.
fn binary_fingerprint() -> String {
    let binary = std::env::current_exe()
        .and_then(fs::metadata)
        .expect("the test binary's file");
    format!("{:x}_{:x}_{:x}", binary.ino(), binary.mtime(), binary.mtime_nsec())
}

async fn connect(url: &str) -> DatabaseConnection {
    let options = ConnectOptions::new(url)
        .max_connections(1)
        .sqlx_logging(false)
        .to_owned();
    Connector::connect(options).await.expect("the test PostgreSQL answers")
}

async fn execute(admin: &DatabaseConnection, statement: &str) {
    if let Err(error) = admin.execute_unprepared(statement).await {
        panic!("{statement}: {error}");
    }
}

async fn terminate_connections(admin: &DatabaseConnection, database: &str) {
    execute(
        admin,
        &format!("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '{database}'"),
    )
    .await;
}
