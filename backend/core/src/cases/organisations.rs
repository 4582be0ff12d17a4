//! Organisations: those that the actor administers, made and renamed.

use std::collections::BTreeSet;

use tablee_rules::{limits, text};
use uuid::Uuid;

use crate::access::{Action, Actor, Role, Scope, allow};
use crate::cases::audit::{Deed, record};
use crate::cases::facts::Fact;
pub use crate::cases::members::OrganisationLine;
use crate::store::entities::{membership, organisation};
use crate::store::members;
use crate::{Context, Refusal};

/// Organisations on one page of a list that goes on.
const PAGE: usize = 50;

/// Lists the organisations that the actor administers, by name.
///
/// # Errors
/// `Forbidden` for a member who administers none.
pub async fn list(cx: &Context, actor: &Actor) -> Result<Vec<OrganisationLine>, Refusal> {
    allow(actor, Action::ManageMembers, Scope::AnyOrganisation)?;
    let rows = members::organisations(cx.db.read(), administered(actor)).await?;
    Ok(rows
        .into_iter()
        .map(|row| OrganisationLine { slug: row.slug, name: row.name })
        .collect())
}

/// One page of the organisations that the actor administers, in the order of their slugs, with where the next one begins.
///
/// # Errors
/// `SignInNeeded`, `Forbidden`.
pub async fn page(
    cx: &Context,
    actor: &Actor,
    after: Option<&str>,
) -> Result<(Vec<OrganisationLine>, Option<String>), Refusal> {
    allow(actor, Action::ManageMembers, Scope::AnyOrganisation)?;
    let after = after.unwrap_or_default();
    let rows = members::organisations_after(cx.db.read(), administered(actor), after, PAGE as u64 + 1).await?;
    let next = rows.get(PAGE).and(rows.get(PAGE - 1)).map(|last| last.slug.clone());
    let lines = rows
        .into_iter()
        .take(PAGE)
        .map(|row| OrganisationLine { slug: row.slug, name: row.name });
    Ok((lines.collect(), next))
}

/// Ids of the organisations that the actor administers as a whole; none stands for all of them.
pub(crate) fn administered(actor: &Actor) -> Option<Vec<Uuid>> {
    match actor {
        Actor::System => None,
        Actor::Anyone | Actor::Resident(_) => Some(Vec::new()),
        Actor::Member(member) => {
            let whole = member.grants.iter().filter(|grant| grant.consultation.is_none());
            let own = whole.filter(|grant| grant.role == Role::Administrator);
            let ids: BTreeSet<Uuid> = own.map(|grant| grant.organisation).collect();
            Some(ids.into_iter().collect())
        }
    }
}

/// Makes an organisation, with the actor as its administrator; gives its slug.
///
/// # Errors
/// `Forbidden` for a member who administers no whole organisation; `Invalid` without a name, or with one that is taken.
pub async fn create(cx: &Context, actor: &Actor, name: &str) -> Result<String, Refusal> {
    allow(actor, Action::ManageMembers, Scope::AnyOrganisation)?;
    let name = checked(name)?;
    let slug = text::words(&name).join("-");
    if slug.is_empty() {
        return Err(Refusal::field("name", "fault-organisation-name-letters"));
    }
    let now = cx.clock.now();
    let row = organisation::Model { id: cx.dated_id(), name, slug, created_at: now };
    let unit = cx.db.begin().await?;
    if !members::create_organisation(unit.conn(), row.clone()).await? {
        return Err(Refusal::field("name", "fault-organisation-name-taken"));
    }
    if let Actor::Member(member) = actor {
        let role = membership::Model {
            id: cx.dated_id(),
            member_id: member.id,
            organisation_id: row.id,
            scope: Uuid::nil(),
            role: Role::Administrator.key().to_owned(),
            created_at: now,
            public_name: None,
        };
        members::give(unit.conn(), role).await?;
    }
    let detail = Fact::stored(&[Fact::about("name", row.name.as_str())]);
    let deed =
        Deed { action: "organisation.created", subject_kind: "organisation", subject: Some(row.id), detail: &detail };
    record(cx, &unit, actor, Scope::Organisation(row.id), deed).await?;
    unit.commit().await?;
    Ok(row.slug)
}

/// Gives an organisation another name; its slug stays.
///
/// # Errors
/// `Forbidden` for a member who administers no whole organisation; `NotFound` where the actor has no role, `Invalid` without a
/// name.
pub async fn rename(cx: &Context, actor: &Actor, slug: &str, name: &str) -> Result<(), Refusal> {
    allow(actor, Action::ManageMembers, Scope::AnyOrganisation)?;
    let found = members::organisation(cx.db.read(), slug).await?;
    let found = found.ok_or(Refusal::NotFound)?;
    let scope = Scope::Organisation(found.id);
    allow(actor, Action::ManageMembers, scope)?;
    let name = checked(name)?;
    let detail = Fact::stored(&Vec::from_iter(Fact::changed("name", found.name.as_str(), name.as_str())));
    let unit = cx.db.begin().await?;
    members::rename_organisation(unit.conn(), found.id, &name).await?;
    let deed =
        Deed { action: "organisation.renamed", subject_kind: "organisation", subject: Some(found.id), detail: &detail };
    record(cx, &unit, actor, scope, deed).await?;
    Ok(unit.commit().await?)
}

fn checked(name: &str) -> Result<String, Refusal> {
    let name = text::clean_line(name);
    match text::length(&name) {
        0 => Err(Refusal::field("name", "fault-organisation-name-empty")),
        length if length > limits::NAME => Err(Refusal::field("name", "fault-organisation-name-long")),
        _ => Ok(name),
    }
}
