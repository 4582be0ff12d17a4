//! Questions of questionnaire phases.

use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::entities::question;

/// The questions of a phase, in the order in which they are asked.
pub async fn of_phase(conn: &impl ConnectionTrait, phase: Uuid) -> Result<Vec<question::Model>, DbErr> {
    question::Entity::find()
        .filter(question::Column::PhaseId.eq(phase))
        .order_by_asc(question::Column::Position)
        .all(conn)
        .await
}
