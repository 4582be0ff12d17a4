//! Votes alike from one address, once there are many.

use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, Insert, IntoActiveModel, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::entities::alike_burst::{self, Column};

/// Writes a burst, or how far it has grown; never a smaller number over a greater one, whichever comes last.
pub async fn raise(conn: &impl ConnectionTrait, row: alike_burst::Model) -> Result<(), DbErr> {
    let grown = OnConflict::column(Column::Id)
        .update_column(Column::Many)
        .action_and_where(Expr::col((alike_burst::Entity, Column::Many)).lt(row.many))
        .to_owned();
    Insert::one(row.into_active_model())
        .on_conflict(grown)
        .exec_without_returning(conn)
        .await
        .map(|_| ())
}

/// The bursts of a phase.
pub async fn of_phase(conn: &impl ConnectionTrait, phase: Uuid) -> Result<Vec<alike_burst::Model>, DbErr> {
    alike_burst::Entity::find()
        .filter(Column::PhaseId.eq(phase))
        .all(conn)
        .await
}

/// How many votes alike came in each phase of a consultation that has some.
pub async fn by_phase(conn: &impl ConnectionTrait, consultation: Uuid) -> Result<Vec<(Uuid, i64)>, DbErr> {
    alike_burst::Entity::find()
        .select_only()
        .column(Column::PhaseId)
        .expr(Column::Many.sum())
        .filter(Column::ConsultationId.eq(consultation))
        .group_by(Column::PhaseId)
        .into_tuple()
        .all(conn)
        .await
}
