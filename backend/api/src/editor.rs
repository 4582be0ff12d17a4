//! Consultations as their members write them: a draft, its texts, making it public.

use poem_openapi::param::Path;
use poem_openapi::payload::Json;
use poem_openapi::{Object, OpenApi};
use tablee_core::Context;
use tablee_core::cases::editor::overview::{self, Overview, PhaseLine};
use tablee_core::cases::editor::schedule::{self, StateChange};
use tablee_core::cases::editor::texts::{self, ConsultationTexts, EditTexts};
use tablee_core::cases::editor::{Seen, phases};

use crate::issued::Made;
use crate::receipts::Done;
use crate::text::Text;
use crate::{Caller, Problem, Tag};

/// A consultation as its members see it.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct EditedConsultation {
    /// `draft`, `scheduled`, `open`, `closed`, `published` or `archived`.
    state: String,
    /// The state that an edit is based on; goes back with it.
    seen: i64,
    /// Its texts.
    texts: Texts,
    /// Its phases, in order.
    phases: Vec<EditedPhase>,
    /// Where something is missing before it can be scheduled.
    missing: Vec<String>,
    /// How many observers have a public name, where that is fewer than two for a vote that has not closed: a warning, which keeps
    /// nothing from being scheduled.
    few_observers: Option<u64>,
    /// How many people took part.
    participants: i32,
    /// Whether the caller may change it.
    may_edit: bool,
}

/// The texts of a consultation.
#[derive(Object)]
struct Texts {
    /// Title.
    title: Text,
    /// What can change and by when, in two sentences.
    summary: Text,
    /// What it is for.
    purpose: Text,
    /// Who decides.
    decider: Text,
    /// Whom and where it concerns.
    territory: Text,
    /// The day until which an answer is promised: `2026-03-31`.
    answer_due: Text,
    /// Whether proposals are read `before` or `after` they are published.
    moderation: Text,
    /// Who is responsible for personal data.
    controller: Text,
    /// On what legal basis.
    legal_basis: Text,
    /// How long contributions are kept, in months, in digits.
    retention_months: Text,
    /// Whom to ask about the data.
    contact: Text,
}

/// A phase in a list.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct EditedPhase {
    /// From 1.
    position: i32,
    /// What people do in it.
    kind: String,
    /// Its title.
    title: String,
    /// When it opens, in milliseconds since 1970-01-01 UTC.
    opens_at: Option<i64>,
    /// When it closes, in milliseconds since 1970-01-01 UTC.
    closes_at: Option<i64>,
    /// `done`, `now` or `to_come`.
    moment: String,
    /// Questions, statements or options in it.
    contents: u32,
    /// Whether someone has contributed: rules and questions do not change any more.
    frozen: bool,
}

/// Other texts for a consultation.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct ChangedTexts {
    /// The `seen` of what was read.
    seen: i64,
    /// All texts.
    texts: Texts,
}

/// A phase to add at the end.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct NewPhase {
    /// The `seen` of what was read.
    seen: i64,
    /// What people do in it: `questionnaire`, `proposal`, `opinion`, `decision`, `result`, `answer` or `followup`.
    kind: Text,
    /// Its title.
    title: Text,
    /// The same key makes one phase, however often it is sent.
    #[oai(default, validator(max_length = 100))]
    op: Text,
}

/// Where a phase was added.
#[derive(Object)]
struct AddedPhase {
    /// Its position, from 1.
    position: i32,
}

/// What a step is based on.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub(crate) struct SeenState {
    /// The `seen` of what was read.
    pub seen: i64,
}

/// See [`crate::routes`].
pub(crate) struct EditorApi {
    cx: Context,
}

impl EditorApi {
    pub(crate) fn new(cx: Context) -> Self {
        Self { cx }
    }
}

#[OpenApi(tag = "Tag::Editing")]
impl EditorApi {
    /// Reads a consultation as its members see it, drafts included.
    #[oai(path = "/consultations/:slug/desk", method = "get", operation_id = "readDesk")]
    async fn read(&self, caller: Caller, slug: Path<String>) -> Result<Json<EditedConsultation>, Problem> {
        Ok(Json(
            overview::overview(&self.cx, &caller.actor(&self.cx).await?, &slug)
                .await?
                .into(),
        ))
    }

    /// Changes the texts.
    #[oai(path = "/consultations/:slug/texts", method = "put", operation_id = "editTexts")]
    async fn edit(&self, caller: Caller, slug: Path<String>, changed: Json<ChangedTexts>) -> Result<Done, Problem> {
        let ChangedTexts { seen, texts } = changed.0;
        let command = EditTexts { slug: slug.0, seen: Seen(seen), texts: texts.into() };
        texts::edit_texts(&self.cx, &caller.actor(&self.cx).await?, command).await?;
        Ok(Done::NothingMore)
    }

    /// Adds a phase at the end.
    #[oai(path = "/consultations/:slug/phases", method = "post", operation_id = "addPhase")]
    async fn add_phase(
        &self,
        caller: Caller,
        slug: Path<String>,
        phase: Json<NewPhase>,
    ) -> Result<Made<AddedPhase>, Problem> {
        let NewPhase { seen, kind, title, op } = phase.0;
        let command = phases::AddPhase { slug: slug.0, seen: Seen(seen), kind: kind.0, title: title.0, op: op.0 };
        let position = phases::add_phase(&self.cx, &caller.actor(&self.cx).await?, command).await?;
        Ok(Made::Made(Json(AddedPhase { position })))
    }

    /// Makes a draft public: its phases open and close by themselves. Says everything that is missing.
    #[oai(path = "/consultations/:slug/schedule", method = "post", operation_id = "scheduleConsultation")]
    async fn schedule(&self, caller: Caller, slug: Path<String>, state: Json<SeenState>) -> Result<Done, Problem> {
        schedule::schedule(&self.cx, &caller.actor(&self.cx).await?, step(slug.0, &state)).await?;
        Ok(Done::NothingMore)
    }

    /// Takes a public consultation back to a draft while nobody has contributed.
    #[oai(path = "/consultations/:slug/unschedule", method = "post", operation_id = "unscheduleConsultation")]
    async fn unschedule(&self, caller: Caller, slug: Path<String>, state: Json<SeenState>) -> Result<Done, Problem> {
        schedule::back_to_draft(&self.cx, &caller.actor(&self.cx).await?, step(slug.0, &state)).await?;
        Ok(Done::NothingMore)
    }

    /// Puts a finished consultation away for the record.
    #[oai(path = "/consultations/:slug/archive", method = "post", operation_id = "archiveConsultation")]
    async fn archive(&self, caller: Caller, slug: Path<String>, state: Json<SeenState>) -> Result<Done, Problem> {
        schedule::archive(&self.cx, &caller.actor(&self.cx).await?, step(slug.0, &state)).await?;
        Ok(Done::NothingMore)
    }
}

fn step(slug: String, state: &SeenState) -> StateChange {
    StateChange { slug, seen: Seen(state.seen) }
}

impl From<Overview> for EditedConsultation {
    fn from(found: Overview) -> Self {
        Self {
            state: found.state.key().to_owned(),
            seen: found.seen.0,
            texts: found.texts.into(),
            phases: found.phases.into_iter().map(Into::into).collect(),
            missing: found.missing.into_iter().map(|missing| missing.place.field()).collect(),
            few_observers: found.few_observers,
            participants: found.participants,
            may_edit: found.may_edit,
        }
    }
}

impl From<PhaseLine> for EditedPhase {
    fn from(line: PhaseLine) -> Self {
        Self {
            position: line.position,
            kind: line.kind.key().to_owned(),
            title: line.title,
            opens_at: line.opens_at,
            closes_at: line.closes_at,
            moment: line.moment.key().to_owned(),
            contents: u32::try_from(line.contents).unwrap_or(u32::MAX),
            frozen: line.frozen,
        }
    }
}

macro_rules! same_fields {
    ($from:ident => $to:ident { $($field:ident),* }) => {
        impl From<$from> for $to {
            fn from(texts: $from) -> Self {
                Self { $($field: texts.$field.into()),* }
            }
        }

        impl From<$to> for $from {
            fn from(texts: $to) -> Self {
                Self { $($field: texts.$field.into()),* }
            }
        }
    };
}

same_fields!(ConsultationTexts => Texts {
    title, summary, purpose, decider, territory, answer_due, moderation, controller, legal_basis, retention_months, contact
});
