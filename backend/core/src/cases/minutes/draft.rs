//! The draft beside the source, line by line.

use tablee_rules::timetable::ConsultationState;
use uuid::Uuid;

use super::{ItemKind, ItemState, placing};
use crate::access::{Action, Actor, allow};
use crate::cases::editor::{Seen, find_and_allow, scope_of};
use crate::store::entities::{draft_item, workshop};
use crate::store::workshops;
use crate::{Context, Refusal};

/// Most lines of the source that one page shows; the workshop's page has all of them.
const MOST_LINES: usize = 1_500;
/// Most letters of one line that a page shows.
const MOST_LETTERS: usize = 2_000;

/// A draft made from minutes.
#[derive(Clone, Debug)]
pub struct MinutesDraftView {
    /// Slug of the consultation.
    pub slug: String,
    /// Title of the workshop.
    pub title: String,
    /// `2026-03-31`.
    pub held_on: Option<String>,
    /// Items and the lines between them, in the order of the source.
    pub rows: Vec<DraftRow>,
    /// Whether the end of a very long source is not shown.
    pub shortened: bool,
    /// What an edit is based on.
    pub seen: Seen,
    /// Whether the draft can be changed: by this actor, and while the consultation is a draft.
    pub may_edit: bool,
    /// Whether title and day of the workshop can be put right: also once the consultation is public.
    pub may_correct: bool,
}

/// A line of the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceLine {
    /// Its number, from 1.
    pub number: i32,
    /// Its words.
    pub text: String,
}

/// One row of the draft.
#[derive(Clone, Debug)]
pub enum DraftRow {
    /// Something understood.
    Item(DraftItem),
    /// Lines that stay as minutes.
    Minutes(Vec<SourceLine>),
}

/// Something understood, and where it was read.
#[derive(Clone, Debug)]
pub struct DraftItem {
    /// Its id.
    pub id: Uuid,
    /// What it is.
    pub kind: ItemKind,
    /// What has become of it.
    pub state: ItemState,
    /// In short.
    pub title: String,
    /// At length; of a family, its members, one a line.
    pub text: String,
    /// What an alliance is for.
    pub objective: String,
    /// The lines of the source.
    pub lines: Vec<SourceLine>,
    /// Whether there is another one after it to merge with.
    pub may_merge: bool,
    /// How many characters it may have in its place, when it has more: the end would be cut. Conditions only if they become statements.
    pub too_long: Option<usize>,
    /// The parts at which it can be split; fewer than two when it cannot.
    pub pieces: Vec<String>,
}

/// The draft that a consultation was made from.
///
/// # Errors
/// `SignInNeeded`, `Forbidden`, `NotFound` also when it was not made from minutes.
pub async fn view(cx: &Context, actor: &Actor, slug: &str) -> Result<MinutesDraftView, Refusal> {
    let found = find_and_allow(cx, actor, Action::ReadDesk, slug).await?;
    let conn = cx.db.read();
    let workshop = workshops::of_consultation(conn, found.id)
        .await?
        .ok_or(Refusal::NotFound)?;
    let items = workshops::items(conn, workshop.id).await?;
    let (rows, shortened) = beside(&workshop, &items);
    let editor = allow(actor, Action::EditConsultation, scope_of(&found)).is_ok();
    Ok(MinutesDraftView {
        slug: found.slug.clone(),
        title: workshop.title,
        held_on: workshop.held_on,
        rows,
        shortened,
        seen: Seen(found.updated_at),
        may_edit: editor && !found.stored_state().is_public(),
        may_correct: editor && found.stored_state() != ConsultationState::Archived,
    })
}

/// Items and the lines between them, in the order of the source.
fn beside(workshop: &workshop::Model, items: &[draft_item::Model]) -> (Vec<DraftRow>, bool) {
    let source: Vec<&str> = workshop.minutes.lines().collect();
    let mut rows = Vec::new();
    let mut next = 1;
    for (index, item) in items.iter().enumerate() {
        push_minutes(&mut rows, &source, next, item.first_line - 1);
        next = next.max(item.last_line.saturating_add(1));
        let following = items[index + 1..]
            .iter()
            .find(|other| other.state != ItemState::Dropped.key());
        let may_merge = following.is_some_and(|other| other.state == ItemState::Kept.key());
        rows.extend(row(item, &source, may_merge).map(DraftRow::Item));
    }
    let last = i32::try_from(source.len()).unwrap_or(i32::MAX);
    let shown = next.saturating_add(MOST_LINES as i32).min(last);
    push_minutes(&mut rows, &source, next, shown);
    (rows, shown < last)
}

fn row(item: &draft_item::Model, source: &[&str], may_merge: bool) -> Option<DraftItem> {
    Some(DraftItem {
        id: item.id,
        kind: ItemKind::from_key(&item.kind)?,
        state: ItemState::from_key(&item.state)?,
        title: item.title.clone(),
        text: item.text.clone(),
        objective: item.objective.clone(),
        lines: lines(source, item.first_line, item.last_line),
        may_merge,
        too_long: placing::too_long(item),
        pieces: pieces(&item.text),
    })
}

fn push_minutes(rows: &mut Vec<DraftRow>, source: &[&str], first: i32, last: i32) {
    let lines = lines(source, first, last);
    if !lines.is_empty() {
        rows.push(DraftRow::Minutes(lines));
    }
}

/// The lines from `first` to `last` that are not blank.
fn lines(source: &[&str], first: i32, last: i32) -> Vec<SourceLine> {
    let (first, last) = (first.max(1), last.min(i32::try_from(source.len()).unwrap_or(i32::MAX)));
    (first..=last)
        .filter_map(|number| {
            let text = tablee_rules::text::clean_line(source.get(usize::try_from(number - 1).ok()?)?);
            (!text.is_empty()).then(|| SourceLine { number, text: super::cut(&text, MOST_LETTERS) })
        })
        .take(MOST_LINES)
        .collect()
}

/// The parts at which a text can be split: its lines, else its sentences, else what its commas part.
pub(super) fn pieces(text: &str) -> Vec<String> {
    /// More than a person wants to choose from.
    const MOST: usize = 40;
    let by = |marks: &[&str]| {
        let mut parts = vec![text.to_owned()];
        for mark in marks {
            parts = parts
                .iter()
                .flat_map(|part| part.split_inclusive(mark).map(str::to_owned))
                .collect();
        }
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.trim().is_empty()).collect();
        parts
    };
    let found = [vec!["\n"], vec![". ", "; ", "! ", "? "], vec![", ", " et "]]
        .iter()
        .map(|marks| by(marks))
        .find(|parts| parts.len() > 1);
    found.filter(|parts| parts.len() <= MOST).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::pieces;

    #[test]
    fn pieces_put_together_are_the_text() {
        for text in ["a\nb\nc", "Un but. Un autre ; encore. Fin", "pain, lait et miel", "rien"] {
            let parts = pieces(text);
            assert!(parts.is_empty() || parts.concat() == text, "{parts:?}");
        }
        assert_eq!(pieces("pain, lait et miel").len(), 3);
        assert!(pieces("rien").is_empty());
    }
}
