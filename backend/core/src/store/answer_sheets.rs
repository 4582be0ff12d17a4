//! Sheets of answers: kept as they are filled in, sent as a whole.

use sea_orm::sea_query::{Expr, OnConflict, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, ExprTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::entities::answer;
use super::entities::answer_sheet::{self, SheetState};
use super::entities::phase;
use super::rows::insert_missing;
use crate::ports::Millis;

/// The sheet with that id.
pub async fn find(conn: &impl ConnectionTrait, id: Uuid) -> Result<Option<answer_sheet::Model>, DbErr> {
    answer_sheet::Entity::find_by_id(id).one(conn).await
}

/// The answers of a sheet, in no order.
pub async fn answers(conn: &impl ConnectionTrait, sheet: Uuid) -> Result<Vec<answer::Model>, DbErr> {
    answer::Entity::find()
        .filter(answer::Column::SheetId.eq(sheet))
        .all(conn)
        .await
}

/// Makes a sheet unless it is there; nobody else writes to it until the unit ends.
pub async fn claim(conn: &impl ConnectionTrait, row: answer_sheet::Model) -> Result<(), DbErr> {
    let id = row.id;
    make(conn, row).await?;
    answer_sheet::Entity::find_by_id(id)
        .lock_exclusive()
        .one(conn)
        .await
        .map(|_| ())
}

/// Makes a sheet unless it is there.
pub async fn make(conn: &impl ConnectionTrait, row: answer_sheet::Model) -> Result<(), DbErr> {
    insert_missing::<answer_sheet::Entity, _>(conn, row, [answer_sheet::Column::Id])
        .await
        .map(|_| ())
}

/// Writes an answer; the sheet's earlier answer to the same question is replaced.
pub async fn put_answer(conn: &impl ConnectionTrait, row: answer::Model) -> Result<(), DbErr> {
    use answer::Column::{QuestionId, Review, SheetId, Value};
    let replace = OnConflict::columns([SheetId, QuestionId])
        .update_columns([Value, Review])
        .to_owned();
    answer::Entity::insert(answer::ActiveModel::from(row))
        .on_conflict(replace)
        .exec_without_returning(conn)
        .await
        .map(|_| ())
}

/// Sets the state of a sheet.
pub async fn set_state(conn: &impl ConnectionTrait, id: Uuid, state: SheetState) -> Result<(), DbErr> {
    answer_sheet::Entity::update_many()
        .col_expr(answer_sheet::Column::State, Expr::value(state.key()))
        .filter(answer_sheet::Column::Id.eq(id))
        .exec(conn)
        .await
        .map(|_| ())
}

/// Moves all answers of the draft to the sheet, in place of those it has, and takes the draft away: nothing of its id stays.
pub async fn adopt(conn: &impl ConnectionTrait, draft: Uuid, sheet: Uuid) -> Result<(), DbErr> {
    clear(conn, sheet).await?;
    answer::Entity::update_many()
        .col_expr(answer::Column::SheetId, Expr::value(sheet))
        .filter(answer::Column::SheetId.eq(draft))
        .exec(conn)
        .await?;
    answer_sheet::Entity::delete_by_id(draft).exec(conn).await.map(|_| ())
}

/// Forgets all answers of a sheet.
pub async fn clear(conn: &impl ConnectionTrait, sheet: Uuid) -> Result<(), DbErr> {
    answer::Entity::delete_many()
        .filter(answer::Column::SheetId.eq(sheet))
        .exec(conn)
        .await
        .map(|_| ())
}

/// Forgets a sheet and its answers.
pub async fn forget(conn: &impl ConnectionTrait, sheet: Uuid) -> Result<(), DbErr> {
    clear(conn, sheet).await?;
    answer_sheet::Entity::delete_by_id(sheet).exec(conn).await.map(|_| ())
}

/// Forgets the unsent sheets of phases that have closed, with their answers; says how many.
pub async fn forget_drafts(conn: &impl ConnectionTrait, now: Millis) -> Result<u64, DbErr> {
    use answer_sheet::Column::{Id, PhaseId, State};
    let closed = Query::select()
        .column(phase::Column::Id)
        .from(phase::Entity)
        .and_where(phase::Column::ClosesAt.lte(now))
        .to_owned();
    let unsent = State.eq(SheetState::Draft.key()).and(PhaseId.in_subquery(closed));
    let sheets = Query::select()
        .column(Id)
        .from(answer_sheet::Entity)
        .and_where(unsent.clone())
        .to_owned();
    answer::Entity::delete_many()
        .filter(answer::Column::SheetId.in_subquery(sheets))
        .exec(conn)
        .await?;
    let forgotten = answer_sheet::Entity::delete_many().filter(unsent).exec(conn).await?;
    Ok(forgotten.rows_affected)
}

/// Forgets the sheets of a phase that is taken out, with their answers. Nobody has sent any: that would have frozen it.
pub async fn forget_phase(conn: &impl ConnectionTrait, phase: Uuid) -> Result<(), DbErr> {
    let sheets = Query::select()
        .column(answer_sheet::Column::Id)
        .from(answer_sheet::Entity)
        .and_where(answer_sheet::Column::PhaseId.eq(phase))
        .to_owned();
    answer::Entity::delete_many()
        .filter(answer::Column::SheetId.in_subquery(sheets))
        .exec(conn)
        .await?;
    answer_sheet::Entity::delete_many()
        .filter(answer_sheet::Column::PhaseId.eq(phase))
        .exec(conn)
        .await
        .map(|_| ())
}

/// Forgets what unsent sheets answer to a question that is taken out, or asked otherwise. Sent ones have none: they would have frozen it.
pub async fn forget_question(conn: &impl ConnectionTrait, question: Uuid) -> Result<(), DbErr> {
    answer::Entity::delete_many()
        .filter(answer::Column::QuestionId.eq(question))
        .exec(conn)
        .await
        .map(|_| ())
}
