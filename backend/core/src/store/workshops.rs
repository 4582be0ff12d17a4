//! Workshops, what was understood of their minutes, and the actors that these name.

use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    sea_query::Expr,
};
use uuid::Uuid;

use super::entities::{actor, ballot_option, draft_item, proposal, statement, workshop};
use super::rows::insert;

/// The workshop that a consultation was made from.
pub async fn of_consultation(
    conn: &impl ConnectionTrait,
    consultation: Uuid,
) -> Result<Option<workshop::Model>, DbErr> {
    workshop::Entity::find()
        .filter(workshop::Column::ConsultationId.eq(consultation))
        .order_by_asc(workshop::Column::CreatedAt)
        .one(conn)
        .await
}

/// Whether a consultation was made from the minutes of a workshop.
pub async fn any(conn: &impl ConnectionTrait, consultation: Uuid) -> Result<bool, DbErr> {
    let count = workshop::Entity::find()
        .filter(workshop::Column::ConsultationId.eq(consultation))
        .count(conn)
        .await?;
    Ok(count > 0)
}

/// What was understood of a workshop's minutes, in order.
pub async fn items(conn: &impl ConnectionTrait, workshop: Uuid) -> Result<Vec<draft_item::Model>, DbErr> {
    draft_item::Entity::find()
        .filter(draft_item::Column::WorkshopId.eq(workshop))
        .order_by_asc(draft_item::Column::Position)
        .all(conn)
        .await
}

/// Adds many items.
pub async fn add_items(conn: &impl ConnectionTrait, rows: Vec<draft_item::Model>) -> Result<(), DbErr> {
    for row in rows {
        insert::<draft_item::Entity, _>(conn, row).await?;
    }
    Ok(())
}

/// Takes an item out for good.
pub async fn remove_item(conn: &impl ConnectionTrait, id: Uuid) -> Result<(), DbErr> {
    draft_item::Entity::delete_by_id(id).exec(conn).await.map(|_| ())
}

/// The actors of a consultation, in order.
pub async fn actors(conn: &impl ConnectionTrait, consultation: Uuid) -> Result<Vec<actor::Model>, DbErr> {
    actor::Entity::find()
        .filter(actor::Column::ConsultationId.eq(consultation))
        .order_by_asc(actor::Column::Position)
        .all(conn)
        .await
}

/// Replaces the actors that a workshop's minutes name.
pub async fn replace_actors(conn: &impl ConnectionTrait, workshop: Uuid, rows: Vec<actor::Model>) -> Result<(), DbErr> {
    actor::Entity::delete_many()
        .filter(actor::Column::WorkshopId.eq(workshop))
        .exec(conn)
        .await?;
    if !rows.is_empty() {
        let rows = rows.into_iter().map(actor::ActiveModel::from);
        actor::Entity::insert_many(rows).exec_without_returning(conn).await?;
    }
    Ok(())
}

/// Gives back to the draft what was placed in a phase.
pub async fn unplace_phase(conn: &impl ConnectionTrait, consultation: Uuid, phase: Uuid) -> Result<(), DbErr> {
    let statements = statement::Entity::find()
        .select_only()
        .column(statement::Column::Id)
        .filter(statement::Column::PhaseId.eq(phase))
        .into_query();
    let options = ballot_option::Entity::find()
        .select_only()
        .column(ballot_option::Column::Id)
        .filter(ballot_option::Column::PhaseId.eq(phase))
        .into_query();
    let proposals = proposal::Entity::find()
        .select_only()
        .column(proposal::Column::Id)
        .filter(proposal::Column::PhaseId.eq(phase))
        .into_query();
    for placed in [statements, options, proposals] {
        draft_item::Entity::update_many()
            .col_expr(draft_item::Column::State, Expr::value("kept"))
            .col_expr(draft_item::Column::PlacedId, Expr::value(None::<Uuid>))
            .filter(draft_item::Column::ConsultationId.eq(consultation))
            .filter(draft_item::Column::PlacedId.in_subquery(placed))
            .exec(conn)
            .await?;
    }
    Ok(())
}
