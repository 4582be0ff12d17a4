//! Publishing several answers together.

use std::collections::BTreeSet;

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
use crate::store::{Unit, consultations, official_answers};
use crate::{Context, Refusal};

/// Drafts to publish together.
#[derive(Clone, Debug)]
pub struct PublishAnswers {
    /// Slug of the consultation.
    pub slug: String,
    /// The drafts.
    pub answers: Vec<Uuid>,
}

/// What became of the drafts that were to be published together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PublishedAnswers {
    /// Published just now.
    pub published: usize,
    /// Published before: the same form came twice, or someone else was faster.
    pub already: usize,
    /// Kept as drafts: their proposals were taken down meanwhile.
    pub hidden: usize,
    /// Gone: somebody dropped them meanwhile.
    pub gone: usize,
}

/// Publishes drafts and tells those who follow their proposals; says what became of each. Drafts that are published already are
/// left as they are, so that a form received twice publishes once; so are those for proposals that were taken down meanwhile.
///
/// # Errors
/// `Invalid` on `answers` when none is chosen, or when the day that one promises is past by now; `SignInNeeded`, `Forbidden`,
/// `NotFound`.
pub async fn publish(cx: &Context, actor: &Actor, command: PublishAnswers) -> Result<PublishedAnswers, Refusal> {
    let consultation = find_and_allow(cx, actor, Action::AnswerProposals, &command.slug).await?;
    if command.answers.is_empty() {
        return Err(Refusal::field("answers", "fault-official-none-chosen"));
    }
    let unit = cx.db.begin().await?;
    consultations::touch(unit.conn(), consultation.id).await?;
    let chosen: BTreeSet<Uuid> = command.answers.into_iter().collect();
    let ids = chosen.iter().copied().collect();
    let drafts = official_answers::lock_drafts(unit.conn(), consultation.id, ids).await?;
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
    let left = chosen
        .into_iter()
        .filter(|id| drafts.iter().all(|draft| draft.id != *id));
    let outcome = with_those_left(&unit, consultation.id, drafts.len(), left.collect()).await?;
    unit.commit().await?;
    Ok(outcome)
}

/// Why the others were not published.
async fn with_those_left(
    unit: &Unit,
    consultation: Uuid,
    published: usize,
    left: Vec<Uuid>,
) -> Result<PublishedAnswers, Refusal> {
    let chosen = left.len();
    let rows = official_answers::chosen(unit.conn(), consultation, left).await?;
    let already = rows.iter().filter(|row| row.is_published()).count();
    Ok(PublishedAnswers { published, already, hidden: rows.len() - already, gone: chosen - rows.len() })
}
