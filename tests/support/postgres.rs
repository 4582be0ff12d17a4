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
use std::fs::{self, DirBuilder, File};
use std::hash::{BuildHasher, Hasher};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, chown};
use std::os::unix::net::UnixStream;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use sea_orm::{ConnectOptions, ConnectionTrait, Database as Connector, DatabaseConnection};

/// Seconds that the cluster outlives its last process under cargo-nextest, whose processes come
/// one after the other; `cargo test` needs none.
const IDLE_SECONDS_BETWEEN_PROCESSES: u32 = 5;

/// Waits until no process uses the cluster, then stops it.
/// Arguments: `users.lock`, idle seconds, `pg_ctl`, data directory.
const WATCHDOG: &str = r#"
while :; do
    flock "$1" true
    sleep "$2"
    flock --nonblock "$1" sh -c '"$1" stop -D "$2" -m immediate; rm -rf "$2"' stop "$3" "$4" && exit
done
"#;

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
        .get_or_init(|| match given().map_or_else(throwaway, Ok) {
            Ok(cluster) => Some(cluster),
            Err(reason) => {
                let required =
                    std::env::var("TABLEE_TEST_REQUIRE_POSTGRES").is_ok_and(|value| value == "1");
                assert!(!required, "PostgreSQL is required and missing: {reason}");
                // Not eprintln!: the test harness would keep it for itself.
                let _ = writeln!(
                    io::stderr(),
                    "PostgreSQL is missing ({reason}): these tests ran on SQLite alone."
                );
                None
            }
        })
        .as_ref()
}

impl Cluster {
    /// A new database with the schema that `prepare` makes, given the URL of an empty database.
    ///
    /// `prepare` runs once per test binary; each database is a copy of what it left.
    pub async fn fresh_database<Prepared>(
        &'static self,
        prepare: impl FnOnce(String) -> Prepared,
    ) -> Database
    where
        Prepared: Future<Output = ()>,
    {
        let admin = connect(&self.url("postgres")).await;
        let template = self.template(&admin, prepare).await;
        let name = unique_name();
        execute(
            &admin,
            &format!("CREATE DATABASE {name} TEMPLATE {template}"),
        )
        .await;
        let _ = admin.close().await;
        Database {
            url: self.url(&name),
            name,
            cluster: self,
        }
    }

    async fn template<Prepared>(
        &self,
        admin: &DatabaseConnection,
        prepare: impl FnOnce(String) -> Prepared,
    ) -> String
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
            execute(
                admin,
                &format!("DROP DATABASE IF EXISTS {unfinished} WITH (FORCE)"),
            )
            .await;
            execute(
                admin,
                &format!("CREATE DATABASE {unfinished} TEMPLATE template0"),
            )
            .await;
            prepare(self.url(&unfinished)).await;
            terminate_connections(admin, &unfinished).await;
            execute(
                admin,
                &format!("ALTER DATABASE {unfinished} RENAME TO {name}"),
            )
            .await;
        }
        drop(lock);
        name
    }

    fn url(&self, database: &str) -> String {
        match &self.server {
            Server::Given { url } => {
                let (address, parameters) = url.split_once('?').unwrap_or((url, ""));
                let server = address
                    .rsplit_once('/')
                    .map_or(address, |(server, _)| server);
                format!("{server}/{database}?{parameters}")
            }
            Server::Throwaway { socket, .. } => {
                format!(
                    "postgres://tablee@localhost/{database}?host={}",
                    socket.display()
                )
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
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build();
            runtime.expect("a runtime").block_on(async {
                let admin = connect(&admin_url).await;
                execute(&admin, &statement).await;
            });
        });
        if dropping.join().is_err() {
            let _ = writeln!(
                io::stderr(),
                "The test database {} stays behind.",
                self.name
            );
        }
    }
}

fn given() -> Option<Cluster> {
    let url = std::env::var("TABLEE_TEST_POSTGRES_URL")
        .ok()
        .filter(|url| !url.is_empty())?;
    let locks = std::env::temp_dir().join(format!("tablee-test-locks-{}", own_uid().ok()?));
    fs::create_dir_all(&locks).ok()?;
    Some(Cluster {
        server: Server::Given { url },
        locks,
    })
}

fn throwaway() -> Result<Cluster, String> {
    let programs = programs().ok_or("no initdb and pg_ctl found; apt-get install postgresql")?;
    let describe = |what: &'static str| move |error: io::Error| format!("{what}: {error}");
    let uid = own_uid().map_err(describe("own user"))?;
    let server_user = if uid == 0 {
        Some(unprivileged_user()?)
    } else {
        None
    };
    let home = PathBuf::from(format!("/tmp/tablee-test-postgres-{uid}"));
    own_directory(&home, uid, server_user).map_err(describe("temporary folder"))?;

    let users = File::create(home.join("users.lock")).map_err(describe("users.lock"))?;
    users.lock_shared().map_err(describe("users.lock"))?;
    let starting = locked(&home.join("start.lock")).map_err(describe("start.lock"))?;
    if UnixStream::connect(home.join(".s.PGSQL.5432")).is_err() {
        let as_server_user = |program: &Path| {
            let mut command = Command::new(program);
            command
                .current_dir(&home)
                .env("HOME", &home)
                .stdin(Stdio::null())
                .process_group(0);
            if let Some((uid, gid)) = server_user {
                command.uid(uid).gid(gid);
            }
            command
        };
        start(&programs, &home, as_server_user)?;
    }
    drop(starting);
    Ok(Cluster {
        server: Server::Throwaway {
            socket: home.clone(),
            _in_use: users,
        },
        locks: home,
    })
}

fn start(
    programs: &Path,
    home: &Path,
    as_server_user: impl Fn(&Path) -> Command,
) -> Result<(), String> {
    let data = home.join("data");
    let pg_ctl = programs.join("pg_ctl");
    let seconds = if std::env::var_os("NEXTEST").is_some() {
        IDLE_SECONDS_BETWEEN_PROCESSES
    } else {
        0
    };
    as_server_user(Path::new("sh"))
        .args(["-c", WATCHDOG, "watchdog"])
        .arg(home.join("users.lock"))
        .arg(seconds.to_string())
        .args([&pg_ctl, &data])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| format!("watchdog: {error}"))?;

    // What a killed start left behind; nothing to stop is no fault.
    let _ = as_server_user(&pg_ctl)
        .arg("stop")
        .arg("-D")
        .arg(&data)
        .args(["-m", "immediate"])
        .output();
    let _ = fs::remove_dir_all(&data);

    run(as_server_user(&programs.join("initdb"))
        .arg("-D")
        .arg(&data)
        .args([
            "-U",
            "tablee",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C",
            "--no-sync",
        ]))?;
    // Nothing here outlives the tests: no fsync, no vacuum, no network.
    let options = format!(
        "-c listen_addresses='' -c unix_socket_directories='{}' -c max_connections=300 \
         -c fsync=off -c full_page_writes=off -c autovacuum=off",
        home.display()
    );
    let log = home.join("data").join("server.log");
    run(as_server_user(&pg_ctl)
        .args(["start", "--wait", "-D"])
        .arg(&data)
        .arg("-l")
        .arg(&log)
        .args(["-o", &options]))
    .map_err(|error| format!("{error} {}", fs::read_to_string(&log).unwrap_or_default()))
}

fn run(command: &mut Command) -> Result<(), String> {
    let program = command.get_program().to_string_lossy().into_owned();
    let output = command
        .output()
        .map_err(|error| format!("{program}: {error}"))?;
    if output.status.success() {
        return Ok(());
    }
    Err(format!(
        "{program}: {}",
        String::from_utf8_lossy(&output.stderr)
    ))
}

/// The folder of `initdb` and `pg_ctl`: on the path, else Debian's newest.
fn programs() -> Option<PathBuf> {
    let complete = |folder: &PathBuf| {
        ["initdb", "pg_ctl"]
            .iter()
            .all(|name| folder.join(name).is_file())
    };
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut debian: Vec<(u32, PathBuf)> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            Some((
                entry.file_name().to_str()?.parse().ok()?,
                entry.path().join("bin"),
            ))
        })
        .collect();
    debian.sort();
    let debian = debian.into_iter().rev().map(|(_, folder)| folder);
    std::env::split_paths(&path).chain(debian).find(complete)
}

/// The user as whom root starts the server, which refuses to run as root.
fn unprivileged_user() -> Result<(u32, u32), String> {
    let accounts = fs::read_to_string("/etc/passwd").map_err(|error| error.to_string())?;
    ["postgres", "nobody"]
        .iter()
        .find_map(|wanted| {
            let line = accounts
                .lines()
                .find(|line| line.split(':').next() == Some(wanted))?;
            let mut fields = line.split(':').skip(2);
            Some((fields.next()?.parse().ok()?, fields.next()?.parse().ok()?))
        })
        .ok_or_else(|| "no user postgres or nobody to run it as".to_owned())
}

fn own_uid() -> io::Result<u32> {
    Ok(tempfile::tempfile()?.metadata()?.uid())
}

fn own_directory(path: &Path, uid: u32, server_user: Option<(u32, u32)>) -> io::Result<()> {
    match DirBuilder::new().mode(0o700).create(path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
        _ => {}
    }
    let (owner, group) = server_user.map_or((uid, None), |(uid, gid)| (uid, Some(gid)));
    let found = fs::symlink_metadata(path)?;
    if !found.is_dir() || (found.uid() != uid && found.uid() != owner) {
        return Err(io::Error::other(format!(
            "{} belongs to someone else",
            path.display()
        )));
    }
    chown(path, Some(owner), group)
}

fn locked(path: &Path) -> io::Result<File> {
    let file = File::create(path)?;
    file.lock()?;
    Ok(file)
}

fn unique_name() -> String {
    format!(
        "tablee_test_{:016x}",
        RandomState::new().build_hasher().finish()
    )
}

/// Differs whenever this test binary was built anew, so that no template is out of date.
fn binary_fingerprint() -> String {
    let binary = std::env::current_exe()
        .and_then(fs::metadata)
        .expect("the test binary's file");
    format!(
        "{:x}_{:x}_{:x}",
        binary.ino(),
        binary.mtime(),
        binary.mtime_nsec()
    )
}

async fn connect(url: &str) -> DatabaseConnection {
    let options = ConnectOptions::new(url)
        .max_connections(1)
        .sqlx_logging(false)
        .to_owned();
    Connector::connect(options)
        .await
        .expect("the test PostgreSQL answers")
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
