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
                    .table("workshops")
                    .col(uuid("id"))
                    .col(uuid("consultation_id"))
                    .col(text("title"))
                    .col(text_null("held_on"))
                    .col(text("minutes"))
                    .col(big_integer("created_at"))
                    .primary_key(Index::create().col("id"))
                    .foreign_key(
                        ForeignKey::create()
                            .from("workshops", "consultation_id")
                            .to("consultations", "id"),
                    )
                    .to_owned(),
            )
            .await?;
        manager.create_index(index("workshops", &["consultation_id"])).await?;

        manager
            .create_table(
                Table::create()
                    .table("draft_items")
                    .col(uuid("id"))
                    .col(uuid("consultation_id"))
                    .col(uuid("workshop_id"))
                    .col(integer("position"))
                    .col(text("kind"))
                    .col(text("title"))
                    .col(text("text"))
                    .col(text("objective"))
                    .col(integer("first_line"))
                    .col(integer("last_line"))
                    .col(text("state"))
                    .col(uuid_null("placed_id"))
                    .primary_key(Index::create().col("id"))
                    .foreign_key(
                        ForeignKey::create()
                            .from("draft_items", "consultation_id")
                            .to("consultations", "id"),
                    )
                    .foreign_key(
                        ForeignKey::create()
                            .from("draft_items", "workshop_id")
                            .to("workshops", "id"),
                    )
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(index("draft_items", &["workshop_id", "position"]))
            .await?;

        manager
            .create_table(
                Table::create()
                    .table("actors")
                    .col(uuid("id"))
                    .col(uuid("consultation_id"))
                    .col(uuid_null("workshop_id"))
                    .col(integer("position"))
                    .col(text("family"))
                    .col(text("name"))
                    .col(text("presence"))
                    .primary_key(Index::create().col("id"))
                    .foreign_key(
                        ForeignKey::create()
                            .from("actors", "consultation_id")
                            .to("consultations", "id"),
                    )
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(index("actors", &["consultation_id", "position"]))
            .await?;
        Ok(())
    }
}
