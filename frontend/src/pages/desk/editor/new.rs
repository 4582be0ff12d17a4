//! A new consultation.

use poem::http::StatusCode;
use poem::web::Data;
use poem::{Response, handler};
use serde::{Deserialize, Serialize};
use tablee_core::Context;
use tablee_core::cases::editor::create::{NewConsultation, create};

use super::import_minutes::organisation_options;
use super::{new_op, page, told};
use crate::http::{LimitedForm, PageFault, SignedIn, see_other};
use crate::view::{ChoiceField, Faults, Field, FieldOption, FormError, Page, PageFrame, PageTitle};

#[derive(Serialize)]
pub(super) struct NewPage {
    op: String,
    errors: Vec<FormError>,
    organisation: Option<ChoiceField>,
    title: Field,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct NewForm {
    op: String,
    #[serde(default)]
    organisation: String,
    #[serde(default)]
    title: String,
}

impl Page for NewPage {
    const TEMPLATE: &'static str = "desk/editor/new";

    fn title(&self) -> PageTitle {
        PageTitle::key("editor-new-title")
    }

    fn has_error(&self) -> bool {
        !self.errors.is_empty()
    }

    fn samples() -> Vec<Self> {
        let choices = [("a", "Ville"), ("b", "Centre social")].map(|(id, name)| FieldOption::of(id, name, "b"));
        vec![
            Self::with(String::new(), Vec::new(), "", Faults::none()),
            Self::with(String::new(), choices.to_vec(), "Bien manger", Faults::none()),
        ]
    }
}

impl NewPage {
    fn with(op: String, organisations: Vec<FieldOption>, title: &str, faults: Faults) -> Self {
        let organisation = (organisations.len() > 1).then(|| faults.choice("organisation", organisations));
        Self { op, organisation, title: faults.field("title", title), errors: faults.0 }
    }
}

#[handler]
pub(super) async fn show(
    frame: PageFrame,
    cx: Data<&Context>,
    SignedIn(actor): SignedIn,
) -> Result<Response, PageFault> {
    let choices = organisation_options(&cx, &actor, "").await?;
    page(&frame, &NewPage::with(new_op(&cx), choices, "", Faults::none()), StatusCode::OK)
}

#[handler]
pub(super) async fn send(
    frame: PageFrame,
    cx: Data<&Context>,
    SignedIn(actor): SignedIn,
    LimitedForm(form): LimitedForm<NewForm>,
) -> Result<Response, PageFault> {
    let command = NewConsultation {
        organisation: form.organisation.parse().ok(),
        title: form.title.clone(),
        op: form.op.clone(),
    };
    match create(&cx, &actor, command).await {
        Ok(slug) => Ok(see_other(&format!("/espace/c/{slug}/textes"))),
        Err(refusal) => {
            let (status, faults) = told(refusal, frame.lang)?;
            let choices = organisation_options(&cx, &actor, &form.organisation).await?;
            page(&frame, &NewPage::with(form.op, choices, &form.title, faults), status)
        }
    }
}
