//! Writing an answer. A draft is written over until it is published; then a change is a new version.

use tablee_rules::answers::{AnswerForm, OfficialAnswer, next_version};
use tablee_rules::dates::Day;

use super::{AnswerVersion, form_of, mark, said};
use crate::access::{Action, Actor};
use crate::cases::audit::{self, Deed};
use crate::cases::editor::{find_and_allow, scope_of};
use crate::cases::facts::{Fact, FactValue};
use crate::cases::moderation::member_of;
use crate::cases::moments::day_of;
use crate::store::entities::official_answer::{self, AnswerState};
use crate::store::entities::{consultation, proposal};
use crate::store::{official_answers, proposals};
use crate::{Context, FieldFault, Refusal};

/// The page on which an answer is written.
#[derive(Clone, Debug)]
pub struct AnswerEdit {
    /// Slug of the consultation.
    pub slug: String,
    /// Number of the proposal.
    pub number: i32,
    /// Its title.
    pub title: String,
    /// Its text.
    pub text: String,
    /// People who said "this is mine too".
    pub supports: i32,
    /// What to start from: the draft, else the published answer, else nothing.
    pub form: AnswerForm,
    /// A mark of what is written so far, to be sent back with what is written next.
    pub seen: String,
    /// The published versions, the one in force first.
    pub published: Vec<AnswerVersion>,
    /// The draft, as it would be published.
    pub draft: Option<AnswerVersion>,
}

/// An answer to keep as a draft.
#[derive(Clone, Debug)]
pub struct SaveAnswer {
    /// Slug of the consultation.
    pub slug: String,
    /// Number of the proposal.
    pub number: i32,
    /// The mark of what was read.
    pub seen: String,
    /// As typed.
    pub form: AnswerForm,
}

/// What is written of an answer.
///
/// # Errors
/// `SignInNeeded`, `Forbidden`, `NotFound`.
pub async fn edit(cx: &Context, actor: &Actor, slug: &str, number: i32) -> Result<AnswerEdit, Refusal> {
    let consultation = find_and_allow(cx, actor, Action::AnswerProposals, slug).await?;
    let proposal = published(cx, &consultation, number).await?;
    let versions = official_answers::versions(cx.db.read(), [proposal.id]).await?;
    let seen = mark(cx, &versions);
    let draft = versions.iter().find(|version| !version.is_published()).cloned();
    let mut in_public: Vec<_> = versions.into_iter().filter(|version| version.is_published()).collect();
    in_public.reverse();
    let form = draft.as_ref().or(in_public.first()).map(form_of).unwrap_or_default();
    Ok(AnswerEdit {
        slug: consultation.slug,
        number,
        title: proposal.title,
        text: proposal.text,
        supports: proposal.supports,
        form,
        seen,
        published: in_public.into_iter().map(Into::into).collect(),
        draft: draft.map(Into::into),
    })
}

/// Keeps an answer as a draft.
///
/// # Errors
/// `Invalid` on the fields at fault; `ChangedMeanwhile` when somebody has written or published something else since it was read;
/// `SignInNeeded`, `Forbidden`, `NotFound`.
pub async fn save(cx: &Context, actor: &Actor, command: SaveAnswer) -> Result<(), Refusal> {
    let consultation = find_and_allow(cx, actor, Action::AnswerProposals, &command.slug).await?;
    let proposal = published(cx, &consultation, command.number).await?;
    let answer = read_form(cx, &command.form)?;
    let unit = cx.db.begin().await?;
    // Two people who write at once take turns.
    proposals::lock(unit.conn(), proposal.id).await?;
    let versions = official_answers::versions(unit.conn(), [proposal.id]).await?;
    if mark(cx, &versions) != command.seen {
        return Err(Refusal::ChangedMeanwhile);
    }
    let last = versions.iter().rfind(|version| version.is_published());
    let before = last.and_then(|last| Some((u32::try_from(last.version).ok()?, said(last)?)));
    let version = next_version(before.as_ref().map(|(version, said)| (*version, said)), &answer)
        .map_err(|fault| Refusal::fault(fault.field(), &fault))?;
    let row = row(cx, actor, &proposal, i32::try_from(version).unwrap_or(i32::MAX), answer);
    let detail = Fact::stored(&[
        Fact::about("proposal", proposal.number),
        Fact::about("version", row.version),
        Fact::about("verdict", FactValue::name(&row.verdict)),
    ]);
    if !official_answers::save_draft(unit.conn(), row).await? {
        return Err(Refusal::ChangedMeanwhile);
    }
    let deed =
        Deed { action: "answer.drafted", subject_kind: "proposals", subject: Some(proposal.id), detail: &detail };
    audit::record(cx, &unit, actor, scope_of(&consultation), deed).await?;
    Ok(unit.commit().await?)
}

/// Takes the draft of an answer away. Doing it twice changes nothing more.
///
/// # Errors
/// `SignInNeeded`, `Forbidden`, `NotFound`.
pub async fn drop_draft(cx: &Context, actor: &Actor, slug: &str, number: i32) -> Result<(), Refusal> {
    let consultation = find_and_allow(cx, actor, Action::AnswerProposals, slug).await?;
    let proposal = published(cx, &consultation, number).await?;
    let unit = cx.db.begin().await?;
    if official_answers::drop_draft(unit.conn(), proposal.id).await? {
        let detail = Fact::stored(&[Fact::about("proposal", proposal.number)]);
        let deed = Deed {
            action: "answer.draft-dropped",
            subject_kind: "proposals",
            subject: Some(proposal.id),
            detail: &detail,
        };
        audit::record(cx, &unit, actor, scope_of(&consultation), deed).await?;
    }
    Ok(unit.commit().await?)
}

/// Checks what was typed, as of today.
pub(super) fn read_form(cx: &Context, form: &AnswerForm) -> Result<OfficialAnswer, Refusal> {
    let today: Day = day_of(cx.clock.now()).ok_or(Refusal::WrongState)?;
    OfficialAnswer::new(form, today).map_err(|faults| {
        let faults = faults.iter().map(|fault| FieldFault::of(fault.field(), fault));
        Refusal::Invalid(faults.collect())
    })
}

async fn published(cx: &Context, consultation: &consultation::Model, number: i32) -> Result<proposal::Model, Refusal> {
    let found = proposals::published_at(cx.db.read(), consultation.id, number).await?;
    found.ok_or(Refusal::NotFound)
}

fn row(
    cx: &Context,
    actor: &Actor,
    proposal: &proposal::Model,
    version: i32,
    answer: OfficialAnswer,
) -> official_answer::Model {
    official_answer::Model {
        id: cx.dated_id(),
        consultation_id: proposal.consultation_id,
        proposal_id: proposal.id,
        version,
        verdict: answer.verdict.key().to_owned(),
        reason: answer.reason,
        details: answer.details,
        body: answer.body,
        person: answer.person,
        due_on: answer.due.map(|day| day.to_string()),
        state: AnswerState::Draft.key().to_owned(),
        member_id: member_of(actor),
        written_at: cx.clock.now(),
        published_at: None,
    }
}
