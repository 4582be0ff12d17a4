//! Publishing results: a whole that is never edited; a correction is a new version.

use tablee_rules::ballot_log::sha256;
use tablee_rules::timetable::{ConsultationState, PhaseKind};
use uuid::Uuid;

use super::decision::Counting;
use super::desk::{closed_phase, gives_results};
use super::kept::counted_once;
use super::{PhaseResults, count, decision, sealed, sealed_opinions};
use crate::access::{Action, Actor};
use crate::cases::audit::{self, Deed};
use crate::cases::ballot_log;
use crate::cases::editor::{find_and_allow, scope_of};
use crate::cases::facts::Fact;
use crate::cases::follows::{self, Topic};
use crate::cases::moderation::member_of;
use crate::cases::participation::PhaseAddress;
use crate::mail::kinds::ResultsPublished;
use crate::store::entities::{consultation, phase, publication, sealed_result};
use crate::store::{Unit, ballot_log as log_rows, consultations, kept_counts, moderation, results, statements};
use crate::{Context, Refusal};

/// Which results to publish.
#[derive(Clone, Debug)]
pub struct PublishResults {
    /// The phase.
    pub phase: PhaseAddress,
    /// The number that the draft announced: the same form sent twice publishes once.
    pub version: i32,
    /// Whether the report leads to the whole result without ballots alike from one address, where there are some. The totals with
    /// and without them are told in any case.
    pub alike_in_full: bool,
}

/// Publishes the results of a closed phase and tells those who follow the consultation. The consultation is published when
/// all its phases are.
///
/// # Errors
/// `ChangedMeanwhile` when another version than the announced one would come next, or when a facilitator decided on a contribution
/// during the count; `DrawMissing` until the public draw named in the rules was entered; `LinksErased` when nobody could be told
/// any more that a panel's draw took them; `PhaseStillOpen`; `SignInNeeded`, `Forbidden`, `NotFound`.
pub async fn publish(cx: &Context, actor: &Actor, command: PublishResults) -> Result<(), Refusal> {
    let consultation = find_and_allow(cx, actor, Action::PublishResults, &command.phase.slug).await?;
    let phase = closed_phase(cx, &consultation, command.phase.position).await?;
    let moves = moderation::moves(cx.db.read(), consultation.id).await?;
    let Counted { results, vote, salts } = counted(cx, &consultation, &phase, command.version).await?;
    let results = results.showing_alike(command.alike_in_full);
    if results.awaited_draw().is_some() {
        return Err(Refusal::DrawMissing);
    }
    if results.draws_unknown_people() {
        return Err(Refusal::LinksErased);
    }
    let last = results::last_publication(cx.db.read(), phase.id)
        .await?
        .map_or(0, |last| last.version);
    if command.version < 1 || command.version > last + 1 {
        return Err(Refusal::ChangedMeanwhile);
    }
    let row = publication::Model {
        id: cx.dated_id(),
        consultation_id: consultation.id,
        phase_id: phase.id,
        version: command.version,
        results: serde_json::to_string(&results).map_err(|_| Refusal::WrongState)?,
        member_id: member_of(actor),
        published_at: cx.clock.now(),
    };
    let id = row.id;
    let unit = cx.db.begin().await?;
    consultations::touch(unit.conn(), consultation.id).await?;
    if moderation::moves(unit.conn(), consultation.id).await? != moves {
        return Err(Refusal::ChangedMeanwhile);
    }
    if !results::publish(unit.conn(), row).await? {
        // The same form again: it is done.
        return Ok(());
    }
    if let Some(vote) = vote {
        log_rows::add_result(unit.conn(), vote).await?;
        statements::put_salts(unit.conn(), &salts).await?;
    }
    note_state(cx, &unit, &consultation).await?;
    let detail = Fact::stored(&[Fact::about("phase", phase.position), Fact::about("version", command.version)]);
    let deed = Deed { action: "results.published", subject_kind: "phases", subject: Some(phase.id), detail: &detail };
    audit::record(cx, &unit, actor, scope_of(&consultation), deed).await?;
    let topic = Topic::Consultation(consultation.id);
    follows::tell(cx, &unit, topic, id, ResultsPublished { publication_id: id }).await?;
    Ok(unit.commit().await?)
}

/// The results of a phase as they are now.
struct Counted {
    results: PhaseResults,
    /// Of a vote, what lets anyone verify them.
    vote: Option<sealed_result::Model>,
    /// Salts of statements' words that were drawn for it.
    salts: Vec<(Uuid, String)>,
}

/// Counts a phase as it is now; of a vote also makes what lets anyone verify it.
async fn counted(
    cx: &Context,
    consultation: &consultation::Model,
    phase: &phase::Model,
    version: i32,
) -> Result<Counted, Refusal> {
    if !phase.phase_kind().is_some_and(PhaseKind::seals_votes) {
        return Ok(Counted { results: count(cx, phase).await?, vote: None, salts: Vec::new() });
    }
    let head = ballot_log::close(cx, phase).await?;
    if phase.phase_kind() == Some(PhaseKind::Opinion) {
        let results = count(cx, phase).await?;
        let (vote, salts) = sealed_opinions::sealed(cx, (consultation, phase), (&results, head), version).await?;
        return Ok(Counted { results, vote: Some(vote), salts });
    }
    let results = counted_once(cx, phase).await?;
    let counting = decision::counting_behind(cx, phase, &results).await?;
    must_draw_from_the_published_panels(cx, phase, &counting).await?;
    let vote = sealed::sealed(cx, (consultation, phase), (&results, counting), version).await?;
    Ok(Counted { results, vote: Some(vote), salts: Vec::new() })
}

/// Refuses a draw from other panels than those that everyone could read before it: another version of the program made them.
async fn must_draw_from_the_published_panels(
    cx: &Context,
    phase: &phase::Model,
    counting: &Counting,
) -> Result<(), Refusal> {
    let published = kept_counts::lottery(cx.db.read(), phase.id).await?;
    let published = published.map(|panels| sha256(&[panels.as_bytes()]).to_string());
    if published == counting.results.tally.working.lottery {
        return Ok(());
    }
    tracing::error!(phase = %phase.id, "the panels were made by another version: its result must be published by that version");
    Err(Refusal::WrongState)
}

/// Writes that the consultation is published, once it is closed and every phase that gives results has them published.
async fn note_state(cx: &Context, unit: &Unit, consultation: &consultation::Model) -> Result<(), Refusal> {
    let phases = consultations::phases(unit.conn(), consultation.id).await?;
    let closed = consultation.state_at(&phases, cx.clock.now());
    let Ok(next) = closed.go(ConsultationState::Published, true) else {
        return Ok(());
    };
    let published: Vec<Uuid> = results::publications(unit.conn(), consultation.id)
        .await?
        .into_iter()
        .map(|(phase, _, _)| phase)
        .collect();
    if phases
        .iter()
        .filter(|phase| gives_results(phase))
        .all(|phase| published.contains(&phase.id))
    {
        results::set_state(unit.conn(), consultation.id, next.key()).await?;
    }
    Ok(())
}
