//! The first page of the members' desk.

use std::collections::{BTreeMap, BTreeSet};

use tablee_rules::timetable::ConsultationState;
use uuid::Uuid;

use crate::access::{Action, Actor, Scope, allow};
use crate::store::entities::{consultation, organisation, phase, statement};
use crate::store::{consultations, desk, free_texts, members, moderation};
use crate::{Context, Refusal};

/// One consultation on the desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeskConsultation {
    /// In addresses.
    pub slug: String,
    /// As people read it.
    pub title: String,
    /// Name of the organisation that runs it.
    pub organisation: String,
    /// The state at this moment.
    pub state: ConsultationState,
    /// Who has taken part.
    pub participants: i32,
    /// Proposals that wait for moderation; zero for who may not moderate.
    pub to_moderate: i64,
    /// Free texts that wait to be read; zero for who may not moderate.
    pub to_read: i64,
    /// Added statements that wait to be read; zero for who may not moderate.
    pub to_judge: i64,
    /// Proposals that wait for an answer; zero for who may not answer.
    pub to_answer: i64,
}

/// What a member finds on coming in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Desk {
    /// What the member may see, the latest first.
    pub consultations: Vec<DeskConsultation>,
    /// Whether the member may make a new one somewhere.
    pub may_create: bool,
}

/// The consultations that a member sees, and what waits for that member in each.
///
/// # Errors
/// `SignInNeeded`.
pub async fn open(cx: &Context, actor: &Actor) -> Result<Desk, Refusal> {
    allow(actor, Action::ReadDesk, Scope::Anywhere)?;
    let (organisations, single) = in_sight(actor);
    let rows = desk::visible(cx.db.read(), organisations.clone(), single).await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let running: BTreeSet<Uuid> = rows.iter().map(|row| row.organisation_id).collect();
    let beside = Beside {
        now: cx.clock.now(),
        organisations: members::organisations(cx.db.read(), Some(running.into_iter().collect())).await?,
        phases: desk::phases_of(cx.db.read(), ids.clone()).await?,
        to_moderate: desk::to_moderate(cx.db.read(), ids.clone())
            .await?
            .into_iter()
            .collect(),
        to_read: free_texts::count_waiting_in(cx.db.read(), ids.clone())
            .await?
            .into_iter()
            .collect(),
        to_judge: moderation::count_waiting_in::<statement::Entity>(cx.db.read(), ids.clone())
            .await?
            .into_iter()
            .collect(),
        to_answer: desk::to_answer(cx.db.read(), ids).await?.into_iter().collect(),
    };
    let may_create = organisations
        .iter()
        .any(|&id| allow(actor, Action::CreateConsultation, Scope::Organisation(id)).is_ok());
    let consultations = rows.into_iter().map(|row| beside.line(actor, row)).collect();
    Ok(Desk { consultations, may_create })
}

/// One consultation as far as moving about its desk goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeskPlace {
    /// In addresses.
    pub slug: String,
    /// As people read it.
    pub title: String,
    /// What the member may do there.
    pub actions: Vec<Action>,
}

/// What a member may do in a consultation: its desk shows no way to the rest.
///
/// # Errors
/// `NotFound` for a consultation that is none, or where the member has no role.
pub async fn place(cx: &Context, actor: &Actor, slug: &str) -> Result<DeskPlace, Refusal> {
    allow(actor, Action::ReadDesk, Scope::Anywhere)?;
    let found = consultations::by_slug(cx.db.read(), slug).await?;
    let found = found.ok_or(Refusal::NotFound)?;
    let scope = Scope::Consultation { organisation: found.organisation_id, consultation: found.id };
    allow(actor, Action::ReadDesk, scope)?;
    let allowed = Action::ALL
        .into_iter()
        .filter(|action| allow(actor, *action, scope).is_ok());
    Ok(DeskPlace { slug: found.slug, title: found.title, actions: allowed.collect() })
}

/// Whole organisations, and single consultations, that an actor has a role in.
fn in_sight(actor: &Actor) -> (Vec<Uuid>, Vec<Uuid>) {
    let Actor::Member(member) = actor else {
        return (Vec::new(), Vec::new());
    };
    let whole = member.grants.iter().filter(|grant| grant.consultation.is_none());
    let single = member.grants.iter().filter_map(|grant| grant.consultation);
    (whole.map(|grant| grant.organisation).collect(), single.collect())
}

/// What was read beside the consultations, to be put to each.
struct Beside {
    now: i64,
    organisations: Vec<organisation::Model>,
    phases: Vec<phase::Model>,
    to_moderate: BTreeMap<Uuid, i64>,
    to_read: BTreeMap<Uuid, i64>,
    to_judge: BTreeMap<Uuid, i64>,
    to_answer: BTreeMap<Uuid, i64>,
}

impl Beside {
    fn line(&self, actor: &Actor, row: consultation::Model) -> DeskConsultation {
        let scope = Scope::Consultation { organisation: row.organisation_id, consultation: row.id };
        let waiting = |action, counts: &BTreeMap<Uuid, i64>| match allow(actor, action, scope) {
            Ok(()) => counts.get(&row.id).copied().unwrap_or_default(),
            Err(_) => 0,
        };
        let own_phases = self.phases.iter().filter(|phase| phase.consultation_id == row.id);
        let phases: Vec<phase::Model> = own_phases.cloned().collect();
        let organisation = self.organisations.iter().find(|found| found.id == row.organisation_id);
        DeskConsultation {
            state: row.state_at(&phases, self.now),
            organisation: organisation.map_or_else(String::new, |found| found.name.clone()),
            participants: row.participants,
            to_moderate: waiting(Action::Moderate, &self.to_moderate),
            to_read: waiting(Action::Moderate, &self.to_read),
            to_judge: waiting(Action::Moderate, &self.to_judge),
            to_answer: waiting(Action::AnswerProposals, &self.to_answer),
            slug: row.slug,
            title: row.title,
        }
    }
}
