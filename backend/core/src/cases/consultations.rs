//! Reading consultations, for everyone.

use tablee_rules::timetable::{ConsultationState, Millis, PhaseKind, PhaseMoment, Timeline};
use uuid::Uuid;

use super::editor::find_and_allow;
use super::participation::{PhaseAddress, any_public_phase, participation_of, receipt_code};
use super::retention;
use super::votes;
use crate::access::{Action, Actor, Scope, allow};
use crate::store::entities::{consultation, phase};
use crate::store::public_reading::{self, Stamp};
use crate::store::{consultations, questions, workshops};
use crate::{Context, Refusal};

/// Consultations on the site's first page, at most: more than that is a list to browse.
const ON_THE_FIRST_PAGE: u64 = 100;

/// A page of a list by the API, at most.
const LIST_PAGE: usize = 50;

/// When a public page was made: the same stamp, the same page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageVersion {
    /// Grows with every change of data shown.
    pub data: i64,
    /// Grows with every opening and closing of a phase.
    pub edges: i64,
}

impl From<Stamp> for PageVersion {
    fn from(stamp: Stamp) -> Self {
        Self { data: stamp.version, edges: stamp.edges }
    }
}

/// A consultation in a list.
#[derive(Clone, Debug)]
pub struct ConsultationSummary {
    /// Its id, for lists that go on.
    pub id: Uuid,
    /// Its slug.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// What can change and by when, in two sentences.
    pub summary: String,
    /// Where it stands.
    pub state: ConsultationState,
    /// When the phase to take part in closes.
    pub closes_at: Option<Millis>,
    /// Whether one can take part in other phases too, now or later: the close above is that of a step.
    pub more_steps: bool,
    /// When the next phase opens, while none is open.
    pub opens_at: Option<Millis>,
    /// People who took part.
    pub participants: i32,
}

/// A consultation as everyone reads it.
#[derive(Clone, Debug)]
pub struct ConsultationDetail {
    /// What lists show of it.
    pub summary: ConsultationSummary,
    /// Who runs it.
    pub organisation: String,
    /// What it is for.
    pub purpose: String,
    /// Who decides.
    pub decider: String,
    /// Whom and where it concerns.
    pub territory: String,
    /// When the institution will answer.
    pub answer_due_at: Option<Millis>,
    /// The day promised at first and when it was changed, once it is another.
    pub answer_due_before: Option<MovedDay>,
    /// Who is responsible for personal data.
    pub controller: String,
    /// On what legal basis data are kept.
    pub legal_basis: String,
    /// Whether it comes from a workshop whose minutes can be read.
    pub from_workshop: bool,
    /// Whom to write to.
    pub contact: String,
    /// How long contributions are kept, in months.
    pub retention_months: i32,
    /// The last day on which they are kept, at noon in Paris, once the last close is known.
    pub kept_until: Option<Millis>,
    /// Its phases, in order.
    pub phases: Vec<PhaseSummary>,
    /// Position of the phase to take part in now.
    pub take_part: Option<i32>,
}

/// A promised day that was moved after people had taken part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MovedDay {
    /// The day that was promised at first.
    pub first: Millis,
    /// When it was changed last.
    pub changed_at: Millis,
}

impl MovedDay {
    /// The day of the promised answer, if it was moved.
    pub(crate) fn of_answer(row: &consultation::Model) -> Option<Self> {
        let (first, changed_at) = (row.first_answer_due_at?, row.answer_due_changed_at?);
        (Some(first) != row.answer_due_at).then_some(Self { first, changed_at })
    }
}

/// A phase in its consultation's timeline.
#[derive(Clone, Debug)]
pub struct PhaseSummary {
    /// From 1.
    pub position: i32,
    /// What people do in it.
    pub kind: PhaseKind,
    /// Its title.
    pub title: String,
    /// What it is about.
    pub intro: String,
    /// When it opens.
    pub opens_at: Option<Millis>,
    /// When it closes.
    pub closes_at: Option<Millis>,
    /// Where it stands.
    pub moment: PhaseMoment,
    /// People who took part in it.
    pub participants: i32,
    /// Whether its results can be read.
    pub results_published: bool,
}

/// The start of a phase, as one person sees it.
#[derive(Clone, Debug)]
pub struct PhaseStart {
    /// Slug of the consultation.
    pub slug: String,
    /// Title of the consultation.
    pub consultation: String,
    /// The phase.
    pub phase: PhaseSummary,
    /// How many questions it asks, for a questionnaire.
    pub questions: usize,
    /// Whether this device has taken part in it.
    pub taken_part: bool,
    /// Whether it draws a panel among those who answer.
    pub draws_panel: bool,
    /// In a phase that presents results: the phases of the consultation whose results can be read.
    pub results: Vec<PublishedPhase>,
    /// The contribution's receipt code, in phases where one participation is one contribution.
    pub receipt: Option<tablee_rules::receipts::ReceiptCode>,
}

/// A phase whose results can be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedPhase {
    /// From 1.
    pub position: i32,
    /// Its title.
    pub title: String,
}

/// The version of the site's first page.
///
/// # Errors
/// When the database refuses.
pub async fn version_of_list(cx: &Context, actor: &Actor) -> Result<PageVersion, Refusal> {
    allow(actor, Action::ReadPublic, Scope::Anywhere)?;
    Ok(public_reading::stamp_of_all(cx.db.read(), cx.clock.now()).await?.into())
}

/// The version of a consultation's page.
///
/// # Errors
/// `NotFound`.
pub async fn version(cx: &Context, actor: &Actor, slug: &str) -> Result<PageVersion, Refusal> {
    allow(actor, Action::ReadPublic, Scope::Anywhere)?;
    let stamp = public_reading::stamp(cx.db.read(), slug, cx.clock.now()).await?;
    stamp.map(PageVersion::from).ok_or(Refusal::NotFound)
}

/// The consultations of the site's first page: open ones first, the one that closes soonest on top.
///
/// # Errors
/// When the database refuses.
pub async fn current(cx: &Context, actor: &Actor) -> Result<Vec<ConsultationSummary>, Refusal> {
    allow(actor, Action::ReadPublic, Scope::Anywhere)?;
    let rows = public_reading::current(cx.db.read(), ON_THE_FIRST_PAGE).await?;
    let mut found = summaries(cx, rows).await?;
    found.sort_by_key(|summary| (summary.state, summary.closes_at.or(summary.opens_at)));
    // Open before scheduled: the order of a life is not the order of interest.
    found.sort_by_key(|summary| summary.state != ConsultationState::Open);
    Ok(found)
}

/// One page of the list of all public consultations, the newest first, and the cursor of the next one.
#[derive(Clone, Debug)]
pub struct ConsultationList {
    /// The consultations.
    pub items: Vec<ConsultationSummary>,
    /// Where the next page begins; nothing at the end.
    pub next: Option<String>,
}

/// All public consultations, page by page.
///
/// # Errors
/// `Malformed` for a cursor that no page gave.
pub async fn list(cx: &Context, actor: &Actor, cursor: Option<&str>) -> Result<ConsultationList, Refusal> {
    allow(actor, Action::ReadPublic, Scope::Anywhere)?;
    let cursor = cursor.map(str::parse).transpose().map_err(|_| Refusal::Malformed)?;
    let mut rows = public_reading::before(cx.db.read(), cursor, LIST_PAGE as u64 + 1).await?;
    let more = rows.len() > LIST_PAGE;
    rows.truncate(LIST_PAGE);
    let next = rows.last().filter(|_| more).map(|row| row.id.to_string());
    Ok(ConsultationList { items: summaries(cx, rows).await?, next })
}

/// A consultation with its timeline.
///
/// # Errors
/// `NotFound`.
pub async fn show(cx: &Context, actor: &Actor, slug: &str) -> Result<ConsultationDetail, Refusal> {
    allow(actor, Action::ReadPublic, Scope::Anywhere)?;
    let row = consultations::by_slug(cx.db.read(), slug).await?;
    let row = row
        .filter(|row| row.stored_state().is_public())
        .ok_or(Refusal::NotFound)?;
    Box::pin(detail(cx, row)).await
}

/// The same of a consultation that is being prepared, as it will be once people can take part in its first phase.
///
/// # Errors
/// `SignInNeeded`, `Forbidden`, `NotFound`.
pub async fn preview(cx: &Context, actor: &Actor, slug: &str) -> Result<ConsultationDetail, Refusal> {
    let row = find_and_allow(cx, actor, Action::ReadDesk, slug).await?;
    let mut found = Box::pin(detail(cx, row)).await?;
    let first = found.phases.iter().find(|phase| phase.kind.takes_contributions());
    found.summary.closes_at = first.and_then(|phase| phase.closes_at);
    found.take_part = first.map(|phase| phase.position);
    found.summary.state = ConsultationState::Open;
    Ok(found)
}

async fn detail(cx: &Context, row: consultation::Model) -> Result<ConsultationDetail, Refusal> {
    let phases = consultations::phases(cx.db.read(), row.id).await?;
    let published = public_reading::published_phases(cx.db.read(), row.id).await?;
    let organisation = public_reading::organisation_name(cx.db.read(), row.organisation_id).await?;
    let from_workshop = workshops::any(cx.db.read(), row.id).await?;
    let now = cx.clock.now();
    Ok(ConsultationDetail {
        kept_until: retention::kept_until(&row, &phases),
        summary: summary(&row, &phases, now),
        organisation: organisation.unwrap_or_default(),
        take_part: phase_to_take_part_in(&phases, now).map(|phase| phase.position),
        phases: phases
            .into_iter()
            .filter_map(|phase| phase_summary(phase, &published, now))
            .collect(),
        answer_due_before: MovedDay::of_answer(&row),
        purpose: row.purpose,
        decider: row.decider,
        territory: row.territory,
        answer_due_at: row.answer_due_at,
        controller: row.controller,
        legal_basis: row.legal_basis,
        from_workshop,
        contact: row.contact,
        retention_months: row.retention_months,
    })
}

/// The start of a phase, with what this device did in it.
///
/// # Errors
/// `NotFound`.
pub async fn phase_start(cx: &Context, actor: &Actor, address: &PhaseAddress) -> Result<PhaseStart, Refusal> {
    allow(actor, Action::ReadPublic, Scope::Anywhere)?;
    let found = any_public_phase(cx, address).await?;
    let participation = match actor {
        Actor::Resident(device) => participation_of(cx, device, &found).await?,
        Actor::Anyone | Actor::Member(_) | Actor::System => None,
    };
    let published = public_reading::published_phases(cx.db.read(), found.consultation.id).await?;
    let asked = questions::of_phase(cx.db.read(), found.phase.id).await?.len();
    let draws_panel = votes::draws_panel(&found.phase);
    let phase = phase_summary(found.phase, &published, cx.clock.now()).ok_or(Refusal::NotFound)?;
    let results = match phase.kind {
        PhaseKind::Result => readable_results(cx, found.consultation.id, &published).await?,
        _ => Vec::new(),
    };
    Ok(PhaseStart {
        slug: found.consultation.slug,
        consultation: found.consultation.title,
        phase,
        questions: asked,
        draws_panel,
        results,
        taken_part: participation.is_some(),
        receipt: participation
            .and_then(|row| row.contribution_id)
            .map(|contribution| receipt_code(&cx.secrets, contribution)),
    })
}

async fn readable_results(
    cx: &Context,
    consultation: Uuid,
    published: &[Uuid],
) -> Result<Vec<PublishedPhase>, Refusal> {
    let phases = consultations::phases(cx.db.read(), consultation).await?;
    let readable = phases.into_iter().filter(|phase| published.contains(&phase.id));
    Ok(readable
        .map(|phase| PublishedPhase { position: phase.position, title: phase.title })
        .collect())
}

async fn summaries(cx: &Context, rows: Vec<consultation::Model>) -> Result<Vec<ConsultationSummary>, Refusal> {
    let ids = rows.iter().map(|row| row.id).collect();
    let phases = public_reading::phases_of(cx.db.read(), ids).await?;
    let now = cx.clock.now();
    let of = |row: &consultation::Model| -> Vec<phase::Model> {
        phases
            .iter()
            .filter(|phase| phase.consultation_id == row.id)
            .cloned()
            .collect()
    };
    Ok(rows.iter().map(|row| summary(row, &of(row), now)).collect())
}

fn summary(row: &consultation::Model, phases: &[phase::Model], now: Millis) -> ConsultationSummary {
    let opens = phases.iter().filter_map(|phase| phase.opens_at);
    ConsultationSummary {
        id: row.id,
        slug: row.slug.clone(),
        title: row.title.clone(),
        summary: row.summary.clone(),
        state: row.state_at(phases, now),
        more_steps: phases.iter().filter(|phase| still_takes_part(phase, now)).count() > 1,
        closes_at: phase_to_take_part_in(phases, now).and_then(|phase| phase.closes_at),
        opens_at: opens.filter(|opens| *opens > now).min(),
        participants: row.participants,
    }
}

/// Whether one can take part in a phase now, or will.
fn still_takes_part(phase: &phase::Model, now: Millis) -> bool {
    phase.phase_kind().is_some_and(PhaseKind::takes_contributions) && phase.moment(now) != PhaseMoment::Done
}

fn phase_to_take_part_in(phases: &[phase::Model], now: Millis) -> Option<&phase::Model> {
    let dated: Vec<_> = phases
        .iter()
        .filter_map(|phase| Some((phase, phase.dates()?)))
        .collect();
    let dates: Vec<_> = dated.iter().map(|(_, dates)| *dates).collect();
    let index = Timeline::at(&dates, now).take_part?;
    dated.get(index).map(|(phase, _)| *phase)
}

fn phase_summary(phase: phase::Model, published: &[Uuid], now: Millis) -> Option<PhaseSummary> {
    Some(PhaseSummary {
        kind: phase.phase_kind()?,
        moment: phase.moment(now),
        results_published: published.contains(&phase.id),
        position: phase.position,
        title: phase.title,
        intro: phase.intro,
        opens_at: phase.opens_at,
        closes_at: phase.closes_at,
        participants: phase.participants,
    })
}
