//! Writing consultations, their phases and what phases hold.

use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter, QueryOrder,
    sea_query::Expr,
};
use uuid::Uuid;

use super::entities::{
    ballot_option, consultation, kept_count, log_head, lottery, organisation, phase, proposal, public_draw, question,
    statement,
};
use super::statements::FROM_THE_DESK;
use super::{answer_sheets, opinion_analyses};
use crate::ports::Millis;

/// Marks the consultation as edited now, if nobody has edited it since `seen`; tells whether it did.
pub async fn claim(conn: &impl ConnectionTrait, id: Uuid, seen: Millis, now: Millis) -> Result<bool, DbErr> {
    let claimed = consultation::Entity::update_many()
        .col_expr(consultation::Column::UpdatedAt, Expr::value(Ord::max(now, seen.saturating_add(1))))
        .col_expr(consultation::Column::Version, Expr::col(consultation::Column::Version).add(1))
        .filter(consultation::Column::Id.eq(id))
        .filter(consultation::Column::UpdatedAt.eq(seen))
        .exec(conn)
        .await?;
    Ok(claimed.rows_affected == 1)
}

/// The phase as it is now; contributions to it wait until the unit ends.
pub async fn hold_phase(conn: &impl ConnectionTrait, id: Uuid) -> Result<Option<phase::Model>, DbErr> {
    phase::Entity::update_many()
        .col_expr(phase::Column::Position, Expr::col(phase::Column::Position))
        .filter(phase::Column::Id.eq(id))
        .exec(conn)
        .await?;
    phase::Entity::find_by_id(id).one(conn).await
}

/// The organisation with that id.
pub async fn organisation(conn: &impl ConnectionTrait, id: Uuid) -> Result<Option<organisation::Model>, DbErr> {
    organisation::Entity::find_by_id(id).one(conn).await
}

/// All organisations, by name.
pub async fn organisations(conn: &impl ConnectionTrait) -> Result<Vec<organisation::Model>, DbErr> {
    organisation::Entity::find()
        .order_by_asc(organisation::Column::Name)
        .all(conn)
        .await
}

/// The consultation with that id.
pub async fn consultation(conn: &impl ConnectionTrait, id: Uuid) -> Result<Option<consultation::Model>, DbErr> {
    consultation::Entity::find_by_id(id).one(conn).await
}

/// The questions of a consultation, by phase and position.
pub async fn questions(conn: &impl ConnectionTrait, consultation: Uuid) -> Result<Vec<question::Model>, DbErr> {
    question::Entity::find()
        .filter(question::Column::ConsultationId.eq(consultation))
        .order_by_asc(question::Column::PhaseId)
        .order_by_asc(question::Column::Position)
        .all(conn)
        .await
}

/// The statements that the desk wrote in a consultation, by phase and position.
pub async fn statements(conn: &impl ConnectionTrait, consultation: Uuid) -> Result<Vec<statement::Model>, DbErr> {
    statement::Entity::find()
        .filter(statement::Column::ConsultationId.eq(consultation))
        .filter(statement::Column::Origin.eq(FROM_THE_DESK))
        .order_by_asc(statement::Column::PhaseId)
        .order_by_asc(statement::Column::Position)
        .all(conn)
        .await
}

/// The ballot options of a consultation, by phase and position.
pub async fn options(conn: &impl ConnectionTrait, consultation: Uuid) -> Result<Vec<ballot_option::Model>, DbErr> {
    ballot_option::Entity::find()
        .filter(ballot_option::Column::ConsultationId.eq(consultation))
        .order_by_asc(ballot_option::Column::PhaseId)
        .order_by_asc(ballot_option::Column::Position)
        .all(conn)
        .await
}

/// How many proposals a phase has.
pub async fn proposals_of(conn: &impl ConnectionTrait, phase: Uuid) -> Result<u64, DbErr> {
    proposal::Entity::find()
        .filter(proposal::Column::PhaseId.eq(phase))
        .count(conn)
        .await
}

/// Takes a phase out, with everything that was prepared in it, and with answers that nobody has sent.
pub async fn remove_phase(conn: &impl ConnectionTrait, id: Uuid) -> Result<(), DbErr> {
    opinion_analyses::forget(conn, id).await?;
    answer_sheets::forget_phase(conn, id).await?;
    question::Entity::delete_many()
        .filter(question::Column::PhaseId.eq(id))
        .exec(conn)
        .await?;
    statement::Entity::delete_many()
        .filter(statement::Column::PhaseId.eq(id))
        .exec(conn)
        .await?;
    ballot_option::Entity::delete_many()
        .filter(ballot_option::Column::PhaseId.eq(id))
        .exec(conn)
        .await?;
    proposal::Entity::delete_many()
        .filter(proposal::Column::PhaseId.eq(id))
        .exec(conn)
        .await?;
    phase::Entity::delete_by_id(id).exec(conn).await.map(|_| ())
}

/// Forgets that votes of a consultation closed in which nobody voted.
pub async fn forget_closings(conn: &impl ConnectionTrait, consultation: Uuid) -> Result<(), DbErr> {
    public_draw::Entity::delete_many()
        .filter(public_draw::Column::ConsultationId.eq(consultation))
        .exec(conn)
        .await?;
    kept_count::Entity::delete_many()
        .filter(kept_count::Column::ConsultationId.eq(consultation))
        .exec(conn)
        .await?;
    lottery::Entity::delete_many()
        .filter(lottery::Column::ConsultationId.eq(consultation))
        .exec(conn)
        .await?;
    log_head::Entity::delete_many()
        .filter(log_head::Column::ConsultationId.eq(consultation))
        .exec(conn)
        .await
        .map(|_| ())
}

/// Takes a question out.
pub async fn remove_question(conn: &impl ConnectionTrait, id: Uuid) -> Result<(), DbErr> {
    question::Entity::delete_by_id(id).exec(conn).await.map(|_| ())
}

/// Takes a statement out; nothing happens when there is none with that id.
pub async fn remove_statement(conn: &impl ConnectionTrait, id: Uuid) -> Result<(), DbErr> {
    statement::Entity::delete_by_id(id).exec(conn).await.map(|_| ())
}

/// Takes a ballot option out; nothing happens when there is none with that id.
pub async fn remove_option(conn: &impl ConnectionTrait, id: Uuid) -> Result<(), DbErr> {
    ballot_option::Entity::delete_by_id(id).exec(conn).await.map(|_| ())
}

/// Takes a proposal out; nothing happens when there is none with that id.
pub async fn remove_proposal(conn: &impl ConnectionTrait, id: Uuid) -> Result<(), DbErr> {
    proposal::Entity::delete_by_id(id).exec(conn).await.map(|_| ())
}

/// The highest number of a proposal of a consultation, 0 when it has none.
pub async fn last_proposal_number(conn: &impl ConnectionTrait, consultation: Uuid) -> Result<i32, DbErr> {
    let last = proposal::Entity::find()
        .filter(proposal::Column::ConsultationId.eq(consultation))
        .order_by_desc(proposal::Column::Number)
        .one(conn)
        .await?;
    Ok(last.map_or(0, |proposal| proposal.number))
}
