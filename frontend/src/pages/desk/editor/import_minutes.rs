//! Minutes are pasted or uploaded here.

use poem::http::StatusCode;
use poem::web::Data;
use poem::{Response, handler};
use serde::Serialize;
use tablee_core::access::Actor;
use tablee_core::cases::editor::create::{OrganisationChoice, organisations};
use tablee_core::cases::minutes::{ImportMinutes, import};
use tablee_core::{Context, Refusal};
use tablee_rules::minutes::MinutesFault;

use super::{new_op, page, told};
use crate::http::{PageFault, SignedIn, Upload, see_other};
use crate::view::form::words;
use crate::view::{ChoiceField, Faults, Field, FieldOption, FormError, Page, PageFrame, PageTitle};

#[derive(Serialize)]
pub(super) struct ImportPage {
    op: String,
    errors: Vec<FormError>,
    organisation: Option<ChoiceField>,
    text: Field,
    file: Field,
}

impl Page for ImportPage {
    const TEMPLATE: &'static str = "desk/editor/import_minutes";

    fn title(&self) -> PageTitle {
        PageTitle::key("minutes-import-title")
    }

    fn has_error(&self) -> bool {
        !self.errors.is_empty()
    }

    fn samples() -> Vec<Self> {
        let choices = [("a", "Ville"), ("b", "Centre social")].map(|(id, name)| FieldOption::of(id, name, "b"));
        let error = FormError { field: Some("text".to_owned()), message: "?".to_owned() };
        let faults = Faults(vec![error]);
        vec![
            Self::with("op".to_owned(), Vec::new(), "", Faults::none()),
            Self::with("op".to_owned(), choices.to_vec(), "<script>{{7*7}}", faults),
        ]
    }
}

impl ImportPage {
    fn with(op: String, organisations: Vec<FieldOption>, text: &str, faults: Faults) -> Self {
        let organisation = (organisations.len() > 1).then(|| faults.choice("organisation", organisations));
        Self { op, organisation, text: faults.field("text", text), file: faults.field("file", ""), errors: faults.0 }
    }
}

#[handler]
pub(super) async fn show(
    frame: PageFrame,
    cx: Data<&Context>,
    SignedIn(actor): SignedIn,
) -> Result<Response, PageFault> {
    let choices = organisation_options(&cx, &actor, "").await?;
    page(&frame, &ImportPage::with(new_op(&cx), choices, "", Faults::none()), StatusCode::OK)
}

#[handler]
pub(super) async fn send(
    frame: PageFrame,
    cx: Data<&Context>,
    SignedIn(actor): SignedIn,
    upload: Upload,
) -> Result<Response, PageFault> {
    let field = |name: &str| upload.fields.get(name).map(String::as_str).unwrap_or_default();
    let (text, chosen) = (field("text"), field("organisation"));
    let (status, faults) = if upload.too_large {
        let refusal = Refusal::fault(if upload.had_file { "file" } else { "text" }, &MinutesFault::too_large());
        (StatusCode::PAYLOAD_TOO_LARGE, Faults::of(&refusal, frame.lang))
    } else if upload.file.is_some() && !text.trim().is_empty() {
        let message = words(frame.lang, "minutes-import-both", &[]);
        let both = FormError { field: Some("file".to_owned()), message };
        (StatusCode::UNPROCESSABLE_ENTITY, Faults(vec![both]))
    } else {
        let source = upload
            .file
            .as_ref()
            .map_or(text.as_bytes(), |file| &file.bytes)
            .to_vec();
        let command = ImportMinutes { organisation: chosen.parse().ok(), source, op: field("op").to_owned() };
        match import(&cx, &actor, command).await {
            Ok(made) => return Ok(see_other(&format!("/espace/c/{}/brouillon", made.slug))),
            Err(refusal) => told(beside(refusal, upload.file.is_some()), frame.lang)?,
        }
    };
    let choices = organisation_options(&cx, &actor, chosen).await?;
    page(&frame, &ImportPage::with(field("op").to_owned(), choices, text, faults), status)
}

/// The fault of the minutes, beside the field that they came by.
fn beside(refusal: Refusal, from_file: bool) -> Refusal {
    let Refusal::Invalid(mut faults) = refusal else { return refusal };
    for fault in faults.iter_mut().filter(|fault| fault.field == "minutes") {
        fault.field = if from_file { "file" } else { "text" }.to_owned();
    }
    Refusal::Invalid(faults)
}

/// The organisations that the member may choose from.
pub(super) async fn organisation_options(
    cx: &Context,
    actor: &Actor,
    chosen: &str,
) -> Result<Vec<FieldOption>, Refusal> {
    let own: Vec<OrganisationChoice> = organisations(cx, actor).await?;
    Ok(own
        .into_iter()
        .map(|choice| FieldOption::of(&choice.id.to_string(), choice.name, chosen))
        .collect())
}
