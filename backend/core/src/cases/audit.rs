//! Writing the audit log from other cases, in their own unit of work.

use uuid::Uuid;

use crate::access::{Actor, Scope};
use crate::store::entities::audit_entry;
use crate::store::{Unit, audit};
use crate::{Context, Refusal};

/// What was done to what.
#[derive(Clone, Copy, Debug)]
pub struct Deed<'a> {
    /// What was done: `consultation.scheduled`, `member.invited`, … also the translation key `audit-…` with dots as dashes.
    pub action: &'static str,
    /// The table of the thing.
    pub subject_kind: &'static str,
    /// The thing.
    pub subject: Option<Uuid>,
    /// What changed, as [`super::facts::Fact::stored`] writes it: names, old and new values; no address, no contribution text.
    pub detail: &'a str,
}

/// Records a member's deed.
///
/// # Errors
/// When the database does not take it: the act itself must then fail too.
pub(crate) async fn record(
    cx: &Context,
    unit: &Unit,
    actor: &Actor,
    scope: Scope,
    deed: Deed<'_>,
) -> Result<(), Refusal> {
    let (organisation_id, consultation_id) = match scope {
        Scope::Anywhere | Scope::AnyOrganisation => (None, None),
        Scope::Organisation(organisation) => (Some(organisation), None),
        Scope::Consultation { organisation, consultation } => (Some(organisation), Some(consultation)),
    };
    let member_id = match actor {
        Actor::Member(member) => Some(member.id),
        Actor::Anyone | Actor::Resident(_) | Actor::System => None,
    };
    let row = audit_entry::Model {
        id: cx.dated_id(),
        at: cx.clock.now(),
        member_id,
        organisation_id,
        consultation_id,
        action: deed.action.to_owned(),
        subject_kind: deed.subject_kind.to_owned(),
        subject_id: deed.subject,
        detail: deed.detail.to_owned(),
    };
    Ok(audit::append(unit.conn(), row).await?)
}
