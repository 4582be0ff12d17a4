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
                    .table("moderation_decisions")
                    .col(uuid("id"))
                    .col(uuid("consultation_id"))
                    .col(text("subject_kind"))
                    .col(uuid("subject_id"))
                    .col(uuid_null("part_id"))
                    .col(text("former_state"))
                    .col(text("decision"))
                    .col(text_null("reason"))
                    .col(text_null("reason_text"))
                    .col(uuid_null("member_id"))
                    .col(big_integer("decided_at"))
                    .col(big_integer_null("undone_at"))
                    .primary_key(Index::create().col("id"))
                    .foreign_key(
                        ForeignKey::create()
                            .from("moderation_decisions", "consultation_id")
                            .to("consultations", "id"),
                    )
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(index("moderation_decisions", &["subject_id"]))
            .await?;
        manager
            .create_index(index("moderation_decisions", &["consultation_id", "decided_at"]))
            .await?;

        manager
            .create_table(
                Table::create()
                    .table("official_answers")
                    .col(uuid("id"))
                    .col(uuid("consultation_id"))
                    .col(uuid("proposal_id"))
                    .col(integer("version"))
                    .col(text("verdict"))
                    .col(text("reason"))
                    .col(text("details"))
                    .col(text("body"))
                    .col(text("person"))
                    .col(text_null("due_on"))
                    .col(text("state"))
                    .col(uuid_null("member_id"))
                    .col(big_integer("written_at"))
                    .col(big_integer_null("published_at"))
                    .primary_key(Index::create().col("id"))
                    .foreign_key(
                        ForeignKey::create()
                            .from("official_answers", "consultation_id")
                            .to("consultations", "id"),
                    )
                    .foreign_key(
                        ForeignKey::create()
                            .from("official_answers", "proposal_id")
                            .to("proposals", "id"),
                    )
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(unique("official_answers", &["proposal_id", "version"]))
            .await?;

        manager
            .create_table(
                Table::create()
                    .table("publications")
                    .col(uuid("id"))
                    .col(uuid("consultation_id"))
                    .col(uuid("phase_id"))
                    .col(integer("version"))
                    .col(text("results"))
                    .col(uuid_null("member_id"))
                    .col(big_integer("published_at"))
                    .primary_key(Index::create().col("id"))
                    .foreign_key(
                        ForeignKey::create()
                            .from("publications", "consultation_id")
                            .to("consultations", "id"),
                    )
                    .foreign_key(ForeignKey::create().from("publications", "phase_id").to("phases", "id"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(unique("publications", &["phase_id", "version"]))
            .await?;
        Ok(())
    }
}
