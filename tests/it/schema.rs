//! The migrated schema is the one that the entities describe.

use sea_orm::{ConnectionTrait, DbBackend, EntityTrait, QuerySelect, Statement};
use tablee_core::store::entities;

use crate::on_both_databases;
use crate::support::{App, Kind};

macro_rules! reads_every_column {
    ($conn:expr, $($table:ident),* $(,)?) => {{
        $(entities::$table::Entity::find().limit(1).all($conn).await
            .unwrap_or_else(|error| panic!("{}: {error}", stringify!($table)));)*
        // Every entity file is in the list above.
        [$(stringify!($table)),*]
    }};
}

/// Tables that may tell in what order their rows came: what members write, the public log of votes, and counts of tries.
const ORDERED: [&str; 30] = [
    "actors",
    "api_tokens",
    "audit_entries",
    "ballot_options",
    "consultations",
    "draft_items",
    "erasures",
    "kept_counts",
    "log_heads",
    "log_nodes",
    "lotteries",
    "members",
    "memberships",
    "moderation_decisions",
    "observer_signatures",
    "official_answers",
    "opinion_analyses",
    "organisations",
    "phases",
    "public_draws",
    "publications",
    "questions",
    "rates",
    "sealed_results",
    "seaql_migrations",
    "sessions",
    "sign_in_links",
    "statements",
    "strata",
    "workshops",
];

#[tokio::test]
async fn no_row_number_of_sqlite_tells_in_what_order_people_came() {
    let app = App::start(Kind::Sqlite).await.expect("SQLite is built in");
    let sql = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND wr = 0 AND name NOT LIKE 'sqlite_%' ORDER BY name";
    let rows = app
        .cx
        .db
        .read()
        .query_all_raw(Statement::from_string(DbBackend::Sqlite, sql))
        .await
        .expect("the schema");
    let numbered: Vec<String> = rows
        .iter()
        .map(|row| row.try_get("", "name").expect("a name"))
        .collect();
    assert_eq!(numbered, ORDERED, "a table that holds what people send is made by `unordered` of the migrations");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nodes_that_start_at_once_take_turns_to_migrate() {
    let Some(app) = App::start(Kind::Postgres).await else { return };
    let emptied = app
        .cx
        .db
        .read()
        .execute_unprepared("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
        .await;
    emptied.expect("an empty database");
    let open = || tablee_core::connect(&app.config.database_url);
    let (one, two, three) = tokio::join!(open(), open(), open());
    for node in [one, two, three] {
        node.expect("a migrated database");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn f1_every_session_of_postgres_waits_for_the_disk_whatever_its_address_asks_for() {
    let Some(app) = App::start(Kind::Postgres).await else { return };
    let asking = if app.config.database_url.contains('?') { '&' } else { '?' };
    let url = format!("{}{asking}options=-c%20synchronous_commit%3Doff", app.config.database_url);
    let db = tablee_core::connect(&url).await.expect("a database");
    for setting in ["synchronous_commit", "fsync"] {
        let statement = Statement::from_string(DbBackend::Postgres, format!("SHOW {setting}"));
        let row = db
            .read()
            .query_one_raw(statement)
            .await
            .expect("a setting")
            .expect("a row");
        assert_eq!(row.try_get_by_index::<String>(0).expect("a word"), "on", "{setting}");
    }
}

on_both_databases! {
    async fn every_entity_reads_its_table(app: App) {
        let checked = reads_every_column!(
            app.cx.db.read(), actor, alike_burst, answer, answer_sheet, api_token, audit_entry, ballot, ballot_option, confirmation,
            consultation, contact, declaration, delivery, draft_item, drawn_leaf, erasure, follow, kept_count, log_head, log_leaf, log_node, lottery, member,
            membership, moderation_decision, observer_signature, official_answer, opinion_analysis, organisation, participation, pass, phase,
            proposal, public_draw, publication, question, rate, receipt, sealed_result, session, sign_in_link, statement,
            statement_vote, stratum, submission, support, suppression, waiting_leaf, workshop,
        );
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/backend/core/src/store/entities");
        let mut files: Vec<String> = std::fs::read_dir(folder)
            .expect("the entities")
            .map(|entry| entry.expect("a file").path().file_stem().expect("a name").to_string_lossy().into_owned())
            .filter(|name| name != "mod")
            .collect();
        files.sort();
        assert_eq!(files, checked);
    }
}
