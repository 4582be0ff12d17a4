//! The tests' own PostgreSQL: databases are apart, and start from what `prepare` left.

#[path = "support/postgres.rs"]
mod postgres;

use sea_orm::{ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement};

async fn one_note(url: String) {
    let db = Database::connect(url).await.expect("an empty database");
    let statements = "CREATE TABLE notes (body text); INSERT INTO notes VALUES ('prepared')";
    db.execute_unprepared(statements).await.expect("the schema");
    db.close().await.expect("closed");
}

async fn count(db: &DatabaseConnection) -> i64 {
    let query = Statement::from_string(DbBackend::Postgres, "SELECT count(*) FROM notes");
    let row = db.query_one_raw(query).await.expect("a query").expect("a row");
    row.try_get_by_index(0).expect("a number")
}

#[tokio::test]
async fn databases_start_prepared_and_do_not_see_each_other() {
    let Some(cluster) = postgres::cluster() else {
        return;
    };
    let (first, second) = (cluster.fresh_database(one_note).await, cluster.fresh_database(one_note).await);
    assert_ne!(first.url(), second.url());
    let left = Database::connect(first.url()).await.expect("the first database");
    let right = Database::connect(second.url()).await.expect("the second database");
    left.execute_unprepared("INSERT INTO notes VALUES ('left')")
        .await
        .expect("an insert");
    assert_eq!((count(&left).await, count(&right).await), (2, 1));
}

#[tokio::test]
async fn a_database_is_gone_when_its_test_ends() {
    let Some(cluster) = postgres::cluster() else {
        return;
    };
    let database = cluster.fresh_database(one_note).await;
    let url = database.url().to_owned();
    let held_open = Database::connect(&url).await.expect("a database");
    drop(database);
    drop(held_open);
    let error = Database::connect(&url).await.expect_err("a dropped database refuses");
    assert!(error.to_string().contains("does not exist"), "{error}");
}
