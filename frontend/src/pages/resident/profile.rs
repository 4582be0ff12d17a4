//! What a voter of an opinion phase may say of themselves: yes, no, or nothing.

use poem::web::Data;
use poem::{IntoResponse, Response, handler};
use serde::Serialize;
use tablee_core::Context;
use tablee_core::cases::participation::PhaseAddress;
use tablee_core::cases::strata::{self, DeclarationForm, Declare, StratumQuestion};
use uuid::Uuid;

use super::device::Device;
use super::paths::{self, PhasePath};
use crate::http::{Lang, LimitedForm, PageFault, see_other};
use crate::pages::fields::Fields;
use crate::view::form::words;
use crate::view::{ChoiceField, Faults, FieldOption, Page, PageFrame, PageTitle, render};

/// Answers to a yes-or-no question, as the form sends them.
const YES: &str = "oui";
const NO: &str = "non";
const UNSAID: &str = "sans";

#[derive(Serialize)]
pub(super) struct ProfilePage {
    back: String,
    post_to: String,
    op: String,
    questions: Vec<QuestionView>,
}

#[derive(Serialize)]
struct QuestionView {
    question: String,
    reason: String,
    field: ChoiceField,
}

impl QuestionView {
    fn new(lang: Lang, question: StratumQuestion) -> Self {
        let answer = match question.answer {
            Some(true) => YES,
            Some(false) => NO,
            None => "",
        };
        let option = |key| FieldOption::of(key, words(lang, &format!("profile-{key}"), &[]), answer);
        Self {
            field: Faults::none().choice(&name(question.id), [YES, NO, UNSAID].map(option).into()),
            question: question.question,
            reason: question.reason,
        }
    }
}

impl ProfilePage {
    fn of(lang: Lang, form: DeclarationForm, address: &PhaseAddress, op: String) -> Self {
        let questions = form.questions.into_iter();
        Self {
            back: paths::phase(address),
            post_to: paths::profile(address),
            op,
            questions: questions.map(|question| QuestionView::new(lang, question)).collect(),
        }
    }
}

impl Page for ProfilePage {
    const TEMPLATE: &'static str = "resident/profile";

    fn title(&self) -> PageTitle {
        PageTitle::key("profile-title")
    }

    fn samples() -> Vec<Self> {
        let question = |answer| StratumQuestion {
            id: Uuid::nil(),
            question: "Do you live here?".to_owned(),
            reason: "A reason.".to_owned(),
            answer,
        };
        let questions = vec![question(None), question(Some(true)), question(Some(false))];
        let form = DeclarationForm { consultation: "École".to_owned(), questions };
        let address = PhaseAddress { slug: "ecole".to_owned(), position: 3 };
        vec![Self::of(Lang::default(), form, &address, "op".to_owned())]
    }
}

fn name(question: Uuid) -> String {
    format!("profil-{question}")
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
    let said = |value: &str| match value {
        YES => Some(true),
        NO => Some(false),
        _ => None,
    };
    let passes = !fields.one("passer").is_empty();
    let answers = fields
        .prefixed("profil-")
        .filter(|_| !passes)
        .filter_map(|(id, value)| Some((id.parse().ok()?, said(value))))
        .collect();
    strata::declare(&cx, &arrival.actor, Declare { phase: address.clone(), answers }).await?;
    Ok(arrival.answer(see_other(&paths::opinion(&address))))
}
