//! Members of an organisation as its administrators see them.

mod invite;
mod public_name;
mod roles;

pub use invite::{Invite, Invited, invite};
pub use roles::{GiveRole, TakeRole, give_role, remove, take_role};

use std::collections::BTreeMap;

use uuid::Uuid;

use crate::access::{Action, Actor, Role, Scope, allow};
use crate::cases::audit::{Deed, record};
use crate::cases::email_address::masked;
use crate::cases::facts::Fact;
use crate::cases::moderation;
use crate::store::entities::{member, membership, organisation};
use crate::store::{desk, members};
use crate::{Context, Refusal};

/// Members on one page of a list that goes on.
const PAGE: usize = 50;

/// A role that a member holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleLine {
    /// What to take it by.
    pub id: Uuid,
    /// The role.
    pub role: Role,
    /// Title of the one consultation it holds for, if not for all.
    pub consultation: Option<String>,
    /// The name that everyone sees, of an auditor who has one.
    pub public_name: Option<String>,
}

/// A member of an organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberLine {
    /// The member's id.
    pub id: Uuid,
    /// The name.
    pub name: String,
    /// `a…@ville.fr`
    pub masked_email: String,
    /// Roles in this organisation.
    pub roles: Vec<RoleLine>,
    /// Whether it is who asks.
    pub own: bool,
}

/// An organisation's name and slug.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrganisationLine {
    /// In addresses and on the command line.
    pub slug: String,
    /// As people read it.
    pub name: String,
}

/// A consultation that a role can be given for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsultationLine {
    /// In addresses.
    pub slug: String,
    /// As people read it.
    pub title: String,
}

/// The members of one organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrganisationMembers {
    /// The organisation.
    pub organisation: OrganisationLine,
    /// In the order in which they came.
    pub members: Vec<MemberLine>,
    /// Its consultations, the latest first.
    pub consultations: Vec<ConsultationLine>,
}

/// Lists the members of an organisation, addresses masked.
///
/// # Errors
/// `NotFound` for an organisation that is none, or where the actor has no role.
pub async fn list(cx: &Context, actor: &Actor, organisation: &str) -> Result<OrganisationMembers, Refusal> {
    let organisation = administered(cx, actor, organisation).await?;
    allow(actor, Action::ManageMembers, Scope::Organisation(organisation.id))?;
    let consultations = desk::of_organisations(cx.db.read(), Some(vec![organisation.id])).await?;
    let titles: BTreeMap<Uuid, &str> = consultations.iter().map(|row| (row.id, row.title.as_str())).collect();
    let asking = moderation::member_of(actor);
    let held = members::roles_in(cx.db.read(), organisation.id, None).await?;
    let lines = lines_of(held, &titles, asking);
    Ok(OrganisationMembers {
        organisation: OrganisationLine { slug: organisation.slug, name: organisation.name },
        members: lines,
        consultations: consultations
            .iter()
            .map(|row| ConsultationLine { slug: row.slug.clone(), title: row.title.clone() })
            .collect(),
    })
}

/// One page of the members of an organisation, who was invited first anywhere coming first, with where the next one begins.
///
/// # Errors
/// `SignInNeeded`, `Forbidden`, `NotFound`.
pub async fn page(
    cx: &Context,
    actor: &Actor,
    organisation: &str,
    after: Option<Uuid>,
) -> Result<(Vec<MemberLine>, Option<Uuid>), Refusal> {
    let organisation = administered(cx, actor, organisation).await?;
    allow(actor, Action::ManageMembers, Scope::Organisation(organisation.id))?;
    let read = cx.db.read();
    let mut ids = members::members_after(read, organisation.id, after.unwrap_or_default(), PAGE as u64 + 1).await?;
    let more = ids.len() > PAGE;
    ids.truncate(PAGE);
    let next = ids.last().filter(|_| more).copied();
    let consultations = desk::of_organisations(read, Some(vec![organisation.id])).await?;
    let titles: BTreeMap<Uuid, &str> = consultations.iter().map(|row| (row.id, row.title.as_str())).collect();
    let held = members::roles_in(read, organisation.id, Some(ids)).await?;
    let mut lines = lines_of(held, &titles, moderation::member_of(actor));
    lines.sort_by_key(|line| line.id);
    Ok((lines, next))
}

/// One line a member, in the order of their first roles.
fn lines_of(
    held: Vec<(membership::Model, member::Model)>,
    titles: &BTreeMap<Uuid, &str>,
    asking: Option<Uuid>,
) -> Vec<MemberLine> {
    let mut lines: Vec<MemberLine> = Vec::new();
    for (role, member) in held {
        let Some(role) = role_line(&role, titles) else { continue };
        match lines.iter_mut().find(|line| line.id == member.id) {
            Some(line) => line.roles.push(role),
            None => lines.push(member_line(member, role, asking)),
        }
    }
    lines
}

fn role_line(row: &membership::Model, titles: &BTreeMap<Uuid, &str>) -> Option<RoleLine> {
    let role = Role::from_key(&row.role)?;
    let consultation = titles.get(&row.scope).map(|title| (*title).to_owned());
    Some(RoleLine { id: row.id, role, consultation, public_name: row.public_name.clone() })
}

fn member_line(member: member::Model, role: RoleLine, asking: Option<Uuid>) -> MemberLine {
    MemberLine {
        own: asking == Some(member.id),
        id: member.id,
        masked_email: masked(&member.email),
        name: member.name,
        roles: vec![role],
    }
}

/// Which member of which organisation.
#[derive(Clone, Debug)]
pub struct MemberAddress {
    /// Slug of the organisation.
    pub organisation: String,
    /// The member.
    pub member: Uuid,
}

/// Shows the whole address of a member, and records that it was read.
///
/// # Errors
/// `NotFound` for someone who is no member of the organisation.
pub async fn show_address(cx: &Context, actor: &Actor, whom: &MemberAddress) -> Result<String, Refusal> {
    let organisation = administered(cx, actor, &whom.organisation).await?;
    let scope = Scope::Organisation(organisation.id);
    allow(actor, Action::ManageMembers, scope)?;
    let member = member_of(cx, organisation.id, whom.member).await?;
    let unit = cx.db.begin().await?;
    let detail = Fact::stored(&[Fact::about("member", member.name.as_str())]);
    let deed = Deed { action: "address.read", subject_kind: "member", subject: Some(member.id), detail: &detail };
    record(cx, &unit, actor, scope, deed).await?;
    unit.commit().await?;
    Ok(member.email)
}

async fn member_of(cx: &Context, organisation: Uuid, id: Uuid) -> Result<member::Model, Refusal> {
    let roles = members::roles_of(cx.db.read(), id).await?;
    if !roles.iter().any(|role| role.organisation_id == organisation) {
        return Err(Refusal::NotFound);
    }
    members::present(cx.db.read(), id).await?.ok_or(Refusal::NotFound)
}

/// The organisation with that slug. An unknown one is refused as one that the actor has no role in.
async fn administered(cx: &Context, actor: &Actor, slug: &str) -> Result<organisation::Model, Refusal> {
    allow(actor, Action::ManageMembers, Scope::Anywhere)?;
    let found = members::organisation(cx.db.read(), slug).await?;
    found.ok_or(Refusal::NotFound)
}
