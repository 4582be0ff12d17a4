//! Whom the draw of a panel took: ballots with their leaves as long as links stand, proof codes afterwards.

use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::entities::ballot::{self, BallotState};
use super::entities::drawn_leaf;
use super::rows::insert_missing;

/// What each ballot in the count of a phase says, its nonce and its leaf; nothing once links are erased.
pub async fn linked(conn: &impl ConnectionTrait, phase: Uuid) -> Result<Vec<(String, String, String)>, DbErr> {
    ballot::Entity::find()
        .select_only()
        .columns([ballot::Column::Choice, ballot::Column::Nonce, ballot::Column::Leaf])
        .filter(ballot::Column::PhaseId.eq(phase))
        .filter(ballot::Column::State.eq(BallotState::Cast.key()))
        .filter(ballot::Column::Nonce.is_not_null())
        .filter(ballot::Column::Leaf.is_not_null())
        .into_tuple()
        .all(conn)
        .await
}

/// The proof codes that were kept of a phase.
pub async fn kept(conn: &impl ConnectionTrait, phase: Uuid) -> Result<Vec<String>, DbErr> {
    drawn_leaf::Entity::find()
        .select_only()
        .column(drawn_leaf::Column::Code)
        .filter(drawn_leaf::Column::PhaseId.eq(phase))
        .into_tuple()
        .all(conn)
        .await
}

/// Keeps a proof code; keeping it twice changes nothing more.
pub async fn keep(conn: &impl ConnectionTrait, row: drawn_leaf::Model) -> Result<(), DbErr> {
    let unique = [drawn_leaf::Column::PhaseId, drawn_leaf::Column::Code];
    insert_missing::<drawn_leaf::Entity, _>(conn, row, unique)
        .await
        .map(|_| ())
}
