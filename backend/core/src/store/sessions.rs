//! Sessions and API tokens: what speaks for a member.

use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::entities::{api_token, member, session};
use super::rows::{insert, insert_missing};
use crate::ports::Millis;

/// Begins a session.
pub async fn begin(conn: &impl ConnectionTrait, row: session::Model) -> Result<(), DbErr> {
    insert::<session::Entity, _>(conn, row).await
}

/// The sessions that last at that moment: not ended, not too old, seen after `seen_after`.
fn lasting(now: Millis, seen_after: Millis) -> Condition {
    Condition::all()
        .add(session::Column::EndedAt.is_null())
        .add(session::Column::ExpiresAt.gt(now))
        .add(session::Column::LastSeenAt.gt(seen_after))
}

/// The lasting session with that token, and its member unless removed.
pub async fn with_member(
    conn: &impl ConnectionTrait,
    token_hash: &str,
    now: Millis,
    seen_after: Millis,
) -> Result<Option<(session::Model, member::Model)>, DbErr> {
    let to_member = session::Entity::belongs_to(member::Entity)
        .from(session::Column::MemberId)
        .to(member::Column::Id)
        .into();
    let found = session::Entity::find()
        .join(JoinType::InnerJoin, to_member)
        .select_also(member::Entity)
        .filter(session::Column::TokenHash.eq(token_hash))
        .filter(lasting(now, seen_after))
        .filter(member::Column::RemovedAt.is_null())
        .one(conn)
        .await?;
    Ok(found.and_then(|(session, member)| Some((session, member?))))
}

/// Notes that a session was used.
pub async fn seen(conn: &impl ConnectionTrait, id: Uuid, now: Millis) -> Result<(), DbErr> {
    session::Entity::update_many()
        .col_expr(session::Column::LastSeenAt, Expr::value(now))
        .filter(session::Column::Id.eq(id))
        .exec(conn)
        .await
        .map(|_| ())
}

/// The lasting sessions of a member, the latest first.
pub async fn of_member(
    conn: &impl ConnectionTrait,
    member: Uuid,
    now: Millis,
    seen_after: Millis,
) -> Result<Vec<session::Model>, DbErr> {
    session::Entity::find()
        .filter(session::Column::MemberId.eq(member))
        .filter(lasting(now, seen_after))
        .order_by_desc(session::Column::CreatedAt)
        .order_by_desc(session::Column::Id)
        .all(conn)
        .await
}

/// Which sessions to end.
#[derive(Clone, Debug)]
pub enum Ending {
    /// This one of the member.
    One(Uuid, Uuid),
    /// All of the member but this one.
    Others(Uuid, Uuid),
    /// All of the member.
    All(Uuid),
    /// The one with this token.
    Token(String),
}

/// Ends sessions; says how many there were.
pub async fn end(conn: &impl ConnectionTrait, ending: Ending, now: Millis) -> Result<u64, DbErr> {
    let which = match ending {
        Ending::One(member, id) => session::Column::MemberId.eq(member).and(session::Column::Id.eq(id)),
        Ending::Others(member, id) => session::Column::MemberId.eq(member).and(session::Column::Id.ne(id)),
        Ending::All(member) => session::Column::MemberId.eq(member),
        Ending::Token(hash) => session::Column::TokenHash.eq(hash),
    };
    let done = session::Entity::update_many()
        .col_expr(session::Column::EndedAt, Expr::value(now))
        .filter(which)
        .filter(session::Column::EndedAt.is_null())
        .exec(conn)
        .await?;
    Ok(done.rows_affected)
}

/// Forgets sessions that were over before that moment.
pub async fn forget_before(conn: &impl ConnectionTrait, moment: Millis) -> Result<u64, DbErr> {
    let over = Condition::any()
        .add(session::Column::ExpiresAt.lt(moment))
        .add(session::Column::EndedAt.lt(moment));
    let done = session::Entity::delete_many().filter(over).exec(conn).await?;
    Ok(done.rows_affected)
}

/// Stores an API token; says whether its id was new.
pub async fn create_token(conn: &impl ConnectionTrait, row: api_token::Model) -> Result<bool, DbErr> {
    insert_missing::<api_token::Entity, _>(conn, row, [api_token::Column::Id]).await
}

/// The API token that hashes to this and was not revoked, with its member unless removed.
pub async fn token_with_member(
    conn: &impl ConnectionTrait,
    token_hash: &str,
) -> Result<Option<(api_token::Model, member::Model)>, DbErr> {
    let to_member = api_token::Entity::belongs_to(member::Entity)
        .from(api_token::Column::MemberId)
        .to(member::Column::Id)
        .into();
    let found = api_token::Entity::find()
        .join(JoinType::InnerJoin, to_member)
        .select_also(member::Entity)
        .filter(api_token::Column::TokenHash.eq(token_hash))
        .filter(api_token::Column::RevokedAt.is_null())
        .filter(member::Column::RemovedAt.is_null())
        .one(conn)
        .await?;
    Ok(found.and_then(|(token, member)| Some((token, member?))))
}

/// The API tokens of a member that were not revoked, the latest first.
pub async fn tokens_of(conn: &impl ConnectionTrait, member: Uuid) -> Result<Vec<api_token::Model>, DbErr> {
    api_token::Entity::find()
        .filter(api_token::Column::MemberId.eq(member))
        .filter(api_token::Column::RevokedAt.is_null())
        .order_by_desc(api_token::Column::Id)
        .all(conn)
        .await
}

/// Revokes one API token of a member, or all; says how many.
pub async fn revoke_tokens(
    conn: &impl ConnectionTrait,
    member: Uuid,
    token: Option<Uuid>,
    now: Millis,
) -> Result<u64, DbErr> {
    let mut which = Condition::all()
        .add(api_token::Column::MemberId.eq(member))
        .add(api_token::Column::RevokedAt.is_null());
    if let Some(token) = token {
        which = which.add(api_token::Column::Id.eq(token));
    }
    let done = api_token::Entity::update_many()
        .col_expr(api_token::Column::RevokedAt, Expr::value(now))
        .filter(which)
        .exec(conn)
        .await?;
    Ok(done.rows_affected)
}
