//! Statements about the consultation itself: a facilitator sets them apart, so that they form no groups among people.

use tablee_rules::moderation::ModerationState;
use tablee_rules::timetable::{Change, PhaseKind, PhaseMoment};
use uuid::Uuid;

use crate::access::{Action, Actor};
use crate::cases::audit::Deed;
use crate::cases::editor::{PhaseEdit, Seen, begin_phase, find_and_allow, finish};
use crate::cases::facts::Fact;
use crate::store::moderation::state_of;
use crate::store::{consultations, statements};
use crate::{Context, Refusal};

/// The statements of a phase that are put to the vote, as a facilitator sorts them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SortedStatements {
    /// Title of the phase.
    pub phase: String,
    /// What a change is based on.
    pub seen: Seen,
    /// Whether the phase has closed: nothing moves any more.
    pub closed: bool,
    /// They, in the order they were written.
    pub statements: Vec<SortedStatement>,
}

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SortedStatement {
    /// Its id.
    pub id: Uuid,
    /// Its words.
    pub text: String,
    /// Whether it is about the consultation itself.
    pub apart: bool,
}

/// The statements of an opinion phase that are put to the vote, those of residents too.
///
/// # Errors
/// `SignInNeeded`, `Forbidden`, `NotFound`.
pub async fn sorted_statements(
    cx: &Context,
    actor: &Actor,
    slug: &str,
    position: i32,
) -> Result<SortedStatements, Refusal> {
    let found = find_and_allow(cx, actor, Action::Moderate, slug).await?;
    let phase = consultations::phase_at(cx.db.read(), found.id, position).await?;
    let phase = phase.filter(|phase| phase.phase_kind() == Some(PhaseKind::Opinion));
    let phase = phase.ok_or(Refusal::NotFound)?;
    let rows = statements::published(cx.db.read(), phase.id).await?;
    let sorted = rows
        .into_iter()
        .map(|row| SortedStatement { id: row.id, text: row.text, apart: row.apart });
    Ok(SortedStatements {
        closed: phase.moment(cx.clock.now()) == PhaseMoment::Done,
        phase: phase.title,
        seen: Seen(found.updated_at),
        statements: sorted.collect(),
    })
}

/// Sets a statement apart because it is about the consultation itself, or puts it back among the others, until the phase closes: votes
/// on it still count, but form no groups. Doing it twice changes nothing more.
///
/// # Errors
/// `SignInNeeded`, `Forbidden`, `NotFound`, `PhaseClosed`, `ChangedMeanwhile`.
pub async fn set_apart(
    cx: &Context,
    actor: &Actor,
    edit: PhaseEdit,
    statement: Uuid,
    apart: bool,
) -> Result<(), Refusal> {
    let found = find_and_allow(cx, actor, Action::Moderate, &edit.slug).await?;
    let held = begin_phase(cx, &found, &edit, Change::Wording).await?;
    let row = statements::lock(held.unit.conn(), statement).await?;
    let row = row
        .filter(|row| row.phase_id == held.phase.id && state_of(&row.state) == ModerationState::Published)
        .ok_or(Refusal::NotFound)?;
    if row.apart == apart {
        return Ok(held.unit.commit().await?);
    }
    statements::set_apart(held.unit.conn(), row.id, apart).await?;
    let action = if apart { "statement.set-apart" } else { "statement.put-back" };
    let detail = Fact::stored(&[Fact::about("phase", held.phase.position), Fact::about("entry", row.text.as_str())]);
    let deed = Deed { action, subject_kind: "statements", subject: Some(row.id), detail: &detail };
    finish(cx, held.unit, actor, &held.consultation, deed).await
}
