use sea_orm_migration::sea_orm::DbBackend;
use sea_orm_migration::{prelude::*, schema::*};

use crate::indexes::index;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    /// Sheets of opinion phases are told from ballots, and leave SQLite's index of equal ballots: hardly two are equal, each is long,
    /// and every vote writes one anew.
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let told = boolean("sheet").default(false).take();
        manager
            .alter_table(Table::alter().table("ballots").add_column(told).to_owned())
            .await?;
        let sheets = "UPDATE ballots SET sheet = TRUE WHERE phase_id IN (SELECT id FROM phases WHERE kind = 'opinion')";
        manager.get_connection().execute_unprepared(sheets).await?;
        if manager.get_database_backend() != DbBackend::Sqlite {
            return Ok(());
        }
        let mut equal = index("ballots", &["phase_id", "state", "choice", "channel"]);
        let name = "index_ballots_phase_id_state_choice_channel";
        manager
            .drop_index(Index::drop().name(name).table("ballots").to_owned())
            .await?;
        manager
            .create_index(
                equal
                    .name("index_ballots_equal")
                    .and_where(Expr::cust("NOT sheet"))
                    .to_owned(),
            )
            .await
    }
}
