use sea_orm_migration::{prelude::*, schema::*};

use crate::indexes::{index, unique};
use crate::tables::unordered;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        statements_of_residents(manager).await?;
        strata(manager).await?;
        analyses(manager).await
    }
}

/// What a statement needs so that anyone may add one: where it comes from, and what moderation says of it.
async fn statements_of_residents(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns = [
        text("origin").default("desk").take(),
        text("channel").default("web").take(),
        integer("day").default(0).take(),
        boolean("unread").default(false).take(),
        text_null("reason"),
        text_null("reason_text"),
    ];
    for column in columns {
        let added = Table::alter().table("statements").add_column(column).to_owned();
        manager.alter_table(added).await?;
    }
    manager
        .create_index(index("statements", &["consultation_id", "unread", "day"]))
        .await
}

/// The yes-or-no questions of a consultation by which small groups are protected, and what voters declared.
async fn strata(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("strata")
                .col(uuid("id"))
                .col(uuid("consultation_id"))
                .col(integer("position"))
                .col(text("question"))
                .col(text("reason"))
                .col(text("yes_label"))
                .col(text("no_label"))
                .primary_key(Index::create().col("id"))
                .foreign_key(
                    ForeignKey::create()
                        .from("strata", "consultation_id")
                        .to("consultations", "id"),
                )
                .to_owned(),
        )
        .await?;
    manager
        .create_index(unique("strata", &["consultation_id", "position"]))
        .await?;
    manager
        .create_table(unordered(
            manager,
            Table::create()
                .table("declarations")
                .col(uuid("phase_id"))
                .col(uuid("voter_id"))
                .col(uuid("stratum_id"))
                .col(uuid("consultation_id"))
                .col(boolean_null("yes"))
                .primary_key(Index::create().col("phase_id").col("voter_id").col("stratum_id"))
                .foreign_key(ForeignKey::create().from("declarations", "phase_id").to("phases", "id"))
                .foreign_key(
                    ForeignKey::create()
                        .from("declarations", "stratum_id")
                        .to("strata", "id"),
                ),
        ))
        .await?;
    manager.create_index(index("declarations", &["stratum_id"])).await
}

/// What was computed of the votes of a phase: never in a request.
async fn analyses(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("opinion_analyses")
                .col(uuid("phase_id"))
                .col(uuid("consultation_id"))
                .col(text("votes_seen"))
                .col(boolean("closed"))
                .col(text("routing"))
                .col(text_null("analysis"))
                .col(big_integer("computed_at"))
                .primary_key(Index::create().col("phase_id"))
                .foreign_key(
                    ForeignKey::create()
                        .from("opinion_analyses", "phase_id")
                        .to("phases", "id"),
                )
                .to_owned(),
        )
        .await
}
