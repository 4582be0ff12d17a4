use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    /// What an option said more of itself when the first ballots were cast.
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let column = text_null("first_detail");
        manager
            .alter_table(Table::alter().table("ballot_options").add_column(column).to_owned())
            .await
    }
}
