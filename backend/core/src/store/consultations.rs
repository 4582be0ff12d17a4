//! Reading consultations and their phases, and the counters kept beside them.

use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, ExprTrait, QueryFilter, QueryOrder, sea_query::Expr};
use uuid::Uuid;

use super::entities::{consultation, phase};
use crate::ports::Millis;

/// The consultation with that slug.
pub async fn by_slug(conn: &impl ConnectionTrait, slug: &str) -> Result<Option<consultation::Model>, DbErr> {
    consultation::Entity::find()
        .filter(consultation::Column::Slug.eq(slug))
        .one(conn)
        .await
}

/// The phases of a consultation, in order.
pub async fn phases(conn: &impl ConnectionTrait, consultation: Uuid) -> Result<Vec<phase::Model>, DbErr> {
    phase::Entity::find()
        .filter(phase::Column::ConsultationId.eq(consultation))
        .order_by_asc(phase::Column::Position)
        .all(conn)
        .await
}

/// The phase at that position (counted from 1).
pub async fn phase_at(
    conn: &impl ConnectionTrait,
    consultation: Uuid,
    position: i32,
) -> Result<Option<phase::Model>, DbErr> {
    phase::Entity::find()
        .filter(phase::Column::ConsultationId.eq(consultation))
        .filter(phase::Column::Position.eq(position))
        .one(conn)
        .await
}

/// Says that something shown on public pages has changed. Belongs in the unit that changes it.
pub async fn touch(conn: &impl ConnectionTrait, consultation: Uuid) -> Result<(), DbErr> {
    consultation::Entity::update_many()
        .col_expr(consultation::Column::Version, Expr::col(consultation::Column::Version).add(1))
        .filter(consultation::Column::Id.eq(consultation))
        .exec(conn)
        .await
        .map(|_| ())
}

/// Moves the numbers of participants of a phase and of its consultation; the first one who ever came has frozen the rules.
pub async fn move_participants(
    conn: &impl ConnectionTrait,
    phase: &phase::Model,
    of_phase: i32,
    of_consultation: i32,
    now: Millis,
) -> Result<(), DbErr> {
    phase::Entity::update_many()
        .col_expr(phase::Column::Participants, Expr::col(phase::Column::Participants).add(of_phase))
        .col_expr(phase::Column::FrozenAt, Expr::col(phase::Column::FrozenAt).if_null(now))
        .filter(phase::Column::Id.eq(phase.id))
        .exec(conn)
        .await?;
    if of_consultation != 0 {
        consultation::Entity::update_many()
            .col_expr(
                consultation::Column::Participants,
                Expr::col(consultation::Column::Participants).add(of_consultation),
            )
            .filter(consultation::Column::Id.eq(phase.consultation_id))
            .exec(conn)
            .await?;
    }
    touch(conn, phase.consultation_id).await
}

/// A phase and its consultation.
pub async fn phase_with_consultation(
    conn: &impl ConnectionTrait,
    phase: Uuid,
) -> Result<Option<(phase::Model, consultation::Model)>, DbErr> {
    let Some(phase) = phase::Entity::find_by_id(phase).one(conn).await? else {
        return Ok(None);
    };
    let consultation = consultation::Entity::find_by_id(phase.consultation_id)
        .one(conn)
        .await?;
    Ok(consultation.map(|consultation| (phase, consultation)))
}

/// The phase with that id.
pub async fn phase_by_id(conn: &impl ConnectionTrait, phase: Uuid) -> Result<Option<phase::Model>, DbErr> {
    phase::Entity::find_by_id(phase).one(conn).await
}
