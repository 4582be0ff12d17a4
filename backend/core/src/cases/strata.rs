//! What voters of an opinion phase declare of themselves, if they like: yes or no to the few questions by which a small group is
//! not outvoted in silence. Kept with their votes, apart from everything else, and never shown per person.

use tablee_rules::timetable::PhaseKind;
use uuid::Uuid;

use super::opinion::{OpinionPhase, voter_of};
use super::participation::{OpenPhase, PhaseAddress, contributor, enter, open_phase, participation_of};
use crate::access::{Action, Actor, Scope, allow};
use crate::store::entities::{declaration, stratum};
use crate::store::{Unit, consultations, strata};
use crate::{Context, Refusal};

/// The questions, with what this person answered.
#[derive(Clone, Debug)]
pub struct DeclarationForm {
    /// Title of the consultation.
    pub consultation: String,
    /// The questions, in order.
    pub questions: Vec<StratumQuestion>,
}

/// One yes-or-no question about people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StratumQuestion {
    /// Its id.
    pub id: Uuid,
    /// Its wording.
    pub question: String,
    /// Why it is asked.
    pub reason: String,
    /// What was answered; nothing for "I prefer not to say".
    pub answer: Option<bool>,
}

/// All statements of an opinion phase and the questions about people, as they stand on one sheet.
#[derive(Clone, Debug)]
pub struct OpinionSheet {
    /// The statements.
    pub phase: OpinionPhase,
    /// The questions, without answers.
    pub about: Vec<StratumQuestion>,
}

/// What someone declares.
#[derive(Clone, Debug)]
pub struct Declare {
    /// The opinion phase.
    pub phase: PhaseAddress,
    /// Question and answer; a question left out, or without an answer, counts as "I prefer not to say".
    pub answers: Vec<(Uuid, Option<bool>)>,
}

/// The questions of an open phase's consultation.
///
/// # Errors
/// `NotFound` when none is asked; `PhaseNotOpen`, `PhaseClosed`.
pub async fn form(cx: &Context, actor: &Actor, address: &PhaseAddress) -> Result<DeclarationForm, Refusal> {
    allow(actor, Action::TakePart, Scope::Anywhere)?;
    let open = open_phase(cx, address, PhaseKind::Opinion).await?;
    let questions = asked(cx, &open).await?;
    let declared = match actor {
        Actor::Resident(device) => {
            let participation = participation_of(cx, device, &open).await?;
            match participation.and_then(|row| row.contribution_id) {
                Some(voter) => strata::of_voter(cx.db.read(), open.phase.id, voter).await?,
                None => Vec::new(),
            }
        }
        Actor::Anyone | Actor::Member(_) | Actor::System => Vec::new(),
    };
    let answer = |id: Uuid| declared.iter().find(|row| row.stratum_id == id).and_then(|row| row.yes);
    let question = |row: stratum::Model| StratumQuestion { answer: answer(row.id), ..StratumQuestion::from(row) };
    Ok(DeclarationForm {
        consultation: open.consultation.title,
        questions: questions.into_iter().map(question).collect(),
    })
}

/// The questions of a consultation, for a sheet; none when it asks none.
///
/// # Errors
/// When the database refuses.
pub(crate) async fn on_a_sheet(cx: &Context, phase: OpinionPhase, consultation: Uuid) -> Result<OpinionSheet, Refusal> {
    let questions = strata::of_consultation(cx.db.read(), consultation).await?;
    Ok(OpinionSheet { phase, about: questions.into_iter().map(StratumQuestion::from).collect() })
}

/// Keeps what someone declares, over what they declared before: every question counts as asked from then on.
///
/// # Errors
/// `NotFound` when none is asked, or for an answer to another question; `PhaseNotOpen`, `PhaseClosed`.
pub async fn declare(cx: &Context, actor: &Actor, command: Declare) -> Result<(), Refusal> {
    allow(actor, Action::TakePart, Scope::Anywhere)?;
    let contributor = contributor(actor)?;
    let open = open_phase(cx, &command.phase, PhaseKind::Opinion).await?;
    let unit = cx.db.begin().await?;
    let participation = enter(cx, &unit, &contributor, &open).await?;
    let voter = voter_of(cx, &unit, &open.phase, &participation).await?;
    put(cx, &unit, &open, (voter, &command.answers)).await?;
    // Nobody is counted before they vote, but whoever holds a receipt has frozen the rules.
    consultations::move_participants(unit.conn(), &open.phase, 0, 0, cx.clock.now()).await?;
    Ok(unit.commit().await?)
}

/// Writes what a voter answers: every question counts as asked from then on.
///
/// # Errors
/// `NotFound` when none is asked, or for an answer to another question.
pub(crate) async fn put(
    cx: &Context,
    unit: &Unit,
    open: &OpenPhase,
    (voter, answers): (Uuid, &[(Uuid, Option<bool>)]),
) -> Result<(), Refusal> {
    let questions = asked(cx, open).await?;
    let known = |id: &Uuid| questions.iter().any(|question| question.id == *id);
    if !answers.iter().all(|(id, _)| known(id)) {
        return Err(Refusal::NotFound);
    }
    let row = |question: &stratum::Model| declaration::Model {
        phase_id: open.phase.id,
        voter_id: voter,
        stratum_id: question.id,
        consultation_id: open.consultation.id,
        yes: answers
            .iter()
            .find(|(id, _)| *id == question.id)
            .and_then(|(_, answer)| *answer),
    };
    Ok(strata::declare(unit.conn(), questions.iter().map(row).collect()).await?)
}

impl From<stratum::Model> for StratumQuestion {
    fn from(row: stratum::Model) -> Self {
        Self { id: row.id, question: row.question, reason: row.reason, answer: None }
    }
}

async fn asked(cx: &Context, open: &OpenPhase) -> Result<Vec<stratum::Model>, Refusal> {
    let questions = strata::of_consultation(cx.db.read(), open.consultation.id).await?;
    if questions.is_empty() { Err(Refusal::NotFound) } else { Ok(questions) }
}
