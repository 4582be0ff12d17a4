//! One phase, with all that was prepared in it.

use tablee_rules::text;
use tablee_rules::timetable::{ConsultationState, PhaseKind};
use tablee_rules::voting::{self, OptionNeed};

use super::entries::{Entry, entries};
use super::phases::PhaseForm;
use super::{Seen, find_and_allow, scope_of};
use crate::access::{Action, Actor, allow};
use crate::cases::{votes, wordings};
use crate::ports::Millis;
use crate::store::entities::{phase, question};
use crate::store::{consultations, editing};
use crate::{Context, Refusal};

/// A phase as its editors see it.
#[derive(Clone, Debug)]
pub struct PhaseView {
    /// Title of the consultation.
    pub consultation: String,
    /// Its position, from 1.
    pub position: i32,
    /// What people do in it.
    pub kind: PhaseKind,
    /// Its fields.
    pub form: PhaseForm,
    /// When someone first contributed.
    pub frozen_at: Option<Millis>,
    /// Whether the consultation is still a draft.
    pub draft: bool,
    /// Labels of its questions, in order, with their types.
    pub questions: Vec<QuestionLine>,
    /// Its statements or options, in order.
    pub entries: Vec<Entry>,
    /// How it decides; nothing for other kinds of phase.
    pub vote: Option<VoteLine>,
    /// Proposals in it, from a workshop or from residents.
    pub proposals: u64,
    /// What an edit is based on.
    pub seen: Seen,
    /// Whether the actor may change it.
    pub may_edit: bool,
    /// Whether the actor may set statements apart.
    pub may_moderate: bool,
}

/// How a decision phase decides, in a few words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VoteLine {
    /// Stable name of the method; none when the stored one is unknown.
    pub method: Option<&'static str>,
    /// What it needs to know of each option.
    pub need: OptionNeed,
    /// How many options are taken forward; none when the method says so by itself.
    pub seats: Option<u32>,
}

/// One question in a list.
#[derive(Clone, Debug)]
pub struct QuestionLine {
    /// Its position, from 1.
    pub position: i32,
    /// Stable name of its type.
    pub kind: String,
    /// Its wording.
    pub label: String,
    /// Whether the wording was put right after someone had answered.
    pub reworded: bool,
}

/// One phase with all that was prepared in it.
///
/// # Errors
/// `SignInNeeded`, `Forbidden`, `NotFound`.
pub async fn phase(cx: &Context, actor: &Actor, slug: &str, position: i32) -> Result<PhaseView, Refusal> {
    let found = find_and_allow(cx, actor, Action::ReadDesk, slug).await?;
    let conn = cx.db.read();
    let row = consultations::phase_at(conn, found.id, position)
        .await?
        .ok_or(Refusal::NotFound)?;
    let questions = editing::questions(conn, found.id).await?;
    let may = allow(actor, Action::EditConsultation, scope_of(&found));
    Ok(PhaseView {
        consultation: found.title.clone(),
        position,
        kind: row.phase_kind().ok_or(Refusal::NotFound)?,
        form: PhaseForm::of(&row),
        frozen_at: row.frozen_at,
        draft: found.state == ConsultationState::Draft.key(),
        questions: questions
            .iter()
            .filter(|question| question.phase_id == row.id)
            .map(line)
            .collect(),
        entries: entries(conn, &row).await?,
        vote: (row.phase_kind() == Some(PhaseKind::Decision)).then(|| VoteLine::of(&row)),
        proposals: editing::proposals_of(conn, row.id).await?,
        seen: Seen(found.updated_at),
        may_edit: may.is_ok(),
        may_moderate: allow(actor, Action::Moderate, scope_of(&found)).is_ok(),
    })
}

impl VoteLine {
    fn of(row: &phase::Model) -> Self {
        let rules = votes::rules(row);
        let method = voting::method(&rules.method);
        Self {
            method: method.map(voting::Method::key),
            need: method.map(voting::Method::option_need).unwrap_or_default(),
            seats: method.filter(|method| method.fills_seats()).map(|_| rules.seats),
        }
    }
}

fn line(row: &question::Model) -> QuestionLine {
    let reworded = !wordings::earlier(row).is_empty();
    QuestionLine { position: row.position, kind: row.kind.clone(), label: text::clean_line(&row.label), reworded }
}
