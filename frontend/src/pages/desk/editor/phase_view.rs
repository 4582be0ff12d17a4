//! What the page of one phase shows its editors.

use serde::Serialize;
use tablee_core::cases::editor::Seen;
use tablee_core::cases::editor::entries::Entry;
use tablee_core::cases::editor::phase_view::{PhaseView, QuestionLine, VoteLine};
use tablee_core::cases::editor::phases::PhaseForm;
use tablee_rules::questions::QUESTION_KINDS;
use tablee_rules::timetable::PhaseKind;
use tablee_rules::voting::OptionNeed;

use super::entry_rows::{EntryRow, entry_rows};
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
    may_moderate: bool,
    decision: bool,
    /// What an option must say besides its words: `words`, `cost` or `quota`.
    need: &'static str,
    title: Field,
    intro: Field,
    opens_day: Field,
    opens_hour: Field,
    closes_day: Field,
    closes_hour: Field,
    vote: Option<VoteRow>,
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

/// How a decision decides.
#[derive(Serialize)]
struct VoteRow {
    method: Option<&'static str>,
    seats: Option<u32>,
}

impl VoteRow {
    fn of(line: &VoteLine) -> Self {
        Self { method: line.method, seats: line.seats }
    }
}

fn need_key(vote: Option<&VoteLine>) -> &'static str {
    match vote.map(|vote| vote.need).unwrap_or_default() {
        OptionNeed::Words => "words",
        OptionNeed::Cost => "cost",
        OptionNeed::Quota => "quota",
    }
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
        let entry = |text: &str| Entry { text: text.to_owned(), detail: "Détail".to_owned(), ..Entry::default() };
        let question =
            QuestionLine { position: 1, kind: "scale".to_owned(), label: "Facile ?".to_owned(), reworded: true };
        let view = |kind, full: bool, frozen: bool| {
            let (need, seats) = match (full, frozen) {
                (true, false) => (OptionNeed::Cost, None),
                (true, true) => (OptionNeed::Quota, Some(2)),
                (false, _) => (OptionNeed::Words, None),
            };
            PhaseView {
                consultation: "Bien manger".to_owned(),
                position: 1,
                kind,
                form: PhaseForm { title: "Étape".to_owned(), ..PhaseForm::default() },
                frozen_at: frozen.then_some(1),
                draft: !frozen,
                questions: if full { vec![question.clone()] } else { Vec::new() },
                entries: if full { vec![entry("un"), entry("deux")] } else { Vec::new() },
                vote: (kind == PhaseKind::Decision).then(|| VoteLine {
                    method: full.then_some("approval"),
                    need,
                    seats,
                }),
                proposals: 2,
                seen: Seen(1),
                may_edit: true,
                may_moderate: !frozen,
            }
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
        let vote = view.vote.as_ref();
        let entries = entry_rows(view.entries, typed.entry.as_ref(), vote, view.frozen_at.is_some(), &faults);
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
            may_moderate: view.may_moderate,
            decision: view.kind == PhaseKind::Decision,
            need: need_key(view.vote.as_ref()),
            vote: view.vote.as_ref().map(VoteRow::of),
            title: faults.field("title", form.title),
            intro: faults.field("intro", form.intro),
            opens_day: faults.field("opens-day", form.opens.day),
            opens_hour: faults.field("opens-hour", form.opens.hour),
            closes_day: faults.field("closes-day", form.closes.day),
            closes_hour: faults.field("closes-hour", form.closes.hour),
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
