//! What the members' desk shows first: the consultations a member sees, and how much waits in each.

use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
};
use tablee_rules::moderation::ModerationState;
use uuid::Uuid;

use super::entities::{consultation, official_answer, phase, proposal};

/// Consultations on one page of the desk.
const MOST: u64 = 200;

/// The consultations of organisations, the latest first; of all when none are given.
pub async fn of_organisations(
    conn: &impl ConnectionTrait,
    organisations: Option<Vec<Uuid>>,
) -> Result<Vec<consultation::Model>, DbErr> {
    let mut query = consultation::Entity::find();
    if let Some(organisations) = organisations {
        query = query.filter(consultation::Column::OrganisationId.is_in(organisations));
    }
    query
        .order_by_desc(consultation::Column::CreatedAt)
        .order_by_desc(consultation::Column::Id)
        .limit(MOST)
        .all(conn)
        .await
}

/// The consultations of whole organisations, and single ones, the latest first.
pub async fn visible(
    conn: &impl ConnectionTrait,
    organisations: Vec<Uuid>,
    single: Vec<Uuid>,
) -> Result<Vec<consultation::Model>, DbErr> {
    let seen = Condition::any()
        .add(consultation::Column::OrganisationId.is_in(organisations))
        .add(consultation::Column::Id.is_in(single));
    consultation::Entity::find()
        .filter(seen)
        .order_by_desc(consultation::Column::CreatedAt)
        .order_by_desc(consultation::Column::Id)
        .limit(MOST)
        .all(conn)
        .await
}

/// The phases of several consultations.
pub async fn phases_of(conn: &impl ConnectionTrait, consultations: Vec<Uuid>) -> Result<Vec<phase::Model>, DbErr> {
    phase::Entity::find()
        .filter(phase::Column::ConsultationId.is_in(consultations))
        .order_by_asc(phase::Column::Position)
        .all(conn)
        .await
}

/// How many proposals wait for moderation, by consultation.
pub async fn to_moderate(conn: &impl ConnectionTrait, consultations: Vec<Uuid>) -> Result<Vec<(Uuid, i64)>, DbErr> {
    let unread = |state| in_state(consultations.clone(), state).add(proposal::Column::Unread.eq(true));
    let waiting = Condition::any()
        .add(unread(ModerationState::Pending))
        .add(unread(ModerationState::Published));
    by_consultation(conn, waiting).await
}

/// How many published proposals have no published answer, by consultation.
pub async fn to_answer(conn: &impl ConnectionTrait, consultations: Vec<Uuid>) -> Result<Vec<(Uuid, i64)>, DbErr> {
    let answered = official_answer::Entity::find()
        .select_only()
        .column(official_answer::Column::ProposalId)
        .filter(official_answer::Column::ConsultationId.is_in(consultations.clone()))
        .filter(official_answer::Column::PublishedAt.is_not_null())
        .into_query();
    let waiting = Condition::all()
        .add(in_state(consultations, ModerationState::Published))
        .add(proposal::Column::Id.not_in_subquery(answered));
    by_consultation(conn, waiting).await
}

fn in_state(consultations: Vec<Uuid>, state: ModerationState) -> Condition {
    Condition::all()
        .add(proposal::Column::ConsultationId.is_in(consultations))
        .add(proposal::Column::State.eq(state.key()))
}

async fn by_consultation(conn: &impl ConnectionTrait, which: Condition) -> Result<Vec<(Uuid, i64)>, DbErr> {
    proposal::Entity::find()
        .select_only()
        .column(proposal::Column::ConsultationId)
        .column_as(proposal::Column::Id.count(), "waiting")
        .filter(which)
        .group_by(proposal::Column::ConsultationId)
        .into_tuple()
        .all(conn)
        .await
}
