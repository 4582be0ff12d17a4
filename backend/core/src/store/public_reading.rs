//! What the public pages of consultations are made of, each in a fixed number of statements.

use sea_orm::sea_query::{Expr, ExprTrait, Func, Query, SelectStatement};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::entities::{consultation, organisation, phase, publication};
use crate::ports::Millis;

/// What everything public hangs on: it changes whenever a version grows or a phase opens or closes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// Version of the consultation, or the sum of all versions.
    pub version: i64,
    /// Openings and closings of phases that are behind us.
    pub edges: i64,
}

/// The stamp of one public consultation, in one statement.
pub async fn stamp(conn: &impl ConnectionTrait, slug: &str, now: Millis) -> Result<Option<Stamp>, DbErr> {
    let of_this = Expr::col((phase::Entity, phase::Column::ConsultationId))
        .equals((consultation::Entity, consultation::Column::Id));
    let row: Option<(i32, i64, i64)> = consultation::Entity::find()
        .select_only()
        .column(consultation::Column::Version)
        .expr(passed(phase::Column::OpensAt, now, Some(of_this.clone())))
        .expr(passed(phase::Column::ClosesAt, now, Some(of_this)))
        .filter(consultation::Column::Slug.eq(slug))
        .filter(consultation::Column::State.ne(DRAFT))
        .into_tuple()
        .one(conn)
        .await?;
    Ok(row.map(|(version, opened, closed)| Stamp { version: version.into(), edges: opened + closed }))
}

/// The stamp of all consultations together, in one statement.
pub async fn stamp_of_all(conn: &impl ConnectionTrait, now: Millis) -> Result<Stamp, DbErr> {
    let total = Func::coalesce([Expr::col(consultation::Column::Version).cast_as("bigint").sum(), Expr::value(0_i64)]);
    let row: Option<(i64, i64, i64)> = consultation::Entity::find()
        .select_only()
        .expr(Expr::expr(total).cast_as("bigint"))
        .expr(passed(phase::Column::OpensAt, now, None))
        .expr(passed(phase::Column::ClosesAt, now, None))
        .into_tuple()
        .one(conn)
        .await?;
    let (version, opened, closed) = row.unwrap_or_default();
    Ok(Stamp { version, edges: opened + closed })
}

const DRAFT: &str = "draft";

/// How many phases have this moment behind them.
fn passed(moment: phase::Column, now: Millis, of: Option<Expr>) -> Expr {
    let mut count: SelectStatement = Query::select();
    count
        .expr(Func::count(Expr::col((phase::Entity, phase::Column::Id))))
        .from(phase::Entity)
        .and_where(Expr::col((phase::Entity, moment)).lte(now));
    if let Some(of) = of {
        count.and_where(of);
    }
    Expr::from(count)
}

/// Public consultations that are not in the archive, the newest first, at most so many.
pub async fn current(conn: &impl ConnectionTrait, most: u64) -> Result<Vec<consultation::Model>, DbErr> {
    consultation::Entity::find()
        .filter(consultation::Column::State.is_not_in([DRAFT, "archived"]))
        .order_by_desc(consultation::Column::Id)
        .limit(most)
        .all(conn)
        .await
}

/// Public consultations older than the one with that id (all, without one), the newest first, at most so many.
pub async fn before(
    conn: &impl ConnectionTrait,
    cursor: Option<Uuid>,
    most: u64,
) -> Result<Vec<consultation::Model>, DbErr> {
    let mut found = consultation::Entity::find().filter(consultation::Column::State.ne(DRAFT));
    if let Some(cursor) = cursor {
        found = found.filter(consultation::Column::Id.lt(cursor));
    }
    found
        .order_by_desc(consultation::Column::Id)
        .limit(most)
        .all(conn)
        .await
}

/// The phases of these consultations, in order of consultation and position.
pub async fn phases_of(conn: &impl ConnectionTrait, consultations: Vec<Uuid>) -> Result<Vec<phase::Model>, DbErr> {
    phase::Entity::find()
        .filter(phase::Column::ConsultationId.is_in(consultations))
        .order_by_asc(phase::Column::ConsultationId)
        .order_by_asc(phase::Column::Position)
        .all(conn)
        .await
}

/// The name of an organisation.
pub async fn organisation_name(conn: &impl ConnectionTrait, id: Uuid) -> Result<Option<String>, DbErr> {
    let found = organisation::Entity::find_by_id(id).one(conn).await?;
    Ok(found.map(|organisation| organisation.name))
}

/// Ids of the phases of a consultation whose results are published.
pub async fn published_phases(conn: &impl ConnectionTrait, consultation: Uuid) -> Result<Vec<Uuid>, DbErr> {
    publication::Entity::find()
        .select_only()
        .column(publication::Column::PhaseId)
        .distinct()
        .filter(publication::Column::ConsultationId.eq(consultation))
        .into_tuple()
        .all(conn)
        .await
}
