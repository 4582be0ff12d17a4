//! Free texts of sent sheets, read by a facilitator before they may be shown.

use sea_orm::sea_query::{Condition, Expr, JoinType};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, FromQueryResult, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, RelationDef, Select,
};
use uuid::Uuid;

use super::entities::answer::{self, AnswerReview};
use super::entities::answer_sheet::{self, SheetState};
use super::entities::{phase, question};

/// A free text with the question that it answers.
#[derive(Clone, Debug, FromQueryResult)]
pub struct FreeText {
    /// The sheet.
    pub sheet_id: Uuid,
    /// The question.
    pub question_id: Uuid,
    /// The answer, as JSON.
    pub value: String,
    /// Day of the sheet, in days since 1970-01-01 UTC.
    pub day: i32,
    /// Wording of the question.
    pub question: String,
    /// Title of the phase.
    pub phase: String,
}

/// Where a page of them begins: after this one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its day.
    pub day: i32,
    /// Its sheet.
    pub sheet: Uuid,
    /// Its question.
    pub question: Uuid,
}

/// Those that nobody has read, the oldest day first; one more than `size` when there are more.
pub async fn waiting(
    conn: &impl ConnectionTrait,
    consultation: Uuid,
    after: Option<Place>,
    size: u64,
) -> Result<Vec<FreeText>, DbErr> {
    let mut query = with_question(unread(consultation));
    if let Some(place) = after {
        query = query.filter(later_than(place));
    }
    query
        .order_by_asc(answer_sheet::Column::Day)
        .order_by_asc(answer::Column::SheetId)
        .order_by_asc(answer::Column::QuestionId)
        .limit(size + 1)
        .into_model()
        .all(conn)
        .await
}

/// One answer of a sent sheet of that consultation, with its question.
pub async fn find_with_question(
    conn: &impl ConnectionTrait,
    consultation: Uuid,
    sheet: Uuid,
    question: Uuid,
) -> Result<Option<FreeText>, DbErr> {
    with_question(sent(consultation))
        .filter(answer::Column::SheetId.eq(sheet))
        .filter(answer::Column::QuestionId.eq(question))
        .into_model()
        .one(conn)
        .await
}

fn with_question(query: Select<answer::Entity>) -> Select<answer::Entity> {
    query
        .select_only()
        .columns([answer::Column::SheetId, answer::Column::QuestionId, answer::Column::Value])
        .column(answer_sheet::Column::Day)
        .column_as(question::Column::Label, "question")
        .column_as(phase::Column::Title, "phase")
        .join(JoinType::InnerJoin, to_question())
        .join(JoinType::InnerJoin, to_phase())
}

/// How many nobody has read.
pub async fn count_waiting(conn: &impl ConnectionTrait, consultation: Uuid) -> Result<u64, DbErr> {
    unread(consultation).count(conn).await
}

/// One answer of a sent sheet of that consultation.
pub async fn find(
    conn: &impl ConnectionTrait,
    consultation: Uuid,
    sheet: Uuid,
    question: Uuid,
) -> Result<Option<answer::Model>, DbErr> {
    sent(consultation)
        .filter(answer::Column::SheetId.eq(sheet))
        .filter(answer::Column::QuestionId.eq(question))
        .one(conn)
        .await
}

/// Gives an answer another review; says whether its words and its review were still the ones that were read.
pub async fn review(conn: &impl ConnectionTrait, read: &answer::Model, review: AnswerReview) -> Result<bool, DbErr> {
    let reviewed = answer::Entity::update_many()
        .col_expr(answer::Column::Review, Expr::value(review.key()))
        .filter(answer::Column::SheetId.eq(read.sheet_id))
        .filter(answer::Column::QuestionId.eq(read.question_id))
        .filter(answer::Column::Review.eq(&read.review))
        .filter(answer::Column::Value.eq(&read.value))
        .exec(conn)
        .await?;
    Ok(reviewed.rows_affected == 1)
}

/// How many nobody has read, by consultation.
pub async fn count_waiting_in(
    conn: &impl ConnectionTrait,
    consultations: Vec<Uuid>,
) -> Result<Vec<(Uuid, i64)>, DbErr> {
    answer::Entity::find()
        .select_only()
        .column(answer::Column::ConsultationId)
        .column_as(answer::Column::SheetId.count(), "waiting")
        .join(JoinType::InnerJoin, to_sheet())
        .filter(answer::Column::ConsultationId.is_in(consultations))
        .filter(answer::Column::Review.eq(AnswerReview::Waiting.key()))
        .filter(answer_sheet::Column::State.eq(SheetState::Sent.key()))
        .group_by(answer::Column::ConsultationId)
        .into_tuple()
        .all(conn)
        .await
}

fn unread(consultation: Uuid) -> Select<answer::Entity> {
    sent(consultation).filter(answer::Column::Review.eq(AnswerReview::Waiting.key()))
}

fn sent(consultation: Uuid) -> Select<answer::Entity> {
    answer::Entity::find()
        .join(JoinType::InnerJoin, to_sheet())
        .filter(answer::Column::ConsultationId.eq(consultation))
        .filter(answer_sheet::Column::State.eq(SheetState::Sent.key()))
}

fn later_than(place: Place) -> Condition {
    use answer::Column::{QuestionId, SheetId};
    use answer_sheet::Column::Day;
    Condition::any()
        .add(Day.gt(place.day))
        .add(Condition::all().add(Day.eq(place.day)).add(SheetId.gt(place.sheet)))
        .add(
            Condition::all()
                .add(Day.eq(place.day))
                .add(SheetId.eq(place.sheet))
                .add(QuestionId.gt(place.question)),
        )
}

pub(super) fn to_sheet() -> RelationDef {
    answer::Entity::belongs_to(answer_sheet::Entity)
        .from(answer::Column::SheetId)
        .to(answer_sheet::Column::Id)
        .into()
}

fn to_question() -> RelationDef {
    answer::Entity::belongs_to(question::Entity)
        .from(answer::Column::QuestionId)
        .to(question::Column::Id)
        .into()
}

fn to_phase() -> RelationDef {
    answer_sheet::Entity::belongs_to(phase::Entity)
        .from(answer_sheet::Column::PhaseId)
        .to(phase::Column::Id)
        .into()
}
