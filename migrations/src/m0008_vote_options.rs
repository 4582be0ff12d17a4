use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = [
            big_integer_null("cost"),
            text_null("feature"),
            integer_null("least"),
            integer_null("most"),
            text_null("first_label"),
        ];
        for column in columns {
            manager
                .alter_table(Table::alter().table("ballot_options").add_column(column).to_owned())
                .await?;
        }
        manager
            .create_table(
                Table::create()
                    .table("public_draws")
                    .col(uuid("phase_id"))
                    .col(uuid("consultation_id"))
                    .col(text("value"))
                    .col(uuid_null("member_id"))
                    .col(big_integer("entered_at"))
                    .primary_key(Index::create().col("phase_id"))
                    .foreign_key(
                        ForeignKey::create()
                            .from("public_draws", "consultation_id")
                            .to("consultations", "id"),
                    )
                    .foreign_key(ForeignKey::create().from("public_draws", "phase_id").to("phases", "id"))
                    .to_owned(),
            )
            .await
    }
}
