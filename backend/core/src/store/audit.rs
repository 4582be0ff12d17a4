//! The audit log: append-only.

use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
};
use uuid::Uuid;

use super::entities::{audit_entry, membership};
use super::rows::insert;

/// Adds one entry.
pub async fn append(conn: &impl ConnectionTrait, row: audit_entry::Model) -> Result<(), DbErr> {
    insert::<audit_entry::Entity, _>(conn, row).await
}

/// Which entries to list.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Entries of these organisations, and of their members where they concern no organisation; none stands for all.
    pub organisations: Option<Vec<Uuid>>,
    /// Of this consultation.
    pub consultation: Option<Uuid>,
    /// With this action.
    pub action: Option<String>,
    /// Older than this entry.
    pub before: Option<Uuid>,
}

/// Entries, the latest first: ids sort by the moment they were made.
pub async fn entries(conn: &impl ConnectionTrait, filter: Filter, most: u64) -> Result<Vec<audit_entry::Model>, DbErr> {
    let mut which = Condition::all();
    if let Some(organisations) = filter.organisations {
        let members = membership::Entity::find()
            .select_only()
            .column(membership::Column::MemberId)
            .filter(membership::Column::OrganisationId.is_in(organisations.clone()))
            .into_query();
        let theirs = Condition::all()
            .add(audit_entry::Column::OrganisationId.is_null())
            .add(audit_entry::Column::MemberId.in_subquery(members));
        let own = audit_entry::Column::OrganisationId.is_in(organisations);
        which = which.add(Condition::any().add(own).add(theirs));
    }
    if let Some(consultation) = filter.consultation {
        which = which.add(audit_entry::Column::ConsultationId.eq(consultation));
    }
    if let Some(action) = filter.action {
        which = which.add(audit_entry::Column::Action.eq(action));
    }
    if let Some(before) = filter.before {
        which = which.add(audit_entry::Column::Id.lt(before));
    }
    audit_entry::Entity::find()
        .filter(which)
        .order_by_desc(audit_entry::Column::Id)
        .limit(most)
        .all(conn)
        .await
}
