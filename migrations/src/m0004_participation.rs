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
                    .table("passes")
                    .col(uuid("id"))
                    .col(uuid("consultation_id"))
                    .col(text("channel"))
                    .col(text("token_hash"))
                    .col(integer("phases"))
                    .primary_key(Index::create().col("id"))
                    .foreign_key(
                        ForeignKey::create()
                            .from("passes", "consultation_id")
                            .to("consultations", "id"),
                    ),
            ))
            .await?;
        manager
            .create_index(unique("passes", &["consultation_id", "token_hash"]))
            .await?;

        manager
            .create_table(unordered(
                manager,
                Table::create()
                    .table("participations")
                    .col(uuid("id"))
                    .col(uuid("consultation_id"))
                    .col(uuid("phase_id"))
                    .col(uuid("pass_id"))
                    .col(text("channel"))
                    .col(integer("day"))
                    .col(uuid_null("contribution_id"))
                    .col(integer("standing"))
                    .primary_key(Index::create().col("id"))
                    .foreign_key(
                        ForeignKey::create()
                            .from("participations", "consultation_id")
                            .to("consultations", "id"),
                    )
                    .foreign_key(
                        ForeignKey::create()
                            .from("participations", "phase_id")
                            .to("phases", "id"),
                    )
                    .foreign_key(
                        ForeignKey::create()
                            .from("participations", "pass_id")
                            .to("passes", "id"),
                    ),
            ))
            .await?;
        manager
            .create_index(unique("participations", &["phase_id", "pass_id"]))
            .await?;
        manager
            .create_index(index("participations", &["contribution_id"]))
            .await?;

        manager
            .create_table(unordered(
                manager,
                Table::create()
                    .table("submissions")
                    .col(text("key_hash"))
                    .col(uuid("consultation_id"))
                    .col(uuid("contribution_id"))
                    .primary_key(Index::create().col("key_hash"))
                    .foreign_key(
                        ForeignKey::create()
                            .from("submissions", "consultation_id")
                            .to("consultations", "id"),
                    ),
            ))
            .await?;

        manager
            .create_table(unordered(
                manager,
                Table::create()
                    .table("receipts")
                    .col(text("code_hash"))
                    .col(uuid("consultation_id"))
                    .col(uuid("phase_id"))
                    .col(text("kind"))
                    .col(uuid("contribution_id"))
                    .primary_key(Index::create().col("code_hash"))
                    .foreign_key(
                        ForeignKey::create()
                            .from("receipts", "consultation_id")
                            .to("consultations", "id"),
                    )
                    .foreign_key(ForeignKey::create().from("receipts", "phase_id").to("phases", "id")),
            ))
            .await?;
        manager.create_index(index("receipts", &["contribution_id"])).await?;

        manager
            .create_table(unordered(
                manager,
                Table::create()
                    .table("answer_sheets")
                    .col(uuid("id"))
                    .col(uuid("consultation_id"))
                    .col(uuid("phase_id"))
                    .col(text("channel"))
                    .col(text("state"))
                    .col(integer("day"))
                    .primary_key(Index::create().col("id"))
                    .foreign_key(
                        ForeignKey::create()
                            .from("answer_sheets", "consultation_id")
                            .to("consultations", "id"),
                    )
                    .foreign_key(
                        ForeignKey::create()
                            .from("answer_sheets", "phase_id")
                            .to("phases", "id"),
                    ),
            ))
            .await?;
        manager
            .create_index(index("answer_sheets", &["phase_id", "state"]))
            .await?;

        manager
            .create_table(unordered(
                manager,
                Table::create()
                    .table("answers")
                    .col(uuid("sheet_id"))
                    .col(uuid("question_id"))
                    .col(uuid("consultation_id"))
                    .col(text("value"))
                    .col(text("review"))
                    .primary_key(Index::create().col("sheet_id").col("question_id"))
                    .foreign_key(
                        ForeignKey::create()
                            .from("answers", "sheet_id")
                            .to("answer_sheets", "id"),
                    )
                    .foreign_key(
                        ForeignKey::create()
                            .from("answers", "question_id")
                            .to("questions", "id"),
                    ),
            ))
            .await?;
        manager.create_index(index("answers", &["question_id"])).await?;

        manager
            .create_table(unordered(
                manager,
                Table::create()
                    .table("proposals")
                    .col(uuid("id"))
                    .col(uuid("consultation_id"))
                    .col(uuid("phase_id"))
                    .col(integer("number"))
                    .col(text("title"))
                    .col(text("text"))
                    .col(text("folded"))
                    .col(text("state"))
                    .col(text_null("reason"))
                    .col(text_null("reason_text"))
                    .col(text("channel"))
                    .col(text("origin"))
                    .col(integer("day"))
                    .col(integer("supports"))
                    .col(boolean("unread"))
                    .col(text_null("author"))
                    .primary_key(Index::create().col("id"))
                    .foreign_key(
                        ForeignKey::create()
                            .from("proposals", "consultation_id")
                            .to("consultations", "id"),
                    )
                    .foreign_key(ForeignKey::create().from("proposals", "phase_id").to("phases", "id")),
            ))
            .await?;
        manager
            .create_index(unique("proposals", &["consultation_id", "number"]))
            .await?;
        manager.create_index(index("proposals", &["phase_id", "state"])).await?;
        manager
            .create_index(index("proposals", &["consultation_id", "state", "supports", "number"]))
            .await?;
        manager
            .create_index(index("proposals", &["consultation_id", "unread", "number"]))
            .await?;

        manager
            .create_table(unordered(
                manager,
                Table::create()
                    .table("supports")
                    .col(uuid("id"))
                    .col(uuid("proposal_id"))
                    .col(uuid("participation_id"))
                    .col(uuid("consultation_id"))
                    .primary_key(Index::create().col("proposal_id").col("participation_id"))
                    .foreign_key(
                        ForeignKey::create()
                            .from("supports", "proposal_id")
                            .to("proposals", "id"),
                    )
                    .foreign_key(
                        ForeignKey::create()
                            .from("supports", "participation_id")
                            .to("participations", "id"),
                    ),
            ))
            .await?;
        manager.create_index(unique("supports", &["id"])).await?;

        manager
            .create_table(unordered(
                manager,
                Table::create()
                    .table("statement_votes")
                    .col(uuid("phase_id"))
                    .col(uuid("voter_id"))
                    .col(uuid("statement_id"))
                    .col(uuid("consultation_id"))
                    .col(integer("choice"))
                    .primary_key(Index::create().col("phase_id").col("voter_id").col("statement_id"))
                    .foreign_key(
                        ForeignKey::create()
                            .from("statement_votes", "phase_id")
                            .to("phases", "id"),
                    )
                    .foreign_key(
                        ForeignKey::create()
                            .from("statement_votes", "statement_id")
                            .to("statements", "id"),
                    ),
            ))
            .await?;
        manager
            .create_index(index("statement_votes", &["statement_id"]))
            .await?;

        manager
            .create_table(unordered(
                manager,
                Table::create()
                    .table("ballots")
                    .col(uuid("id"))
                    .col(uuid("consultation_id"))
                    .col(uuid("phase_id"))
                    .col(text("channel"))
                    .col(text("choice"))
                    .col(text("state"))
                    .primary_key(Index::create().col("id"))
                    .foreign_key(
                        ForeignKey::create()
                            .from("ballots", "consultation_id")
                            .to("consultations", "id"),
                    )
                    .foreign_key(ForeignKey::create().from("ballots", "phase_id").to("phases", "id")),
            ))
            .await?;
        manager.create_index(index("ballots", &["phase_id", "state"])).await?;
        Ok(())
    }
}
