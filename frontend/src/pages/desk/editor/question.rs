//! One question of a questionnaire.

use poem::http::StatusCode;
use poem::web::{Data, Path, Query};
use poem::{Response, handler};
use serde::{Deserialize, Serialize};
use tablee_core::access::Actor;
use tablee_core::cases::editor::questions::{self, QuestionForm, QuestionView};
use tablee_core::cases::editor::{Seen, refuse_unknown_step};
use tablee_core::{Context, Refusal};

use super::phase::{ButtonForm, ask, editable};
use super::{after, direction, new_op, page, phase_edit, told};
use crate::http::{Lang, LimitedForm, PageFault, SignedIn, see_other};
use crate::pages::desk::ask::Thing;
use crate::pages::earlier_words::{self, EarlierView};
use crate::view::form::words;
use crate::view::{ChoiceField, Faults, Field, FieldOption, FormError, Page, PageFrame, PageTitle};

#[derive(Serialize)]
pub(super) struct QuestionPage {
    slug: String,
    phase: i32,
    position: i32,
    seen: String,
    op: String,
    errors: Vec<FormError>,
    kind: String,
    frozen: bool,
    earlier: Vec<EarlierView>,
    choice: bool,
    several: bool,
    figure: bool,
    scale: bool,
    label: Field,
    help: Field,
    required: ChoiceField,
    choices: Field,
    other: ChoiceField,
    at_least: Field,
    at_most: Field,
    min: Field,
    max: Field,
    unit: Field,
    decimals: ChoiceField,
    points: Field,
    low_label: Field,
    high_label: Field,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct SaveForm {
    seen: String,
    op: String,
    kind: String,
    label: String,
    help: String,
    required: String,
    choices: String,
    other: String,
    at_least: String,
    at_most: String,
    min: String,
    max: String,
    unit: String,
    decimals: String,
    points: String,
    low_label: String,
    high_label: String,
}

#[derive(Debug, Default, Deserialize)]
struct Wanted {
    #[serde(rename = "type", default)]
    kind: String,
}

impl SaveForm {
    fn question(self) -> QuestionForm {
        QuestionForm {
            label: self.label,
            help: self.help,
            required: self.required == "yes",
            choices: self.choices,
            other: self.other == "yes",
            at_least: self.at_least,
            at_most: self.at_most,
            min: self.min,
            max: self.max,
            unit: self.unit,
            decimals: self.decimals == "yes",
            points: self.points,
            low_label: self.low_label,
            high_label: self.high_label,
        }
    }
}

impl Page for QuestionPage {
    const TEMPLATE: &'static str = "desk/editor/question";

    fn title(&self) -> PageTitle {
        match self.label.value.as_str() {
            "" => PageTitle::key("editor-question-add"),
            label => PageTitle::Words(label.to_owned()),
        }
    }

    fn has_error(&self) -> bool {
        !self.errors.is_empty()
    }

    fn samples() -> Vec<Self> {
        let view = |kind: &str, position| QuestionView {
            position,
            kind: kind.to_owned(),
            form: QuestionForm { label: "Facile ?".to_owned(), required: true, ..QuestionForm::default() },
            earlier: if position == 2 { earlier_words::samples() } else { Vec::new() },
            frozen: position == 2,
            seen: Seen(1),
        };
        let kinds = tablee_rules::questions::QUESTION_KINDS.iter().map(|kind| kind.key());
        let error = FormError { field: Some("label".to_owned()), message: "?".to_owned() };
        kinds
            .flat_map(|kind| [view(kind, 0), view(kind, 2)])
            .map(|view| Self::with(Lang::default(), ("s", 1), String::new(), view, Faults(vec![error.clone()])))
            .collect()
    }
}

impl QuestionPage {
    fn with(lang: Lang, (slug, phase): (&str, i32), op: String, view: QuestionView, faults: Faults) -> Self {
        let form = view.form;
        let tick = |name: &str, on: bool| {
            let label = words(lang, &format!("editor-question-{name}-yes"), &[]);
            faults.choice(name, vec![FieldOption::of("yes", label, if on { "yes" } else { "" })])
        };
        Self {
            slug: slug.to_owned(),
            phase,
            position: view.position,
            seen: view.seen.0.to_string(),
            op,
            frozen: view.frozen,
            earlier: EarlierView::all(&view.earlier),
            choice: view.kind.ends_with("_choice") || view.kind.ends_with("_choices"),
            several: view.kind == "several_choices",
            figure: view.kind == "number",
            scale: view.kind == "scale",
            kind: view.kind,
            label: faults.field("label", form.label),
            help: faults.field("help", form.help),
            required: tick("required", form.required),
            choices: faults.field("choices", form.choices),
            other: tick("other", form.other),
            at_least: faults.field("at_least", form.at_least),
            at_most: faults.field("at_most", form.at_most),
            min: faults.field("min", form.min),
            max: faults.field("max", form.max),
            unit: faults.field("unit", form.unit),
            decimals: tick("decimals", form.decimals),
            points: faults.field("points", form.points),
            low_label: faults.field("low_label", form.low_label),
            high_label: faults.field("high_label", form.high_label),
            errors: faults.0,
        }
    }
}

#[handler]
pub(super) async fn blank(
    frame: PageFrame,
    cx: Data<&Context>,
    SignedIn(actor): SignedIn,
    Path((slug, n)): Path<(String, i32)>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, PageFault> {
    let view = questions::question(&cx, &actor, &phase_edit(&slug, n, ""), None, &wanted.kind).await?;
    page(&frame, &QuestionPage::with(frame.lang, (&slug, n), new_op(&cx), view, Faults::none()), StatusCode::OK)
}

#[handler]
pub(super) async fn show(
    frame: PageFrame,
    cx: Data<&Context>,
    SignedIn(actor): SignedIn,
    Path((slug, n, k)): Path<(String, i32, i32)>,
) -> Result<Response, PageFault> {
    let view = questions::question(&cx, &actor, &phase_edit(&slug, n, ""), Some(k), "").await?;
    page(&frame, &QuestionPage::with(frame.lang, (&slug, n), new_op(&cx), view, Faults::none()), StatusCode::OK)
}

#[handler]
pub(super) async fn add(
    frame: PageFrame,
    cx: Data<&Context>,
    SignedIn(actor): SignedIn,
    Path((slug, n)): Path<(String, i32)>,
    LimitedForm(form): LimitedForm<SaveForm>,
) -> Result<Response, PageFault> {
    let (edit, kind, op) = (phase_edit(&slug, n, &form.seen), form.kind.clone(), form.op.clone());
    let typed = form.question();
    match questions::add_question(&cx, &actor, edit, &kind, typed.clone(), &op).await {
        Ok(()) => Ok(see_other(&format!("/espace/c/{slug}/etapes/{n}?fait=oui"))),
        Err(refusal) => again(&frame, &cx, &actor, (&slug, n), (None, &kind), refusal, typed).await,
    }
}

#[handler]
pub(super) async fn send(
    frame: PageFrame,
    cx: Data<&Context>,
    SignedIn(actor): SignedIn,
    Path((slug, n, k)): Path<(String, i32, i32)>,
    LimitedForm(form): LimitedForm<SaveForm>,
) -> Result<Response, PageFault> {
    let edit = phase_edit(&slug, n, &form.seen);
    let typed = form.question();
    match questions::edit_question(&cx, &actor, edit, k, typed.clone()).await {
        Ok(()) => Ok(see_other(&format!("/espace/c/{slug}/etapes/{n}?fait=oui"))),
        Err(refusal) => again(&frame, &cx, &actor, (&slug, n), (Some(k), ""), refusal, typed).await,
    }
}

#[handler]
pub(super) async fn change(
    frame: PageFrame,
    cx: Data<&Context>,
    SignedIn(actor): SignedIn,
    Path((slug, n, k)): Path<(String, i32, i32)>,
    LimitedForm(form): LimitedForm<ButtonForm>,
) -> Result<Response, PageFault> {
    if form.asks() {
        let view = editable(&cx, &actor, &slug, n).await?;
        let question = view.questions.iter().find(|question| question.position == k);
        let name = &question.ok_or(Refusal::NotFound)?.label;
        return ask(&frame, Thing::Question, name, format!("/espace/c/{slug}/etapes/{n}/questions/{k}"), &form.seen);
    }
    let edit = phase_edit(&slug, n, &form.seen);
    let result = match direction(&form.act) {
        Some(direction) => questions::move_question(&cx, &actor, edit, k, direction).await,
        None if form.act == "remove" => questions::remove_question(&cx, &actor, edit, k).await,
        None => refuse_unknown_step(&cx, &actor, &slug).await,
    };
    after(result, &format!("/espace/c/{slug}/etapes/{n}"))
}

/// The page again, with what was typed and what is wrong with it.
async fn again(
    frame: &PageFrame,
    cx: &Context,
    actor: &Actor,
    (slug, n): (&str, i32),
    (position, kind): (Option<i32>, &str),
    refusal: Refusal,
    typed: QuestionForm,
) -> Result<Response, PageFault> {
    let (status, faults) = told(refusal, frame.lang)?;
    let view = questions::question(cx, actor, &phase_edit(slug, n, ""), position, kind).await?;
    let view = QuestionView { form: typed, ..view };
    page(frame, &QuestionPage::with(frame.lang, (slug, n), new_op(cx), view, faults), status)
}
