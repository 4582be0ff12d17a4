use sea_orm_migration::{prelude::*, schema::*};

use crate::indexes::index;
use crate::tables::unordered;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let version =
            [text_null("nonce"), text_null("leaf"), uuid_null("replaced_by"), integer("turn").default(1).take()];
        for column in version {
            manager
                .alter_table(Table::alter().table("ballots").add_column(column).to_owned())
                .await?;
        }
        manager.create_index(index("ballots", &["replaced_by"])).await?;

        let mut waiting = of_phase("waiting_leaves");
        waiting
            .col(text("hash"))
            .col(text("code"))
            .col(big_integer("batch"))
            .primary_key(Index::create().col("phase_id").col("hash"));
        manager.create_table(unordered(manager, &mut waiting)).await?;
        manager.create_index(index("waiting_leaves", &["code"])).await?;

        let mut leaves = of_phase("log_leaves");
        leaves
            .col(big_integer("position"))
            .col(text("hash"))
            .col(text("code"))
            .primary_key(Index::create().col("phase_id").col("position"));
        manager.create_table(unordered(manager, &mut leaves)).await?;
        manager.create_index(index("log_leaves", &["code"])).await?;

        let nodes = of_phase("log_nodes")
            .col(integer("level"))
            .col(big_integer("position"))
            .col(text("hash"))
            .primary_key(Index::create().col("phase_id").col("level").col("position"))
            .to_owned();
        manager.create_table(nodes).await?;

        let heads = of_phase("log_heads")
            .col(integer("number"))
            .col(big_integer("size"))
            .col(text("root"))
            .col(big_integer("made_at"))
            .col(boolean("closing"))
            .col(text("note"))
            .primary_key(Index::create().col("phase_id").col("number"))
            .to_owned();
        manager.create_table(heads).await?;

        let results = of_phase("sealed_results")
            .col(integer("version"))
            .col(text("result"))
            .col(text("recount"))
            .col(text("seal"))
            .primary_key(Index::create().col("phase_id").col("version"))
            .to_owned();
        manager.create_table(results).await
    }
}

/// A table whose rows belong to a phase.
fn of_phase(table: &'static str) -> TableCreateStatement {
    let mut statement = Table::create();
    statement
        .table(table)
        .col(uuid("phase_id"))
        .col(uuid("consultation_id"))
        .foreign_key(
            ForeignKey::create()
                .from(table, "consultation_id")
                .to("consultations", "id"),
        )
        .foreign_key(ForeignKey::create().from(table, "phase_id").to("phases", "id"));
    statement
}
