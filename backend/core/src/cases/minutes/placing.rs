//! From the draft to a consultation that can be scheduled: every item in its phase, dates suggested.

use tablee_rules::moderation::ModerationState;
use tablee_rules::timetable::{ConsultationState, PhaseKind};
use tablee_rules::{limits, text};
use uuid::Uuid;

use super::{ItemKind, ItemState, cut};
use crate::access::{Action, Actor};
use crate::cases::audit::Deed;
use crate::cases::editor::create::words;
use crate::cases::editor::phases::{blank, decision_rules};
use crate::cases::editor::{PhaseUnit, Seen, begin, entries, find_and_allow, finish, questions};
use crate::cases::facts::Fact;
use crate::cases::moments::at_hour;
use crate::store::entities::{consultation, draft_item, phase, proposal, question};
use crate::store::rows::{insert, update};
use crate::store::{consultations, editing, workshops};
use crate::{Context, Refusal};

/// How long residents answer, propose and say what they think, in days.
const TALK_DAYS: i64 = 21;
/// How long they decide after that.
const DECIDE_DAYS: i64 = 14;
/// How long results are read and answers written after that.
const ANSWER_DAYS: i64 = 30;

/// Prepares the consultation from the draft.
#[derive(Clone, Debug)]
pub struct PlaceDraft {
    /// Slug of the consultation.
    pub slug: String,
    /// What the page was made from.
    pub seen: Seen,
    /// Conditions of success become statements, each validated apart, instead of options to pick from.
    pub conditions_as_statements: bool,
    /// Whether a short questionnaire comes first.
    pub with_questionnaire: bool,
}

/// Makes phases with suggested dates where there are none, and puts every kept item in its place: barriers become statements,
/// alliances proposals, conditions things to validate. Families are in the directory already, notes stay minutes.
///
/// # Errors
/// `SignInNeeded`, `Forbidden`, `NotFound`, `WrongState` unless it is a draft, `ChangedMeanwhile`.
pub async fn place(cx: &Context, actor: &Actor, command: PlaceDraft) -> Result<(), Refusal> {
    let found = find_and_allow(cx, actor, Action::EditConsultation, &command.slug).await?;
    let (unit, mut consultation) = begin(cx, found.id, command.seen).await?;
    if consultation.stored_state() != ConsultationState::Draft {
        return Err(Refusal::WrongState);
    }
    let workshop = workshops::of_consultation(unit.conn(), found.id)
        .await?
        .ok_or(Refusal::NotFound)?;
    let items = workshops::items(unit.conn(), workshop.id).await?;
    let kept: Vec<(draft_item::Model, PhaseKind)> = items
        .into_iter()
        .filter(|item| item.state == ItemState::Kept.key())
        .filter_map(|item| Some((destination(&item, &command)?, item)))
        .map(|(kind, item)| (item, kind))
        .collect();
    let now = cx.clock.now();
    if consultation.answer_due_at.is_none() {
        consultation.answer_due_at = Some(at_hour(now, TALK_DAYS + DECIDE_DAYS + ANSWER_DAYS, 23));
        update::<consultation::Entity, _>(unit.conn(), consultation.clone()).await?;
    }
    let mut phases = consultations::phases(unit.conn(), found.id).await?;
    let first_decision = !phases
        .iter()
        .any(|phase| phase.phase_kind() == Some(PhaseKind::Decision));
    for kind in wanted_kinds(&kept, &command) {
        if !phases.iter().any(|phase| phase.phase_kind() == Some(kind)) {
            let row = suggested(cx, &consultation, kind, phases.len() + 1);
            insert::<phase::Entity, _>(unit.conn(), row.clone()).await?;
            if kind == PhaseKind::Questionnaire {
                insert_usual_questions(cx, unit.conn(), &row).await?;
            }
            phases.push(row);
        }
    }
    let count = kept.len();
    let mut held = PhaseUnit { unit, consultation, phase: phases[0].clone() };
    for (item, kind) in kept {
        let phase = phases
            .iter()
            .find(|phase| phase.phase_kind() == Some(kind))
            .ok_or(Refusal::NotFound)?;
        held.phase = phase.clone();
        place_item(cx, &held, item).await?;
    }
    if first_decision {
        set_most(&held, &phases).await?;
    }
    let detail = Fact::stored(&[Fact::about("placed", count)]);
    let deed = Deed { action: "draft.placed", subject_kind: "workshops", subject: Some(workshop.id), detail: &detail };
    finish(cx, held.unit, actor, &held.consultation, deed).await
}

fn destination(item: &draft_item::Model, command: &PlaceDraft) -> Option<PhaseKind> {
    match ItemKind::from_key(&item.kind)? {
        ItemKind::Barrier => Some(PhaseKind::Opinion),
        ItemKind::Alliance => Some(PhaseKind::Proposal),
        ItemKind::Condition if command.conditions_as_statements => Some(PhaseKind::Opinion),
        ItemKind::Condition => Some(PhaseKind::Decision),
        ItemKind::PartnerFamily | ItemKind::MissingFamily | ItemKind::Note => None,
    }
}

/// The kinds of phase that the consultation needs: people can always propose, and are always answered.
fn wanted_kinds(kept: &[(draft_item::Model, PhaseKind)], command: &PlaceDraft) -> Vec<PhaseKind> {
    let needed = |kind: &PhaseKind| match kind {
        PhaseKind::Questionnaire => command.with_questionnaire,
        PhaseKind::Opinion | PhaseKind::Decision => kept.iter().any(|(_, wanted)| wanted == kind),
        PhaseKind::Proposal | PhaseKind::Result | PhaseKind::Answer => true,
        PhaseKind::Followup => false,
    };
    let order = [
        PhaseKind::Questionnaire,
        PhaseKind::Opinion,
        PhaseKind::Proposal,
        PhaseKind::Decision,
        PhaseKind::Result,
        PhaseKind::Answer,
    ];
    order.into_iter().filter(needed).collect()
}

/// A phase of that kind with usual words and dates: people can begin today.
fn suggested(cx: &Context, consultation: &consultation::Model, kind: PhaseKind, position: usize) -> phase::Model {
    let (from, to) = match kind {
        PhaseKind::Questionnaire | PhaseKind::Opinion | PhaseKind::Proposal => (0, TALK_DAYS),
        PhaseKind::Decision => (TALK_DAYS + 1, TALK_DAYS + DECIDE_DAYS),
        PhaseKind::Result | PhaseKind::Answer | PhaseKind::Followup => {
            (TALK_DAYS + DECIDE_DAYS + 1, TALK_DAYS + DECIDE_DAYS + ANSWER_DAYS)
        }
    };
    let now = cx.clock.now();
    let title = words(&format!("suggested-{}-title", kind.key()), &[]);
    let position = i32::try_from(position).unwrap_or(i32::MAX);
    let mut row = blank(cx.dated_id(), consultation.id, kind, position, title);
    row.intro = words(&format!("suggested-{}-intro", kind.key()), &[]);
    row.opens_at = Some(at_hour(now, from, 0));
    row.closes_at = Some(at_hour(now, to, 20));
    row
}

async fn insert_usual_questions(
    cx: &Context,
    conn: &impl sea_orm::ConnectionTrait,
    phase: &phase::Model,
) -> Result<(), Refusal> {
    let choices = serde_json::json!({ "choices": [
        { "key": "yes", "label": words("suggested-question-place-yes", &[]) },
        { "key": "no", "label": words("suggested-question-place-no", &[]) },
    ]});
    let usual = [("single_choice", "place", choices.to_string()), ("long_text", "change", "{}".to_owned())];
    for ((kind, name, options), position) in usual.into_iter().zip(1..) {
        let mut row = questions::blank(cx.dated_id(), phase, kind, position);
        row.label = words(&format!("suggested-question-{name}"), &[]);
        row.options = options;
        insert::<question::Entity, _>(conn, row).await?;
    }
    Ok(())
}

/// Makes a statement, a proposal or an option of an item, and remembers which.
async fn place_item(cx: &Context, held: &PhaseUnit, mut item: draft_item::Model) -> Result<(), Refusal> {
    let conn = held.unit.conn();
    let id = cx.dated_id();
    match held.phase.phase_kind() {
        Some(PhaseKind::Proposal) => {
            let number = editing::last_proposal_number(conn, held.phase.consultation_id).await? + 1;
            insert::<proposal::Entity, _>(conn, proposal_of(cx, held, &item, id, number)).await?;
        }
        Some(PhaseKind::Opinion) => {
            let position = next_position(held).await?;
            entries::insert(held, id, position, &cut(&statement_of(&item), limits::STATEMENT), "").await?;
        }
        _ => {
            let position = next_position(held).await?;
            entries::insert(held, id, position, &item.title, &item.text).await?;
        }
    }
    item.state = ItemState::Placed.key().to_owned();
    item.placed_id = Some(id);
    Ok(update::<draft_item::Entity, _>(conn, item).await?)
}

async fn next_position(held: &PhaseUnit) -> Result<i32, Refusal> {
    let present = entries::entries(held.unit.conn(), &held.phase).await?;
    Ok(i32::try_from(present.len() + 1).unwrap_or(i32::MAX))
}

/// The statement that an item becomes, however long.
fn statement_of(item: &draft_item::Model) -> String {
    if item.text.is_empty() {
        return text::clean_line(&item.title);
    }
    let parts = [("title", item.title.as_str().into()), ("text", item.text.as_str().into())];
    text::clean_line(&words("minutes-statement", &parts))
}

/// The text of the proposal that an item becomes, however long.
fn body_of(item: &draft_item::Model) -> String {
    let objective = (!item.objective.is_empty())
        .then(|| words("minutes-objective", &[("objective", item.objective.as_str().into())]));
    let parts: Vec<&str> = [item.text.as_str(), objective.as_deref().unwrap_or_default()]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect();
    if parts.is_empty() { item.title.clone() } else { parts.join("\n\n") }
}

/// How many characters what a kept item becomes may have, when it has more and would be cut.
pub(super) fn too_long(item: &draft_item::Model) -> Option<usize> {
    let (length, most) = match ItemKind::from_key(&item.kind)? {
        ItemKind::Barrier | ItemKind::Condition => (text::length(&statement_of(item)), limits::STATEMENT),
        ItemKind::Alliance => (text::length(&body_of(item)), limits::PROPOSAL_BODY),
        ItemKind::PartnerFamily | ItemKind::MissingFamily | ItemKind::Note => return None,
    };
    (length > most && item.state == ItemState::Kept.key()).then_some(most)
}

fn proposal_of(cx: &Context, held: &PhaseUnit, item: &draft_item::Model, id: Uuid, number: i32) -> proposal::Model {
    let body = cut(&body_of(item), limits::PROPOSAL_BODY);
    proposal::Model {
        id,
        consultation_id: held.phase.consultation_id,
        phase_id: held.phase.id,
        number,
        title: cut(&item.title, limits::PROPOSAL_TITLE),
        folded: text::fold(&format!("{} {body}", item.title)),
        text: body,
        state: ModerationState::Published.key().to_owned(),
        reason: None,
        reason_text: None,
        channel: tablee_rules::results::Channel::Workshop.key().to_owned(),
        origin: "workshop".to_owned(),
        day: cx.clock.today(),
        supports: 0,
        author: None,
        unread: false,
    }
}

/// Lets a ballot of a decision just made pick every option, until someone says otherwise.
async fn set_most(held: &PhaseUnit, phases: &[phase::Model]) -> Result<(), Refusal> {
    let Some(phase) = phases
        .iter()
        .find(|phase| phase.phase_kind() == Some(PhaseKind::Decision))
    else {
        return Ok(());
    };
    let conn = held.unit.conn();
    let options = entries::entries(conn, phase).await?.len();
    let mut row = phase.clone();
    row.rules = decision_rules(i64::try_from(options).unwrap_or_default());
    Ok(update::<phase::Entity, _>(conn, row).await?)
}
