//! What the page of a draft from minutes shows: each item beside the lines it was read in.

use serde::Serialize;
use tablee_core::cases::editor::Seen;
use tablee_core::cases::minutes::changes::ItemForm;
use tablee_core::cases::minutes::draft::{DraftItem, DraftRow, MinutesDraftView, SourceLine};
use tablee_core::cases::minutes::lines::{LineForm, WorkshopForm};
use tablee_core::cases::minutes::{ItemKind, ItemState};
use tablee_core::cases::moments::noon_of;
use tablee_rules::dates::Day;

use crate::http::Lang;
use crate::view::form::words;
use crate::view::{ChoiceField, Faults, Field, FieldOption, FormError, Page, PageTitle};

#[derive(Serialize)]
pub(super) struct DraftPage {
    slug: String,
    seen: String,
    notice: Option<&'static str>,
    errors: Vec<FormError>,
    name: String,
    held_on: Option<i64>,
    counts: Vec<Count>,
    rows: Vec<Row>,
    nothing: bool,
    shortened: bool,
    may_edit: bool,
    conditions: ChoiceField,
    questionnaire: ChoiceField,
    /// How many items would be cut in their places.
    too_long: usize,
    may_correct: bool,
    workshop_open: bool,
    workshop_title: Field,
    workshop_day: Field,
    line_open: bool,
    line_number: Field,
    line_kind: ChoiceField,
}

/// The item of the samples.
const NO_ITEM: &str = "00000000-0000-0000-0000-000000000000";

#[derive(Serialize)]
struct Count {
    kind: &'static str,
    count: usize,
}

/// An item, or lines that stay as minutes.
#[derive(Serialize)]
struct Row {
    item: Option<Item>,
    lines: Vec<Line>,
}

#[derive(Serialize)]
struct Line {
    number: i32,
    words: String,
}

#[derive(Serialize)]
struct Item {
    id: String,
    position: usize,
    kind: &'static str,
    state: &'static str,
    title: String,
    text: String,
    objective: String,
    family: bool,
    may_merge: bool,
    may_split: bool,
    too_long: Option<usize>,
    open: bool,
    kind_field: ChoiceField,
    title_field: Field,
    text_field: Field,
    objective_field: Option<Field>,
}

/// What was typed or pressed on the page, and refused.
pub(super) enum Refused {
    /// A button that has no form of its own.
    Button { faults: Faults },
    /// Into the form of one item.
    Item { item: String, form: ItemForm, faults: Faults },
    /// Into title and day of the workshop.
    Workshop { form: WorkshopForm, faults: Faults },
    /// Into the line that becomes an item.
    Line { form: LineForm, faults: Faults },
}

impl Refused {
    /// What is wrong with the form of the workshop, or of a line: those of items are told item by item.
    fn own_faults(&self) -> Faults {
        match self {
            Self::Button { faults } => faults.renamed(|_| None),
            Self::Item { .. } => Faults::none(),
            Self::Workshop { faults, .. } => faults.renamed(|field| Some(format!("workshop-{field}"))),
            Self::Line { faults, .. } => faults.renamed(|field| Some(format!("line-{field}"))),
        }
    }
}

impl Page for DraftPage {
    const TEMPLATE: &'static str = "desk/editor/draft";

    fn title(&self) -> PageTitle {
        PageTitle::key("minutes-draft-title")
    }

    fn has_error(&self) -> bool {
        !self.errors.is_empty()
    }

    fn wide(&self) -> bool {
        true
    }

    fn samples() -> Vec<Self> {
        let line = |number| SourceLine { number, text: "- Argent : rien".to_owned() };
        let item = |kind, state| {
            DraftRow::Item(DraftItem {
                id: Default::default(),
                kind,
                state,
                title: "Argent".to_owned(),
                text: "un\ndeux".to_owned(),
                objective: "But".to_owned(),
                lines: vec![line(2)],
                may_merge: true,
                too_long: (kind == ItemKind::Barrier).then_some(280),
                pieces: vec!["un".to_owned(), "deux".to_owned()],
            })
        };
        let mut rows: Vec<DraftRow> = ItemKind::ALL.map(|kind| item(kind, ItemState::Kept)).into();
        rows.push(item(ItemKind::Note, ItemState::Dropped));
        rows.push(item(ItemKind::Barrier, ItemState::Placed));
        rows.push(DraftRow::Minutes(vec![line(1), line(3)]));
        let view = |rows, may_edit: bool| MinutesDraftView {
            slug: "s".to_owned(),
            title: "Atelier".to_owned(),
            held_on: may_edit.then(|| "2026-03-31".to_owned()),
            rows,
            shortened: !may_edit,
            seen: Seen(1),
            may_edit,
            may_correct: may_edit,
        };
        let error = FormError { field: Some("title".to_owned()), message: "?".to_owned() };
        let faults = || Faults(vec![error.clone()]);
        let refused = Refused::Item { item: NO_ITEM.to_owned(), form: ItemForm::default(), faults: faults() };
        let workshop = Refused::Workshop { form: WorkshopForm::default(), faults: faults() };
        let line_form = Refused::Line { form: LineForm::default(), faults: faults() };
        let lang = Lang::default();
        vec![
            Self::with(lang, view(rows, true), Some(refused), Some("stale")),
            Self::with(lang, view(vec![item(ItemKind::Alliance, ItemState::Kept)], false), None, None),
            Self::with(lang, view(Vec::new(), true), None, None),
            Self::with(lang, view(Vec::new(), true), Some(workshop), None),
            Self::with(lang, view(Vec::new(), true), Some(line_form), None),
        ]
    }
}

impl DraftPage {
    pub(super) fn with(
        lang: Lang,
        view: MinutesDraftView,
        refused: Option<Refused>,
        notice: Option<&'static str>,
    ) -> Self {
        let kinds = view.rows.iter().filter_map(|row| match row {
            DraftRow::Item(item) if item.state != ItemState::Dropped => Some(item.kind),
            _ => None,
        });
        let kinds: Vec<ItemKind> = kinds.collect();
        let count = |kind: ItemKind| kinds.iter().filter(|found| **found == kind).count();
        let counts = ItemKind::ALL.map(|kind| Count { kind: kind.key(), count: count(kind) });
        let ways = ["decision", "opinion"]
            .map(|key| FieldOption::of(key, words(lang, &format!("minutes-conditions-{key}"), &[]), "decision"));
        let questions = FieldOption::of("yes", words(lang, "minutes-questionnaire-yes", &[]), "");
        let own = refused.as_ref().map(Refused::own_faults).unwrap_or_default();
        let (workshop, line_form) = forms_of(&view, refused.as_ref());
        let line_kinds = ItemKind::ALL.map(|kind| {
            FieldOption::of(kind.key(), words(lang, &format!("minutes-kind-{}", kind.key()), &[]), &line_form.kind)
        });
        let too_long = view
            .rows
            .iter()
            .filter(|row| matches!(row, DraftRow::Item(item) if item.too_long.is_some()));
        let too_long = too_long.count();
        let mut errors = own.0.clone();
        let mut rows = Vec::new();
        for (row, position) in view.rows.into_iter().zip(1..) {
            rows.push(match row {
                DraftRow::Minutes(lines) => Row { item: None, lines: lines.into_iter().map(line).collect() },
                DraftRow::Item(item) => item_row(lang, item, position, refused.as_ref(), &mut errors),
            });
        }
        Self {
            slug: view.slug,
            seen: view.seen.0.to_string(),
            notice,
            name: view.title,
            held_on: view.held_on.and_then(|day| Day::parse(&day).ok()).map(noon_of),
            nothing: kinds.is_empty(),
            counts: counts.into_iter().filter(|count| count.count > 0).collect(),
            rows,
            shortened: view.shortened,
            may_edit: view.may_edit,
            conditions: Faults::none().choice("conditions", ways.to_vec()),
            questionnaire: Faults::none().choice("questionnaire", vec![questions]),
            too_long,
            may_correct: view.may_correct,
            workshop_open: matches!(refused, Some(Refused::Workshop { .. })),
            workshop_title: own.field("workshop-title", workshop.title),
            workshop_day: own.field("workshop-held_on", workshop.held_on),
            line_open: matches!(refused, Some(Refused::Line { .. })),
            line_number: own.field("line-line", line_form.line),
            line_kind: own.choice("line-kind", line_kinds.to_vec()),
            errors,
        }
    }
}

fn item_row(
    lang: Lang,
    item: DraftItem,
    position: usize,
    refused: Option<&Refused>,
    errors: &mut Vec<FormError>,
) -> Row {
    let refused = refused.and_then(|refused| match refused {
        Refused::Item { item: about, form, faults } if *about == item.id.to_string() => Some((form, faults)),
        Refused::Button { .. } | Refused::Item { .. } | Refused::Workshop { .. } | Refused::Line { .. } => None,
    });
    let form = refused.map_or_else(|| form_of(&item), |(form, _)| form.clone());
    let faults = refused
        .map(|(_, faults)| faults.renamed(|field| Some(format!("{field}-{position}"))))
        .unwrap_or_default();
    let name = |field: &str| format!("{field}-{position}");
    let kinds = ItemKind::ALL
        .map(|kind| FieldOption::of(kind.key(), words(lang, &format!("minutes-kind-{}", kind.key()), &[]), &form.kind));
    let objective = (item.kind == ItemKind::Alliance || !form.objective.is_empty())
        .then(|| faults.field(&name("objective"), &form.objective));
    let shown = Item {
        id: item.id.to_string(),
        position,
        kind: item.kind.key(),
        state: item.state.key(),
        family: item.kind.is_family(),
        may_merge: item.may_merge,
        may_split: item.pieces.len() > 1,
        too_long: item.too_long,
        open: faults.any(),
        kind_field: faults.choice(&name("kind"), kinds.to_vec()),
        title_field: faults.field(&name("title"), &form.title),
        text_field: faults.field(&name("text"), &form.text),
        objective_field: objective,
        title: item.title,
        text: item.text,
        objective: item.objective,
    };
    errors.extend(faults.0);
    Row { item: Some(shown), lines: item.lines.into_iter().map(line).collect() }
}

/// The forms of the workshop and of a line: as typed, or as things stand.
fn forms_of(view: &MinutesDraftView, refused: Option<&Refused>) -> (WorkshopForm, LineForm) {
    let stands = || WorkshopForm { title: view.title.clone(), held_on: view.held_on.clone().unwrap_or_default() };
    match refused {
        Some(Refused::Workshop { form, .. }) => (form.clone(), LineForm::default()),
        Some(Refused::Line { form, .. }) => (stands(), form.clone()),
        Some(Refused::Button { .. } | Refused::Item { .. }) | None => (stands(), LineForm::default()),
    }
}

fn form_of(item: &DraftItem) -> ItemForm {
    ItemForm {
        kind: item.kind.key().to_owned(),
        title: item.title.clone(),
        text: item.text.clone(),
        objective: item.objective.clone(),
    }
}

fn line(line: SourceLine) -> Line {
    Line { number: line.number, words: line.text }
}
