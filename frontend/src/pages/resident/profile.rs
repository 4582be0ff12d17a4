//! What a voter of an opinion phase may say of themselves: yes, no, or nothing.

use poem::web::Data;
use poem::{IntoResponse, Response, handler};
use serde::Serialize;
use tablee_core::Context;
use tablee_core::cases::participation::PhaseAddress;
use tablee_core::cases::strata::{self, DeclarationForm, Declare};

use super::device::Device;
use super::paths::{self, PhasePath};
use crate::http::{Lang, LimitedForm, PageFault, see_other};
use crate::pages::about_people::{QuestionView, answers};
use crate::pages::fields::Fields;
use crate::view::{Page, PageFrame, PageTitle, render};

#[derive(Serialize)]
pub(super) struct ProfilePage {
    back: String,
    post_to: String,
    op: String,
    questions: Vec<QuestionView>,
}

impl ProfilePage {
    fn of(lang: Lang, form: DeclarationForm, address: &PhaseAddress, op: String) -> Self {
        let questions = form.questions.into_iter();
        Self {
            back: paths::phase(address),
            post_to: paths::profile(address),
            op,
            questions: questions
                .map(|question| QuestionView::answered(lang, question))
                .collect(),
        }
    }
}

impl Page for ProfilePage {
    const TEMPLATE: &'static str = "resident/profile";

    fn title(&self) -> PageTitle {
        PageTitle::key("profile-title")
    }

    fn samples() -> Vec<Self> {
        let questions = QuestionView::asked_in_samples();
        let form = DeclarationForm { consultation: "École".to_owned(), questions };
        let address = PhaseAddress { slug: "ecole".to_owned(), position: 3 };
        vec![Self::of(Lang::default(), form, &address, "op".to_owned())]
    }
}

#[handler]
pub(super) async fn ask(
    frame: PageFrame,
    cx: Data<&Context>,
    device: Device,
    PhasePath(address): PhasePath,
) -> Result<Response, PageFault> {
    let arrival = device.arrive(&cx);
    let form = strata::form(&cx, &arrival.actor, &address).await?;
    let page = ProfilePage::of(frame.lang, form, &address, paths::fresh_op(&cx));
    Ok(arrival.answer(render(&frame, &page)?.into_response()))
}

#[handler]
pub(super) async fn declare(
    cx: Data<&Context>,
    device: Device,
    PhasePath(address): PhasePath,
    LimitedForm(fields): LimitedForm<Fields>,
) -> Result<Response, PageFault> {
    let arrival = device.arrive_with(&cx, fields.one("op"));
    let passes = !fields.one("passer").is_empty();
    let answers = if passes { Vec::new() } else { answers(&fields) };
    strata::declare(&cx, &arrival.actor, Declare { phase: address.clone(), answers }).await?;
    Ok(arrival.answer(see_other(&paths::opinion(&address))))
}
