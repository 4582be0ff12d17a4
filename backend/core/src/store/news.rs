//! What mails tell of, read at the moment of sending: only what stands and is public by then.

use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter, QuerySelect,
    sea_query::Expr,
};
use tablee_rules::moderation::ModerationState;
use uuid::Uuid;

use super::entities::{
    consultation, moderation_decision, official_answer, organisation, phase, proposal, publication, statement,
};
use super::moderation;

/// The consultation, if the public may see it.
pub async fn public_consultation(conn: &impl ConnectionTrait, id: Uuid) -> Result<Option<consultation::Model>, DbErr> {
    let found = consultation::Entity::find_by_id(id).one(conn).await?;
    Ok(found.filter(|consultation| consultation.stored_state().is_public()))
}

/// The organisation's name.
pub async fn organisation_name(conn: &impl ConnectionTrait, id: Uuid) -> Result<Option<String>, DbErr> {
    organisation::Entity::find_by_id(id)
        .select_only()
        .column(organisation::Column::Name)
        .into_tuple()
        .one(conn)
        .await
}

/// The published proposal with that number.
pub async fn published_proposal(
    conn: &impl ConnectionTrait,
    consultation: Uuid,
    number: i32,
) -> Result<Option<proposal::Model>, DbErr> {
    proposal::Entity::find()
        .filter(proposal::Column::ConsultationId.eq(consultation))
        .filter(proposal::Column::Number.eq(number))
        .filter(proposal::Column::State.eq(ModerationState::Published.key()))
        .one(conn)
        .await
}

/// The decision, unless it was undone, a later one replaces it, or its subject is no longer in the state that was decided: its
/// author has corrected it or taken it back.
pub async fn standing_decision(
    conn: &impl ConnectionTrait,
    id: Uuid,
) -> Result<Option<moderation_decision::Model>, DbErr> {
    use moderation_decision::{Column, Entity};
    let found = Entity::find_by_id(id)
        .filter(Column::UndoneAt.is_null())
        .one(conn)
        .await?;
    let Some(decision) = found else { return Ok(None) };
    let later = Entity::find()
        .filter(Column::SubjectKind.eq(&decision.subject_kind))
        .filter(Column::SubjectId.eq(decision.subject_id))
        .filter(Column::UndoneAt.is_null())
        .filter(Column::DecidedAt.gt(decision.decided_at))
        .count(conn)
        .await?;
    let subject = decision.subject_id;
    let state = match decision.subject_kind.as_str() {
        "proposal" => moderation::state::<proposal::Entity>(conn, subject).await?,
        "statement" => moderation::state::<statement::Entity>(conn, subject).await?,
        // Nobody follows anything else.
        _ => None,
    };
    let decided = if decision.reason.is_none() { ModerationState::Published } else { ModerationState::Refused };
    Ok((later == 0 && state == Some(decided)).then_some(decision))
}

/// The published answer and its published proposal, unless a newer version is published.
pub async fn latest_answer(
    conn: &impl ConnectionTrait,
    id: Uuid,
) -> Result<Option<(official_answer::Model, proposal::Model)>, DbErr> {
    use official_answer::{Column, Entity};
    let found = Entity::find_by_id(id)
        .filter(Column::PublishedAt.is_not_null())
        .one(conn)
        .await?;
    let Some(answer) = found else { return Ok(None) };
    let newer = Entity::find()
        .filter(Column::ProposalId.eq(answer.proposal_id))
        .filter(Column::PublishedAt.is_not_null())
        .filter(Column::Version.gt(answer.version))
        .count(conn)
        .await?;
    if newer > 0 {
        return Ok(None);
    }
    let proposal = proposal::Entity::find_by_id(answer.proposal_id)
        .filter(proposal::Column::State.eq(ModerationState::Published.key()))
        .one(conn)
        .await?;
    Ok(proposal.map(|proposal| (answer, proposal)))
}

/// The publication and its phase, unless a newer version is published.
pub async fn latest_publication(
    conn: &impl ConnectionTrait,
    id: Uuid,
) -> Result<Option<(publication::Model, phase::Model)>, DbErr> {
    use publication::{Column, Entity};
    let Some(publication) = Entity::find_by_id(id).one(conn).await? else { return Ok(None) };
    let newest: Option<i32> = Entity::find()
        .select_only()
        .expr(Expr::col(Column::Version).max())
        .filter(Column::PhaseId.eq(publication.phase_id))
        .into_tuple()
        .one(conn)
        .await?;
    if newest != Some(publication.version) {
        return Ok(None);
    }
    let phase = phase::Entity::find_by_id(publication.phase_id).one(conn).await?;
    Ok(phase.map(|phase| (publication, phase)))
}
