//! The texts of a consultation.

use poem::http::StatusCode;
use poem::web::{Data, Path, Query};
use poem::{Response, handler};
use serde::{Deserialize, Serialize};
use tablee_core::Context;
use tablee_core::cases::editor::overview::overview;
use tablee_core::cases::editor::texts::{ConsultationTexts, EditTexts, edit_texts};

use super::{Outcome, page, seen, told};
use crate::http::{Lang, LimitedForm, PageFault, SignedIn, see_other};
use crate::view::form::words;
use crate::view::{ChoiceField, Faults, Field, FieldOption, FormError, Page, PageFrame, PageTitle};

#[derive(Serialize)]
pub(super) struct TextsPage {
    slug: String,
    seen: String,
    notice: Option<&'static str>,
    errors: Vec<FormError>,
    title: Field,
    summary: Field,
    purpose: Field,
    decider: Field,
    territory: Field,
    answer_due: Field,
    moderation: ChoiceField,
    controller: Field,
    legal_basis: Field,
    retention_months: Field,
    contact: Field,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct TextsForm {
    seen: String,
    title: String,
    summary: String,
    purpose: String,
    decider: String,
    territory: String,
    answer_due: String,
    moderation: String,
    controller: String,
    legal_basis: String,
    retention_months: String,
    contact: String,
}

impl Page for TextsPage {
    const TEMPLATE: &'static str = "desk/editor/texts";

    fn title(&self) -> PageTitle {
        PageTitle::key("editor-texts-title")
    }

    fn has_error(&self) -> bool {
        !self.errors.is_empty()
    }

    fn samples() -> Vec<Self> {
        let lang = Lang::default();
        let error = FormError { field: Some("summary".to_owned()), message: "?".to_owned() };
        let full = ConsultationTexts { title: "Bien manger".to_owned(), ..ConsultationTexts::default() };
        vec![
            Self::with(lang, "s", "1", &ConsultationTexts::default(), Faults::none(), None),
            Self::with(lang, "s", "1", &full, Faults(vec![error]), Some("done")),
        ]
    }
}

impl TextsPage {
    fn with(
        lang: Lang,
        slug: &str,
        seen: &str,
        texts: &ConsultationTexts,
        faults: Faults,
        notice: Option<&'static str>,
    ) -> Self {
        let modes = ["before", "after"]
            .map(|key| FieldOption::of(key, words(lang, &format!("editor-moderation-{key}"), &[]), &texts.moderation));
        Self {
            slug: slug.to_owned(),
            seen: seen.to_owned(),
            notice,
            title: faults.field("title", &texts.title),
            summary: faults.field("summary", &texts.summary),
            purpose: faults.field("purpose", &texts.purpose),
            decider: faults.field("decider", &texts.decider),
            territory: faults.field("territory", &texts.territory),
            answer_due: faults.field("answer_due", &texts.answer_due),
            moderation: faults.choice("moderation", modes.to_vec()),
            controller: faults.field("controller", &texts.controller),
            legal_basis: faults.field("legal_basis", &texts.legal_basis),
            retention_months: faults.field("retention_months", &texts.retention_months),
            contact: faults.field("contact", &texts.contact),
            errors: faults.0,
        }
    }
}

impl TextsForm {
    fn texts(self) -> ConsultationTexts {
        ConsultationTexts {
            title: self.title,
            summary: self.summary,
            purpose: self.purpose,
            decider: self.decider,
            territory: self.territory,
            answer_due: self.answer_due,
            moderation: self.moderation,
            controller: self.controller,
            legal_basis: self.legal_basis,
            retention_months: self.retention_months,
            contact: self.contact,
        }
    }
}

#[handler]
pub(super) async fn show(
    frame: PageFrame,
    cx: Data<&Context>,
    SignedIn(actor): SignedIn,
    Path(slug): Path<String>,
    Query(outcome): Query<Outcome>,
) -> Result<Response, PageFault> {
    let view = overview(&cx, &actor, &slug).await?;
    let seen = view.seen.0.to_string();
    let shown = TextsPage::with(frame.lang, &slug, &seen, &view.texts, Faults::none(), outcome.notice());
    page(&frame, &shown, StatusCode::OK)
}

#[handler]
pub(super) async fn send(
    frame: PageFrame,
    cx: Data<&Context>,
    SignedIn(actor): SignedIn,
    Path(slug): Path<String>,
    LimitedForm(form): LimitedForm<TextsForm>,
) -> Result<Response, PageFault> {
    let seen = seen(&form.seen);
    let texts = form.texts();
    let command = EditTexts { slug: slug.clone(), seen, texts: texts.clone() };
    match edit_texts(&cx, &actor, command).await {
        Ok(()) => Ok(see_other(&format!("/espace/c/{slug}?fait=oui"))),
        Err(refusal) => {
            let (status, faults) = told(refusal, frame.lang)?;
            let now = overview(&cx, &actor, &slug).await?.seen.0.to_string();
            page(&frame, &TextsPage::with(frame.lang, &slug, &now, &texts, faults, None), status)
        }
    }
}
