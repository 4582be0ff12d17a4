use sea_orm_migration::{prelude::*, schema::*};

use crate::tables::unordered;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    /// Whom a panel's draw took, once ballots lead to no leaf any more.
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut drawn = Table::create()
            .table("drawn_leaves")
            .col(uuid("phase_id"))
            .col(uuid("consultation_id"))
            .col(text("code"))
            .primary_key(Index::create().col("phase_id").col("code"))
            .foreign_key(
                ForeignKey::create()
                    .from("drawn_leaves", "consultation_id")
                    .to("consultations", "id"),
            )
            .foreign_key(ForeignKey::create().from("drawn_leaves", "phase_id").to("phases", "id"))
            .to_owned();
        manager.create_table(unordered(manager, &mut drawn)).await
    }
}
