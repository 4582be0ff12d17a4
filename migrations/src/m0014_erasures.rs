use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    /// Consultations whose contributions were erased, once the promised time was over.
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("erasures")
                    .col(uuid("consultation_id"))
                    .col(big_integer("erased_at"))
                    .primary_key(Index::create().col("consultation_id"))
                    .foreign_key(
                        ForeignKey::create()
                            .from("erasures", "consultation_id")
                            .to("consultations", "id"),
                    )
                    .to_owned(),
            )
            .await
    }
}
