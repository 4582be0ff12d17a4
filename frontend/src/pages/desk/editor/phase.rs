//! One phase: its words, dates and rules, and the list of what people meet in it.

use std::collections::BTreeMap;

use poem::http::StatusCode;
use poem::web::{Data, Path, Query};
use poem::{Response, handler};
use serde::Deserialize;
use tablee_core::access::Actor;
use tablee_core::cases::editor::entries::{self, Entry};
use tablee_core::cases::editor::phase_view::PhaseView;
use tablee_core::cases::editor::phases::{self, PhaseForm};
use tablee_core::cases::editor::{OptionTerms, PhaseEdit, phase_view, refuse_unknown_step};
use tablee_core::cases::moments::TypedMoment;
use tablee_core::{Context, Refusal};

use super::phase_view::{PhasePage, Typed};
use super::{NumberedForm, Outcome, after, direction, new_op, page, phase_edit, told};
use crate::http::{LimitedForm, PageFault, SignedIn};
use crate::pages::desk::ask::{AskPage, Thing};
use crate::view::PageFrame;

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct SaveForm {
    seen: String,
    title: String,
    intro: String,
    #[serde(rename = "opens-day")]
    opens_day: String,
    #[serde(rename = "opens-hour")]
    opens_hour: String,
    #[serde(rename = "closes-day")]
    closes_day: String,
    #[serde(rename = "closes-hour")]
    closes_hour: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct ButtonForm {
    pub seen: String,
    #[serde(rename = "do")]
    pub act: String,
    pub sure: String,
}

impl ButtonForm {
    /// Whether something is to be taken away, and the page has not asked yet.
    pub fn asks(&self) -> bool {
        self.act == "remove" && self.sure.is_empty()
    }
}

/// The address of a phase's page.
fn path(slug: &str, n: i32) -> String {
    format!("/espace/c/{slug}/etapes/{n}")
}

#[handler]
pub(super) async fn show(
    frame: PageFrame,
    cx: Data<&Context>,
    SignedIn(actor): SignedIn,
    Path((slug, n)): Path<(String, i32)>,
    Query(outcome): Query<Outcome>,
) -> Result<Response, PageFault> {
    let view = phase_view::phase(&cx, &actor, &slug, n).await?;
    let shown = PhasePage::with(frame.lang, &slug, new_op(&cx), view, Typed::default(), outcome.notice());
    page(&frame, &shown, StatusCode::OK)
}

#[handler]
pub(super) async fn send(
    frame: PageFrame,
    cx: Data<&Context>,
    SignedIn(actor): SignedIn,
    Path((slug, n)): Path<(String, i32)>,
    LimitedForm(form): LimitedForm<SaveForm>,
) -> Result<Response, PageFault> {
    let edit = phase_edit(&slug, n, &form.seen);
    let typed = PhaseForm {
        title: form.title,
        intro: form.intro,
        opens: TypedMoment { day: form.opens_day, hour: form.opens_hour },
        closes: TypedMoment { day: form.closes_day, hour: form.closes_hour },
    };
    match phases::edit_phase(&cx, &actor, edit, typed.clone()).await {
        Ok(()) => after(Ok(()), &path(&slug, n)),
        Err(refusal) => {
            let typed = Typed { form: Some(typed), ..Typed::default() };
            again(&frame, &cx, &actor, (&slug, n), refusal, typed).await
        }
    }
}

#[handler]
pub(super) async fn change(
    frame: PageFrame,
    cx: Data<&Context>,
    SignedIn(actor): SignedIn,
    Path((slug, n)): Path<(String, i32)>,
    LimitedForm(form): LimitedForm<ButtonForm>,
) -> Result<Response, PageFault> {
    if form.asks() {
        let view = editable(&cx, &actor, &slug, n).await?;
        return ask(&frame, Thing::Phase, &view.form.title, path(&slug, n), &form.seen);
    }
    let edit = phase_edit(&slug, n, &form.seen);
    let result = match direction(&form.act) {
        Some(direction) => phases::move_phase(&cx, &actor, edit, direction).await,
        None if form.act == "remove" => phases::remove_phase(&cx, &actor, edit).await,
        None => refuse_unknown_step(&cx, &actor, &slug).await,
    };
    after(result, &format!("/espace/c/{slug}"))
}

#[handler]
pub(super) async fn change_list(
    frame: PageFrame,
    cx: Data<&Context>,
    SignedIn(actor): SignedIn,
    Path((slug, n)): Path<(String, i32)>,
    LimitedForm(fields): LimitedForm<BTreeMap<String, String>>,
) -> Result<Response, PageFault> {
    // Read before the numbers are taken off the names: they say beside which entry a fault is told.
    let number = fields
        .keys()
        .find_map(|name| name.strip_prefix("text-").map(str::to_owned));
    let form = NumberedForm::of(fields);
    if form.text("do") == "remove" && form.text("sure").is_empty() {
        return ask_for_entry(&frame, &cx, &actor, (&slug, n), &form).await;
    }
    let edit = PhaseEdit { slug: slug.clone(), position: n, seen: form.seen() };
    let entry = entry_of(&form);
    match (act(&cx, &actor, edit, &form, entry.clone()).await, form.text("do").as_str()) {
        (Err(refusal @ (Refusal::Invalid(_) | Refusal::ChangedMeanwhile)), "add") => {
            let typed = Typed { lines: form.text("lines"), ..Typed::default() };
            again(&frame, &cx, &actor, (&slug, n), refusal, typed).await
        }
        (Err(refusal @ (Refusal::Invalid(_) | Refusal::ChangedMeanwhile)), "save") => {
            let refusal = beside_entry(refusal, number.as_deref().unwrap_or_default());
            again(&frame, &cx, &actor, (&slug, n), refusal, Typed { entry: Some(entry), ..Typed::default() }).await
        }
        (result, _) => after(result, &path(&slug, n)),
    }
}

fn entry_of(form: &NumberedForm) -> Entry {
    let terms = OptionTerms {
        cost: form.text("cost"),
        feature: form.text("feature"),
        least: form.text("least"),
        most: form.text("most"),
    };
    let id = form.text("entry").parse().unwrap_or_default();
    Entry { id, text: form.text("text"), detail: form.text("detail"), terms, ..Entry::default() }
}

async fn act(cx: &Context, actor: &Actor, edit: PhaseEdit, form: &NumberedForm, entry: Entry) -> Result<(), Refusal> {
    match form.text("do").as_str() {
        "add" => entries::add_entries(cx, actor, edit, &form.text("lines"), &form.text("op")).await,
        "save" => entries::edit_entry(cx, actor, edit, entry).await,
        "remove" => entries::remove_entry(cx, actor, edit, entry.id).await,
        other => match direction(other) {
            Some(direction) => entries::move_entry(cx, actor, edit, entry.id, direction).await,
            None => refuse_unknown_step(cx, actor, &edit.slug).await,
        },
    }
}

/// The phase, for someone who may change it.
pub(super) async fn editable(cx: &Context, actor: &Actor, slug: &str, n: i32) -> Result<PhaseView, Refusal> {
    let view = phase_view::phase(cx, actor, slug, n).await?;
    if view.may_edit { Ok(view) } else { Err(Refusal::Forbidden) }
}

/// The page that asks before the thing of that name goes.
pub(super) fn ask(
    frame: &PageFrame,
    thing: Thing,
    name: &str,
    back: String,
    seen: &str,
) -> Result<Response, PageFault> {
    let asked = AskPage::new(thing, name, &frame.path, back, &[("seen", seen), ("do", "remove")]);
    page(frame, &asked, StatusCode::OK)
}

async fn ask_for_entry(
    frame: &PageFrame,
    cx: &Context,
    actor: &Actor,
    (slug, n): (&str, i32),
    form: &NumberedForm,
) -> Result<Response, PageFault> {
    let view = editable(cx, actor, slug, n).await?;
    let (id, seen) = (form.text("entry"), form.text("seen"));
    let entry = view.entries.iter().find(|entry| entry.id.to_string() == id);
    let name = &entry.ok_or(Refusal::NotFound)?.text;
    let fields = [("seen", seen.as_str()), ("entry", id.as_str()), ("do", "remove")];
    page(frame, &AskPage::new(Thing::Entry, name, &frame.path, path(slug, n), &fields), StatusCode::OK)
}

/// The page again, with what was typed and what is wrong with it.
async fn again(
    frame: &PageFrame,
    cx: &Context,
    actor: &Actor,
    (slug, n): (&str, i32),
    refusal: Refusal,
    typed: Typed,
) -> Result<Response, PageFault> {
    let (status, faults) = told(refusal, frame.lang)?;
    let view = phase_view::phase(cx, actor, slug, n).await?;
    let shown = PhasePage::with(frame.lang, slug, new_op(cx), view, Typed { faults, ..typed }, None);
    page(frame, &shown, status)
}

fn beside_entry(refusal: Refusal, number: &str) -> Refusal {
    let Refusal::Invalid(mut faults) = refusal else { return refusal };
    for fault in &mut faults {
        fault.field = format!("{}-{number}", fault.field);
    }
    Refusal::Invalid(faults)
}
