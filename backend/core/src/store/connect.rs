//! Opening a database: SQLite in a file or PostgreSQL by URL, always brought to the newest schema first.

use std::sync::Arc;
use std::time::Duration;

use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, Statement,
    TransactionTrait,
};
use tablee_migrations::{Migrator, MigratorTrait};

use super::time;
use super::unit::{SharedWriter, Unit};
use crate::ports::Millis;

const READERS: u32 = 4;
const POSTGRES_CONNECTIONS: u32 = 12;
/// The advisory lock of the node that migrates: the letters "tablee" as a number.
const MIGRATION_LOCK: i64 = 0x0000_7461_626c_6565;

/// The open database. Cloning is cheap.
#[derive(Clone)]
pub struct Db {
    read: DatabaseConnection,
    write: Writer,
}

#[derive(Clone)]
enum Writer {
    Shared(Arc<SharedWriter>),
    Pool(DatabaseConnection),
}

/// Why a database could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// A newer version of the program has changed the schema.
    #[error(
        "the database was written by a newer version of Tablée (unknown schema step {0}); install that version or restore a backup"
    )]
    Newer(String),
    /// SQLite did not take a durability setting.
    #[error("SQLite refused the setting {0}: acknowledged contributions would not be safe")]
    Setting(&'static str),
    /// PostgreSQL runs with a setting that loses what it acknowledged.
    #[error("PostgreSQL runs with {0}: acknowledged contributions would not be safe; set it to on")]
    Unsafe(&'static str),
    /// The database did not answer as it should.
    #[error("cannot open the database: {0}")]
    Database(#[from] DbErr),
}

/// Opens the database at `url` (`sqlite://PATH` or `postgres://…`), creates it when it is a missing SQLite file, and migrates it.
///
/// # Errors
/// See [`OpenError`].
pub async fn connect(url: &str) -> Result<Db, OpenError> {
    if url.starts_with("sqlite:") { open_sqlite(url).await } else { open_postgres(url).await }
}

async fn open_sqlite(url: &str) -> Result<Db, OpenError> {
    let write = Database::connect(sqlite_options(url, 1, false)).await?;
    check_durability(&write).await?;
    migrate(&write).await?;
    let read = Database::connect(sqlite_options(url, READERS, true)).await?;
    Ok(Db { read, write: Writer::Shared(SharedWriter::start(write)) })
}

async fn open_postgres(url: &str) -> Result<Db, OpenError> {
    let mut options = quiet(url);
    options
        .max_connections(POSTGRES_CONNECTIONS)
        .acquire_timeout(Duration::from_secs(5))
        .map_sqlx_postgres_opts(|options| {
            options.options([("synchronous_commit", "on"), ("statement_timeout", "20s")])
        });
    let pool = Database::connect(options).await?;
    check_postgres_durability(&pool).await?;
    let turn = turn_to_migrate(&pool).await?;
    migrate(&pool).await?;
    turn.commit().await?;
    Ok(Db { read: pool.clone(), write: Writer::Pool(pool) })
}

/// Waits until no other node migrates; the next one has its turn once the transaction ends, however it does.
async fn turn_to_migrate(pool: &DatabaseConnection) -> Result<DatabaseTransaction, DbErr> {
    let turn = pool.begin().await?;
    // The other's steps may take longer than a statement may.
    turn.execute_unprepared("SET LOCAL statement_timeout = 0").await?;
    turn.execute_unprepared(&format!("SELECT pg_advisory_xact_lock({MIGRATION_LOCK})"))
        .await?;
    Ok(turn)
}

fn sqlite_options(url: &str, connections: u32, query_only: bool) -> ConnectOptions {
    let mut options = quiet(&format!("{url}?mode=rwc"));
    options
        .max_connections(connections)
        .min_connections(1)
        .test_before_acquire(false)
        .map_sqlx_sqlite_opts(move |sqlite| {
            sqlite
                .pragma("journal_mode", "WAL")
                .pragma("synchronous", "FULL")
                .pragma("foreign_keys", "ON")
                .pragma("busy_timeout", "5000")
                .pragma("query_only", if query_only { "ON" } else { "OFF" })
        });
    options
}

// SeaORM logs every statement at Info by default: 17 to 25 % of throughput, and personal data in the log.
fn quiet(url: &str) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options.sqlx_logging(false);
    options
}

async fn check_durability(connection: &DatabaseConnection) -> Result<(), OpenError> {
    let journal: String = pragma(connection, "PRAGMA journal_mode").await?;
    let synchronous: i32 = pragma(connection, "PRAGMA synchronous").await?;
    let foreign_keys: i32 = pragma(connection, "PRAGMA foreign_keys").await?;
    match (journal.as_str(), synchronous, foreign_keys) {
        ("wal", 2, 1) => Ok(()),
        ("wal", 2, _) => Err(OpenError::Setting("foreign_keys=ON")),
        ("wal", _, _) => Err(OpenError::Setting("synchronous=FULL")),
        _ => Err(OpenError::Setting("journal_mode=WAL")),
    }
}

/// The session asks for `synchronous_commit=on`, which a pooler in between may not pass on; `fsync` is the server's own.
async fn check_postgres_durability(pool: &DatabaseConnection) -> Result<(), OpenError> {
    let setting = async |name: &str| -> Result<String, DbErr> {
        let statement = Statement::from_string(DbBackend::Postgres, format!("SHOW {name}"));
        let row = pool.query_one_raw(statement).await?;
        row.ok_or_else(|| DbErr::Custom(format!("SHOW {name} gives nothing")))?
            .try_get_by_index(0)
    };
    let (commit, fsync) = (setting("synchronous_commit").await?, setting("fsync").await?);
    refuse_unsafe(&commit, &fsync)
}

/// Every mode of `synchronous_commit` but `off` waits for this server's disk (PostgreSQL, "Write Ahead Log", 19.5.1).
fn refuse_unsafe(synchronous_commit: &str, fsync: &str) -> Result<(), OpenError> {
    match (synchronous_commit, fsync) {
        ("off", _) => Err(OpenError::Unsafe("synchronous_commit=off")),
        (_, "on") => Ok(()),
        _ => Err(OpenError::Unsafe("fsync=off")),
    }
}

async fn pragma<T: sea_orm::TryGetable>(connection: &DatabaseConnection, sql: &str) -> Result<T, DbErr> {
    let row = connection
        .query_one_raw(Statement::from_string(DbBackend::Sqlite, sql))
        .await?;
    row.ok_or_else(|| DbErr::Custom(format!("{sql} gives nothing")))?
        .try_get_by_index(0)
}

async fn migrate(connection: &DatabaseConnection) -> Result<(), OpenError> {
    let known: Vec<String> = Migrator::migrations()
        .iter()
        .map(|step| step.name().to_owned())
        .collect();
    // The list of applied steps is read by hand: the migrator itself only says that a file is missing.
    if let Some(newer) = applied_steps(connection)
        .await
        .into_iter()
        .find(|step| !known.contains(step))
    {
        return Err(OpenError::Newer(newer));
    }
    Migrator::up(connection, None).await?;
    Ok(())
}

async fn applied_steps(connection: &DatabaseConnection) -> Vec<String> {
    let statement = Statement::from_string(connection.get_database_backend(), "SELECT version FROM seaql_migrations");
    // No such table: a new database.
    let rows = connection.query_all_raw(statement).await.unwrap_or_default();
    rows.iter().filter_map(|row| row.try_get_by_index(0).ok()).collect()
}

impl Db {
    /// The connections for reading. They cannot write on SQLite.
    pub fn read(&self) -> &DatabaseConnection {
        &self.read
    }

    /// Calls back for each statement that is read through this handle and those cloned from it later: to count what a page costs.
    pub fn observe_reads(&mut self, callback: impl Fn() + Send + Sync + 'static) {
        self.read.set_metric_callback(move |_| callback());
    }

    /// Begins a unit of work; waits for its turn.
    pub async fn begin(&self) -> Result<Unit, DbErr> {
        match &self.write {
            Writer::Shared(writer) => writer.begin().await,
            Writer::Pool(pool) => Ok(Unit::plain(pool.begin().await?)),
        }
    }

    /// The database's own clock. A node's clock is corrected to it.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn now(&self) -> Result<Millis, DbErr> {
        let backend = self.read.get_database_backend();
        let sql = format!("SELECT {}", time::now(backend));
        let row = self.read.query_one_raw(Statement::from_string(backend, sql)).await?;
        row.ok_or_else(|| DbErr::Custom("the database tells no time".to_owned()))?
            .try_get_by_index(0)
    }

    /// Copies a SQLite database, as it is at this moment, to a new file.
    ///
    /// # Errors
    /// When the file exists or cannot be written, or the database is PostgreSQL (which has `pg_dump`).
    pub async fn copy_to(&self, path: &str) -> Result<(), DbErr> {
        match &self.write {
            Writer::Shared(writer) => {
                let copy = Statement::from_sql_and_values(DbBackend::Sqlite, "VACUUM INTO ?", [path.into()]);
                writer.execute_between_batches(copy).await
            }
            Writer::Pool(_) => Err(DbErr::Custom("a PostgreSQL database is saved with pg_dump".to_owned())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::refuse_unsafe;

    #[test]
    fn a_postgres_that_loses_what_it_acknowledged_is_refused_in_a_sentence() {
        for mode in ["on", "local", "remote_write", "remote_apply"] {
            assert!(refuse_unsafe(mode, "on").is_ok(), "{mode}");
        }
        for (commit, fsync, named) in
            [("off", "on", "synchronous_commit=off"), ("on", "off", "fsync=off"), ("on", "", "fsync=off")]
        {
            let refusal = refuse_unsafe(commit, fsync).expect_err("refused").to_string();
            assert!(refusal.starts_with(&format!("PostgreSQL runs with {named}: ")), "{refusal}");
        }
    }
}
