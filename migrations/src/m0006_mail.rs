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
        manager
            .create_table(unordered(
                manager,
                Table::create()
                    .table("contacts")
                    .col(uuid("id"))
                    .col(text("email"))
                    .col(text("email_folded"))
                    .col(text("lang"))
                    .col(big_integer_null("confirmed_at"))
                    .col(text_null("proof"))
                    .col(big_integer("created_at"))
                    .primary_key(Index::create().col("id")),
            ))
            .await?;
        manager.create_index(unique("contacts", &["email_folded"])).await?;

        manager
            .create_table(unordered(
                manager,
                Table::create()
                    .table("confirmations")
                    .col(uuid("id"))
                    .col(uuid("contact_id"))
                    .col(text("token_hash"))
                    .col(text("topics"))
                    .col(uuid("consultation_id"))
                    .col(big_integer("created_at"))
                    .col(big_integer("expires_at"))
                    .col(big_integer_null("used_at"))
                    .primary_key(Index::create().col("id"))
                    .foreign_key(
                        ForeignKey::create()
                            .from("confirmations", "contact_id")
                            .to("contacts", "id"),
                    ),
            ))
            .await?;
        manager.create_index(unique("confirmations", &["token_hash"])).await?;
        manager.create_index(index("confirmations", &["contact_id"])).await?;

        manager
            .create_table(unordered(
                manager,
                Table::create()
                    .table("follows")
                    .col(uuid("contact_id"))
                    .col(text("topic"))
                    .col(uuid("consultation_id"))
                    .col(big_integer_null("stopped_at"))
                    .primary_key(Index::create().col("contact_id").col("topic"))
                    .foreign_key(ForeignKey::create().from("follows", "contact_id").to("contacts", "id")),
            ))
            .await?;
        manager.create_index(index("follows", &["topic"])).await?;

        manager
            .create_table(unordered(
                manager,
                Table::create()
                    .table("outbox")
                    .col(uuid("id"))
                    .col(uuid("event_id"))
                    .col(uuid("recipient_id"))
                    .col(text("kind"))
                    .col(text("lang"))
                    .col(integer("template_version"))
                    .col(text("payload"))
                    .col(text("message_id"))
                    .col(text("state"))
                    .col(text_null("skip_reason"))
                    .col(integer("attempts"))
                    .col(big_integer("next_at"))
                    .col(big_integer_null("lease_until"))
                    .col(text_null("lease_owner"))
                    .col(big_integer_null("not_after"))
                    .col(integer("priority"))
                    .col(big_integer("created_at"))
                    .col(big_integer_null("first_tried_at"))
                    .col(big_integer_null("sent_at"))
                    .col(text_null("last_error"))
                    .primary_key(Index::create().col("id")),
            ))
            .await?;
        manager
            .create_index(unique("outbox", &["event_id", "recipient_id", "kind"]))
            .await?;
        manager.create_index(index("outbox", &["state", "next_at"])).await?;
        Ok(())
    }
}
