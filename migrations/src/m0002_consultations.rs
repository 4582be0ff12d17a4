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
                    .table("consultations")
                    .col(uuid("id"))
                    .col(uuid("organisation_id"))
                    .col(text("slug"))
                    .col(text("title"))
                    .col(text("summary"))
                    .col(text("purpose"))
                    .col(text("decider"))
                    .col(text("territory"))
                    .col(big_integer_null("answer_due_at"))
                    .col(text("state"))
                    .col(text("moderation"))
                    .col(text("controller"))
                    .col(text("legal_basis"))
                    .col(integer("retention_months"))
                    .col(text("contact"))
                    .col(integer("version"))
                    .col(integer("participants"))
                    .col(big_integer("created_at"))
                    .col(big_integer("updated_at"))
                    .primary_key(Index::create().col("id"))
                    .foreign_key(
                        ForeignKey::create()
                            .from("consultations", "organisation_id")
                            .to("organisations", "id"),
                    )
                    .to_owned(),
            )
            .await?;
        manager.create_index(unique("consultations", &["slug"])).await?;
        manager.create_index(index("consultations", &["state"])).await?;

        manager
            .create_table(
                Table::create()
                    .table("phases")
                    .col(uuid("id"))
                    .col(uuid("consultation_id"))
                    .col(integer("position"))
                    .col(text("kind"))
                    .col(text("title"))
                    .col(text("intro"))
                    .col(big_integer_null("opens_at"))
                    .col(big_integer_null("closes_at"))
                    .col(text("rules"))
                    .col(big_integer_null("frozen_at"))
                    .col(integer("participants"))
                    .primary_key(Index::create().col("id"))
                    .foreign_key(
                        ForeignKey::create()
                            .from("phases", "consultation_id")
                            .to("consultations", "id"),
                    )
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(index("phases", &["consultation_id", "position"]))
            .await?;

        manager
            .create_table(
                Table::create()
                    .table("questions")
                    .col(uuid("id"))
                    .col(uuid("consultation_id"))
                    .col(uuid("phase_id"))
                    .col(integer("position"))
                    .col(text("kind"))
                    .col(text("label"))
                    .col(text("help"))
                    .col(boolean("required"))
                    .col(text("options"))
                    .col(text_null("first_label"))
                    .col(big_integer_null("reworded_at"))
                    .primary_key(Index::create().col("id"))
                    .foreign_key(
                        ForeignKey::create()
                            .from("questions", "consultation_id")
                            .to("consultations", "id"),
                    )
                    .foreign_key(ForeignKey::create().from("questions", "phase_id").to("phases", "id"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(index("questions", &["phase_id", "position"]))
            .await?;

        manager
            .create_table(
                Table::create()
                    .table("ballot_options")
                    .col(uuid("id"))
                    .col(uuid("consultation_id"))
                    .col(uuid("phase_id"))
                    .col(integer("position"))
                    .col(text("label"))
                    .col(text("detail"))
                    .col(uuid_null("proposal_id"))
                    .primary_key(Index::create().col("id"))
                    .foreign_key(
                        ForeignKey::create()
                            .from("ballot_options", "consultation_id")
                            .to("consultations", "id"),
                    )
                    .foreign_key(
                        ForeignKey::create()
                            .from("ballot_options", "phase_id")
                            .to("phases", "id"),
                    )
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(index("ballot_options", &["phase_id", "position"]))
            .await?;

        manager
            .create_table(
                Table::create()
                    .table("statements")
                    .col(uuid("id"))
                    .col(uuid("consultation_id"))
                    .col(uuid("phase_id"))
                    .col(integer("position"))
                    .col(text("text"))
                    .col(text("state"))
                    .col(integer("agree"))
                    .col(integer("disagree"))
                    .col(integer("pass"))
                    .primary_key(Index::create().col("id"))
                    .foreign_key(
                        ForeignKey::create()
                            .from("statements", "consultation_id")
                            .to("consultations", "id"),
                    )
                    .foreign_key(ForeignKey::create().from("statements", "phase_id").to("phases", "id"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(index("statements", &["phase_id", "position"]))
            .await?;
        Ok(())
    }
}
