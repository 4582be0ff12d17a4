//! Mailed links that sign a member in, once.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::entities::sign_in_link;
use super::rows::insert;
use crate::ports::Millis;

/// Stores a link.
pub async fn store(conn: &impl ConnectionTrait, row: sign_in_link::Model) -> Result<(), DbErr> {
    insert::<sign_in_link::Entity, _>(conn, row).await
}

/// The link with that token, if it can still be used.
pub async fn usable(
    conn: &impl ConnectionTrait,
    token_hash: &str,
    now: Millis,
) -> Result<Option<sign_in_link::Model>, DbErr> {
    sign_in_link::Entity::find()
        .filter(sign_in_link::Column::TokenHash.eq(token_hash))
        .filter(sign_in_link::Column::UsedAt.is_null())
        .filter(sign_in_link::Column::ExpiresAt.gt(now))
        .one(conn)
        .await
}

/// Uses a link; says whether it was unused: of several at the same time one succeeds.
pub async fn spend(conn: &impl ConnectionTrait, id: Uuid, now: Millis) -> Result<bool, DbErr> {
    let done = sign_in_link::Entity::update_many()
        .col_expr(sign_in_link::Column::UsedAt, Expr::value(now))
        .filter(sign_in_link::Column::Id.eq(id))
        .filter(sign_in_link::Column::UsedAt.is_null())
        .exec(conn)
        .await?;
    Ok(done.rows_affected > 0)
}

/// Makes all links of a member useless.
pub async fn spend_all(conn: &impl ConnectionTrait, member: Uuid, now: Millis) -> Result<(), DbErr> {
    sign_in_link::Entity::update_many()
        .col_expr(sign_in_link::Column::UsedAt, Expr::value(now))
        .filter(sign_in_link::Column::MemberId.eq(member))
        .filter(sign_in_link::Column::UsedAt.is_null())
        .exec(conn)
        .await
        .map(|_| ())
}

/// Forgets links that were over before that moment.
pub async fn forget_before(conn: &impl ConnectionTrait, moment: Millis) -> Result<u64, DbErr> {
    let done = sign_in_link::Entity::delete_many()
        .filter(sign_in_link::Column::ExpiresAt.lt(moment))
        .exec(conn)
        .await?;
    Ok(done.rows_affected)
}
