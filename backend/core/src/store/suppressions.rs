//! Addresses that get no mail because nobody has them.

use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};

use super::entities::suppression;
use super::rows::insert_missing;
use crate::ports::Millis;

/// Adds an address; one that is there keeps its date.
pub async fn add(conn: &impl ConnectionTrait, row: suppression::Model) -> Result<(), DbErr> {
    insert_missing::<suppression::Entity, _>(conn, row, [suppression::Column::AddressHash])
        .await
        .map(|_| ())
}

/// Whether an address is there.
pub async fn holds(conn: &impl ConnectionTrait, address_hash: String) -> Result<bool, DbErr> {
    let row = suppression::Entity::find_by_id(address_hash).one(conn).await?;
    Ok(row.is_some())
}

/// Takes an address out.
pub async fn lift(conn: &impl ConnectionTrait, address_hash: String) -> Result<(), DbErr> {
    suppression::Entity::delete_by_id(address_hash)
        .exec(conn)
        .await
        .map(|_| ())
}

/// Takes out all that were added before that moment; says how many.
pub async fn forget_before(conn: &impl ConnectionTrait, moment: Millis) -> Result<u64, DbErr> {
    let forgotten = suppression::Entity::delete_many()
        .filter(suppression::Column::Since.lt(moment))
        .exec(conn)
        .await?;
    Ok(forgotten.rows_affected)
}
