//! Publishing several answers together.

use uuid::Uuid;

use super::form_of;
use super::write::read_form;
use crate::access::{Action, Actor};
use crate::cases::audit::{self, Deed};
use crate::cases::editor::{find_and_allow, scope_of};
use crate::cases::facts::{Fact, FactValue};
use crate::cases::follows::{self, Topic};
use crate::cases::participation::ContributionKind;
use crate::mail::kinds::OfficialAnswer;
use crate::store::{consultations, official_answers};
use crate::{Context, Refusal};

/// Drafts to publish together.
#[derive(Clone, Debug)]
pub struct PublishAnswers {
    /// Slug of the consultation.
    pub slug: String,
    /// The drafts.
    pub answers: Vec<Uuid>,
}

/// Publishes drafts and tells those who follow their proposals; says how many. Drafts that are published already are left as
/// they are, so that a form received twice publishes once; so are those for proposals that were taken down meanwhile.
///
/// # Errors
/// `Invalid` on `answers` when none is chosen, or when the day that one promises is past by now; `SignInNeeded`, `Forbidden`,
/// `NotFound`.
pub async fn publish(cx: &Context, actor: &Actor, command: PublishAnswers) -> Result<usize, Refusal> {
    let consultation = find_and_allow(cx, actor, Action::AnswerProposals, &command.slug).await?;
    if command.answers.is_empty() {
        return Err(Refusal::field("answers", "fault-official-none-chosen"));
    }
    let unit = cx.db.begin().await?;
    consultations::touch(unit.conn(), consultation.id).await?;
    let drafts = official_answers::lock_drafts(unit.conn(), consultation.id, command.answers).await?;
    if drafts.iter().any(|draft| read_form(cx, &form_of(draft)).is_err()) {
        return Err(Refusal::field("answers", "fault-official-outdated"));
    }
    official_answers::publish(unit.conn(), drafts.iter().map(|draft| draft.id).collect(), cx.clock.now()).await?;
    for draft in &drafts {
        let detail = Fact::stored(&[
            Fact::about("version", draft.version),
            Fact::about("verdict", FactValue::name(&draft.verdict)),
        ]);
        let deed = Deed {
            action: "answer.published",
            subject_kind: "proposals",
            subject: Some(draft.proposal_id),
            detail: &detail,
        };
        audit::record(cx, &unit, actor, scope_of(&consultation), deed).await?;
        let topic = Topic::Contribution(ContributionKind::Proposal, draft.proposal_id);
        follows::tell(cx, &unit, topic, draft.id, OfficialAnswer { answer_id: draft.id }).await?;
    }
    unit.commit().await?;
    Ok(drafts.len())
}
