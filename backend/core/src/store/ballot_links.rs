//! What leads from people to their ballots, and from ballots to leaves: read for auditors, erased long after the close.

use sea_orm::sea_query::{Condition, Expr, Query, SelectStatement, SimpleExpr};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, ExprTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::entities::ballot::{self, BallotState};
use super::entities::{participation, phase, receipt, submission};
use crate::ports::Millis;

/// Phases that closed before this moment, with their kind, from which something still leads to what people said.
pub async fn linked_before(conn: &impl ConnectionTrait, moment: Millis) -> Result<Vec<(Uuid, String)>, DbErr> {
    let own = |column: SimpleExpr| column.eq(Expr::col((phase::Entity, phase::Column::Id)));
    let linked = Query::select()
        .expr(Expr::val(1))
        .from(participation::Entity)
        .and_where(own(participation::Column::PhaseId.into_expr()))
        .and_where(participation::Column::ContributionId.is_not_null())
        .to_owned();
    let sealed = Query::select()
        .expr(Expr::val(1))
        .from(ballot::Entity)
        .and_where(own(ballot::Column::PhaseId.into_expr()))
        .and_where(ballot::Column::Leaf.is_not_null())
        .to_owned();
    phase::Entity::find()
        .select_only()
        .columns([phase::Column::Id, phase::Column::Kind])
        .filter(phase::Column::ClosesAt.lte(moment))
        .filter(Condition::any().add(Expr::exists(linked)).add(Expr::exists(sealed)))
        .into_tuple()
        .all(conn)
        .await
}

/// Every version of every ballot of a phase, as long as links stand.
pub async fn versions(conn: &impl ConnectionTrait, phase: Uuid) -> Result<Vec<ballot::Model>, DbErr> {
    ballot::Entity::find()
        .filter(ballot::Column::PhaseId.eq(phase))
        .filter(ballot::Column::Leaf.is_not_null())
        .all(conn)
        .await
}

/// Erases the links of a phase: passes no longer lead to what was said. Nor do receipts to ballots and sheets, which no longer lead
/// to leaves; versions of them that are not in force say nothing any more.
pub async fn erase(conn: &impl ConnectionTrait, phase: Uuid, nothing: &str) -> Result<(), DbErr> {
    participation::Entity::update_many()
        .col_expr(participation::Column::ContributionId, Expr::value(None::<Uuid>))
        .filter(participation::Column::PhaseId.eq(phase))
        .exec(conn)
        .await?;
    receipt::Entity::update_many()
        .col_expr(receipt::Column::ContributionId, Expr::value(Uuid::nil()))
        .filter(receipt::Column::PhaseId.eq(phase))
        .filter(receipt::Column::ContributionId.in_subquery(ballots(phase, true)))
        .exec(conn)
        .await?;
    submission::Entity::delete_many()
        .filter(submission::Column::ContributionId.in_subquery(ballots(phase, false)))
        .exec(conn)
        .await?;
    ballot::Entity::update_many()
        .col_expr(ballot::Column::Choice, Expr::value(nothing))
        .filter(ballot::Column::PhaseId.eq(phase))
        .filter(ballot::Column::State.eq(BallotState::Replaced.key()))
        .exec(conn)
        .await?;
    ballot::Entity::update_many()
        .col_expr(ballot::Column::Nonce, Expr::value(None::<String>))
        .col_expr(ballot::Column::Leaf, Expr::value(None::<String>))
        .col_expr(ballot::Column::ReplacedBy, Expr::value(None::<Uuid>))
        .filter(ballot::Column::PhaseId.eq(phase))
        .exec(conn)
        .await
        .map(|_| ())
}

fn ballots(phase: Uuid, in_force: bool) -> SelectStatement {
    let mut ballots = Query::select();
    ballots
        .column(ballot::Column::Id)
        .from(ballot::Entity)
        .and_where(ballot::Column::PhaseId.eq(phase));
    if in_force {
        ballots.and_where(ballot::Column::State.eq(BallotState::Cast.key()));
    }
    ballots.to_owned()
}
