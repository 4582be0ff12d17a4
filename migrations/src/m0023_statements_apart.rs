use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    /// Statements about the consultation itself are set apart. The hash of a statement's words in a result has a salt, kept as long as
    /// the words are; statements of results of before have none.
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in [boolean("apart").default(false).take(), text_null("salt").take()] {
            manager
                .alter_table(Table::alter().table("statements").add_column(column).to_owned())
                .await?;
        }
        Ok(())
    }
}
