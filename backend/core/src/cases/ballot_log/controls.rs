//! Signatures of observers under a published result: given after an audit, shown to everyone, and taken back in the open.

use tablee_rules::ballot_log::{Countersigning, Note, ObserverFault, VerifierKey, countersigned};
use tablee_rules::timetable::Millis;
use uuid::Uuid;

use super::observers::{audited, public_name};
use super::signer;
use crate::access::{Action, Actor, Scope, allow};
use crate::cases::audit::{self, Deed};
use crate::cases::facts::Fact;
use crate::cases::participation::{OpenPhase, PhaseAddress, sealed_phase};
use crate::store::entities::{observer_signature, phase, sealed_result};
use crate::store::{Unit, ballot_log, consultations, observers};
use crate::{Context, Refusal};

/// An observer's signature under a published result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Control {
    /// Its id.
    pub id: Uuid,
    /// The observer's public name when it was given.
    pub name: String,
    /// What it is checked with: a C2SP verifier key.
    pub key: String,
    /// When it was given.
    pub at: Millis,
    /// The signed text with this signature alone: a C2SP note.
    pub note: String,
}

/// What observers say of the last published result of a phase.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Controls {
    /// The signatures that stand, the first one first.
    pub standing: Vec<Control>,
    /// Who took a signature under this result back, and when.
    pub taken_back: Vec<(String, Millis)>,
    /// Who signed a version before, which was corrected since, and not this one.
    pub earlier: Vec<String>,
}

/// An observer hands in a signature under the published result.
#[derive(Clone, Debug)]
pub struct SignResult {
    /// The phase.
    pub phase: PhaseAddress,
    /// The observer's verifier key, as typed; may be empty once it is known.
    pub key: String,
    /// The signed note, as typed.
    pub note: String,
}

/// Takes an observer's signature under the last published result. The first one binds the key to the observer in this consultation.
///
/// # Errors
/// `Invalid` on `key` or `note`, see [`ObserverFault`]; `NoPublicName`, `ResultsNotPublished`; `SignInNeeded`, `Forbidden`,
/// `NotFound`.
pub async fn sign(cx: &Context, actor: &Actor, command: SignResult) -> Result<(), Refusal> {
    allow(actor, Action::AuditBallots, Scope::Anywhere)?;
    let found = audited(cx, actor, &command.phase).await?;
    let Actor::Member(member) = actor else { return Err(Refusal::SignInNeeded) };
    let name = public_name(cx, &found, member.id).await?.ok_or(Refusal::NoPublicName)?;
    let unit = cx.db.begin().await?;
    // First of all: whoever publishes or signs meanwhile waits.
    consultations::touch(unit.conn(), found.consultation.id).await?;
    let version = ballot_log::last_result(unit.conn(), found.phase.id).await?;
    let version = version.ok_or(Refusal::ResultsNotPublished)?.version;
    let (key, note) = checked(cx, &unit, &found, member.id, &command).await?;
    let row = observer_signature::Model {
        id: cx.dated_id(),
        consultation_id: found.consultation.id,
        phase_id: found.phase.id,
        version,
        member_id: member.id,
        key: key.to_string(),
        note: note.to_string(),
        signed_at: cx.clock.now(),
        taken_back_at: None,
        name,
    };
    let detail = detail(&found, &row);
    observers::sign(unit.conn(), row).await?;
    let deed =
        Deed { action: "control.signed", subject_kind: "phases", subject: Some(found.phase.id), detail: &detail };
    audit::record(cx, &unit, actor, found.scope(), deed).await?;
    Ok(unit.commit().await?)
}

/// What was typed, held against the published versions and the keys that are known.
async fn checked(
    cx: &Context,
    unit: &Unit,
    found: &OpenPhase,
    member: Uuid,
    command: &SignResult,
) -> Result<(VerifierKey, Note), Refusal> {
    let signatures = observers::signatures(unit.conn(), found.consultation.id).await?;
    let key_of = |row: &observer_signature::Model| row.key.parse::<VerifierKey>().ok();
    let (own, others): (Vec<_>, Vec<_>) = signatures.iter().partition(|row| row.member_id == member);
    let own = own.into_iter().find_map(key_of);
    let others: Vec<VerifierKey> = others.into_iter().filter_map(key_of).collect();
    let results = ballot_log::results(unit.conn(), found.phase.id).await?;
    let mut texts: Vec<String> = results.iter().filter_map(|row| sealed_text(&row.seal)).collect();
    let text = texts.pop().ok_or(Refusal::ResultsNotPublished)?;
    let log = signer(cx, &command.phase)?.verifier();
    let against = Countersigning { text: &text, earlier: &texts, log: &log, own: own.as_ref(), others: &others };
    countersigned((&command.key, &command.note), &against)
        .map_err(|fault: ObserverFault| Refusal::fault(fault.field(), &fault))
}

/// Takes the observer's own signature under the last published result back. Everyone can see that it was.
///
/// # Errors
/// `WrongState` when there is none; `SignInNeeded`, `Forbidden`, `NotFound`.
pub async fn take_back(cx: &Context, actor: &Actor, phase: &PhaseAddress) -> Result<(), Refusal> {
    allow(actor, Action::AuditBallots, Scope::Anywhere)?;
    let found = audited(cx, actor, phase).await?;
    let Actor::Member(member) = actor else { return Err(Refusal::SignInNeeded) };
    let unit = cx.db.begin().await?;
    consultations::touch(unit.conn(), found.consultation.id).await?;
    let seal = ballot_log::last_seal(unit.conn(), found.phase.id).await?;
    let text = seal.as_deref().and_then(sealed_text).ok_or(Refusal::WrongState)?;
    let rows = observers::signatures_of_phase(unit.conn(), found.phase.id).await?;
    let own = rows
        .into_iter()
        .filter(|row| row.member_id == member.id && row.taken_back_at.is_none() && is_of(row, &text));
    let own: Vec<observer_signature::Model> = own.collect();
    let last = own.last().ok_or(Refusal::WrongState)?;
    let detail = detail(&found, last);
    for row in &own {
        observers::take_back(unit.conn(), row.id, cx.clock.now()).await?;
    }
    let deed =
        Deed { action: "control.taken-back", subject_kind: "phases", subject: Some(found.phase.id), detail: &detail };
    audit::record(cx, &unit, actor, found.scope(), deed).await?;
    Ok(unit.commit().await?)
}

/// The note of one observer under the last published result of a phase.
///
/// # Errors
/// `NotFound` also once it was taken back, or the result was corrected.
pub async fn control_note(cx: &Context, actor: &Actor, address: &PhaseAddress, id: Uuid) -> Result<String, Refusal> {
    allow(actor, Action::ReadPublic, Scope::Anywhere)?;
    let (_, _, controls) = last_result(cx, address).await?;
    let control = controls.standing.into_iter().find(|control| control.id == id);
    control.map(|control| control.note).ok_or(Refusal::NotFound)
}

/// What observers say of the last published result of a phase; nothing before there is one.
///
/// # Errors
/// When the database refuses.
pub(super) async fn controls_of(cx: &Context, phase: &phase::Model) -> Result<Option<Controls>, Refusal> {
    let Some(seal) = ballot_log::last_seal(cx.db.read(), phase.id).await? else { return Ok(None) };
    let signatures = observers::signatures_of_phase(cx.db.read(), phase.id).await?;
    Ok(Some(said_of(&sealed_text(&seal).unwrap_or_default(), signatures)))
}

/// The last published result of a phase whose votes are sealed, with what observers say of it.
///
/// # Errors
/// `NotFound` before there is one.
pub(super) async fn last_result(
    cx: &Context,
    address: &PhaseAddress,
) -> Result<(OpenPhase, sealed_result::Model, Controls), Refusal> {
    let found = sealed_phase(cx, address).await?;
    let (row, controls) = result_of(cx, &found.phase).await?.ok_or(Refusal::NotFound)?;
    Ok((found, row, controls))
}

/// The same of a phase that was looked up before; nothing before there is a result.
///
/// # Errors
/// When the database refuses.
pub(super) async fn result_of(
    cx: &Context,
    phase: &phase::Model,
) -> Result<Option<(sealed_result::Model, Controls)>, Refusal> {
    let Some(row) = ballot_log::last_result(cx.db.read(), phase.id).await? else { return Ok(None) };
    let signatures = observers::signatures_of_phase(cx.db.read(), phase.id).await?;
    let controls = said_of(&sealed_text(&row.seal).unwrap_or_default(), signatures);
    Ok(Some((row, controls)))
}

/// What signatures of a phase say of the result that is sealed by this text.
fn said_of(text: &str, signatures: Vec<observer_signature::Model>) -> Controls {
    let (of_it, before): (Vec<_>, Vec<_>) = signatures.into_iter().partition(|row| is_of(row, text));
    let signed = |name: &String| of_it.iter().any(|row| row.name == *name);
    let mut earlier = Vec::new();
    for row in before.iter().filter(|row| row.taken_back_at.is_none()) {
        if !signed(&row.name) && !earlier.contains(&row.name) {
            earlier.push(row.name.clone());
        }
    }
    let mut controls = Controls { earlier, ..Controls::default() };
    let last = |row: &observer_signature::Model| {
        let own = of_it.iter().rfind(|other| other.member_id == row.member_id);
        own.is_some_and(|last| last.id == row.id)
    };
    for row in of_it.clone().into_iter().filter(last) {
        match row.taken_back_at {
            Some(at) => controls.taken_back.push((row.name, at)),
            None => {
                let observer_signature::Model { id, name, key, note, signed_at: at, .. } = row;
                controls.standing.push(Control { id, name, key, at, note });
            }
        }
    }
    controls
}

/// The text that a seal signs.
fn sealed_text(seal: &str) -> Option<String> {
    Note::parse(seal).ok().map(|note| note.text().to_owned())
}

/// Whether a signature is under this text: a version that was published again without a change keeps its signatures.
fn is_of(row: &observer_signature::Model, text: &str) -> bool {
    Note::parse(&row.note).is_ok_and(|note| note.text() == text)
}

fn detail(found: &OpenPhase, row: &observer_signature::Model) -> String {
    Fact::stored(&[
        Fact::about("phase", found.phase.position),
        Fact::about("version", row.version),
        Fact::about("public-name", row.name.as_str()),
    ])
}
