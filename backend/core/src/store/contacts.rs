//! Addresses that residents left, their confirmations, and what they follow. Joined with contributions by nothing.

use sea_orm::sea_query::{Expr, OnConflict, Query};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, Insert, IntoActiveModel, JoinType, QueryFilter, QuerySelect,
};
use uuid::Uuid;

use super::entities::{confirmation, contact, delivery, follow};
use super::rows::{insert, insert_missing};
use crate::ports::Millis;

/// The contact with that id.
pub async fn find(conn: &impl ConnectionTrait, id: Uuid) -> Result<Option<contact::Model>, DbErr> {
    contact::Entity::find_by_id(id).one(conn).await
}

/// The contact with that folded address; makes it, unconfirmed, when it is missing.
pub async fn present(conn: &impl ConnectionTrait, row: contact::Model) -> Result<contact::Model, DbErr> {
    let folded = row.email_folded.clone();
    insert_missing::<contact::Entity, _>(conn, row, [contact::Column::EmailFolded]).await?;
    contact::Entity::find()
        .filter(contact::Column::EmailFolded.eq(folded))
        .one(conn)
        .await?
        .ok_or_else(|| DbErr::RecordNotFound("contact".to_owned()))
}

/// Adds a confirmation that waits.
pub async fn ask(conn: &impl ConnectionTrait, row: confirmation::Model) -> Result<(), DbErr> {
    insert::<confirmation::Entity, _>(conn, row).await
}

/// The confirmation with that token.
pub async fn confirmation(conn: &impl ConnectionTrait, token_hash: &str) -> Result<Option<confirmation::Model>, DbErr> {
    confirmation::Entity::find()
        .filter(confirmation::Column::TokenHash.eq(token_hash))
        .one(conn)
        .await
}

/// Marks a confirmation as used; `false` when it was used before.
pub async fn use_up(conn: &impl ConnectionTrait, id: Uuid, now: Millis) -> Result<bool, DbErr> {
    let used = confirmation::Entity::update_many()
        .col_expr(confirmation::Column::UsedAt, Expr::value(now))
        .filter(confirmation::Column::Id.eq(id))
        .filter(confirmation::Column::UsedAt.is_null())
        .exec(conn)
        .await?;
    Ok(used.rows_affected > 0)
}

/// Confirms a contact's address, with the proof.
pub async fn confirm(conn: &impl ConnectionTrait, id: Uuid, now: Millis, proof: &str) -> Result<(), DbErr> {
    contact::Entity::update_many()
        .col_expr(contact::Column::ConfirmedAt, Expr::value(now))
        .col_expr(contact::Column::Proof, Expr::value(proof))
        .filter(contact::Column::Id.eq(id))
        .exec(conn)
        .await
        .map(|_| ())
}

/// Takes an address for unconfirmed again: it does not exist, so a server says.
pub async fn doubt(conn: &impl ConnectionTrait, id: Uuid) -> Result<(), DbErr> {
    contact::Entity::update_many()
        .col_expr(contact::Column::ConfirmedAt, Expr::value(None::<Millis>))
        .filter(contact::Column::Id.eq(id))
        .exec(conn)
        .await
        .map(|_| ())
}

/// Makes a contact follow a topic, also one that was stopped.
pub async fn follow(conn: &impl ConnectionTrait, row: follow::Model) -> Result<(), DbErr> {
    let again = OnConflict::columns([follow::Column::ContactId, follow::Column::Topic])
        .update_column(follow::Column::StoppedAt)
        .to_owned();
    Insert::one(row.into_active_model())
        .on_conflict(again)
        .exec_without_returning(conn)
        .await
        .map(|_| ())
}

/// Whether a contact follows a topic.
pub async fn follows(conn: &impl ConnectionTrait, contact: Uuid, topic: &str) -> Result<bool, DbErr> {
    let row = follow::Entity::find_by_id((contact, topic.to_owned()))
        .filter(follow::Column::StoppedAt.is_null())
        .one(conn)
        .await?;
    Ok(row.is_some())
}

/// Id and language of all confirmed followers of a topic.
pub async fn followers(conn: &impl ConnectionTrait, topic: &str) -> Result<Vec<(Uuid, String)>, DbErr> {
    let contacts = follow::Entity::belongs_to(contact::Entity)
        .from(follow::Column::ContactId)
        .to(contact::Column::Id)
        .into();
    follow::Entity::find()
        .select_only()
        .column(follow::Column::ContactId)
        .column(contact::Column::Lang)
        .join(JoinType::InnerJoin, contacts)
        .filter(follow::Column::Topic.eq(topic))
        .filter(follow::Column::StoppedAt.is_null())
        .filter(contact::Column::ConfirmedAt.is_not_null())
        .into_tuple()
        .all(conn)
        .await
}

/// Stops, or takes up again, all that a contact follows of a consultation.
pub async fn set_stopped(
    conn: &impl ConnectionTrait,
    contact: Uuid,
    consultation: Uuid,
    stopped_at: Option<Millis>,
) -> Result<(), DbErr> {
    follow::Entity::update_many()
        .col_expr(follow::Column::StoppedAt, Expr::value(stopped_at))
        .filter(follow::Column::ContactId.eq(contact))
        .filter(follow::Column::ConsultationId.eq(consultation))
        .exec(conn)
        .await
        .map(|_| ())
}

/// Whether a contact still follows something of a consultation.
pub async fn follows_any(conn: &impl ConnectionTrait, contact: Uuid, consultation: Uuid) -> Result<bool, DbErr> {
    let row = follow::Entity::find()
        .filter(follow::Column::ContactId.eq(contact))
        .filter(follow::Column::ConsultationId.eq(consultation))
        .filter(follow::Column::StoppedAt.is_null())
        .one(conn)
        .await?;
    Ok(row.is_some())
}

/// Erases a contact and all that hangs on it.
pub async fn erase(conn: &impl ConnectionTrait, contact: Uuid) -> Result<(), DbErr> {
    follow::Entity::delete_many()
        .filter(follow::Column::ContactId.eq(contact))
        .exec(conn)
        .await?;
    confirmation::Entity::delete_many()
        .filter(confirmation::Column::ContactId.eq(contact))
        .exec(conn)
        .await?;
    delivery::Entity::update_many()
        .col_expr(delivery::Column::Payload, Expr::value(""))
        .col_expr(delivery::Column::State, Expr::value("skipped"))
        .col_expr(delivery::Column::SkipReason, Expr::value("no-recipient"))
        .filter(delivery::Column::RecipientId.eq(contact))
        .filter(delivery::Column::State.is_in(["queued", "dead"]))
        .exec(conn)
        .await?;
    contact::Entity::delete_by_id(contact).exec(conn).await.map(|_| ())
}

/// Forgets all that a contact follows of a consultation, and the contact itself when it follows nothing else.
pub async fn leave(conn: &impl ConnectionTrait, contact: Uuid, consultation: Uuid) -> Result<(), DbErr> {
    follow::Entity::delete_many()
        .filter(follow::Column::ContactId.eq(contact))
        .filter(follow::Column::ConsultationId.eq(consultation))
        .exec(conn)
        .await?;
    confirmation::Entity::delete_many()
        .filter(confirmation::Column::ContactId.eq(contact))
        .filter(confirmation::Column::ConsultationId.eq(consultation))
        .exec(conn)
        .await?;
    let follows = follow::Entity::find().filter(follow::Column::ContactId.eq(contact));
    let asked = confirmation::Entity::find().filter(confirmation::Column::ContactId.eq(contact));
    if follows.one(conn).await?.is_none() && asked.one(conn).await?.is_none() {
        erase(conn, contact).await?;
    }
    Ok(())
}

/// Erases contacts made before that moment whose address was never confirmed (O32), unless a link that they were sent can still be
/// used now; says how many.
pub async fn erase_unconfirmed(conn: &impl ConnectionTrait, before: Millis, now: Millis) -> Result<u64, DbErr> {
    let stale = || {
        let asked = Query::select()
            .column(confirmation::Column::ContactId)
            .from(confirmation::Entity)
            .and_where(confirmation::Column::UsedAt.is_null())
            .and_where(confirmation::Column::ExpiresAt.gt(now))
            .to_owned();
        Query::select()
            .column(contact::Column::Id)
            .from(contact::Entity)
            .and_where(contact::Column::ConfirmedAt.is_null())
            .and_where(contact::Column::CreatedAt.lt(before))
            .and_where(contact::Column::Id.not_in_subquery(asked))
            .to_owned()
    };
    confirmation::Entity::delete_many()
        .filter(confirmation::Column::ContactId.in_subquery(stale()))
        .exec(conn)
        .await?;
    follow::Entity::delete_many()
        .filter(follow::Column::ContactId.in_subquery(stale()))
        .exec(conn)
        .await?;
    let erased = contact::Entity::delete_many()
        .filter(contact::Column::Id.in_subquery(stale()))
        .exec(conn)
        .await?;
    Ok(erased.rows_affected)
}
