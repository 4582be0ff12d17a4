//! The draft from minutes: its items are changed, dropped, restored, merged, and put in their places.

use std::collections::BTreeMap;

use poem::http::StatusCode;
use poem::web::{Data, Path, Query};
use poem::{Response, handler};
use serde::Deserialize;
use tablee_core::access::Actor;
use tablee_core::cases::editor::refuse_unknown_step;
use tablee_core::cases::minutes::changes::{self, ItemEdit, ItemForm};
use tablee_core::cases::minutes::draft::view;
use tablee_core::cases::minutes::lines::{self, LineForm, WorkshopForm};
use tablee_core::cases::minutes::placing::{self, PlaceDraft};
use tablee_core::{Context, Refusal};

use super::draft_view::{DraftPage, Refused};
use super::{NumberedForm, Outcome, after, page, seen, told};
use crate::http::{LimitedForm, PageFault, SignedIn};
use crate::view::{Faults, PageFrame};

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct PlaceForm {
    seen: String,
    conditions: String,
    questionnaire: String,
}

#[handler]
pub(super) async fn show(
    frame: PageFrame,
    cx: Data<&Context>,
    SignedIn(actor): SignedIn,
    Path(slug): Path<String>,
    Query(outcome): Query<Outcome>,
) -> Result<Response, PageFault> {
    let view = view(&cx, &actor, &slug).await?;
    page(&frame, &DraftPage::with(frame.lang, view, None, outcome.notice()), StatusCode::OK)
}

#[handler]
pub(super) async fn place(
    cx: Data<&Context>,
    SignedIn(actor): SignedIn,
    Path(slug): Path<String>,
    LimitedForm(form): LimitedForm<PlaceForm>,
) -> Result<Response, PageFault> {
    let path = format!("/espace/c/{slug}");
    let command = PlaceDraft {
        slug,
        seen: seen(&form.seen),
        conditions_as_statements: form.conditions == "opinion",
        with_questionnaire: form.questionnaire == "yes",
    };
    after(placing::place(&cx, &actor, command).await, &path)
}

#[handler]
pub(super) async fn change(
    frame: PageFrame,
    cx: Data<&Context>,
    SignedIn(actor): SignedIn,
    Path((slug, item)): Path<(String, String)>,
    LimitedForm(fields): LimitedForm<BTreeMap<String, String>>,
) -> Result<Response, PageFault> {
    let form = NumberedForm::of(fields);
    let path = format!("/espace/c/{slug}/brouillon");
    let edit = ItemEdit { slug: slug.clone(), item: item.parse().map_err(|_| Refusal::NotFound)?, seen: form.seen() };
    let what = form.text("do");
    let typed = typed(&form);
    if what == "save" {
        let done = changes::edit_item(&cx, &actor, edit, typed.clone()).await;
        return answer(&frame, &cx, &actor, &slug, done, |faults| Refused::Item { item, form: typed, faults }).await;
    }
    match act(&cx, &actor, edit, &what).await {
        Err(Refusal::ChangedMeanwhile) => after(Err(Refusal::ChangedMeanwhile), &path),
        done => answer(&frame, &cx, &actor, &slug, done, |faults| Refused::Button { faults }).await,
    }
}

fn typed(form: &NumberedForm) -> ItemForm {
    ItemForm {
        kind: form.text("kind"),
        title: form.text("title"),
        text: form.text("text"),
        objective: form.text("objective"),
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct WorkshopFields {
    seen: String,
    #[serde(rename = "workshop-title")]
    title: String,
    #[serde(rename = "workshop-held_on")]
    held_on: String,
}

/// `POST /espace/c/SLUG/brouillon/atelier`: puts title and day of the workshop right.
#[handler]
pub(super) async fn correct_workshop(
    frame: PageFrame,
    cx: Data<&Context>,
    SignedIn(actor): SignedIn,
    Path(slug): Path<String>,
    LimitedForm(sent): LimitedForm<WorkshopFields>,
) -> Result<Response, PageFault> {
    let form = WorkshopForm { title: sent.title, held_on: sent.held_on };
    let done = lines::edit_workshop(&cx, &actor, &slug, seen(&sent.seen), &form).await;
    answer(&frame, &cx, &actor, &slug, done, |faults| Refused::Workshop { form, faults }).await
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct LineFields {
    seen: String,
    #[serde(rename = "line-line")]
    line: String,
    #[serde(rename = "line-kind")]
    kind: String,
}

/// `POST /espace/c/SLUG/brouillon/ligne`: makes an item of a line.
#[handler]
pub(super) async fn make_item(
    frame: PageFrame,
    cx: Data<&Context>,
    SignedIn(actor): SignedIn,
    Path(slug): Path<String>,
    LimitedForm(sent): LimitedForm<LineFields>,
) -> Result<Response, PageFault> {
    let form = LineForm { line: sent.line, kind: sent.kind };
    let done = lines::make_item(&cx, &actor, &slug, seen(&sent.seen), &form).await;
    answer(&frame, &cx, &actor, &slug, done, |faults| Refused::Line { form, faults }).await
}

/// Back to the draft, or the draft with what was typed and what is wrong with it.
async fn answer(
    frame: &PageFrame,
    cx: &Context,
    actor: &Actor,
    slug: &str,
    done: Result<(), Refusal>,
    refused: impl FnOnce(Faults) -> Refused,
) -> Result<Response, PageFault> {
    match done {
        Ok(()) => after(Ok(()), &format!("/espace/c/{slug}/brouillon")),
        Err(refusal) => {
            let (status, faults) = told(refusal, frame.lang)?;
            let view = view(cx, actor, slug).await?;
            page(frame, &DraftPage::with(frame.lang, view, Some(refused(faults)), None), status)
        }
    }
}

async fn act(cx: &Context, actor: &Actor, edit: ItemEdit, what: &str) -> Result<(), Refusal> {
    match what {
        "drop" => changes::drop_item(cx, actor, edit).await,
        "restore" => changes::restore_item(cx, actor, edit).await,
        "merge" => changes::merge_item(cx, actor, edit).await,
        _ => refuse_unknown_step(cx, actor, &edit.slug).await,
    }
}
