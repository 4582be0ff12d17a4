//! Who may open a closed vote and sign its result, and under which public name.

use std::collections::BTreeMap;

use tablee_rules::ballot_log::Recount;
use tablee_rules::timetable::PhaseKind;
use uuid::Uuid;

use super::controls::{Controls, result_of};
use crate::access::{Action, Actor, Role, Scope, allow};
use crate::cases::cast;
use crate::cases::participation::{OpenPhase, PhaseAddress, sealed_phase};
use crate::cases::votes::Vote;
use crate::store::entities::{consultation, phase};
use crate::store::observers::{self, Place};
use crate::store::{ballot_log, consultations};
use crate::{Context, Refusal};

/// A vote that can be its voter's signature is opened once so many auditors can: none of them alone knows who could have said what.
pub const FEWEST_AUDITORS: u64 = 2;

/// So many observers with a public name make a vote that cannot be rewritten unseen.
pub const FEWEST_OBSERVERS: u64 = 2;

/// What an auditor sees before signing the result of a phase.
#[derive(Clone, Debug)]
pub struct ObserverDesk {
    /// Slug of the consultation.
    pub slug: String,
    /// Title of the consultation.
    pub consultation: String,
    /// Position of the phase, from 1.
    pub position: i32,
    /// Title of the phase.
    pub phase: String,
    /// The name that everyone sees; without one nothing can be signed.
    pub public_name: Option<String>,
    /// The key that is bound to the auditor in this consultation.
    pub key: Option<String>,
    /// Number of the last published version; nothing before there is one.
    pub version: Option<i32>,
    /// What observers say of it.
    pub controls: Controls,
    /// Whether the auditor's own signature stands under it.
    pub signed: bool,
    /// Whether the ballots wait for a second auditor.
    pub waits_for_another: bool,
}

/// What an auditor sees before signing the result of a phase.
///
/// # Errors
/// `SignInNeeded`, `Forbidden`, `NotFound`.
pub async fn observer_desk(cx: &Context, actor: &Actor, address: &PhaseAddress) -> Result<ObserverDesk, Refusal> {
    allow(actor, Action::AuditBallots, Scope::Anywhere)?;
    let found = audited(cx, actor, address).await?;
    let Actor::Member(member) = actor else { return Err(Refusal::SignInNeeded) };
    let signatures = observers::signatures(cx.db.read(), found.consultation.id).await?;
    let own: Vec<_> = signatures.iter().filter(|row| row.member_id == member.id).collect();
    let (version, controls) = match result_of(cx, &found.phase).await? {
        Some((result, controls)) => (Some(result.version), controls),
        None => (None, Controls::default()),
    };
    Ok(ObserverDesk {
        public_name: public_name(cx, &found, member.id).await?,
        key: own.first().map(|row| row.key.clone()),
        signed: controls
            .standing
            .iter()
            .any(|control| own.iter().any(|row| row.id == control.id)),
        waits_for_another: waits_for_another(cx, &found).await?,
        slug: found.consultation.slug,
        consultation: found.consultation.title,
        position: found.phase.position,
        phase: found.phase.title,
        version,
        controls,
    })
}

/// A phase whose votes the actor may open: who may nowhere was turned away before.
///
/// # Errors
/// `SignInNeeded`, `Forbidden`, `NotFound`.
pub(super) async fn audited(cx: &Context, actor: &Actor, address: &PhaseAddress) -> Result<OpenPhase, Refusal> {
    let consultation = consultations::by_slug(cx.db.read(), &address.slug).await?;
    let consultation = consultation.ok_or(Refusal::NotFound)?;
    let scope = Scope::Consultation { organisation: consultation.organisation_id, consultation: consultation.id };
    allow(actor, Action::AuditBallots, scope)?;
    sealed_phase(cx, address).await
}

/// The public name of an auditor.
pub(super) async fn public_name(cx: &Context, found: &OpenPhase, member: Uuid) -> Result<Option<String>, Refusal> {
    Ok(observers::name_of(cx.db.read(), place(&found.consultation), Role::Auditor.key(), member).await?)
}

/// The public names of the observers of a consultation: auditors who have one and have opened their invitation.
///
/// # Errors
/// When the database refuses.
pub(crate) async fn public_names(cx: &Context, consultation: &consultation::Model) -> Result<Vec<String>, Refusal> {
    Ok(observers::names(cx.db.read(), place(consultation), Role::Auditor.key()).await?)
}

/// Refuses to open a vote whose ballots are withheld as long as one person alone would see them.
///
/// # Errors
/// `OneAuditor`.
pub(super) async fn need_two_where_withheld(cx: &Context, found: &OpenPhase) -> Result<(), Refusal> {
    if waits_for_another(cx, found).await? { Err(Refusal::OneAuditor) } else { Ok(()) }
}

async fn waits_for_another(cx: &Context, found: &OpenPhase) -> Result<bool, Refusal> {
    let auditors = observers::holders(cx.db.read(), place(&found.consultation), Role::Auditor.key()).await?;
    Ok(auditors < FEWEST_AUDITORS && withholds(cx, &found.phase).await?)
}

/// Whether the ballots of a phase are withheld from the public: as its published result says, or will say.
async fn withholds(cx: &Context, phase: &phase::Model) -> Result<bool, Refusal> {
    if phase.phase_kind() == Some(PhaseKind::Opinion) {
        return Ok(true);
    }
    if let Some(row) = ballot_log::last_result(cx.db.read(), phase.id).await? {
        let recount: Recount = serde_json::from_str(&row.recount).map_err(|_| Refusal::WrongState)?;
        return Ok(matches!(recount, Recount::Withheld(_)));
    }
    let vote = Vote::of(cx, phase).await?;
    let cast = cast::summed_up(cx, phase, &vote, BTreeMap::new()).await?;
    Ok(matches!(Recount::of(cast.summary), Recount::Withheld(_)))
}

fn place(consultation: &consultation::Model) -> Place {
    Place { organisation: consultation.organisation_id, consultation: consultation.id }
}
