//! Ballots of a decision phase: cast, change until the close, withdraw.

mod receipt;

use std::collections::BTreeMap;

use tablee_rules::receipts::ReceiptCode;
use tablee_rules::results::Channel;
use tablee_rules::timetable::{Millis, PhaseKind};
use tablee_rules::voting::{Ballot, BallotFault};
use uuid::Uuid;

pub(crate) use receipt::shown;
pub use receipt::{BallotReceipt, RecordedBallot};

use super::alike;
use super::ballot_log::{self, Slip};
use super::contribution::{Held, hold};
use super::counting::{count_only, lock_author, uncount};
use super::participation::{
    ContributionKind, Contributor, OpenPhase, PhaseAddress, Reception, SubmissionKey, contributor, earlier_receipt,
    enter, issue_receipt, must_be_open, open_phase, participation_of, public_phase, receipt_code, receive_once,
};
use super::rate_limits::Client;
use super::votes::Vote;
use crate::access::{Action, Actor, Scope, allow};
use crate::alike::Choice;
use crate::store::entities::ballot;
use crate::store::entities::ballot_option;
use crate::store::{ballots, participations};
use crate::{Context, FieldFault, Refusal};

/// Options marked on a form: the option's id and what stands beside it.
pub type Marks = Vec<(String, String)>;

/// A ballot to put in the box. The same person's earlier one is replaced.
#[derive(Clone, Debug)]
pub struct CastBallot {
    /// The decision phase.
    pub phase: PhaseAddress,
    /// What was marked; nothing is a blank ballot.
    pub marks: Marks,
    /// The form's key.
    pub key: SubmissionKey,
}

/// A ballot to put in the place of the one that a receipt code opens.
#[derive(Clone, Debug)]
pub struct CorrectBallot {
    /// The receipt code, as typed.
    pub code: String,
    /// What was marked; nothing is a blank ballot.
    pub marks: Marks,
    /// The form's key.
    pub key: SubmissionKey,
}

/// The page on which a ballot is filled in.
#[derive(Clone, Debug)]
pub struct BallotForm {
    /// Slug of the consultation.
    pub slug: String,
    /// Title of the consultation.
    pub consultation: String,
    /// Position of the phase, from 1.
    pub position: i32,
    /// Title of the phase.
    pub title: String,
    /// What the phase is about.
    pub intro: String,
    /// When it closes.
    pub closes_at: Option<Millis>,
    /// Stable name of the voting method: also the folder of its templates.
    pub method: &'static str,
    /// Every setting of the method, by name.
    pub settings: BTreeMap<&'static str, i64>,
    /// What can be chosen.
    pub options: Vec<BallotChoice>,
    /// The receipt of the ballot to be replaced, if there is one.
    pub receipt: Option<ReceiptCode>,
}

/// One line of a ballot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BallotChoice {
    /// Id of the option.
    pub id: String,
    /// Its wording.
    pub label: String,
    /// More words about it.
    pub detail: String,
    /// The wording that the first ballots were cast on, when it was put right since.
    pub first_label: Option<String>,
    /// The same for the other words about it.
    pub first_detail: Option<String>,
    /// What it costs, in whole units of the currency, for methods that share out a budget.
    pub cost: Option<i64>,
    /// The question that it answers, for methods that draw a panel.
    pub feature: Option<String>,
    /// What this person's ballot marks beside it.
    pub marked: Option<i64>,
}

/// The form, filled with the ballot that this device has cast, if any.
///
/// # Errors
/// `NotFound`, `PhaseNotOpen`, `PhaseClosed`.
pub async fn form(cx: &Context, actor: &Actor, address: &PhaseAddress) -> Result<BallotForm, Refusal> {
    allow(actor, Action::ReadPublic, Scope::Anywhere)?;
    let open = open_phase(cx, address, PhaseKind::Decision).await?;
    let own = match actor {
        Actor::Resident(device) => participation_of(cx, device, &open)
            .await?
            .and_then(|row| row.contribution_id),
        Actor::Anyone | Actor::Member(_) | Actor::System => None,
    };
    filled_form(cx, &open, own).await
}

/// The form for the ballot that a receipt code opens.
///
/// # Errors
/// `Invalid` for a wrong code, `NotFound` for the code of something else, `PhaseClosed`.
pub async fn correction_form(cx: &Context, actor: &Actor, code: &str) -> Result<BallotForm, Refusal> {
    allow(actor, Action::TakePart, Scope::Anywhere)?;
    let Held { consultation, phase, contribution, .. } =
        hold(cx, code).await?.changeable(cx, ContributionKind::Ballot)?;
    filled_form(cx, &OpenPhase { consultation, phase }, Some(contribution)).await
}

/// Casts a ballot, or replaces the one that this pass cast before. A form received twice counts once.
///
/// # Errors
/// `Invalid` on `options`, or on `option-ID` for a single mark, when the ballot breaks the rules; `NotFound`, `PhaseNotOpen`, `PhaseClosed`.
pub async fn cast(cx: &Context, actor: &Actor, command: CastBallot) -> Result<ReceiptCode, Refusal> {
    allow(actor, Action::TakePart, Scope::Anywhere)?;
    cast_for(cx, &contributor(actor)?, Hand::Voter, command).await
}

/// The same by a device at that address. Ballots alike from one address are noticed when they are many, and count as any other.
///
/// # Errors
/// As [`cast`].
pub async fn cast_from(
    cx: &Context,
    actor: &Actor,
    client: Client,
    command: CastBallot,
) -> Result<ReceiptCode, Refusal> {
    allow(actor, Action::TakePart, Scope::Anywhere)?;
    cast_for(cx, &contributor(actor)?.from(client), Hand::Voter, command).await
}

/// Where the marks of a ballot come from, and so what becomes of those that break a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hand {
    /// The voter: they are refused, and the voter puts them right.
    Voter,
    /// A sheet of paper: what the method can read of them counts.
    Sheet,
    /// A sheet of paper that breaks the rules as a whole: it is kept as invalid, whatever it marks.
    SpoiledSheet,
}

/// Casts the ballot of that contributor, whoever typed it.
///
/// # Errors
/// As [`cast`].
pub(crate) async fn cast_for(
    cx: &Context,
    contributor: &Contributor,
    hand: Hand,
    command: CastBallot,
) -> Result<ReceiptCode, Refusal> {
    let open = public_phase(cx, &command.phase, PhaseKind::Decision).await?;
    let mut choice = accepted(&Vote::of(cx, &open.phase).await?, hand, &command.marks)?;
    if let Err(closed) = must_be_open(cx, &open.phase) {
        let key = command.key.with(&choice);
        return earlier_receipt(cx, contributor, &open, &key).await?.ok_or(closed);
    }
    let unit = cx.db.begin().await?;
    // The first ballot freezes the rules: it is judged by those, not by what they were a moment before.
    if let Some(frozen) = Vote::held(&unit, &open.phase).await? {
        choice = accepted(&frozen, hand, &command.marks)?;
    }
    let key = command.key.with(&choice);
    let participation = enter(cx, &unit, contributor, &open).await?;
    let id = participation.contribution_id.unwrap_or_else(|| cx.anonymous_id());
    let mut first = None;
    if let Reception::First = receive_once(cx, &unit, &open.phase, participation.id, &key, id).await? {
        let channel = contributor.channel.key();
        count_only(cx, &unit, &open.phase, &participation).await?;
        first = participation.contribution_id.is_none().then(|| choice.clone());
        let slip = Slip { contribution: id, channel: channel.to_owned(), choice };
        ballot_log::put(cx, &unit, &open.phase, slip).await?;
        issue_receipt(cx, &unit, &open.phase, ContributionKind::Ballot, id).await?;
        if participation.contribution_id.is_none() {
            participations::link(unit.conn(), participation.id, id).await?;
        }
    }
    unit.commit().await?;
    if let Some(choice) = first {
        alike::note(cx, contributor.client, &open.phase, (id, Choice::Ballot(&choice))).await;
    }
    Ok(receipt_code(&cx.secrets, id))
}

/// Replaces the ballot that a receipt code opens.
///
/// # Errors
/// `Invalid` on `code` or `options`; `NotFound`, `PhaseClosed`.
pub async fn correct(cx: &Context, actor: &Actor, command: CorrectBallot) -> Result<ReceiptCode, Refusal> {
    allow(actor, Action::TakePart, Scope::Anywhere)?;
    let held = hold(cx, &command.code)
        .await?
        .changeable(cx, ContributionKind::Ballot)?;
    let choice = accepted(&Vote::of(cx, &held.phase).await?, Hand::Voter, &command.marks)?;
    let unit = cx.db.begin().await?;
    must_be_open(cx, &held.phase)?;
    let (id, key) = (held.contribution, command.key.with(&choice));
    let author = lock_author(&unit, id).await?;
    if let Reception::First = receive_once(cx, &unit, &held.phase, id, &key, id).await? {
        count_only(cx, &unit, &held.phase, &author).await?;
        let slip = Slip { contribution: id, channel: Channel::Web.key().to_owned(), choice };
        ballot_log::put(cx, &unit, &held.phase, slip).await?;
    }
    unit.commit().await?;
    Ok(held.code)
}

/// Takes the ballot of a receipt code out of the box and forgets what it said. Doing it twice changes nothing more.
///
/// # Errors
/// `Invalid` on `code`, `NotFound`, `PhaseClosed`.
pub async fn withdraw(cx: &Context, actor: &Actor, code: &str) -> Result<(), Refusal> {
    allow(actor, Action::TakePart, Scope::Anywhere)?;
    let held = hold(cx, code).await?.changeable(cx, ContributionKind::Ballot)?;
    let nothing = written(&Ballot::default())?;
    let unit = cx.db.begin().await?;
    must_be_open(cx, &held.phase)?;
    let author = lock_author(&unit, held.contribution).await?;
    uncount(cx, &unit, &held.phase, &author).await?;
    ballot_log::forget(&unit, held.contribution, &nothing).await?;
    Ok(unit.commit().await?)
}

/// What a ballot says.
#[derive(Clone, Debug)]
pub struct BallotContent {
    /// Stable name of the voting method.
    pub method: &'static str,
    /// Every setting of the method, by name.
    pub settings: BTreeMap<&'static str, i64>,
    /// The options marked, in the order of the paper; none for a blank ballot.
    pub marked: Vec<BallotChoice>,
    /// Whether it is a sheet of paper that breaks the rules.
    pub spoiled: bool,
}

/// The ballot to keep, as it is stored.
fn accepted(vote: &Vote, hand: Hand, marks: &Marks) -> Result<String, Refusal> {
    let accepted = match hand {
        Hand::Voter => vote.method.accept(marks, &vote.paper),
        Hand::Sheet => vote.method.transcribe(marks, &vote.paper),
        Hand::SpoiledSheet => return written(&Ballot::spoiled()),
    };
    let (ballot, _) = accepted.map_err(|fault| refused(vote, marks, &fault))?;
    written(&ballot)
}

/// What is wrong with single marks, each at `option-ID`; or else with the whole ballot, at `options`.
fn refused(vote: &Vote, marks: &Marks, whole: &BallotFault) -> Refusal {
    let on_paper = marks.iter().filter(|(option, _)| vote.paper.options.contains(option));
    let faults: Vec<FieldFault> = on_paper
        .filter_map(|(option, marked)| {
            let fault = vote.method.read_mark(option, marked).err()?;
            Some(FieldFault::of(format!("option-{option}"), &fault))
        })
        .collect();
    if faults.is_empty() { Refusal::fault("options", whole) } else { Refusal::Invalid(faults) }
}

pub(crate) async fn filled_form(cx: &Context, open: &OpenPhase, own: Option<Uuid>) -> Result<BallotForm, Refusal> {
    let vote = Vote::of(cx, &open.phase).await?;
    let cast = match own {
        Some(id) => ballots::find(cx.db.read(), id).await?.filter(ballot::Model::counts),
        None => None,
    };
    let marks = cast.as_ref().map(read_ballot).unwrap_or_default();
    Ok(BallotForm {
        slug: open.consultation.slug.clone(),
        consultation: open.consultation.title.clone(),
        position: open.phase.position,
        title: open.phase.title.clone(),
        intro: open.phase.intro.clone(),
        closes_at: open.phase.closes_at,
        method: vote.method.key(),
        settings: vote.settings(),
        receipt: cast.map(|ballot| receipt_code(&cx.secrets, ballot.id)),
        options: vote.options.into_iter().map(|option| choice(option, &marks)).collect(),
    })
}

fn choice(option: ballot_option::Model, marks: &Ballot) -> BallotChoice {
    let id = option.id.to_string();
    BallotChoice {
        marked: marks.value(&id),
        id,
        first_label: option.first_label.filter(|first| *first != option.label),
        first_detail: option.first_detail.filter(|first| *first != option.detail),
        label: option.label,
        detail: option.detail,
        cost: option.cost,
        feature: option.feature,
    }
}

fn read_ballot(row: &ballot::Model) -> Ballot {
    serde_json::from_str(&row.choice).unwrap_or_default()
}

fn written(ballot: &Ballot) -> Result<String, Refusal> {
    serde_json::to_string(ballot).map_err(|_| Refusal::WrongState)
}
