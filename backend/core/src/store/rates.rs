//! How often a key was used in its current window.

use sea_orm::sea_query::{CaseStatement, Expr, ExprTrait, OnConflict};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, Insert, IntoActiveModel, QueryFilter};

use super::entities::rate;
use crate::ports::Millis;

/// Counts one use and gives the uses of the current window, this one included; a window that is over starts anew.
///
/// One statement: uses that arrive together are all counted.
pub async fn count(
    conn: &impl ConnectionTrait,
    key_hash: String,
    now: Millis,
    window_start_limit: Millis,
) -> Result<i32, DbErr> {
    let over = || Expr::col((rate::Entity, rate::Column::WindowStart)).lte(window_start_limit);
    let uses = CaseStatement::new()
        .case(over(), 1)
        .finally(Expr::col((rate::Entity, rate::Column::Uses)).add(1));
    let start = CaseStatement::new()
        .case(over(), now)
        .finally(Expr::col((rate::Entity, rate::Column::WindowStart)));
    let counted = OnConflict::column(rate::Column::KeyHash)
        .value(rate::Column::Uses, uses)
        .value(rate::Column::WindowStart, start)
        .to_owned();
    let row = rate::Model { key_hash, window_start: now, uses: 1 };
    let row = Insert::one(row.into_active_model())
        .on_conflict(counted)
        .exec_with_returning(conn)
        .await?;
    Ok(row.uses)
}

/// The uses of a key in a window that began after `window_start_limit`.
pub async fn uses(conn: &impl ConnectionTrait, key_hash: String, window_start_limit: Millis) -> Result<i32, DbErr> {
    let row = rate::Entity::find_by_id(key_hash)
        .filter(rate::Column::WindowStart.gt(window_start_limit))
        .one(conn)
        .await?;
    Ok(row.map_or(0, |row| row.uses))
}

/// Forgets windows that began before that moment.
pub async fn forget_before(conn: &impl ConnectionTrait, moment: Millis) -> Result<u64, DbErr> {
    let done = rate::Entity::delete_many()
        .filter(rate::Column::WindowStart.lt(moment))
        .exec(conn)
        .await?;
    Ok(done.rows_affected)
}
