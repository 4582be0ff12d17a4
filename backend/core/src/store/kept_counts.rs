//! What was counted of closed votes, and the panels of which a draw takes one.

use sea_orm::sea_query::{OnConflict, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect};
use tablee_rules::timetable::PhaseKind;
use uuid::Uuid;

use super::entities::{ballot, kept_count, log_head, lottery, phase};
use super::erasing;
use super::rows::insert_missing;

/// The count of a phase that was made from this.
pub async fn made_from(conn: &impl ConnectionTrait, phase: Uuid, source: &str) -> Result<Option<String>, DbErr> {
    let kept = kept_count::Entity::find_by_id(phase).one(conn).await?;
    Ok(kept.filter(|kept| kept.made_from == source).map(|kept| kept.results))
}

/// Keeps a count, over the one that was there.
pub async fn keep(conn: &impl ConnectionTrait, row: kept_count::Model) -> Result<(), DbErr> {
    use kept_count::Column::{MadeFrom, PhaseId, Results};
    let over = OnConflict::column(PhaseId)
        .update_columns([MadeFrom, Results])
        .to_owned();
    kept_count::Entity::insert(kept_count::ActiveModel::from(row))
        .on_conflict(over)
        .exec_without_returning(conn)
        .await
        .map(|_| ())
}

/// Keeps the panels of a draw. Those that are there stay: they were published before the draw.
pub async fn keep_lottery(conn: &impl ConnectionTrait, row: lottery::Model) -> Result<(), DbErr> {
    insert_missing::<lottery::Entity, _>(conn, row, [lottery::Column::PhaseId])
        .await
        .map(|_| ())
}

/// The panels of a draw, as they are published.
pub async fn lottery(conn: &impl ConnectionTrait, phase: Uuid) -> Result<Option<String>, DbErr> {
    let found = lottery::Entity::find_by_id(phase).one(conn).await?;
    Ok(found.map(|found| found.panels))
}

/// Whether there are panels of a draw.
pub async fn has_lottery(conn: &impl ConnectionTrait, phase: Uuid) -> Result<bool, DbErr> {
    Ok(lottery::Entity::find_by_id(phase).count(conn).await? > 0)
}

/// Decisions whose log is closed and of which no count is kept; none of erased contributions.
pub async fn missing(conn: &impl ConnectionTrait) -> Result<Vec<phase::Model>, DbErr> {
    let closed = Query::select()
        .column(log_head::Column::PhaseId)
        .from(log_head::Entity)
        .and_where(log_head::Column::Closing.eq(true))
        .to_owned();
    let kept = Query::select()
        .column(kept_count::Column::PhaseId)
        .from(kept_count::Entity)
        .to_owned();
    phase::Entity::find()
        .filter(phase::Column::Kind.eq(PhaseKind::Decision.key()))
        .filter(phase::Column::Id.in_subquery(closed))
        .filter(phase::Column::Id.not_in_subquery(kept))
        .filter(phase::Column::ConsultationId.not_in_subquery(erasing::erased()))
        .all(conn)
        .await
}

/// Whether a ballot of a phase still leads to its leaf.
pub async fn leads_to_leaves(conn: &impl ConnectionTrait, phase: Uuid) -> Result<bool, DbErr> {
    let linked: Option<Uuid> = ballot::Entity::find()
        .select_only()
        .column(ballot::Column::Id)
        .filter(ballot::Column::PhaseId.eq(phase))
        .filter(ballot::Column::Leaf.is_not_null())
        .limit(1)
        .into_tuple()
        .one(conn)
        .await?;
    Ok(linked.is_some())
}
