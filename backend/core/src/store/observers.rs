//! Observers of a consultation: auditors, those of them with a public name, and their signatures under published results.

use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select,
};
use uuid::Uuid;

use super::entities::{member, membership, observer_signature};
use super::rows::insert;
use crate::ports::Millis;

/// A consultation of an organisation.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// The organisation.
    pub organisation: Uuid,
    /// The consultation.
    pub consultation: Uuid,
}

/// Memberships in this role that hold for a consultation, of members who have opened their invitation.
fn holding(place: Place, role: &str) -> Select<membership::Entity> {
    let to_member = membership::Entity::belongs_to(member::Entity)
        .from(membership::Column::MemberId)
        .to(member::Column::Id)
        .into();
    membership::Entity::find()
        .join(sea_orm::JoinType::InnerJoin, to_member)
        .filter(membership::Column::OrganisationId.eq(place.organisation))
        .filter(membership::Column::Scope.is_in([Uuid::nil(), place.consultation]))
        .filter(membership::Column::Role.eq(role))
        .filter(member::Column::RemovedAt.is_null())
        .filter(member::Column::ConfirmedAt.is_not_null())
}

/// How many people hold that role in a consultation, and have opened their invitation.
pub async fn holders(conn: &impl ConnectionTrait, place: Place, role: &str) -> Result<u64, DbErr> {
    holding(place, role)
        .select_only()
        .column(membership::Column::MemberId)
        .distinct()
        .count(conn)
        .await
}

/// The public names of those who hold that role in a consultation, in the order in which they were invited.
pub async fn names(conn: &impl ConnectionTrait, place: Place, role: &str) -> Result<Vec<String>, DbErr> {
    let named: Vec<String> = holding(place, role)
        .select_only()
        .column(membership::Column::PublicName)
        .filter(membership::Column::PublicName.is_not_null())
        .order_by_asc(membership::Column::CreatedAt)
        .order_by_asc(membership::Column::Id)
        .into_tuple()
        .all(conn)
        .await?;
    let mut names = Vec::new();
    for name in named {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    Ok(names)
}

/// The public name of a member who holds that role in a consultation: the one given for it alone comes first.
pub async fn name_of(
    conn: &impl ConnectionTrait,
    place: Place,
    role: &str,
    member: Uuid,
) -> Result<Option<String>, DbErr> {
    holding(place, role)
        .select_only()
        .column(membership::Column::PublicName)
        .filter(membership::Column::MemberId.eq(member))
        .filter(membership::Column::PublicName.is_not_null())
        .order_by_desc(membership::Column::Scope)
        .into_tuple()
        .one(conn)
        .await
}

/// Whether another member of the organisation has this public name.
pub async fn is_taken(
    conn: &impl ConnectionTrait,
    organisation: Uuid,
    name: &str,
    except: Option<Uuid>,
) -> Result<bool, DbErr> {
    let found = membership::Entity::find()
        .filter(membership::Column::OrganisationId.eq(organisation))
        .filter(membership::Column::PublicName.eq(name))
        .filter(membership::Column::MemberId.ne(except.unwrap_or_default()));
    Ok(found.count(conn).await? > 0)
}

/// Gives a role that is held another public name; says whether it changed.
pub async fn rename(conn: &impl ConnectionTrait, role: &membership::Model) -> Result<bool, DbErr> {
    let done = membership::Entity::update_many()
        .col_expr(membership::Column::PublicName, Expr::value(role.public_name.clone()))
        .filter(membership::Column::MemberId.eq(role.member_id))
        .filter(membership::Column::OrganisationId.eq(role.organisation_id))
        .filter(membership::Column::Scope.eq(role.scope))
        .filter(membership::Column::Role.eq(&role.role))
        .filter(
            sea_orm::Condition::any()
                .add(membership::Column::PublicName.is_null())
                .add(membership::Column::PublicName.ne(role.public_name.clone())),
        )
        .exec(conn)
        .await?;
    Ok(done.rows_affected > 0)
}

/// Every signature under results of a consultation, the first one first.
pub async fn signatures(
    conn: &impl ConnectionTrait,
    consultation: Uuid,
) -> Result<Vec<observer_signature::Model>, DbErr> {
    observer_signature::Entity::find()
        .filter(observer_signature::Column::ConsultationId.eq(consultation))
        .order_by_asc(observer_signature::Column::SignedAt)
        .order_by_asc(observer_signature::Column::Id)
        .all(conn)
        .await
}

/// Every signature under results of a phase, the first one first.
pub async fn signatures_of_phase(
    conn: &impl ConnectionTrait,
    phase: Uuid,
) -> Result<Vec<observer_signature::Model>, DbErr> {
    observer_signature::Entity::find()
        .filter(observer_signature::Column::PhaseId.eq(phase))
        .order_by_asc(observer_signature::Column::SignedAt)
        .order_by_asc(observer_signature::Column::Id)
        .all(conn)
        .await
}

/// Keeps a signature in the place of the one that the same observer gave to the same version before.
pub async fn sign(conn: &impl ConnectionTrait, row: observer_signature::Model) -> Result<(), DbErr> {
    use observer_signature::Column::{MemberId, PhaseId, Version};
    observer_signature::Entity::delete_many()
        .filter(PhaseId.eq(row.phase_id))
        .filter(Version.eq(row.version))
        .filter(MemberId.eq(row.member_id))
        .exec(conn)
        .await?;
    insert::<observer_signature::Entity, _>(conn, row).await
}

/// Says that a signature was taken back.
pub async fn take_back(conn: &impl ConnectionTrait, id: Uuid, now: Millis) -> Result<(), DbErr> {
    observer_signature::Entity::update_many()
        .col_expr(observer_signature::Column::TakenBackAt, Expr::value(now))
        .filter(observer_signature::Column::Id.eq(id))
        .exec(conn)
        .await
        .map(|_| ())
}
