//! The migrated schema is the one that the entities describe.

use sea_orm::{EntityTrait, QuerySelect};
use tablee_core::store::entities;

use crate::on_both_databases;

macro_rules! reads_every_column {
    ($conn:expr, $($table:ident),* $(,)?) => {{
        $(entities::$table::Entity::find().limit(1).all($conn).await
            .unwrap_or_else(|error| panic!("{}: {error}", stringify!($table)));)*
        // Every entity file is in the list above.
        [$(stringify!($table)),*]
    }};
}

on_both_databases! {
    async fn every_entity_reads_its_table(app: App) {
        let checked = reads_every_column!(
            app.cx.db.read(), actor, answer, answer_sheet, api_token, audit_entry, ballot, ballot_option, confirmation,
            consultation, contact, delivery, draft_item, follow, log_head, log_leaf, log_node, member, membership,
            moderation_decision, official_answer, organisation, participation, pass, phase, proposal, public_draw,
            publication, question, rate, receipt, sealed_result, session, sign_in_link, statement, statement_vote,
            submission, support, waiting_leaf, workshop,
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
