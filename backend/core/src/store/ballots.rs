//! Ballots of decision phases and what they choose between.

use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, sea_query::OnConflict};
use uuid::Uuid;

use super::entities::ballot::{self, BallotState};
use super::entities::{ballot_option, public_draw};

/// What can be chosen in a phase, in the order of the page.
pub async fn options(conn: &impl ConnectionTrait, phase: Uuid) -> Result<Vec<ballot_option::Model>, DbErr> {
    ballot_option::Entity::find()
        .filter(ballot_option::Column::PhaseId.eq(phase))
        .order_by_asc(ballot_option::Column::Position)
        .all(conn)
        .await
}

/// What the public draw of a phase gave, once it was entered.
pub async fn public_draw(conn: &impl ConnectionTrait, phase: Uuid) -> Result<Option<public_draw::Model>, DbErr> {
    public_draw::Entity::find_by_id(phase).one(conn).await
}

/// The ballot with that id.
pub async fn find(conn: &impl ConnectionTrait, id: Uuid) -> Result<Option<ballot::Model>, DbErr> {
    ballot::Entity::find_by_id(id).one(conn).await
}

/// Writes a ballot; one with the same id is replaced.
pub async fn put(conn: &impl ConnectionTrait, row: ballot::Model) -> Result<(), DbErr> {
    use ballot::Column::{Choice, Id, State};
    let replace = OnConflict::column(Id).update_columns([Choice, State]).to_owned();
    ballot::Entity::insert(ballot::ActiveModel::from(row))
        .on_conflict(replace)
        .exec_without_returning(conn)
        .await
        .map(|_| ())
}

/// Takes a ballot out of the count and forgets what it said.
pub async fn withdraw(conn: &impl ConnectionTrait, id: Uuid, nothing: &str) -> Result<(), DbErr> {
    use sea_orm::sea_query::Expr;
    ballot::Entity::update_many()
        .col_expr(ballot::Column::State, Expr::value(BallotState::Withdrawn.key()))
        .col_expr(ballot::Column::Choice, Expr::value(nothing))
        .filter(ballot::Column::Id.eq(id))
        .exec(conn)
        .await
        .map(|_| ())
}
