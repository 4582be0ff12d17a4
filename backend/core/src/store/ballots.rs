//! Ballots of decision phases and what they choose between; sheets of opinion phases are kept among them.

use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::entities::ballot::{self, BallotState};
use super::entities::{ballot_option, public_draw};
use super::rows::{insert, insert_missing};

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

/// Enters what the public draw of a phase gave; `false` when that was done before.
pub async fn enter_public_draw(conn: &impl ConnectionTrait, row: public_draw::Model) -> Result<bool, DbErr> {
    insert_missing::<public_draw::Entity, _>(conn, row, [public_draw::Column::PhaseId]).await
}

/// The ballot with that id.
pub async fn find(conn: &impl ConnectionTrait, id: Uuid) -> Result<Option<ballot::Model>, DbErr> {
    ballot::Entity::find_by_id(id).one(conn).await
}

/// The ballot with that id, locked until the transaction ends, so that two changes follow each other.
pub async fn locked(conn: &impl ConnectionTrait, id: Uuid) -> Result<Option<ballot::Model>, DbErr> {
    ballot::Entity::find_by_id(id).lock_exclusive().one(conn).await
}

/// Adds a version that is no longer in force.
pub async fn add(conn: &impl ConnectionTrait, row: ballot::Model) -> Result<(), DbErr> {
    insert::<ballot::Entity, _>(conn, row).await
}

/// Writes a ballot; one with the same id is replaced.
pub async fn put(conn: &impl ConnectionTrait, row: ballot::Model) -> Result<(), DbErr> {
    use ballot::Column::{Choice, Id, Leaf, Nonce, State, Turn};
    let replace = OnConflict::column(Id)
        .update_columns([Choice, State, Nonce, Leaf, Turn])
        .to_owned();
    ballot::Entity::insert(ballot::ActiveModel::from(row))
        .on_conflict(replace)
        .exec_without_returning(conn)
        .await
        .map(|_| ())
}

/// Takes a ballot out of the count and forgets what it and its earlier versions said.
pub async fn withdraw(conn: &impl ConnectionTrait, id: Uuid, nothing: &str) -> Result<(), DbErr> {
    ballot::Entity::update_many()
        .col_expr(ballot::Column::State, Expr::value(BallotState::Withdrawn.key()))
        .filter(ballot::Column::Id.eq(id))
        .exec(conn)
        .await?;
    ballot::Entity::update_many()
        .col_expr(ballot::Column::Choice, Expr::value(nothing))
        .col_expr(ballot::Column::Nonce, Expr::value(None::<String>))
        .filter(ballot::Column::Id.eq(id).or(ballot::Column::ReplacedBy.eq(id)))
        .exec(conn)
        .await
        .map(|_| ())
}
