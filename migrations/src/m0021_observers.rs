use sea_orm_migration::{prelude::*, schema::*};

use crate::indexes::{index, unique};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    /// Auditors with a public name, their signatures under results, and the passes given out until a log was closed.
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, column) in [("memberships", text_null("public_name")), ("log_heads", text_null("passes"))] {
            manager
                .alter_table(Table::alter().table(table).add_column(column).to_owned())
                .await?;
        }
        let signatures = Table::create()
            .table("observer_signatures")
            .col(uuid("id"))
            .col(uuid("consultation_id"))
            .col(uuid("phase_id"))
            .col(integer("version"))
            .col(uuid("member_id"))
            .col(text("name"))
            .col(text("key"))
            .col(text("note"))
            .col(big_integer("signed_at"))
            .col(big_integer_null("taken_back_at"))
            .primary_key(Index::create().col("id"))
            .foreign_key(
                ForeignKey::create()
                    .from("observer_signatures", "consultation_id")
                    .to("consultations", "id"),
            )
            .foreign_key(
                ForeignKey::create()
                    .from("observer_signatures", "phase_id")
                    .to("phases", "id"),
            )
            .foreign_key(
                ForeignKey::create()
                    .from("observer_signatures", "member_id")
                    .to("members", "id"),
            )
            .to_owned();
        manager.create_table(signatures).await?;
        manager
            .create_index(unique("observer_signatures", &["phase_id", "version", "member_id"]))
            .await?;
        manager
            .create_index(index("observer_signatures", &["consultation_id"]))
            .await
    }
}
