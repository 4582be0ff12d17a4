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

    /// Votes alike that came from one address within an hour, once there are many: how many, of what day; no address.
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(unordered(
                manager,
                Table::create()
                    .table("alike_bursts")
                    .col(uuid("id"))
                    .col(uuid("consultation_id"))
                    .col(uuid("phase_id"))
                    .col(uuid_null("statement_id"))
                    .col(text("choice"))
                    .col(integer("many"))
                    .col(integer("day"))
                    .primary_key(Index::create().col("id"))
                    .foreign_key(ForeignKey::create().from("alike_bursts", "phase_id").to("phases", "id")),
            ))
            .await?;
        manager.create_index(index("alike_bursts", &["phase_id"])).await?;
        manager.create_index(index("alike_bursts", &["consultation_id"])).await
    }
}
