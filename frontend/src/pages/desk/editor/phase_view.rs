//! What the page of one phase shows its editors.

use serde::Serialize;
use tablee_core::cases::editor::Seen;
use tablee_core::cases::editor::entries::{Entry, PhaseView, QuestionLine};
use tablee_core::cases::editor::phases::PhaseForm;
use tablee_rules::questions::QUESTION_KINDS;
use tablee_rules::timetable::PhaseKind;

use crate::http::Lang;
use crate::view::form::words;
use crate::view::{ChoiceField, Faults, Field, FieldOption, FormError, Page, PageTitle};

#[derive(Serialize)]
pub(super) struct PhasePage {
    slug: String,
    seen: String,
    op: String,
    notice: Option<&'static str>,
    errors: Vec<FormError>,
    consultation: String,
    position: i32,
    kind: &'static str,
    name: String,
    frozen: bool,
    draft: bool,
    may_edit: bool,
    decision: bool,
    title: Field,
    intro: Field,
    opens_day: Field,
    opens_hour: Field,
    closes_day: Field,
    closes_hour: Field,
    at_most: Field,
    questions: Option<Vec<QuestionRow>>,
    question_kind: ChoiceField,
    entries: Option<Vec<EntryRow>>,
    lines: Field,
    proposals: Option<u64>,
}

#[derive(Serialize)]
struct QuestionRow {
    position: i32,
    kind: String,
    label: String,
    reworded: bool,
    first: bool,
    last: bool,
}

#[derive(Serialize)]
struct EntryRow {
    id: String,
    position: usize,
    words: String,
    detail: String,
    text: Field,
    detail_field: Option<Field>,
    open: bool,
    first: bool,
    last: bool,
}

/// What was typed on the page, and refused.
#[derive(Default)]
pub(super) struct Typed {
    pub form: Option<PhaseForm>,
    pub lines: String,
    pub entry: Option<Entry>,
    pub faults: Faults,
}

impl Page for PhasePage {
    const TEMPLATE: &'static str = "desk/editor/phase";

    fn title(&self) -> PageTitle {
        PageTitle::Words(self.name.clone())
    }

    fn has_error(&self) -> bool {
        !self.errors.is_empty()
    }

    fn samples() -> Vec<Self> {
        let entry = |text: &str| Entry { id: Default::default(), text: text.to_owned(), detail: "Détail".to_owned() };
        let question =
            QuestionLine { position: 1, kind: "scale".to_owned(), label: "Facile ?".to_owned(), reworded: true };
        let view = |kind, full: bool, frozen: bool| PhaseView {
            consultation: "Bien manger".to_owned(),
            position: 1,
            kind,
            form: PhaseForm { title: "Étape".to_owned(), ..PhaseForm::default() },
            frozen_at: frozen.then_some(1),
            draft: !frozen,
            questions: if full { vec![question.clone()] } else { Vec::new() },
            entries: if full { vec![entry("un"), entry("deux")] } else { Vec::new() },
            proposals: 2,
            seen: Seen(1),
            may_edit: true,
        };
        let error = FormError { field: Some("closes-day".to_owned()), message: "?".to_owned() };
        let refused = Typed { entry: Some(entry("trois")), faults: Faults(vec![error]), ..Typed::default() };
        let shown = |view, typed| Self::with(Lang::default(), "s", String::new(), view, typed, Some("done"));
        let mut samples = vec![shown(view(PhaseKind::Decision, true, false), refused)];
        for kind in PhaseKind::ALL {
            samples.push(shown(view(kind, true, true), Typed::default()));
            samples.push(shown(view(kind, false, false), Typed::default()));
        }
        samples
    }
}

impl PhasePage {
    pub(super) fn with(
        lang: Lang,
        slug: &str,
        op: String,
        view: PhaseView,
        typed: Typed,
        notice: Option<&'static str>,
    ) -> Self {
        let form = typed.form.unwrap_or(view.form.clone());
        let kinds = QUESTION_KINDS.iter().map(|kind| {
            let label = words(lang, &format!("editor-question-kind-{}", kind.key()), &[]);
            FieldOption::of(kind.key(), label, "single_choice")
        });
        let faults = typed.faults;
        let listed = matches!(view.kind, PhaseKind::Opinion | PhaseKind::Decision);
        let entries = entry_rows(view.entries, typed.entry.as_ref(), view.kind, &faults);
        Self {
            slug: slug.to_owned(),
            seen: view.seen.0.to_string(),
            op,
            notice,
            consultation: view.consultation,
            position: view.position,
            kind: view.kind.key(),
            name: view.form.title,
            frozen: view.frozen_at.is_some(),
            draft: view.draft,
            may_edit: view.may_edit,
            decision: view.kind == PhaseKind::Decision,
            title: faults.field("title", form.title),
            intro: faults.field("intro", form.intro),
            opens_day: faults.field("opens-day", form.opens.day),
            opens_hour: faults.field("opens-hour", form.opens.hour),
            closes_day: faults.field("closes-day", form.closes.day),
            closes_hour: faults.field("closes-hour", form.closes.hour),
            at_most: faults.field("at_most", form.at_most),
            questions: (view.kind == PhaseKind::Questionnaire).then(|| question_rows(view.questions)),
            question_kind: Faults::none().choice("type", kinds.collect()),
            entries: listed.then_some(entries),
            lines: faults.field("lines", typed.lines),
            proposals: (view.kind == PhaseKind::Proposal).then_some(view.proposals),
            errors: faults.0,
        }
    }
}

fn question_rows(questions: Vec<QuestionLine>) -> Vec<QuestionRow> {
    let count = questions.len();
    let rows = questions.into_iter().enumerate().map(|(index, line)| QuestionRow {
        position: line.position,
        kind: line.kind,
        label: line.label,
        reworded: line.reworded,
        first: index == 0,
        last: index + 1 == count,
    });
    rows.collect()
}

fn entry_rows(entries: Vec<Entry>, refused: Option<&Entry>, kind: PhaseKind, faults: &Faults) -> Vec<EntryRow> {
    let count = entries.len();
    let rows = entries.into_iter().enumerate().map(|(index, entry)| {
        let refused = refused.filter(|refused| refused.id == entry.id);
        let shown = refused.unwrap_or(&entry);
        let field = |name: &str, value: &str| Field {
            name: format!("{name}-{}", index + 1),
            value: value.to_owned(),
            error: refused.and(faults.about(&format!("{name}-{}", index + 1))),
        };
        EntryRow {
            id: entry.id.to_string(),
            position: index + 1,
            text: field("text", &shown.text),
            detail_field: (kind == PhaseKind::Decision).then(|| field("detail", &shown.detail)),
            open: refused.is_some(),
            words: entry.text,
            detail: entry.detail,
            first: index == 0,
            last: index + 1 == count,
        }
    });
    rows.collect()
}
