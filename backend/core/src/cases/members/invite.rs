//! Inviting someone: a member, a role, and a mailed link that signs in once.

use tablee_rules::{limits, text};
use uuid::Uuid;

use super::public_name;
use crate::access::{Action, Actor, Role, Scope, allow};
use crate::cases::audit::{Deed, record};
use crate::cases::email_address::EmailAddress;
use crate::cases::facts::{Fact, FactValue};
use crate::cases::rate_limits::{INVITATIONS_PER_ADDRESS, INVITATIONS_PER_MEMBER, spend};
use crate::cases::sign_in::{LinkPurpose, new_link};
use crate::mail::kinds::Invitation;
use crate::mail::outbox::{self, Delivery};
use crate::ports::{DAY, Millis};
use crate::secrets;
use crate::store::entities::{consultation, member, membership};
use crate::store::{Unit, consultations, members, sign_in_links};
use crate::texts::DEFAULT_LANGUAGE;
use crate::{Context, FieldFault, Refusal};

/// An invitation works this long.
pub const INVITATION_LIFE: Millis = 7 * DAY;

/// Someone is to become a member, or to get a further role.
#[derive(Clone, Debug)]
pub struct Invite {
    /// Slug of the organisation.
    pub organisation: String,
    /// As typed.
    pub email: String,
    /// How other members see the person. A member keeps the name that is known.
    pub name: String,
    /// Key of the role.
    pub role: String,
    /// Slug of the one consultation that the role is for; empty for all of the organisation.
    pub consultation: String,
    /// The name of an observer, for everyone to see; empty for none.
    pub public_name: String,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invited {
    /// The token of the mailed link.
    pub token: String,
    /// The link works until then.
    pub expires_at: Millis,
}

struct Checked {
    address: EmailAddress,
    name: String,
    role: Role,
}

/// Makes the member if need be, gives the role, and sends the invitation.
///
/// # Errors
/// `Invalid` with what is wrong with each field; a public name is an auditor's, and nobody else's in the organisation; `NotFound`, `Forbidden` as rights say; `TooMany`.
pub async fn invite(cx: &Context, actor: &Actor, command: Invite) -> Result<Invited, Refusal> {
    let organisation = super::administered(cx, actor, &command.organisation).await?;
    allow(actor, Action::ManageMembers, Scope::Organisation(organisation.id))?;
    let checked = check(&command)?;
    let consultation = consultation_of(cx, organisation.id, &command.consultation).await?;
    if let Actor::Member(member) = actor {
        spend(cx, INVITATIONS_PER_MEMBER, &member.id.to_string()).await?;
        spend(cx, INVITATIONS_PER_ADDRESS, checked.address.folded()).await?;
    }
    let known = members::by_email(cx.db.read(), checked.address.folded())
        .await?
        .map(|member| member.id);
    let public_name = public_name::checked(cx, (organisation.id, known), checked.role, &command.public_name).await?;
    let scope = scope_of(organisation.id, consultation.as_ref());
    let token = secrets::token(&*cx.random);
    let unit = cx.db.begin().await?;
    let member = members::ensure(unit.conn(), new_member(cx, &checked)).await?;
    let role = membership::Model {
        id: cx.dated_id(),
        member_id: member.id,
        organisation_id: organisation.id,
        scope: consultation.map_or(Uuid::nil(), |found| found.id),
        role: checked.role.key().to_owned(),
        created_at: cx.clock.now(),
        public_name,
    };
    let public = role.public_name.clone();
    public_name::give(&unit, role).await?;
    let expires_at = send(cx, &unit, &member, organisation.id, checked.role, &token).await?;
    let role = FactValue::name(checked.role.key());
    let mut facts = vec![Fact::about("member", member.name.as_str()), Fact::about("role", role)];
    facts.extend(public.as_deref().map(|name| Fact::about("public-name", name)));
    let detail = Fact::stored(&facts);
    let deed = Deed { action: "member.invited", subject_kind: "member", subject: Some(member.id), detail: &detail };
    record(cx, &unit, actor, scope, deed).await?;
    unit.commit().await?;
    Ok(Invited { token, expires_at })
}

fn check(command: &Invite) -> Result<Checked, Refusal> {
    let mut faults = Vec::new();
    let address = EmailAddress::parse("email", &command.email);
    if let Err(Refusal::Invalid(found)) = &address {
        faults.extend(found.iter().cloned());
    }
    let name = text::clean_line(&command.name);
    if name.is_empty() {
        faults.push(FieldFault::new("name", "fault-member-name-empty"));
    } else if text::length(&name) > limits::NAME {
        faults.push(FieldFault::new("name", "fault-member-name-long"));
    }
    let role = Role::from_key(&command.role);
    if role.is_none() {
        faults.push(FieldFault::new("role", "fault-member-role"));
    }
    match (address, role) {
        (Ok(address), Some(role)) if faults.is_empty() => Ok(Checked { address, name, role }),
        _ => Err(Refusal::Invalid(faults)),
    }
}

fn new_member(cx: &Context, checked: &Checked) -> member::Model {
    member::Model {
        id: cx.dated_id(),
        name: checked.name.clone(),
        email: checked.address.written().to_owned(),
        email_folded: checked.address.folded().to_owned(),
        lang: DEFAULT_LANGUAGE.to_owned(),
        created_at: cx.clock.now(),
        removed_at: None,
        confirmed_at: None,
    }
}

async fn send(
    cx: &Context,
    unit: &Unit,
    member: &member::Model,
    organisation_id: Uuid,
    role: Role,
    token: &str,
) -> Result<Millis, Refusal> {
    // Whoever invites says that the address is someone's.
    outbox::trust(cx, unit, &member.email).await?;
    let link = new_link(cx, member, LinkPurpose::Invitation, token, None, INVITATION_LIFE);
    let expires_at = link.expires_at;
    let mail = Invitation { token: token.to_owned(), organisation_id, role: role.key().to_owned(), expires_at };
    let delivery = Delivery { event_id: link.id, recipient_id: member.id, lang: &member.lang, mail };
    sign_in_links::store(unit.conn(), link).await?;
    outbox::enqueue(cx, unit, delivery).await?;
    Ok(expires_at)
}

/// The consultation of that organisation with that slug; none for an empty slug.
pub(super) async fn consultation_of(
    cx: &Context,
    organisation: Uuid,
    slug: &str,
) -> Result<Option<consultation::Model>, Refusal> {
    if slug.is_empty() {
        return Ok(None);
    }
    let found = consultations::by_slug(cx.db.read(), slug).await?;
    let found = found.filter(|found| found.organisation_id == organisation);
    match found {
        Some(found) => Ok(Some(found)),
        None => Err(Refusal::field("consultation", "fault-member-consultation")),
    }
}

pub(super) fn scope_of(organisation: Uuid, consultation: Option<&consultation::Model>) -> Scope {
    match consultation {
        Some(found) => Scope::Consultation { organisation, consultation: found.id },
        None => Scope::Organisation(organisation),
    }
}
