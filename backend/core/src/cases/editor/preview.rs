//! A phase as a resident meets it, before it opens.

use tablee_rules::timetable::PhaseKind;

use super::find_and_allow;
use crate::access::{Action, Actor};
use crate::cases::ballots::{self, BallotForm};
use crate::cases::opinion::{JudgedStatement, OpinionPhase};
use crate::cases::participation::OpenPhase;
use crate::cases::proposals::{self, ProposalForm};
use crate::cases::questionnaires::{self, Questionnaire};
use crate::cases::strata::{self, OpinionSheet};
use crate::store::{consultations, statements};
use crate::{Context, Refusal};

/// What residents meet in a phase.
#[derive(Clone, Debug)]
pub enum Preview {
    /// Questions, one a page.
    Questionnaire(Questionnaire),
    /// Statements, one a page, and the questions about people.
    Opinion(OpinionSheet),
    /// A ballot.
    Ballot(BallotForm),
    /// A proposal to write.
    Proposal(ProposalForm),
}

/// What residents will meet in a phase; nothing of it is a contribution.
///
/// # Errors
/// `SignInNeeded`, `Forbidden`, `NotFound` also for kinds of phase in which nobody contributes; `WrongState` while it cannot be shown.
pub async fn preview(cx: &Context, actor: &Actor, slug: &str, position: i32) -> Result<Preview, Refusal> {
    let consultation = find_and_allow(cx, actor, Action::ReadDesk, slug).await?;
    let phase = consultations::phase_at(cx.db.read(), consultation.id, position).await?;
    let shown = OpenPhase { consultation, phase: phase.ok_or(Refusal::NotFound)? };
    match shown.phase.phase_kind() {
        Some(PhaseKind::Questionnaire) => questionnaires::questionnaire(cx, &shown, None, None)
            .await
            .map(Preview::Questionnaire),
        Some(PhaseKind::Opinion) => opinion(cx, shown).await.map(Preview::Opinion),
        Some(PhaseKind::Decision) => ballots::filled_form(cx, &shown, None).await.map(Preview::Ballot),
        Some(PhaseKind::Proposal) => Ok(Preview::Proposal(proposals::blank_form(&shown))),
        Some(PhaseKind::Result | PhaseKind::Answer | PhaseKind::Followup) | None => Err(Refusal::NotFound),
    }
}

async fn opinion(cx: &Context, shown: OpenPhase) -> Result<OpinionSheet, Refusal> {
    let own = statements::published(cx.db.read(), shown.phase.id).await?;
    let consultation = shown.consultation.id;
    let phase = OpinionPhase {
        profile_due: false,
        profile_asked: false,
        slug: shown.consultation.slug,
        consultation: shown.consultation.title,
        position: shown.phase.position,
        phase: shown.phase.title,
        intro: shown.phase.intro,
        closes_at: shown.phase.closes_at,
        statements: own
            .into_iter()
            .map(|row| JudgedStatement { id: row.id, text: row.text, vote: None })
            .collect(),
        receipt: None,
    };
    strata::on_a_sheet(cx, phase, consultation).await
}
