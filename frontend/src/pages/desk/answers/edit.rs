//! Writing the answer to one proposal, with a look at it as everyone will read it.

use poem::web::Data;
use poem::{IntoResponse, Response, handler};
use serde::{Deserialize, Serialize};
use tablee_core::cases::answers::{self, AnswerEdit, SaveAnswer};
use tablee_core::{Context, Refusal};
use tablee_rules::answers::{AnswerForm, Verdict};

use crate::http::{Lang, LimitedForm, PageFault, SignedIn, see_other, status_of};
use crate::pages::desk::ask::{AskPage, Thing};
use crate::pages::desk::parts::Parts;
use crate::pages::official_answer::AnswerView;
use crate::view::form::words;
use crate::view::{
    ChoiceField, Faults, Field, FieldOption, FormError, Page, PageFrame, PageTitle, render, render_with,
};

#[derive(Serialize)]
pub(in crate::pages::desk) struct EditPage {
    slug: String,
    number: String,
    seen: String,
    title: String,
    text: String,
    supports: i32,
    errors: Vec<FormError>,
    verdict: ChoiceField,
    reason: Field,
    details: Field,
    body: Field,
    person: Field,
    due: Field,
    draft: Option<AnswerView>,
    published: Vec<AnswerView>,
}

impl EditPage {
    fn new(lang: Lang, edit: AnswerEdit, form: AnswerForm, faults: Faults) -> Self {
        let option = |verdict: Verdict| {
            let label = words(lang, &format!("verdict-{}", verdict.key()), &[]);
            FieldOption::of(verdict.key(), label, &form.verdict)
        };
        Self {
            slug: edit.slug,
            number: edit.number.to_string(),
            seen: edit.seen,
            title: edit.title,
            text: edit.text,
            supports: edit.supports,
            verdict: faults.choice("verdict", Verdict::ALL.map(option).into()),
            reason: faults.field("reason", form.reason),
            details: faults.field("details", form.details),
            body: faults.field("body", form.body),
            person: faults.field("person", form.person),
            due: faults.field("due", form.due),
            errors: faults.0,
            draft: edit.draft.map(AnswerView::from),
            published: edit.published.into_iter().map(AnswerView::from).collect(),
        }
    }
}

impl Page for EditPage {
    const TEMPLATE: &'static str = "desk/answer";

    fn title(&self) -> PageTitle {
        PageTitle::Words(self.title.clone())
    }

    fn has_error(&self) -> bool {
        !self.errors.is_empty()
    }

    fn samples() -> Vec<Self> {
        let lang = Lang::default();
        let edit = |draft: bool, published: usize| AnswerEdit {
            slug: "ecole".to_owned(),
            number: 3,
            title: "Un marché".to_owned(),
            text: "Le soir.".to_owned(),
            supports: 7,
            form: AnswerForm { verdict: "partly".to_owned(), ..AnswerForm::default() },
            seen: "a mark".to_owned(),
            published: (0..published).map(|_| AnswerView::sample()).collect(),
            draft: draft.then(AnswerView::sample),
        };
        let wrong = Faults::of(&Refusal::field("reason", "fault-official-reason-missing"), lang);
        vec![
            Self::new(lang, edit(false, 0), AnswerForm::default(), Faults::none()),
            Self::new(lang, edit(true, 2), edit(true, 2).form, Faults::none()),
            Self::new(lang, edit(false, 1), AnswerForm::default(), wrong),
        ]
    }
}

/// `GET /espace/c/SLUG/reponses/NUMBER`
#[handler]
pub(in crate::pages::desk) async fn show(
    SignedIn(actor): SignedIn,
    cx: Data<&Context>,
    frame: PageFrame,
    parts: Parts,
) -> Result<Response, PageFault> {
    let edit = answers::edit(&cx, &actor, parts.slug(), parts.read("number")?).await?;
    let form = edit.form.clone();
    Ok(render(&frame, &EditPage::new(frame.lang, edit, form, Faults::none()))?.into_response())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SaveForm {
    #[serde(default)]
    seen: String,
    #[serde(default)]
    verdict: String,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    details: String,
    #[serde(default)]
    body: String,
    #[serde(default)]
    person: String,
    #[serde(default)]
    due: String,
}

impl From<SaveForm> for AnswerForm {
    fn from(form: SaveForm) -> Self {
        Self {
            verdict: form.verdict,
            reason: form.reason,
            details: form.details,
            body: form.body,
            person: form.person,
            due: form.due,
        }
    }
}

/// `POST /espace/c/SLUG/reponses/NUMBER`
#[handler]
pub(in crate::pages::desk) async fn save(
    SignedIn(actor): SignedIn,
    cx: Data<&Context>,
    frame: PageFrame,
    parts: Parts,
    LimitedForm(form): LimitedForm<SaveForm>,
) -> Result<Response, PageFault> {
    let (slug, number, seen) = (parts.slug().to_owned(), parts.read("number")?, form.seen.clone());
    let form = AnswerForm::from(form);
    let command = SaveAnswer { slug: slug.clone(), number, seen, form: form.clone() };
    match answers::save(&cx, &actor, command).await {
        Ok(()) => Ok(see_other(&format!("/espace/c/{slug}/reponses/{number}"))),
        Err(refusal @ (Refusal::Invalid(_) | Refusal::ChangedMeanwhile)) => {
            let edit = answers::edit(&cx, &actor, &slug, number).await?;
            let page = EditPage::new(frame.lang, edit, form, Faults::of(&refusal, frame.lang));
            Ok(render_with(&frame, &page, status_of(refusal.class()))?)
        }
        Err(other) => Err(other.into()),
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DropForm {
    #[serde(default)]
    sure: String,
}

/// `POST /espace/c/SLUG/reponses/NUMBER/supprimer`: takes the draft away, and asks first.
#[handler]
pub(in crate::pages::desk) async fn drop_draft(
    SignedIn(actor): SignedIn,
    cx: Data<&Context>,
    frame: PageFrame,
    parts: Parts,
    LimitedForm(form): LimitedForm<DropForm>,
) -> Result<Response, PageFault> {
    let (slug, number) = (parts.slug(), parts.read("number")?);
    if form.sure.is_empty() {
        let edit = answers::edit(&cx, &actor, slug, number).await?;
        let back = format!("/espace/c/{slug}/reponses/{number}");
        let page = AskPage::new(Thing::AnswerDraft, &edit.title, &frame.path, back, &[]);
        return Ok(render(&frame, &page)?.into_response());
    }
    answers::drop_draft(&cx, &actor, slug, number).await?;
    Ok(see_other(&format!("/espace/c/{slug}/reponses")))
}
