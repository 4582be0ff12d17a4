//! Members and their roles.

use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
};
use uuid::Uuid;

use super::entities::{member, membership, organisation};
use super::rows::insert_missing;
use crate::ports::Millis;

/// The member with that address, removed or not.
pub async fn by_email(conn: &impl ConnectionTrait, email_folded: &str) -> Result<Option<member::Model>, DbErr> {
    member::Entity::find()
        .filter(member::Column::EmailFolded.eq(email_folded))
        .one(conn)
        .await
}

/// The member with that id, unless removed.
pub async fn present(conn: &impl ConnectionTrait, id: Uuid) -> Result<Option<member::Model>, DbErr> {
    member::Entity::find_by_id(id)
        .filter(member::Column::RemovedAt.is_null())
        .one(conn)
        .await
}

/// Names of members by id, removed ones included.
pub async fn names(conn: &impl ConnectionTrait, ids: Vec<Uuid>) -> Result<Vec<(Uuid, String)>, DbErr> {
    member::Entity::find()
        .select_only()
        .columns([member::Column::Id, member::Column::Name])
        .filter(member::Column::Id.is_in(ids))
        .into_tuple()
        .all(conn)
        .await
}

/// The member with the row's address: made when missing, taken back when removed.
pub async fn ensure(conn: &impl ConnectionTrait, row: member::Model) -> Result<member::Model, DbErr> {
    if insert_missing::<member::Entity, _>(conn, row.clone(), [member::Column::EmailFolded]).await? {
        return Ok(row);
    }
    member::Entity::update_many()
        .col_expr(member::Column::RemovedAt, Expr::value(Option::<Millis>::None))
        .filter(member::Column::EmailFolded.eq(&row.email_folded))
        .exec(conn)
        .await?;
    let found = by_email(conn, &row.email_folded).await?;
    found.ok_or_else(|| DbErr::RecordNotFound("member".to_owned()))
}

/// Says that a member has opened a mailed link; the first time counts.
pub async fn confirm(conn: &impl ConnectionTrait, id: Uuid, now: Millis) -> Result<(), DbErr> {
    member::Entity::update_many()
        .col_expr(member::Column::ConfirmedAt, Expr::value(now))
        .filter(member::Column::Id.eq(id))
        .filter(member::Column::ConfirmedAt.is_null())
        .exec(conn)
        .await
        .map(|_| ())
}

/// Says that a member is none any more.
pub async fn remove(conn: &impl ConnectionTrait, id: Uuid, now: Millis) -> Result<(), DbErr> {
    member::Entity::update_many()
        .col_expr(member::Column::RemovedAt, Expr::value(now))
        .filter(member::Column::Id.eq(id))
        .exec(conn)
        .await
        .map(|_| ())
}

/// The roles of a member.
pub async fn roles_of(conn: &impl ConnectionTrait, member: Uuid) -> Result<Vec<membership::Model>, DbErr> {
    membership::Entity::find()
        .filter(membership::Column::MemberId.eq(member))
        .all(conn)
        .await
}

/// Ids of the members of an organisation after that one, in their order, at most so many.
pub async fn members_after(
    conn: &impl ConnectionTrait,
    organisation: Uuid,
    after: Uuid,
    most: u64,
) -> Result<Vec<Uuid>, DbErr> {
    membership::Entity::find()
        .select_only()
        .column(membership::Column::MemberId)
        .distinct()
        .filter(membership::Column::OrganisationId.eq(organisation))
        .filter(membership::Column::MemberId.gt(after))
        .order_by_asc(membership::Column::MemberId)
        .limit(most)
        .into_tuple()
        .all(conn)
        .await
}

/// The roles in an organisation, oldest first, with the members who hold them: of these members, or of all.
pub async fn roles_in(
    conn: &impl ConnectionTrait,
    organisation: Uuid,
    of: Option<Vec<Uuid>>,
) -> Result<Vec<(membership::Model, member::Model)>, DbErr> {
    let to_member = membership::Entity::belongs_to(member::Entity)
        .from(membership::Column::MemberId)
        .to(member::Column::Id)
        .into();
    let rows = membership::Entity::find()
        .join(sea_orm::JoinType::InnerJoin, to_member)
        .select_also(member::Entity)
        .filter(membership::Column::OrganisationId.eq(organisation))
        .apply_if(of, |query, of| query.filter(membership::Column::MemberId.is_in(of)))
        .order_by_asc(membership::Column::CreatedAt)
        .order_by_asc(membership::Column::Id)
        .all(conn)
        .await?;
    Ok(rows
        .into_iter()
        .filter_map(|(role, member)| Some((role, member?)))
        .collect())
}

/// A role by its id.
pub async fn role(conn: &impl ConnectionTrait, id: Uuid) -> Result<Option<membership::Model>, DbErr> {
    membership::Entity::find_by_id(id).one(conn).await
}

/// Gives a role; says whether the member did not have it yet.
pub async fn give(conn: &impl ConnectionTrait, row: membership::Model) -> Result<bool, DbErr> {
    let unique = [
        membership::Column::MemberId,
        membership::Column::OrganisationId,
        membership::Column::Scope,
        membership::Column::Role,
    ];
    insert_missing::<membership::Entity, _>(conn, row, unique).await
}

/// Takes a role; says whether it was there.
pub async fn take(conn: &impl ConnectionTrait, role: Uuid) -> Result<bool, DbErr> {
    let done = membership::Entity::delete_by_id(role).exec(conn).await?;
    Ok(done.rows_affected > 0)
}

/// Takes all roles of a member in an organisation; says how many there were.
pub async fn take_all(conn: &impl ConnectionTrait, member: Uuid, organisation: Uuid) -> Result<u64, DbErr> {
    let done = membership::Entity::delete_many()
        .filter(membership::Column::MemberId.eq(member))
        .filter(membership::Column::OrganisationId.eq(organisation))
        .exec(conn)
        .await?;
    Ok(done.rows_affected)
}

/// How many members hold that role in the whole organisation.
pub async fn holders(conn: &impl ConnectionTrait, organisation: Uuid, role: &str) -> Result<u64, DbErr> {
    membership::Entity::find()
        .filter(membership::Column::OrganisationId.eq(organisation))
        .filter(membership::Column::Scope.eq(Uuid::nil()))
        .filter(membership::Column::Role.eq(role))
        .count(conn)
        .await
}

/// The organisation with that slug; until the unit ends no one else changes who is in it.
pub async fn lock_organisation(conn: &impl ConnectionTrait, slug: &str) -> Result<Option<organisation::Model>, DbErr> {
    organisation::Entity::find()
        .filter(organisation::Column::Slug.eq(slug))
        .lock_exclusive()
        .one(conn)
        .await
}

/// The organisation with that slug.
pub async fn organisation(conn: &impl ConnectionTrait, slug: &str) -> Result<Option<organisation::Model>, DbErr> {
    organisation::Entity::find()
        .filter(organisation::Column::Slug.eq(slug))
        .one(conn)
        .await
}

/// Organisations by id, in the order of their names; all of them when no ids are given.
pub async fn organisations(
    conn: &impl ConnectionTrait,
    ids: Option<Vec<Uuid>>,
) -> Result<Vec<organisation::Model>, DbErr> {
    let mut query = organisation::Entity::find();
    if let Some(ids) = ids {
        query = query.filter(organisation::Column::Id.is_in(ids));
    }
    query.order_by_asc(organisation::Column::Name).all(conn).await
}

/// Organisations by id (all without ids) whose slug comes after that one, in the order of slugs, at most so many.
pub async fn organisations_after(
    conn: &impl ConnectionTrait,
    ids: Option<Vec<Uuid>>,
    after: &str,
    most: u64,
) -> Result<Vec<organisation::Model>, DbErr> {
    let mut query = organisation::Entity::find().filter(organisation::Column::Slug.gt(after));
    if let Some(ids) = ids {
        query = query.filter(organisation::Column::Id.is_in(ids));
    }
    query
        .order_by_asc(organisation::Column::Slug)
        .limit(most)
        .all(conn)
        .await
}

/// Makes an organisation; says whether its slug was free.
pub async fn create_organisation(conn: &impl ConnectionTrait, row: organisation::Model) -> Result<bool, DbErr> {
    insert_missing::<organisation::Entity, _>(conn, row, [organisation::Column::Slug]).await
}

/// Gives an organisation another name.
pub async fn rename_organisation(conn: &impl ConnectionTrait, id: Uuid, name: &str) -> Result<(), DbErr> {
    organisation::Entity::update_many()
        .col_expr(organisation::Column::Name, Expr::value(name))
        .filter(organisation::Column::Id.eq(id))
        .exec(conn)
        .await
        .map(|_| ())
}
