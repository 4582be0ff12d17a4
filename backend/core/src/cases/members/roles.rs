//! Giving and taking roles. An organisation always keeps an administrator.

use uuid::Uuid;

use super::invite::{consultation_of, scope_of};
use super::{MemberAddress, public_name};
use crate::access::{Action, Actor, Role, Scope, allow};
use crate::cases::audit::{Deed, record};
use crate::cases::facts::{Fact, FactValue};
use crate::store::entities::{member, membership, organisation};
use crate::store::sessions::{self, Ending};
use crate::store::{Unit, members, sign_in_links};
use crate::{Context, Refusal};

/// A member is to get a further role.
#[derive(Clone, Debug)]
pub struct GiveRole {
    /// Who, where.
    pub whom: MemberAddress,
    /// Key of the role.
    pub role: String,
    /// Slug of the one consultation that it is for; empty for all of the organisation.
    pub consultation: String,
    /// The name of an observer, for everyone to see; empty for none, or to keep the one that is known.
    pub public_name: String,
}

/// Gives a role to someone who is a member of the organisation already. Twice is once, but that the public name is a new one.
///
/// # Errors
/// `Invalid` for an unknown role or consultation; `NotFound` for someone who is no member there.
pub async fn give_role(cx: &Context, actor: &Actor, command: GiveRole) -> Result<(), Refusal> {
    let organisation = super::administered(cx, actor, &command.whom.organisation).await?;
    allow(actor, Action::ManageMembers, Scope::Organisation(organisation.id))?;
    let member = super::member_of(cx, organisation.id, command.whom.member).await?;
    let role = Role::from_key(&command.role).ok_or_else(|| Refusal::field("role", "fault-member-role"))?;
    let consultation = consultation_of(cx, organisation.id, &command.consultation).await?;
    let public_name = public_name::checked(cx, (organisation.id, Some(member.id)), role, &command.public_name).await?;
    let scope = scope_of(organisation.id, consultation.as_ref());
    let row = membership::Model {
        id: cx.dated_id(),
        member_id: member.id,
        organisation_id: organisation.id,
        scope: consultation.map_or(Uuid::nil(), |found| found.id),
        role: role.key().to_owned(),
        created_at: cx.clock.now(),
        public_name,
    };
    let public = row.public_name.clone();
    let unit = cx.db.begin().await?;
    if public_name::give(&unit, row).await? {
        let detail = of_role(&member.name, role.key(), public.as_deref());
        let deed = Deed { action: "role.given", subject_kind: "member", subject: Some(member.id), detail: &detail };
        record(cx, &unit, actor, scope, deed).await?;
    }
    Ok(unit.commit().await?)
}

/// A role is to be taken.
#[derive(Clone, Debug)]
pub struct TakeRole {
    /// Slug of the organisation.
    pub organisation: String,
    /// The role, by its id.
    pub role: Uuid,
}

/// Takes a role and ends the member's sessions; who loses the last role there is no member of the organisation any more.
///
/// # Errors
/// `LastAdministrator`; `NotFound` when the role is not one of this organisation.
pub async fn take_role(cx: &Context, actor: &Actor, command: TakeRole) -> Result<(), Refusal> {
    let scope = changeable(cx, actor, &command.organisation).await?;
    allow(actor, Action::ManageMembers, scope)?;
    let unit = cx.db.begin().await?;
    let organisation = locked(&unit, &command.organisation).await?;
    let role = members::role(unit.conn(), command.role).await?;
    let role = role.filter(|role| role.organisation_id == organisation.id);
    let role = role.ok_or(Refusal::NotFound)?;
    let member = members::present(unit.conn(), role.member_id).await?;
    let member = member.ok_or(Refusal::NotFound)?;
    members::take(unit.conn(), role.id).await?;
    keep_an_administrator(&unit, &organisation).await?;
    shut_out(cx, &unit, actor, &member).await?;
    let detail = of_role(&member.name, &role.role, role.public_name.as_deref());
    let deed = Deed { action: "role.taken", subject_kind: "member", subject: Some(member.id), detail: &detail };
    record(cx, &unit, actor, scope, deed).await?;
    Ok(unit.commit().await?)
}

/// Takes all roles of a member in an organisation: sessions end at once. Without a role anywhere, links and API tokens end too.
///
/// # Errors
/// `LastAdministrator`; `NotFound` for someone who is no member there.
pub async fn remove(cx: &Context, actor: &Actor, whom: &MemberAddress) -> Result<(), Refusal> {
    let scope = changeable(cx, actor, &whom.organisation).await?;
    allow(actor, Action::ManageMembers, scope)?;
    let unit = cx.db.begin().await?;
    let organisation = locked(&unit, &whom.organisation).await?;
    let member = members::present(unit.conn(), whom.member).await?;
    let member = member.ok_or(Refusal::NotFound)?;
    if members::take_all(unit.conn(), member.id, organisation.id).await? == 0 {
        return Err(Refusal::NotFound);
    }
    keep_an_administrator(&unit, &organisation).await?;
    sessions::end(unit.conn(), Ending::All(member.id), cx.clock.now()).await?;
    shut_out(cx, &unit, actor, &member).await?;
    let detail = Fact::stored(&[Fact::about("member", member.name.as_str())]);
    let deed = Deed { action: "member.removed", subject_kind: "member", subject: Some(member.id), detail: &detail };
    record(cx, &unit, actor, scope, deed).await?;
    Ok(unit.commit().await?)
}

async fn changeable(cx: &Context, actor: &Actor, slug: &str) -> Result<Scope, Refusal> {
    let organisation = super::administered(cx, actor, slug).await?;
    Ok(Scope::Organisation(organisation.id))
}

// Two administrators who take each other's role at the same moment must not both succeed.
async fn locked(unit: &Unit, slug: &str) -> Result<organisation::Model, Refusal> {
    let found = members::lock_organisation(unit.conn(), slug).await?;
    found.ok_or(Refusal::NotFound)
}

async fn keep_an_administrator(unit: &Unit, organisation: &organisation::Model) -> Result<(), Refusal> {
    let left = members::holders(unit.conn(), organisation.id, Role::Administrator.key()).await?;
    if left == 0 { Err(Refusal::LastAdministrator) } else { Ok(()) }
}

/// Ends what a member's lost roles could still be used by. One's own session goes on as long as a role is left.
async fn shut_out(cx: &Context, unit: &Unit, actor: &Actor, member: &member::Model) -> Result<(), Refusal> {
    let now = cx.clock.now();
    let own = matches!(actor, Actor::Member(acting) if acting.id == member.id);
    if !own {
        sessions::end(unit.conn(), Ending::All(member.id), now).await?;
    }
    if members::roles_of(unit.conn(), member.id).await?.is_empty() {
        members::remove(unit.conn(), member.id, now).await?;
        sessions::end(unit.conn(), Ending::All(member.id), now).await?;
        sessions::revoke_tokens(unit.conn(), member.id, None, now).await?;
        sign_in_links::spend_all(unit.conn(), member.id, now).await?;
    }
    Ok(())
}

fn of_role(member: &str, role: &str, public_name: Option<&str>) -> String {
    let mut facts = vec![Fact::about("member", member), Fact::about("role", FactValue::name(role))];
    facts.extend(public_name.map(|name| Fact::about("public-name", name)));
    Fact::stored(&facts)
}
