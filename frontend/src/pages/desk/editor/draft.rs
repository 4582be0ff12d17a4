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
use tablee_core::cases::minutes::placing::{self, PlaceDraft};
use tablee_core::{Context, Refusal};

use super::draft_view::{DraftPage, Refused};
use super::{NumberedForm, Outcome, after, page, seen, told};
use crate::http::{LimitedForm, PageFault, SignedIn};
use crate::view::PageFrame;

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
    if form.text("do") != "save" {
        return after(act(&cx, &actor, edit, &form.text("do")).await, &path);
    }
    let typed = ItemForm {
        kind: form.text("kind"),
        title: form.text("title"),
        text: form.text("text"),
        objective: form.text("objective"),
    };
    match changes::edit_item(&cx, &actor, edit, typed.clone()).await {
        Ok(()) => after(Ok(()), &path),
        Err(refusal) => {
            let (status, faults) = told(refusal, frame.lang)?;
            let refused = Refused { item, form: typed, faults };
            let view = view(&cx, &actor, &slug).await?;
            page(&frame, &DraftPage::with(frame.lang, view, Some(refused), None), status)
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
