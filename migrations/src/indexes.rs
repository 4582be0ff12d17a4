use sea_orm_migration::prelude::*;

/// An index that also forbids two rows with the same values.
pub fn unique(table: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    let mut statement = index(table, columns);
    statement.name(name("unique", table, columns)).unique();
    statement
}

/// A plain index.
pub fn index(table: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    let mut statement = Index::create();
    statement.name(name("index", table, columns)).table(table);
    for column in columns {
        statement.col(*column);
    }
    statement
}

fn name(kind: &str, table: &str, columns: &[&str]) -> String {
    format!("{kind}_{table}_{}", columns.join("_"))
}
