//! The database's own clock, inside its statements.

use sea_orm::DbBackend;

/// An expression for the present moment in milliseconds since 1970-01-01 UTC.
pub fn now(backend: DbBackend) -> &'static str {
    match backend {
        DbBackend::Sqlite => "CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)",
        _ => "CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)",
    }
}

/// An expression for the beginning of the present hour.
pub fn this_hour(backend: DbBackend) -> String {
    format!("({} / 3600000 * 3600000)", now(backend))
}
