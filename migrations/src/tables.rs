use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

/// A table of which nobody can tell in what order its rows came: SQLite keeps them by their random key alone, without the
/// running number that it gives every row otherwise.
pub fn unordered(manager: &SchemaManager<'_>, table: &mut TableCreateStatement) -> TableCreateStatement {
    if manager.get_database_backend() == DbBackend::Sqlite {
        table.extra("WITHOUT ROWID");
    }
    table.to_owned()
}
