use sea_orm_migration::{prelude::*, schema::*};

use crate::tables::unordered;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    /// Addresses that a mail server says nobody has, as keyed hashes.
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(unordered(
                manager,
                Table::create()
                    .table("suppressions")
                    .col(text("address_hash"))
                    .col(text("reason"))
                    .col(big_integer("since"))
                    .primary_key(Index::create().col("address_hash")),
            ))
            .await
    }
}
