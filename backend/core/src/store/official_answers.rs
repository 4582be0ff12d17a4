//! Official answers: drafts that one writes over, and published versions that nobody edits.

use sea_orm::sea_query::{Expr, JoinType};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    RelationDef, Select,
};
use tablee_rules::moderation::ModerationState;
use uuid::Uuid;

use super::entities::official_answer::{self, AnswerState};
use super::entities::proposal;
use super::rows::insert_missing;
use crate::ports::Millis;

/// Drafts on one page.
const MOST_DRAFTS: u64 = 200;

/// How far the answers of a consultation are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Published proposals.
    pub proposals: u64,
    /// Those with a published answer.
    pub answered: u64,
    /// Drafts to be published.
    pub drafts: u64,
}

/// How far the answers of a consultation are: three counts.
pub async fn progress(conn: &impl ConnectionTrait, consultation: Uuid) -> Result<Progress, DbErr> {
    let answered = official_answer::Entity::find()
        .select_only()
        .column(official_answer::Column::ProposalId)
        .filter(official_answer::Column::ConsultationId.eq(consultation))
        .filter(official_answer::Column::State.eq(AnswerState::Published.key()))
        .into_query();
    Ok(Progress {
        proposals: published(consultation).count(conn).await?,
        answered: published(consultation)
            .filter(proposal::Column::Id.in_subquery(answered))
            .count(conn)
            .await?,
        drafts: drafts_of(consultation).count(conn).await?,
    })
}

/// The drafts of a consultation with their proposals, by number.
pub async fn drafts(
    conn: &impl ConnectionTrait,
    consultation: Uuid,
) -> Result<Vec<(official_answer::Model, Option<proposal::Model>)>, DbErr> {
    drafts_of(consultation)
        .select_also(proposal::Entity)
        .order_by_asc(proposal::Column::Number)
        .limit(MOST_DRAFTS)
        .all(conn)
        .await
}

fn drafts_of(consultation: Uuid) -> Select<official_answer::Entity> {
    official_answer::Entity::find()
        .join(JoinType::InnerJoin, to_proposal())
        .filter(official_answer::Column::ConsultationId.eq(consultation))
        .filter(official_answer::Column::State.eq(AnswerState::Draft.key()))
        .filter(proposal::Column::State.eq(ModerationState::Published.key()))
}

fn published(consultation: Uuid) -> Select<proposal::Entity> {
    proposal::Entity::find()
        .filter(proposal::Column::ConsultationId.eq(consultation))
        .filter(proposal::Column::State.eq(ModerationState::Published.key()))
}

/// Every version of the answers to these proposals, drafts included, the first one first.
pub async fn versions(
    conn: &impl ConnectionTrait,
    proposals: impl IntoIterator<Item = Uuid>,
) -> Result<Vec<official_answer::Model>, DbErr> {
    official_answer::Entity::find()
        .filter(official_answer::Column::ProposalId.is_in(proposals))
        .order_by_asc(official_answer::Column::Version)
        .all(conn)
        .await
}

/// Writes a draft, over the one with the same number; `false` when that number is published by now.
pub async fn save_draft(conn: &impl ConnectionTrait, row: official_answer::Model) -> Result<bool, DbErr> {
    use official_answer::Column as C;
    let text = row.clone();
    if insert_missing::<official_answer::Entity, _>(conn, row, [C::ProposalId, C::Version]).await? {
        return Ok(true);
    }
    let written = official_answer::Entity::update_many()
        .col_expr(C::Verdict, Expr::value(text.verdict))
        .col_expr(C::Reason, Expr::value(text.reason))
        .col_expr(C::Details, Expr::value(text.details))
        .col_expr(C::Body, Expr::value(text.body))
        .col_expr(C::Person, Expr::value(text.person))
        .col_expr(C::DueOn, Expr::value(text.due_on))
        .col_expr(C::MemberId, Expr::value(text.member_id))
        .col_expr(C::WrittenAt, Expr::value(text.written_at))
        .filter(C::ProposalId.eq(text.proposal_id))
        .filter(C::Version.eq(text.version))
        .filter(C::State.eq(AnswerState::Draft.key()))
        .exec(conn)
        .await?;
    Ok(written.rows_affected == 1)
}

/// Takes a draft away; says whether there was one.
pub async fn drop_draft(conn: &impl ConnectionTrait, proposal: Uuid) -> Result<bool, DbErr> {
    let dropped = official_answer::Entity::delete_many()
        .filter(official_answer::Column::ProposalId.eq(proposal))
        .filter(official_answer::Column::State.eq(AnswerState::Draft.key()))
        .exec(conn)
        .await?;
    Ok(dropped.rows_affected > 0)
}

/// Those of these drafts of a consultation whose proposals everyone can read; nobody else changes them until the unit ends.
pub async fn lock_drafts(
    conn: &impl ConnectionTrait,
    consultation: Uuid,
    ids: Vec<Uuid>,
) -> Result<Vec<official_answer::Model>, DbErr> {
    let readable = published(consultation)
        .select_only()
        .column(proposal::Column::Id)
        .into_query();
    official_answer::Entity::find()
        .filter(official_answer::Column::ConsultationId.eq(consultation))
        .filter(official_answer::Column::ProposalId.in_subquery(readable))
        .filter(official_answer::Column::Id.is_in(ids))
        .filter(official_answer::Column::State.eq(AnswerState::Draft.key()))
        .order_by_asc(official_answer::Column::Id)
        .lock_exclusive()
        .all(conn)
        .await
}

/// Those of these answers of a consultation that there still are.
pub async fn chosen(
    conn: &impl ConnectionTrait,
    consultation: Uuid,
    ids: Vec<Uuid>,
) -> Result<Vec<official_answer::Model>, DbErr> {
    official_answer::Entity::find()
        .filter(official_answer::Column::ConsultationId.eq(consultation))
        .filter(official_answer::Column::Id.is_in(ids))
        .all(conn)
        .await
}

/// Publishes drafts, whose proposals everyone can read.
pub async fn publish(conn: &impl ConnectionTrait, ids: Vec<Uuid>, now: Millis) -> Result<(), DbErr> {
    official_answer::Entity::update_many()
        .col_expr(official_answer::Column::State, Expr::value(AnswerState::Published.key()))
        .col_expr(official_answer::Column::PublishedAt, Expr::value(now))
        .filter(official_answer::Column::Id.is_in(ids))
        .filter(official_answer::Column::State.eq(AnswerState::Draft.key()))
        .exec(conn)
        .await
        .map(|_| ())
}

fn to_proposal() -> RelationDef {
    official_answer::Entity::belongs_to(proposal::Entity)
        .from(official_answer::Column::ProposalId)
        .to(proposal::Column::Id)
        .into()
}
