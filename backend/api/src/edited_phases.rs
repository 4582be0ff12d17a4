//! One phase as its editors see it: its words and dates, its place, and what was prepared in it.

use poem_openapi::param::{Path, Query};
use poem_openapi::payload::Json;
use poem_openapi::{Enum, Object, OpenApi};
use tablee_core::Context;
use tablee_core::cases::editor::phase_view::{self, PhaseView};
use tablee_core::cases::editor::phases::{self, PhaseForm};
use tablee_core::cases::editor::{Direction, Seen};
use tablee_core::cases::moments::TypedMoment;

use crate::address::{Ordinal, edit_of};
use crate::receipts::Done;
use crate::text::Text;
use crate::{Caller, Problem, Tag};

/// Where something goes in its list.
#[derive(Clone, Copy, Enum)]
#[oai(rename_all = "snake_case")]
enum Towards {
    /// Before the one above.
    Up,
    /// After the one below.
    Down,
}

/// One place up or down; at the end of the list nothing happens.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub(crate) struct Step {
    /// The `seen` of what was read.
    pub seen: i64,
    /// Where it goes.
    towards: Towards,
}

impl Step {
    /// As the use-cases take it.
    pub fn direction(&self) -> Direction {
        match self.towards {
            Towards::Up => Direction::Up,
            Towards::Down => Direction::Down,
        }
    }
}

/// A moment in Paris, as it is typed.
#[derive(Object, Default)]
#[oai(deny_unknown_fields)]
struct Moment {
    /// The day: `2026-03-31`; blank as long as there is none.
    #[oai(default)]
    day: Text,
    /// The hour: `18:30`; blank means midnight.
    #[oai(default)]
    hour: Text,
}

/// The words and dates of a phase.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct PhaseContent {
    /// Its title.
    title: Text,
    /// What people read first.
    #[oai(default)]
    intro: Text,
    /// When it opens; faults name `opens-day` and `opens-hour`.
    #[oai(default)]
    opens: Moment,
    /// When it closes; faults name `closes-day` and `closes-hour`.
    #[oai(default)]
    closes: Moment,
}

/// Other words and dates for a phase.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct ChangedPhase {
    /// The `seen` of what was read.
    seen: i64,
    /// All of them.
    phase: PhaseContent,
}

/// A phase as its editors see it.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct PreparedPhase {
    /// The state that an edit is based on; goes back with it.
    seen: i64,
    /// From 1.
    position: i32,
    /// What people do in it.
    kind: String,
    /// Its words and dates.
    phase: PhaseContent,
    /// When someone first contributed, in milliseconds since 1970-01-01 UTC: rules and questions do not change any more.
    frozen_at: Option<i64>,
    /// Questions in it.
    questions: usize,
    /// Statements or options in it.
    entries: usize,
    /// Proposals in it, from a workshop or from residents.
    proposals: u64,
    /// Whether the caller may change it.
    may_edit: bool,
}

/// See [`crate::routes`].
pub(crate) struct EditedPhasesApi {
    cx: Context,
}

impl EditedPhasesApi {
    pub(crate) fn new(cx: Context) -> Self {
        Self { cx }
    }
}

#[OpenApi(tag = "Tag::Editing")]
impl EditedPhasesApi {
    /// Reads a phase as its editors see it, drafts included.
    #[oai(path = "/consultations/:slug/desk/phases/:position", method = "get", operation_id = "readPreparedPhase")]
    async fn read(
        &self,
        caller: Caller,
        slug: Path<String>,
        position: Path<Ordinal>,
    ) -> Result<Json<PreparedPhase>, Problem> {
        let found = phase_view::phase(&self.cx, &caller.actor(&self.cx).await?, &slug, position.0.0).await?;
        Ok(Json(found.into()))
    }

    /// Changes title, introduction and dates; after the first contribution only words, and a later end.
    #[oai(path = "/consultations/:slug/desk/phases/:position", method = "put", operation_id = "editPhase")]
    async fn edit(
        &self,
        caller: Caller,
        slug: Path<String>,
        position: Path<Ordinal>,
        changed: Json<ChangedPhase>,
    ) -> Result<Done, Problem> {
        let ChangedPhase { seen, phase } = changed.0;
        let edit = edit_of(slug.0, position.0, seen);
        phases::edit_phase(&self.cx, &caller.actor(&self.cx).await?, edit, phase.into()).await?;
        Ok(Done::NothingMore)
    }

    /// Moves a phase of a draft one place up or down.
    #[oai(path = "/consultations/:slug/desk/phases/:position/move", method = "post", operation_id = "movePhase")]
    async fn shift(
        &self,
        caller: Caller,
        slug: Path<String>,
        position: Path<Ordinal>,
        step: Json<Step>,
    ) -> Result<Done, Problem> {
        let edit = edit_of(slug.0, position.0, step.seen);
        phases::move_phase(&self.cx, &caller.actor(&self.cx).await?, edit, step.direction()).await?;
        Ok(Done::NothingMore)
    }

    /// Takes a phase out of a draft, with all that was prepared in it.
    #[oai(path = "/consultations/:slug/desk/phases/:position", method = "delete", operation_id = "removePhase")]
    async fn remove(
        &self,
        caller: Caller,
        slug: Path<String>,
        position: Path<Ordinal>,
        /// The `seen` of what was read.
        seen: Query<i64>,
    ) -> Result<Done, Problem> {
        let edit = edit_of(slug.0, position.0, seen.0);
        phases::remove_phase(&self.cx, &caller.actor(&self.cx).await?, edit).await?;
        Ok(Done::NothingMore)
    }
}

impl From<PhaseView> for PreparedPhase {
    fn from(found: PhaseView) -> Self {
        let Seen(seen) = found.seen;
        Self {
            seen,
            position: found.position,
            kind: found.kind.key().to_owned(),
            phase: found.form.into(),
            frozen_at: found.frozen_at,
            questions: found.questions.len(),
            entries: found.entries.len(),
            proposals: found.proposals,
            may_edit: found.may_edit,
        }
    }
}

impl From<PhaseForm> for PhaseContent {
    fn from(form: PhaseForm) -> Self {
        Self {
            title: form.title.into(),
            intro: form.intro.into(),
            opens: form.opens.into(),
            closes: form.closes.into(),
        }
    }
}

impl From<PhaseContent> for PhaseForm {
    fn from(content: PhaseContent) -> Self {
        Self {
            title: content.title.0,
            intro: content.intro.0,
            opens: content.opens.into(),
            closes: content.closes.into(),
        }
    }
}

impl From<TypedMoment> for Moment {
    fn from(typed: TypedMoment) -> Self {
        Self { day: typed.day.into(), hour: typed.hour.into() }
    }
}

impl From<Moment> for TypedMoment {
    fn from(moment: Moment) -> Self {
        Self { day: moment.day.0, hour: moment.hour.0 }
    }
}
