//! The statements of an opinion phase, as the desk writes them.

use poem_openapi::param::{Path, Query};
use poem_openapi::payload::Json;
use poem_openapi::{Object, OpenApi};
use tablee_core::access::Actor;
use tablee_core::cases::editor::entries::{self, Entry};
use tablee_core::cases::editor::{PhaseEdit, phase_view};
use tablee_core::cases::moderation;
use tablee_core::{Context, Refusal};
use tablee_rules::timetable::PhaseKind;
use uuid::Uuid;

use crate::address::{Id, Ordinal, edit_of};
use crate::edited_phases::Step;
use crate::receipts::Done;
use crate::text::Text;
use crate::{Caller, Problem, Tag};

/// The statements of a phase, in order.
#[derive(Object)]
struct PreparedStatements {
    /// The state that an edit is based on; goes back with it.
    seen: i64,
    /// All of them.
    statements: Vec<PreparedStatement>,
}

/// A statement as its editors see it.
#[derive(Object)]
struct PreparedStatement {
    /// Its id.
    id: Uuid,
    /// Its words.
    text: String,
    /// Whether it is about the consultation itself, so that it forms no groups.
    apart: bool,
}

/// Statements to add at the end.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct NewStatements {
    /// The `seen` of what was read.
    seen: i64,
    /// The statements, one a line, each of 1 to 280 characters.
    lines: Text,
    /// The same key adds them once, however often it is sent.
    #[oai(default, validator(max_length = 100))]
    op: Text,
}

/// Other words for a statement.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct ChangedStatement {
    /// The `seen` of what was read.
    seen: i64,
    /// 1 to 280 characters.
    text: Text,
}

/// Whether a statement is set apart.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct SetApart {
    /// The `seen` of what was read.
    seen: i64,
    /// Whether it is about the consultation itself.
    apart: bool,
}

/// See [`crate::routes`].
pub(crate) struct EditedStatementsApi {
    cx: Context,
}

impl EditedStatementsApi {
    pub(crate) fn new(cx: Context) -> Self {
        Self { cx }
    }

    /// The caller and the edit, where the phase has statements: options have paths of their own.
    async fn opinion(&self, caller: Caller, edit: PhaseEdit) -> Result<(Actor, PhaseEdit), Refusal> {
        let actor = caller.actor(&self.cx).await?;
        only_in_opinion(
            phase_view::phase(&self.cx, &actor, &edit.slug, edit.position)
                .await?
                .kind,
        )?;
        Ok((actor, edit))
    }
}

#[OpenApi(tag = "Tag::Editing")]
impl EditedStatementsApi {
    /// Lists the statements of an opinion phase as its editors see them.
    #[oai(
        path = "/consultations/:slug/desk/phases/:position/statements",
        method = "get",
        operation_id = "listPreparedStatements"
    )]
    async fn list(
        &self,
        caller: Caller,
        slug: Path<String>,
        position: Path<Ordinal>,
    ) -> Result<Json<PreparedStatements>, Problem> {
        let found = phase_view::phase(&self.cx, &caller.actor(&self.cx).await?, &slug, position.0.0).await?;
        only_in_opinion(found.kind)?;
        let statement = |entry: Entry| PreparedStatement { id: entry.id, text: entry.text, apart: entry.apart };
        let statements = found.entries.into_iter().map(statement).collect();
        Ok(Json(PreparedStatements { seen: found.seen.0, statements }))
    }

    /// Adds statements at the end, before the first vote.
    #[oai(
        path = "/consultations/:slug/desk/phases/:position/statements",
        method = "post",
        operation_id = "addPreparedStatements"
    )]
    async fn add(
        &self,
        caller: Caller,
        slug: Path<String>,
        position: Path<Ordinal>,
        new: Json<NewStatements>,
    ) -> Result<Done, Problem> {
        let NewStatements { seen, lines, op } = new.0;
        let (actor, edit) = self.opinion(caller, edit_of(slug.0, position.0, seen)).await?;
        entries::add_entries(&self.cx, &actor, edit, &lines.0, &op.0).await?;
        Ok(Done::NothingMore)
    }

    /// Gives a statement other words, before the first vote.
    #[oai(
        path = "/consultations/:slug/desk/phases/:position/statements/:statement",
        method = "put",
        operation_id = "editPreparedStatement"
    )]
    async fn edit(
        &self,
        caller: Caller,
        slug: Path<String>,
        position: Path<Ordinal>,
        statement: Path<Id>,
        changed: Json<ChangedStatement>,
    ) -> Result<Done, Problem> {
        let ChangedStatement { seen, text } = changed.0;
        let (actor, edit) = self.opinion(caller, edit_of(slug.0, position.0, seen)).await?;
        let entry = Entry { id: statement.0.0, text: text.0, ..Entry::default() };
        entries::edit_entry(&self.cx, &actor, edit, entry).await?;
        Ok(Done::NothingMore)
    }

    /// Moves a statement one place up or down, before the first vote.
    #[oai(
        path = "/consultations/:slug/desk/phases/:position/statements/:statement/move",
        method = "post",
        operation_id = "movePreparedStatement"
    )]
    async fn shift(
        &self,
        caller: Caller,
        slug: Path<String>,
        position: Path<Ordinal>,
        statement: Path<Id>,
        step: Json<Step>,
    ) -> Result<Done, Problem> {
        let (actor, edit) = self.opinion(caller, edit_of(slug.0, position.0, step.seen)).await?;
        entries::move_entry(&self.cx, &actor, edit, statement.0.0, step.direction()).await?;
        Ok(Done::NothingMore)
    }

    /// Sets a statement apart because it is about the consultation itself, or puts it back among the others, until the phase closes.
    /// It may be one that a resident added.
    #[oai(
        path = "/consultations/:slug/desk/phases/:position/statements/:statement/apart",
        method = "put",
        operation_id = "setStatementApart"
    )]
    async fn set_apart(
        &self,
        caller: Caller,
        slug: Path<String>,
        position: Path<Ordinal>,
        statement: Path<Id>,
        wanted: Json<SetApart>,
    ) -> Result<Done, Problem> {
        let actor = caller.actor(&self.cx).await?;
        let edit = edit_of(slug.0, position.0, wanted.seen);
        moderation::set_apart(&self.cx, &actor, edit, statement.0.0, wanted.apart).await?;
        Ok(Done::NothingMore)
    }

    /// Takes a statement out, before the first vote.
    #[oai(
        path = "/consultations/:slug/desk/phases/:position/statements/:statement",
        method = "delete",
        operation_id = "removePreparedStatement"
    )]
    async fn remove(
        &self,
        caller: Caller,
        slug: Path<String>,
        position: Path<Ordinal>,
        statement: Path<Id>,
        /// The `seen` of what was read.
        seen: Query<i64>,
    ) -> Result<Done, Problem> {
        let (actor, edit) = self.opinion(caller, edit_of(slug.0, position.0, seen.0)).await?;
        entries::remove_entry(&self.cx, &actor, edit, statement.0.0).await?;
        Ok(Done::NothingMore)
    }
}

fn only_in_opinion(kind: PhaseKind) -> Result<(), Refusal> {
    if kind == PhaseKind::Opinion { Ok(()) } else { Err(Refusal::NotFound) }
}
