//! The audit log: append-only.

use sea_orm::{ConnectionTrait, DbErr};

use super::entities::audit_entry;
use super::rows::insert;

/// Adds one entry.
pub async fn append(conn: &impl ConnectionTrait, row: audit_entry::Model) -> Result<(), DbErr> {
    insert::<audit_entry::Entity, _>(conn, row).await
}
