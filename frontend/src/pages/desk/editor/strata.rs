//! The yes-or-no questions about people that a consultation asks.

use poem::http::StatusCode;
use poem::web::{Data, Path, Query};
use poem::{Response, handler};
use serde::Serialize;
use tablee_core::Context;
use tablee_core::cases::editor::Seen;
use tablee_core::cases::editor::strata::{EditStrata, StrataView, StratumForm, edit_strata, strata};
use tablee_rules::limits;

use super::{Outcome, page, seen, told};
use crate::http::{LimitedForm, PageFault, SignedIn, see_other};
use crate::pages::fields::Fields;
use crate::view::{Faults, Field, FormError, Page, PageFrame, PageTitle};

#[derive(Serialize)]
pub(super) struct StrataPage {
    slug: String,
    seen: String,
    notice: Option<&'static str>,
    errors: Vec<FormError>,
    /// Whether the questions can be changed, and by whoever looks.
    editable: bool,
    frozen: bool,
    questions: Vec<QuestionFields>,
}

#[derive(Serialize)]
struct QuestionFields {
    number: usize,
    blank: bool,
    question: Field,
    reason: Field,
    yes_label: Field,
    no_label: Field,
}

impl StrataPage {
    fn with(slug: &str, view: StrataView, faults: Faults, notice: Option<&'static str>) -> Self {
        let fields = |(number, form): (usize, StratumForm)| {
            let field = |name: &str, value: &str| faults.field(&format!("{name}-{number}"), value);
            QuestionFields {
                number,
                blank: form == StratumForm::default(),
                question: field("question", &form.question),
                reason: field("reason", &form.reason),
                yes_label: field("yes_label", &form.yes_label),
                no_label: field("no_label", &form.no_label),
            }
        };
        Self {
            slug: slug.to_owned(),
            seen: view.seen.0.to_string(),
            notice,
            editable: view.may_edit && !view.frozen,
            frozen: view.frozen,
            questions: (1..).zip(view.questions).map(fields).collect(),
            errors: faults.0,
        }
    }
}

impl Page for StrataPage {
    const TEMPLATE: &'static str = "desk/editor/strata";

    fn title(&self) -> PageTitle {
        PageTitle::key("strata-title")
    }

    fn has_error(&self) -> bool {
        !self.errors.is_empty()
    }

    fn samples() -> Vec<Self> {
        let full = StratumForm {
            question: "Do you live here?".to_owned(),
            reason: "A reason.".to_owned(),
            yes_label: "Habitants".to_owned(),
            no_label: "Autres".to_owned(),
        };
        let view = |frozen, may_edit| StrataView {
            consultation: "École".to_owned(),
            questions: vec![full.clone(), StratumForm::default()],
            frozen,
            seen: Seen(1),
            may_edit,
        };
        let error = FormError { field: Some("reason-1".to_owned()), message: "?".to_owned() };
        vec![
            Self::with("ecole", view(false, true), Faults(vec![error]), None),
            Self::with("ecole", view(true, true), Faults::none(), Some("done")),
            Self::with("ecole", view(false, false), Faults::none(), None),
        ]
    }
}

/// The questions that a form sends.
fn typed(fields: &Fields) -> Vec<StratumForm> {
    let question = |number: usize| {
        let one = |name: &str| fields.one(&format!("{name}-{number}")).trim().to_owned();
        StratumForm {
            question: one("question"),
            reason: one("reason"),
            yes_label: one("yes_label"),
            no_label: one("no_label"),
        }
    };
    (1..=limits::STRATA).map(question).collect()
}

#[handler]
pub(super) async fn show(
    frame: PageFrame,
    cx: Data<&Context>,
    SignedIn(actor): SignedIn,
    Path(slug): Path<String>,
    Query(outcome): Query<Outcome>,
) -> Result<Response, PageFault> {
    let view = strata(&cx, &actor, &slug).await?;
    page(&frame, &StrataPage::with(&slug, view, Faults::none(), outcome.notice()), StatusCode::OK)
}

#[handler]
pub(super) async fn send(
    frame: PageFrame,
    cx: Data<&Context>,
    SignedIn(actor): SignedIn,
    Path(slug): Path<String>,
    LimitedForm(fields): LimitedForm<Fields>,
) -> Result<Response, PageFault> {
    let questions = typed(&fields);
    let command = EditStrata { slug: slug.clone(), seen: seen(fields.one("seen")), questions: questions.clone() };
    match edit_strata(&cx, &actor, command).await {
        Ok(()) => Ok(see_other(&format!("/espace/c/{slug}/profils?fait=oui"))),
        Err(refusal) => {
            let (status, faults) = told(refusal, frame.lang)?;
            let view = StrataView { questions, ..strata(&cx, &actor, &slug).await? };
            page(&frame, &StrataPage::with(&slug, view, faults, None), status)
        }
    }
}
