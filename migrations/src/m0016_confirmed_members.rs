use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    /// When a member first opened a mailed link: until then the address is not known to be theirs. Members from before, of whom
    /// that was not kept, go on getting their links.
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let confirmed = Table::alter()
            .table("members")
            .add_column(big_integer_null("confirmed_at"))
            .to_owned();
        manager.alter_table(confirmed).await?;
        let known = Query::update()
            .table("members")
            .value("confirmed_at", Expr::col("created_at"))
            .to_owned();
        manager.execute(known).await
    }
}
