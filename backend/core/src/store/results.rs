//! What results are counted from, and the results as they were published. Each function is one query, however many took part.

use sea_orm::sea_query::{Expr, JoinType};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect,
    RelationDef, Select,
};
use tablee_rules::moderation::ModerationState;
use uuid::Uuid;

use super::entities::answer::{self, AnswerReview};
use super::entities::answer_sheet::{self, SheetState};
use super::entities::ballot;
use super::entities::moderation_decision::ON_AN_ANSWER;
use super::entities::{consultation, moderation_decision, participation, phase, proposal, publication};
use super::rows::insert_missing;

/// How many of something there are.
pub type Counts = Vec<(String, i64)>;

/// Equal answers to one question.
#[derive(Clone, Debug, FromQueryResult)]
pub struct EqualAnswers {
    /// The question.
    pub question_id: Uuid,
    /// The answer, as JSON.
    pub value: String,
    /// See [`answer::AnswerReview`].
    pub review: String,
    /// How many sheets hold it.
    pub times: i64,
}

/// People of whom a contribution to a phase stands, by channel.
pub async fn participants_by_channel(conn: &impl ConnectionTrait, phase: Uuid) -> Result<Counts, DbErr> {
    participation::Entity::find()
        .select_only()
        .column(participation::Column::Channel)
        .expr(participation::Column::Id.count())
        .filter(participation::Column::PhaseId.eq(phase))
        .filter(participation::Column::Standing.gt(0))
        .group_by(participation::Column::Channel)
        .into_tuple()
        .all(conn)
        .await
}

/// The same of each phase of a consultation that has closed by that moment.
pub async fn participants_until(
    conn: &impl ConnectionTrait,
    consultation: Uuid,
    moment: i64,
) -> Result<Vec<(Uuid, String, i64)>, DbErr> {
    let to_phase = participation::Entity::belongs_to(phase::Entity)
        .from(participation::Column::PhaseId)
        .to(phase::Column::Id)
        .into();
    participation::Entity::find()
        .join(JoinType::InnerJoin, to_phase)
        .select_only()
        .columns([participation::Column::PhaseId, participation::Column::Channel])
        .expr(participation::Column::Id.count())
        .filter(participation::Column::ConsultationId.eq(consultation))
        .filter(participation::Column::Standing.gt(0))
        .filter(phase::Column::ClosesAt.lte(moment))
        .group_by(participation::Column::PhaseId)
        .group_by(participation::Column::Channel)
        .into_tuple()
        .all(conn)
        .await
}

/// Sheets in the count, by channel.
pub async fn sheets_by_channel(conn: &impl ConnectionTrait, phase: Uuid) -> Result<Counts, DbErr> {
    answer_sheet::Entity::find()
        .select_only()
        .column(answer_sheet::Column::Channel)
        .expr(answer_sheet::Column::Id.count())
        .filter(answer_sheet::Column::PhaseId.eq(phase))
        .filter(answer_sheet::Column::State.eq(SheetState::Sent.key()))
        .group_by(answer_sheet::Column::Channel)
        .into_tuple()
        .all(conn)
        .await
}

/// Versions of ballots, by what became of them.
pub async fn ballots_by_state(conn: &impl ConnectionTrait, phase: Uuid) -> Result<Counts, DbErr> {
    ballot::Entity::find()
        .select_only()
        .column(ballot::Column::State)
        .expr(ballot::Column::Id.count())
        .filter(ballot::Column::PhaseId.eq(phase))
        .group_by(ballot::Column::State)
        .into_tuple()
        .all(conn)
        .await
}

/// The answers of the sheets in the count, equal ones together.
pub async fn answers(conn: &impl ConnectionTrait, phase: Uuid) -> Result<Vec<EqualAnswers>, DbErr> {
    equal_answers(phase).into_model().all(conn).await
}

/// The free texts of a phase that a facilitator has found good, equal ones together.
pub async fn published_texts(conn: &impl ConnectionTrait, phase: Uuid) -> Result<Vec<EqualAnswers>, DbErr> {
    equal_answers(phase)
        .filter(answer::Column::Review.eq(AnswerReview::Published.key()))
        .into_model()
        .all(conn)
        .await
}

/// The standing refusals of free texts of a phase that are not shown: sheet, question and reason, the last one last.
pub async fn texts_refused(conn: &impl ConnectionTrait, phase: Uuid) -> Result<Vec<(Uuid, Uuid, String)>, DbErr> {
    use moderation_decision::Column::{DecidedAt, PartId, Reason, SubjectId, SubjectKind, UndoneAt};
    moderation_decision::Entity::find()
        .join(JoinType::InnerJoin, to_judged_answer())
        .join(JoinType::InnerJoin, to_sheet())
        .select_only()
        .columns([SubjectId, PartId, Reason])
        .filter(SubjectKind.eq(ON_AN_ANSWER))
        .filter(UndoneAt.is_null())
        .filter(Reason.is_not_null())
        .filter(answer::Column::Review.eq(AnswerReview::Refused.key()))
        .filter(answer_sheet::Column::PhaseId.eq(phase))
        .filter(answer_sheet::Column::State.eq(SheetState::Sent.key()))
        .order_by_asc(DecidedAt)
        .into_tuple()
        .all(conn)
        .await
}

/// Proposals of a phase: state, reason and how many.
pub async fn proposals_by_state(
    conn: &impl ConnectionTrait,
    phase: Uuid,
) -> Result<Vec<(String, Option<String>, i64)>, DbErr> {
    proposal::Entity::find()
        .select_only()
        .column(proposal::Column::State)
        .column(proposal::Column::Reason)
        .expr(proposal::Column::Id.count())
        .filter(proposal::Column::PhaseId.eq(phase))
        .group_by(proposal::Column::State)
        .group_by(proposal::Column::Reason)
        .into_tuple()
        .all(conn)
        .await
}

/// Number, title and supports of the published proposals of a phase, the most supported first.
pub async fn most_supported(
    conn: &impl ConnectionTrait,
    phase: Uuid,
    most: u64,
) -> Result<Vec<(i32, String, i32)>, DbErr> {
    proposal::Entity::find()
        .select_only()
        .columns([proposal::Column::Number, proposal::Column::Title, proposal::Column::Supports])
        .filter(proposal::Column::PhaseId.eq(phase))
        .filter(proposal::Column::State.eq(ModerationState::Published.key()))
        .order_by_desc(proposal::Column::Supports)
        .order_by_asc(proposal::Column::Number)
        .limit(most)
        .into_tuple()
        .all(conn)
        .await
}

/// Number and title of those of these proposals that everyone can read.
pub async fn published_titles(
    conn: &impl ConnectionTrait,
    consultation: Uuid,
    numbers: impl IntoIterator<Item = i32>,
) -> Result<Vec<(i32, String)>, DbErr> {
    proposal::Entity::find()
        .select_only()
        .columns([proposal::Column::Number, proposal::Column::Title])
        .filter(proposal::Column::ConsultationId.eq(consultation))
        .filter(proposal::Column::Number.is_in(numbers))
        .filter(proposal::Column::State.eq(ModerationState::Published.key()))
        .into_tuple()
        .all(conn)
        .await
}

/// The last publication of a phase.
pub async fn last_publication(conn: &impl ConnectionTrait, phase: Uuid) -> Result<Option<publication::Model>, DbErr> {
    publication::Entity::find()
        .filter(publication::Column::PhaseId.eq(phase))
        .order_by_desc(publication::Column::Version)
        .one(conn)
        .await
}

/// Phase, version and moment of every publication of a consultation, the first version first.
pub async fn publications(conn: &impl ConnectionTrait, consultation: Uuid) -> Result<Vec<(Uuid, i32, i64)>, DbErr> {
    publication::Entity::find()
        .select_only()
        .columns([publication::Column::PhaseId, publication::Column::Version, publication::Column::PublishedAt])
        .filter(publication::Column::ConsultationId.eq(consultation))
        .order_by_asc(publication::Column::Version)
        .into_tuple()
        .all(conn)
        .await
}

/// Publishes results; `false` when that version is there already.
pub async fn publish(conn: &impl ConnectionTrait, row: publication::Model) -> Result<bool, DbErr> {
    let unique = [publication::Column::PhaseId, publication::Column::Version];
    insert_missing::<publication::Entity, _>(conn, row, unique).await
}

/// Writes that a consultation has reached another state.
pub async fn set_state(conn: &impl ConnectionTrait, consultation: Uuid, state: &str) -> Result<(), DbErr> {
    consultation::Entity::update_many()
        .col_expr(consultation::Column::State, Expr::value(state))
        .filter(consultation::Column::Id.eq(consultation))
        .exec(conn)
        .await
        .map(|_| ())
}

fn equal_answers(phase: Uuid) -> Select<answer::Entity> {
    answer::Entity::find()
        .join(JoinType::InnerJoin, to_sheet())
        .select_only()
        .columns([answer::Column::QuestionId, answer::Column::Value, answer::Column::Review])
        .column_as(answer::Column::SheetId.count(), "times")
        .filter(answer_sheet::Column::PhaseId.eq(phase))
        .filter(answer_sheet::Column::State.eq(SheetState::Sent.key()))
        .group_by(answer::Column::QuestionId)
        .group_by(answer::Column::Value)
        .group_by(answer::Column::Review)
}

fn to_sheet() -> RelationDef {
    answer::Entity::belongs_to(answer_sheet::Entity)
        .from(answer::Column::SheetId)
        .to(answer_sheet::Column::Id)
        .into()
}

fn to_judged_answer() -> RelationDef {
    use moderation_decision::Column::{PartId, SubjectId};
    moderation_decision::Entity::belongs_to(answer::Entity)
        .from((SubjectId, PartId))
        .to((answer::Column::SheetId, answer::Column::QuestionId))
        .into()
}
