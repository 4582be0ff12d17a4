//! What was computed last of the votes of opinion phases.

use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect, sea_query::OnConflict};
use tablee_rules::opinion::Routing;
use uuid::Uuid;

use super::entities::opinion_analysis;

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
