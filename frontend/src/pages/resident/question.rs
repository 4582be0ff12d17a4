//! One question of a questionnaire on a page of its own.

mod view;

use poem::web::{Data, Query};
use poem::{IntoResponse, Response, handler};
use serde::Deserialize;
use tablee_core::Context;
use tablee_core::cases::participation::PhaseAddress;
use tablee_core::cases::questionnaires::{self, SaveAnswer};

pub(in crate::pages) use view::QuestionPage;
pub(super) use view::entry_of;

use super::device::Device;
use super::paths::{self, QuestionPath};
use crate::http::{LimitedForm, PageFault, see_other, status_of};
use crate::pages::errors::{Errors, stays_on_form};
use crate::pages::fields::Fields;
use crate::view::{PageFrame, render, render_with};

/// Where to go after the answer: back to the list of answers when the question was opened from there.
#[derive(Deserialize)]
struct Way {
    #[serde(default)]
    retour: String,
}

impl Way {
    fn came_from_check(&self) -> bool {
        self.retour == "verifier"
    }

    /// The addresses before and after a question.
    fn around(&self, phase: &PhaseAddress, number: usize, total: usize) -> (String, String) {
        let check = paths::check(phase);
        if self.came_from_check() {
            return (check.clone(), check);
        }
        let back = if number > 1 { paths::question(phase, number - 1) } else { paths::phase(phase) };
        let next = if number < total { paths::question(phase, number + 1) } else { check };
        (back, next)
    }

    fn post_to(&self, phase: &PhaseAddress, number: usize) -> String {
        let query = if self.came_from_check() { "?retour=verifier" } else { "" };
        format!("{}{query}", paths::question(phase, number))
    }
}

#[handler]
pub(super) async fn ask(
    frame: PageFrame,
    cx: Data<&Context>,
    device: Device,
    QuestionPath(phase, number): QuestionPath,
    Query(way): Query<Way>,
) -> Result<Response, PageFault> {
    let arrival = device.arrive(&cx);
    let sheet = questionnaires::sheet(&cx, &arrival.actor, &phase).await?;
    let (back, _) = way.around(&phase, number, sheet.questions.len());
    let page = QuestionPage::of(frame.lang, &sheet, number, way.post_to(&phase, number), back)?;
    Ok(arrival.answer(render(&frame, &page)?.into_response()))
}

#[handler]
pub(super) async fn answer(
    frame: PageFrame,
    cx: Data<&Context>,
    device: Device,
    QuestionPath(phase, number): QuestionPath,
    Query(way): Query<Way>,
    LimitedForm(fields): LimitedForm<Fields>,
) -> Result<Response, PageFault> {
    let arrival = device.arrive_with(&cx, fields.one("op"));
    let command = SaveAnswer { phase: phase.clone(), question: number, entry: entry_of(&fields) };
    let saved = questionnaires::save_answer(&cx, &arrival.actor, command).await;
    let sheet = questionnaires::sheet(&cx, &arrival.actor, &phase).await?;
    let (back, next) = way.around(&phase, number, sheet.questions.len());
    match saved {
        Ok(()) => Ok(arrival.answer(see_other(&next))),
        Err(refusal) if stays_on_form(&refusal) => {
            let page = QuestionPage::of(frame.lang, &sheet, number, way.post_to(&phase, number), back)?;
            let page = page.refused(&entry_of(&fields), Errors::of_refusal(frame.lang, &refusal));
            Ok(arrival.answer(render_with(&frame, &page, status_of(refusal.class()))?))
        }
        Err(other) => Err(other.into()),
    }
}
