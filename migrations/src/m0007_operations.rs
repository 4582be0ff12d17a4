use sea_orm_migration::{prelude::*, schema::*};

use crate::indexes::index;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("audit_entries")
                    .col(uuid("id"))
                    .col(big_integer("at"))
                    .col(uuid_null("member_id"))
                    .col(uuid_null("organisation_id"))
                    .col(uuid_null("consultation_id"))
                    .col(text("action"))
                    .col(text("subject_kind"))
                    .col(uuid_null("subject_id"))
                    .col(text("detail"))
                    .primary_key(Index::create().col("id"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(index("audit_entries", &["consultation_id", "at"]))
            .await?;
        manager.create_index(index("audit_entries", &["at"])).await?;

        manager
            .create_table(
                Table::create()
                    .table("rates")
                    .col(text("key_hash"))
                    .col(big_integer("window_start"))
                    .col(integer("uses"))
                    .primary_key(Index::create().col("key_hash"))
                    .to_owned(),
            )
            .await?;
        Ok(())
    }
}
