//! Entering a contribution for someone: the same use-cases as for residents, through another channel, with recorded consent.

mod votes;

use std::collections::BTreeMap;

use tablee_rules::opinion::Vote;
use tablee_rules::questions::Entry;
use tablee_rules::receipts::ReceiptCode;
use tablee_rules::results::Channel;
use tablee_rules::timetable::{PhaseKind, PhaseMoment};
use uuid::Uuid;

use super::ballots::{self, BallotForm, CastBallot, Hand, Marks};
use super::consent::{Consent, Helper};
use super::editor::find_and_allow;
use super::editor::preview::{Preview, preview};
use super::moderation::member_of;
use super::opinion;
use super::participation::{Contributor, PhaseAddress, SubmissionKey};
use super::proposals::{self, ProposalForm, Propose, Proposed};
use super::questionnaires::{self, Questionnaire, SendSheet};
use super::strata::{self, OpinionSheet};
use crate::access::{Action, Actor, DeviceSecret};
use crate::secrets::{self, Purpose};
use crate::store::consultations;
use crate::store::entities::consultation;
use crate::{Context, FieldFault, Refusal};

/// The channels by which a contribution may be entered for someone.
pub const CHANNELS: [Channel; 3] = [Channel::Assisted, Channel::Paper, Channel::Workshop];

/// Fewest signs of a form's key: a shorter one could be that of another sheet.
const KEY: usize = 16;

/// The phases in which contributions can be entered now.
#[derive(Clone, Debug)]
pub struct EntryDesk {
    /// Slug of the consultation.
    pub slug: String,
    /// Title of the consultation.
    pub consultation: String,
    /// The open phases, in order.
    pub phases: Vec<EntryPhase>,
}

/// An open phase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryPhase {
    /// Its position, from 1.
    pub position: i32,
    /// Its title.
    pub title: String,
    /// What people do in it.
    pub kind: PhaseKind,
}

/// An empty form of an open phase, by its kind.
#[derive(Clone, Debug)]
pub enum EntryForm {
    /// All questions at once.
    Questionnaire(Questionnaire),
    /// A proposal.
    Proposal(ProposalForm),
    /// All statements at once, and the questions about people.
    Opinion(OpinionSheet),
    /// A ballot.
    Decision(BallotForm),
}

/// What a person said, wrote or marked.
#[derive(Clone, Debug)]
pub enum Said {
    /// Answers by number of the question, from 1.
    Answers(BTreeMap<usize, Entry>),
    /// A proposal.
    Proposal {
        /// As typed.
        title: String,
        /// As typed.
        text: String,
    },
    /// Votes on statements.
    Votes {
        /// What the person says of each.
        votes: Vec<(Uuid, Vote)>,
        /// Their answers to the questions about people. Once one is given, a question left out, or without an answer, counts as
        /// "I prefer not to say".
        about: Vec<(Uuid, Option<bool>)>,
    },
    /// A ballot.
    Marks(Marks),
    /// A ballot on paper that breaks the rules: it counts as invalid.
    Spoiled,
}

/// A contribution to enter for someone.
#[derive(Clone, Debug)]
pub struct EnterContribution {
    /// The phase.
    pub phase: PhaseAddress,
    /// Stable name of one of [`CHANNELS`].
    pub channel: String,
    /// Stable name of a [`Consent`].
    pub consent: String,
    /// What the person said.
    pub said: Said,
    /// The form's key: the same sheet sent twice counts once.
    pub key: SubmissionKey,
}

/// The phases in which contributions can be entered now.
///
/// # Errors
/// `SignInNeeded`, `Forbidden`, `NotFound`.
pub async fn overview(cx: &Context, actor: &Actor, slug: &str) -> Result<EntryDesk, Refusal> {
    let consultation = find_and_allow(cx, actor, Action::EnterForSomeone, slug).await?;
    let phases = open_phases(cx, &consultation).await?;
    Ok(EntryDesk { phases, slug: consultation.slug, consultation: consultation.title })
}

async fn open_phases(cx: &Context, consultation: &consultation::Model) -> Result<Vec<EntryPhase>, Refusal> {
    let phases = consultations::phases(cx.db.read(), consultation.id).await?;
    let public = consultation.stored_state().is_public();
    let open = phases
        .into_iter()
        .filter(|phase| public && phase.moment(cx.clock.now()) == PhaseMoment::Now)
        .filter_map(|phase| {
            let kind = phase.phase_kind().filter(|kind| kind.takes_contributions())?;
            Some(EntryPhase { position: phase.position, title: phase.title, kind })
        });
    Ok(open.collect())
}

/// The empty form of an open phase.
///
/// # Errors
/// `PhaseNotOpen`, `PhaseClosed`; `SignInNeeded`, `Forbidden`, `NotFound`.
pub async fn form(cx: &Context, actor: &Actor, address: &PhaseAddress) -> Result<EntryForm, Refusal> {
    let consultation = find_and_allow(cx, actor, Action::EnterForSomeone, &address.slug).await?;
    let open = open_phases(cx, &consultation).await?;
    let nobody = &Actor::Anyone;
    let found = open.iter().find(|phase| phase.position == address.position);
    match found.map(|phase| phase.kind) {
        Some(PhaseKind::Questionnaire) => questionnaires::sheet(cx, nobody, address)
            .await
            .map(EntryForm::Questionnaire),
        Some(PhaseKind::Proposal) => proposals::form(cx, nobody, address).await.map(EntryForm::Proposal),
        Some(PhaseKind::Opinion) => {
            let phase = opinion::open(cx, nobody, address).await?;
            strata::on_a_sheet(cx, phase, consultation.id)
                .await
                .map(EntryForm::Opinion)
        }
        Some(PhaseKind::Decision) => ballots::form(cx, nobody, address).await.map(EntryForm::Decision),
        Some(PhaseKind::Result | PhaseKind::Answer | PhaseKind::Followup) | None => Err(Refusal::NotFound),
    }
}

/// Whether contributions may be entered in a consultation at all, before what was sent is read.
///
/// # Errors
/// `SignInNeeded`, `Forbidden`, `NotFound`.
pub async fn admit(cx: &Context, actor: &Actor, slug: &str) -> Result<(), Refusal> {
    find_and_allow(cx, actor, Action::EnterForSomeone, slug)
        .await
        .map(|_| ())
}

/// The form of a phase, open or not: what reads a sheet that was typed while the phase was open.
///
/// # Errors
/// `SignInNeeded`, `Forbidden`, `NotFound` also for kinds of phase in which nobody contributes.
pub async fn typed_form(cx: &Context, actor: &Actor, address: &PhaseAddress) -> Result<EntryForm, Refusal> {
    let consultation = find_and_allow(cx, actor, Action::EnterForSomeone, &address.slug).await?;
    if !consultation.stored_state().is_public() {
        return Err(Refusal::NotFound);
    }
    Ok(match preview(cx, actor, &address.slug, address.position).await? {
        Preview::Questionnaire(sheet) => EntryForm::Questionnaire(sheet),
        Preview::Opinion(phase) => EntryForm::Opinion(phase),
        Preview::Ballot(ballot) => EntryForm::Decision(ballot),
        Preview::Proposal(form) => EntryForm::Proposal(form),
    })
}

/// Enters a contribution for someone who agreed to it; gives the receipt code to hand over.
///
/// # Errors
/// `Invalid` on `channel`, `consent` or `spoiled`, and on the fields that the contribution's own use-case names; `PhaseNotOpen`,
/// `PhaseClosed`; `SignInNeeded`, `Forbidden`, `NotFound`.
pub async fn enter(cx: &Context, actor: &Actor, command: EnterContribution) -> Result<ReceiptCode, Refusal> {
    find_and_allow(cx, actor, Action::EnterForSomeone, &command.phase.slug).await?;
    let contributor = contributor(cx, actor, &command)?;
    let EnterContribution { phase, key, said, .. } = command;
    match said {
        Said::Answers(entries) => questionnaires::send_for(cx, &contributor, SendSheet { phase, entries }).await,
        Said::Proposal { title, text } => {
            let propose = Propose { phase, title, text, similar_seen: true, key };
            match proposals::propose_for(cx, &contributor, propose).await? {
                Proposed::Kept(code) => Ok(code),
                Proposed::Resembles(_) => Err(Refusal::WrongState),
            }
        }
        Said::Votes { votes, about } => votes::enter(cx, &contributor, &phase, (votes, about)).await,
        Said::Marks(marks) => {
            let paper = contributor.channel == Channel::Paper;
            let hand = if paper { Hand::Sheet } else { Hand::Voter };
            ballots::cast_for(cx, &contributor, hand, CastBallot { phase, marks, key }).await
        }
        Said::Spoiled if contributor.channel != Channel::Paper => {
            Err(Refusal::field("spoiled", "fault-entry-spoiled-paper-only"))
        }
        Said::Spoiled => {
            let command = CastBallot { phase, marks: Marks::new(), key };
            ballots::cast_for(cx, &contributor, Hand::SpoiledSheet, command).await
        }
    }
}

/// The person behind a sheet: someone else for each form, the same one when a form comes twice.
fn contributor(cx: &Context, actor: &Actor, command: &EnterContribution) -> Result<Contributor, Refusal> {
    let channel = Channel::from_key(&command.channel).filter(|channel| CHANNELS.contains(channel));
    let consent = Consent::from_key(&command.consent);
    match (channel, consent) {
        (Some(channel), Some(consent)) => {
            let helper = Some(Helper { member: actor.clone(), consent });
            Ok(Contributor { device: device(cx, actor, &command.key), channel, helper, client: None })
        }
        _ => {
            let missing = [
                (channel.is_none(), "channel", "fault-entry-channel-missing"),
                (consent.is_none(), "consent", "fault-entry-consent-missing"),
            ];
            let faults = missing.into_iter().filter(|(missing, _, _)| *missing);
            Err(Refusal::Invalid(faults.map(|(_, field, key)| FieldFault::new(field, key)).collect()))
        }
    }
}

fn device(cx: &Context, actor: &Actor, key: &SubmissionKey) -> DeviceSecret {
    if key.0.len() < KEY {
        return DeviceSecret(secrets::token(&*cx.random));
    }
    let member = member_of(actor).unwrap_or_default();
    DeviceSecret(cx.secrets.hash(Purpose::Helped, &[member.as_bytes(), key.0.as_bytes()]))
}
