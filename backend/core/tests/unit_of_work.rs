//! The unit of work on SQLite: shared commits, lonely rollbacks.

use sea_orm::{ConnectionTrait, Statement};
use tablee_core::store::Db;

async fn open(folder: &tempfile::TempDir) -> Db {
    let path = folder.path().join("test.db");
    tablee_core::connect(&format!("sqlite://{}", path.display()))
        .await
        .expect("a new database opens")
}

async fn note(db: &Db, key: &str, commit: bool) -> Result<(), sea_orm::DbErr> {
    let unit = db.begin().await?;
    let sql = "INSERT INTO rates (key_hash, window_start, uses) VALUES (?, 0, 1)";
    let statement = Statement::from_sql_and_values(sea_orm::DbBackend::Sqlite, sql, [key.into()]);
    unit.conn().execute_raw(statement).await?;
    if commit { unit.commit().await } else { Ok(()) }
}

async fn noted(db: &Db) -> i64 {
    let statement = Statement::from_string(sea_orm::DbBackend::Sqlite, "SELECT COUNT(*) FROM rates");
    let row = db
        .read()
        .query_one_raw(statement)
        .await
        .expect("readable")
        .expect("one row");
    row.try_get_by_index(0).expect("a number")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_confirmed_unit_is_there_and_no_dropped_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let db = open(&folder).await;
    let acts = (0..200).map(|n| {
        let db = db.clone();
        tokio::spawn(async move { note(&db, &format!("key {n}"), n % 4 != 0).await })
    });
    for act in futures_util::future::join_all(acts).await {
        act.expect("no panic").expect("no refusal");
    }
    assert_eq!(noted(&db).await, 150);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_refused_unit_leaves_its_batch_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let db = open(&folder).await;
    let (first, twin, other) = tokio::join!(note(&db, "same", true), note(&db, "same", true), note(&db, "other", true));
    assert_eq!(
        [&first, &twin, &other]
            .iter()
            .filter(|outcome| outcome.is_err())
            .count(),
        1
    );
    assert!(other.is_ok());
    assert_eq!(noted(&db).await, 2);
}

/// Commits in the write-ahead log of an SQLite database: its frames that tell the size of the database after a commit (SQLite,
/// "Database File Format", 4.1).
fn commits(folder: &tempfile::TempDir) -> usize {
    let log = std::fs::read(folder.path().join("test.db-wal")).expect("a log");
    let number = |at: usize| u32::from_be_bytes(log[at..at + 4].try_into().expect("four bytes"));
    let page = number(8) as usize;
    // Frames of an earlier turn of the log bear another salt.
    let salt = &log[16..24];
    let frames = (32..log.len() - 23).step_by(24 + page);
    frames
        .take_while(|at| &log[at + 8..at + 16] == salt)
        .filter(|at| number(at + 4) != 0)
        .count()
}

#[tokio::test]
async fn units_that_arrive_together_share_a_commit() {
    let folder = tempfile::tempdir().expect("a folder");
    let db = open(&folder).await;
    note(&db, "alone", true).await.expect("kept");
    let before = commits(&folder);
    note(&db, "alone again", true).await.expect("kept");
    assert_eq!(commits(&folder) - before, 1, "a unit by itself is a commit of its own");
    let before = commits(&folder);
    let keys: Vec<String> = (0..64).map(|number| format!("key {number}")).collect();
    let together = keys.iter().map(|key| note(&db, key, true));
    for kept in futures_util::future::join_all(together).await {
        kept.expect("kept");
    }
    assert_eq!(noted(&db).await, 66);
    let shared = commits(&folder) - before;
    assert!((1..=4).contains(&shared), "64 units took {shared} commits");
}

#[tokio::test]
async fn a_dropped_unit_gives_the_write_lock_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let (db, neighbour) = (open(&folder).await, open(&folder).await);
    note(&db, "undone", false).await.expect("written, then dropped");
    note(&neighbour, "kept", true).await.expect("another process can write");
    assert_eq!(noted(&db).await, 1);
}

#[tokio::test]
async fn readers_cannot_write() {
    let folder = tempfile::tempdir().expect("a folder");
    let db = open(&folder).await;
    assert!(db.read().execute_unprepared("DELETE FROM rates").await.is_err());
}

#[tokio::test]
async fn a_database_of_a_newer_version_is_refused_in_words() {
    let folder = tempfile::tempdir().expect("a folder");
    let db = open(&folder).await;
    let unit = db.begin().await.expect("a turn");
    unit.conn()
        .execute_unprepared("INSERT INTO seaql_migrations VALUES ('m9999_future', 0)")
        .await
        .expect("written");
    unit.commit().await.expect("committed");
    let path = folder.path().join("test.db");
    let Err(error) = tablee_core::connect(&format!("sqlite://{}", path.display())).await else { panic!("opened") };
    assert!(error.to_string().contains("newer version"), "{error}");
}
