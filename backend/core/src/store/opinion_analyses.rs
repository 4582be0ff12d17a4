//! What was computed last of the votes of opinion phases.

use sea_orm::sea_query::{OnConflict, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect};
use tablee_rules::opinion::Routing;
use tablee_rules::timetable::{ConsultationState, PhaseKind};
use uuid::Uuid;

use super::entities::{consultation, declaration, opinion_analysis, phase, statement, statement_vote};
use super::erasing;
use crate::ports::Millis;

/// What was computed last of a phase, if anything was.
pub async fn find(conn: &impl ConnectionTrait, phase: Uuid) -> Result<Option<opinion_analysis::Model>, DbErr> {
    opinion_analysis::Entity::find_by_id(phase).one(conn).await
}

/// Which statements are to be met first in a phase; nothing is known of any before the first computation.
pub async fn routing(conn: &impl ConnectionTrait, phase: Uuid) -> Result<Routing, DbErr> {
    let written: Option<String> = opinion_analysis::Entity::find()
        .select_only()
        .column(opinion_analysis::Column::Routing)
        .filter(opinion_analysis::Column::PhaseId.eq(phase))
        .into_tuple()
        .one(conn)
        .await?;
    Ok(written
        .and_then(|written| serde_json::from_str(&written).ok())
        .unwrap_or_default())
}

/// Writes what was computed of a phase, over what was there.
pub async fn put(conn: &impl ConnectionTrait, row: opinion_analysis::Model) -> Result<(), DbErr> {
    use opinion_analysis::Column::{Analysis, Closed, ComputedAt, PhaseId, Routing, VotesSeen};
    let over = OnConflict::column(PhaseId)
        .update_columns([VotesSeen, Closed, Routing, Analysis, ComputedAt])
        .to_owned();
    opinion_analysis::Entity::insert(opinion_analysis::ActiveModel::from(row))
        .on_conflict(over)
        .exec_without_returning(conn)
        .await
        .map(|_| ())
}

/// The opinion phases that have opened by that moment: none of a draft nor of erased contributions, and of an archived consultation only those whose last
/// computation is still to come.
pub async fn opened_phases(conn: &impl ConnectionTrait, now: Millis) -> Result<Vec<phase::Model>, DbErr> {
    let of_state = |state: ConsultationState| {
        Query::select()
            .column(consultation::Column::Id)
            .from(consultation::Entity)
            .and_where(consultation::Column::State.eq(state.key()))
            .to_owned()
    };
    let done = Query::select()
        .column(opinion_analysis::Column::PhaseId)
        .from(opinion_analysis::Entity)
        .and_where(opinion_analysis::Column::Closed.eq(true))
        .to_owned();
    let archived = phase::Column::ConsultationId.not_in_subquery(of_state(ConsultationState::Archived));
    phase::Entity::find()
        .filter(phase::Column::Kind.eq(PhaseKind::Opinion.key()))
        .filter(phase::Column::OpensAt.lte(now))
        .filter(phase::Column::ConsultationId.not_in_subquery(of_state(ConsultationState::Draft)))
        .filter(phase::Column::ConsultationId.not_in_subquery(erasing::erased()))
        .filter(archived.or(phase::Column::Id.not_in_subquery(done)))
        .all(conn)
        .await
}

/// Forgets what was computed of a phase.
pub async fn forget(conn: &impl ConnectionTrait, phase: Uuid) -> Result<(), DbErr> {
    opinion_analysis::Entity::delete_by_id(phase)
        .exec(conn)
        .await
        .map(|_| ())
}

/// All statements of a phase, whatever their state, in the order of their ids.
pub async fn statements(conn: &impl ConnectionTrait, phase: Uuid) -> Result<Vec<statement::Model>, DbErr> {
    statement::Entity::find()
        .filter(statement::Column::PhaseId.eq(phase))
        .order_by_asc(statement::Column::Id)
        .all(conn)
        .await
}

/// How many answers were declared in a phase: question, answer (none for "I prefer not to say") and how many gave it, in order.
pub async fn count_declarations(
    conn: &impl ConnectionTrait,
    phase: Uuid,
) -> Result<Vec<(Uuid, Option<bool>, i64)>, DbErr> {
    let counted = declaration::Entity::find()
        .select_only()
        .columns([declaration::Column::StratumId, declaration::Column::Yes])
        .expr(declaration::Column::VoterId.count())
        .filter(declaration::Column::PhaseId.eq(phase))
        .group_by(declaration::Column::StratumId)
        .group_by(declaration::Column::Yes);
    let mut counted: Vec<(Uuid, Option<bool>, i64)> = counted.into_tuple().all(conn).await?;
    counted.sort_unstable();
    Ok(counted)
}

/// Voter, statement and mark of every vote of a phase.
pub async fn votes(conn: &impl ConnectionTrait, phase: Uuid) -> Result<Vec<(Uuid, Uuid, i32)>, DbErr> {
    statement_vote::Entity::find()
        .select_only()
        .columns([statement_vote::Column::VoterId, statement_vote::Column::StatementId, statement_vote::Column::Choice])
        .filter(statement_vote::Column::PhaseId.eq(phase))
        .into_tuple()
        .all(conn)
        .await
}
