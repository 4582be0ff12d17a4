//! What the public draw named in the rules of a decision gave: entered once, after the close, before the results are published.

use tablee_rules::text;
use tablee_rules::timetable::PhaseKind;

use super::desk::closed_phase;
use crate::access::{Action, Actor};
use crate::cases::audit::{self, Deed};
use crate::cases::editor::{find_and_allow, scope_of};
use crate::cases::facts::Fact;
use crate::cases::moderation::member_of;
use crate::cases::participation::PhaseAddress;
use crate::cases::votes;
use crate::store::entities::public_draw;
use crate::store::{ballots, consultations};
use crate::{Context, FieldFault, Refusal};

/// Longest the outcome of a draw may be.
const VALUE: usize = 200;

/// What a public draw gave.
#[derive(Clone, Debug)]
pub struct EnterDraw {
    /// The decision phase.
    pub phase: PhaseAddress,
    /// The outcome, as it was made public.
    pub value: String,
}

/// Enters what the public draw gave. It can be entered once: whoever enters the same again changes nothing.
///
/// # Errors
/// `Invalid` on `value`; `WrongState` when the rules name no draw; `DrawEntered` when another outcome is there already;
/// `PhaseStillOpen`, `SignInNeeded`, `Forbidden`, `NotFound`.
pub async fn enter_draw(cx: &Context, actor: &Actor, command: EnterDraw) -> Result<(), Refusal> {
    let consultation = find_and_allow(cx, actor, Action::PublishResults, &command.phase.slug).await?;
    let phase = closed_phase(cx, &consultation, command.phase.position).await?;
    if phase.phase_kind() != Some(PhaseKind::Decision) {
        return Err(Refusal::NotFound);
    }
    let rules = votes::rules(&phase);
    if rules.randomness.is_empty() {
        return Err(Refusal::WrongState);
    }
    let value = text::clean_line(&command.value);
    if value.is_empty() || text::length(&value) > VALUE {
        return Err(Refusal::Invalid(vec![FieldFault::new("value", "fault-draw-value")]));
    }
    let row = public_draw::Model {
        phase_id: phase.id,
        consultation_id: consultation.id,
        value: value.clone(),
        member_id: member_of(actor),
        entered_at: cx.clock.now(),
    };
    let unit = cx.db.begin().await?;
    consultations::touch(unit.conn(), consultation.id).await?;
    if !ballots::enter_public_draw(unit.conn(), row).await? {
        let present = ballots::public_draw(unit.conn(), phase.id).await?;
        let same = present.is_some_and(|present| present.value == value);
        return if same { Ok(()) } else { Err(Refusal::DrawEntered) };
    }
    let detail = Fact::stored(&[
        Fact::about("phase", phase.position),
        Fact::about("randomness", rules.randomness.as_str()),
        Fact::about("drawn", value.as_str()),
    ]);
    let deed = Deed { action: "draw.entered", subject_kind: "phases", subject: Some(phase.id), detail: &detail };
    audit::record(cx, &unit, actor, scope_of(&consultation), deed).await?;
    Ok(unit.commit().await?)
}
