use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

use crate::indexes::index;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    /// SQLite's index of equal ballots holds every column that counting asks for, its own condition included: without `sheet` in it,
    /// each ballot was looked up in the table as well.
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        if manager.get_database_backend() != DbBackend::Sqlite {
            return Ok(());
        }
        let name = "index_ballots_equal";
        manager
            .drop_index(Index::drop().name(name).table("ballots").to_owned())
            .await?;
        let mut equal = index("ballots", &["phase_id", "state", "choice", "channel", "sheet"]);
        manager
            .create_index(equal.name(name).and_where(Expr::cust("NOT sheet")).to_owned())
            .await
    }
}
