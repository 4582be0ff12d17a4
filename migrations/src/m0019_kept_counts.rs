use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    /// What was counted of a closed vote, so that no page counts its ballots again; and the panels of which a draw takes one.
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("lotteries")
                    .col(uuid("phase_id"))
                    .col(uuid("consultation_id"))
                    .col(text("panels"))
                    .primary_key(Index::create().col("phase_id"))
                    .foreign_key(ForeignKey::create().from("lotteries", "phase_id").to("phases", "id"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("kept_counts")
                    .col(uuid("phase_id"))
                    .col(uuid("consultation_id"))
                    .col(text("made_from"))
                    .col(text("results"))
                    .primary_key(Index::create().col("phase_id"))
                    .foreign_key(ForeignKey::create().from("kept_counts", "phase_id").to("phases", "id"))
                    .to_owned(),
            )
            .await
    }
}
