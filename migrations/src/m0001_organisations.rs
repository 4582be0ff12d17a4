use sea_orm_migration::{prelude::*, schema::*};

use crate::indexes::{index, unique};

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
                    .table("organisations")
                    .col(uuid("id"))
                    .col(text("name"))
                    .col(text("slug"))
                    .col(big_integer("created_at"))
                    .primary_key(Index::create().col("id"))
                    .to_owned(),
            )
            .await?;
        manager.create_index(unique("organisations", &["slug"])).await?;

        manager
            .create_table(
                Table::create()
                    .table("members")
                    .col(uuid("id"))
                    .col(text("name"))
                    .col(text("email"))
                    .col(text("email_folded"))
                    .col(text("lang"))
                    .col(big_integer("created_at"))
                    .col(big_integer_null("removed_at"))
                    .primary_key(Index::create().col("id"))
                    .to_owned(),
            )
            .await?;
        manager.create_index(unique("members", &["email_folded"])).await?;

        manager
            .create_table(
                Table::create()
                    .table("memberships")
                    .col(uuid("id"))
                    .col(uuid("member_id"))
                    .col(uuid("organisation_id"))
                    .col(uuid("scope"))
                    .col(text("role"))
                    .col(big_integer("created_at"))
                    .primary_key(Index::create().col("id"))
                    .foreign_key(
                        ForeignKey::create()
                            .from("memberships", "member_id")
                            .to("members", "id"),
                    )
                    .foreign_key(
                        ForeignKey::create()
                            .from("memberships", "organisation_id")
                            .to("organisations", "id"),
                    )
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(unique("memberships", &["member_id", "organisation_id", "scope", "role"]))
            .await?;

        manager
            .create_table(
                Table::create()
                    .table("sign_in_links")
                    .col(uuid("id"))
                    .col(uuid("member_id"))
                    .col(text("purpose"))
                    .col(text("token_hash"))
                    .col(text_null("browser_hash"))
                    .col(big_integer("created_at"))
                    .col(big_integer("expires_at"))
                    .col(big_integer_null("used_at"))
                    .primary_key(Index::create().col("id"))
                    .foreign_key(
                        ForeignKey::create()
                            .from("sign_in_links", "member_id")
                            .to("members", "id"),
                    )
                    .to_owned(),
            )
            .await?;
        manager.create_index(unique("sign_in_links", &["token_hash"])).await?;

        manager
            .create_table(
                Table::create()
                    .table("sessions")
                    .col(uuid("id"))
                    .col(uuid("member_id"))
                    .col(text("token_hash"))
                    .col(text("device"))
                    .col(big_integer("created_at"))
                    .col(big_integer("last_seen_at"))
                    .col(big_integer("expires_at"))
                    .col(big_integer_null("ended_at"))
                    .primary_key(Index::create().col("id"))
                    .foreign_key(ForeignKey::create().from("sessions", "member_id").to("members", "id"))
                    .to_owned(),
            )
            .await?;
        manager.create_index(unique("sessions", &["token_hash"])).await?;
        manager.create_index(index("sessions", &["member_id"])).await?;

        manager
            .create_table(
                Table::create()
                    .table("api_tokens")
                    .col(uuid("id"))
                    .col(uuid("member_id"))
                    .col(text("label"))
                    .col(text("token_hash"))
                    .col(big_integer("created_at"))
                    .col(big_integer_null("revoked_at"))
                    .primary_key(Index::create().col("id"))
                    .foreign_key(ForeignKey::create().from("api_tokens", "member_id").to("members", "id"))
                    .to_owned(),
            )
            .await?;
        manager.create_index(unique("api_tokens", &["token_hash"])).await?;
        manager.create_index(index("api_tokens", &["member_id"])).await?;
        Ok(())
    }
}
