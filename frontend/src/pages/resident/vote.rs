//! Voting in a decision phase, by the phase's method.

use std::collections::BTreeMap;

use poem::http::StatusCode;
use poem::web::Data;
use poem::{IntoResponse, Response, handler};
use serde::Serialize;
use tablee_core::cases::ballots::{self, BallotForm, CastBallot, Marks};
use tablee_core::cases::participation::SubmissionKey;
use tablee_core::{Context, Refusal};
use tablee_rules::timetable::Millis;

use super::device::Device;
use super::forms::{Fields, see_other};
use super::paths::{self, PhasePath};
use crate::http::{LimitedForm, PageFault};
use crate::pages::errors::Errors;
use crate::view::{Page, PageFrame, PageTitle, render};

/// The name of the check boxes of a ballot, and of the field that its faults are about.
const OPTIONS: &str = "options";

#[derive(Serialize)]
pub(in crate::pages) struct VotePage {
    back: String,
    post_to: String,
    op: String,
    errors: Errors,
    heading: String,
    closes_at: Option<Millis>,
    /// Whether there is a ballot to replace.
    again: bool,
    method: &'static str,
    settings: BTreeMap<&'static str, i64>,
    ballot: BallotField,
}

#[derive(Serialize)]
struct BallotField {
    name: &'static str,
    error: Option<String>,
    options: Vec<OptionView>,
}

#[derive(Serialize)]
struct OptionView {
    value: String,
    label: String,
    hint: Option<String>,
    checked: bool,
    marked: Option<i64>,
}

impl VotePage {
    pub(in crate::pages) fn new(form: BallotForm, post_to: String, back: String, op: String) -> Self {
        let option = |choice: ballots::BallotChoice| OptionView {
            value: choice.id,
            label: choice.label,
            hint: Some(choice.detail).filter(|detail| !detail.is_empty()),
            checked: choice.marked.is_some(),
            marked: choice.marked,
        };
        Self {
            back,
            post_to,
            op,
            errors: Errors::default(),
            heading: form.title,
            closes_at: form.closes_at,
            again: form.receipt.is_some(),
            method: form.method,
            settings: form.settings,
            ballot: BallotField { name: OPTIONS, error: None, options: form.options.into_iter().map(option).collect() },
        }
    }

    /// The same page with what was marked, and what is wrong with it.
    pub(super) fn refused(mut self, marks: &Marks, errors: Errors) -> Self {
        for option in &mut self.ballot.options {
            let mark = marks.iter().find(|(id, _)| *id == option.value);
            option.checked = mark.is_some();
            option.marked = mark.and_then(|(_, value)| value.parse().ok());
        }
        self.ballot.error = errors.at(OPTIONS);
        self.errors = errors;
        self
    }
}

impl Page for VotePage {
    const TEMPLATE: &'static str = "resident/vote";

    fn title(&self) -> PageTitle {
        PageTitle::Words(self.heading.clone())
    }

    fn has_error(&self) -> bool {
        !self.errors.is_empty()
    }

    fn samples() -> Vec<Self> {
        let sample = |most: i64, again: bool| {
            let option = |id: &str, marked| ballots::BallotChoice {
                id: id.to_owned(),
                label: format!("Option {id}"),
                detail: if marked == Some(1) { "Detail".to_owned() } else { String::new() },
                marked,
            };
            let form = BallotForm {
                slug: "ecole".to_owned(),
                consultation: "École".to_owned(),
                position: 4,
                title: "Que faire ?".to_owned(),
                intro: String::new(),
                closes_at: Some(1_795_431_600_000),
                method: "approval",
                settings: BTreeMap::from([("at_least", 0), ("at_most", most)]),
                options: vec![option("a", again.then_some(1)), option("b", None)],
                receipt: None,
            };
            let mut page = Self::new(form, "/voter".to_owned(), "/".to_owned(), "op".to_owned());
            page.again = again;
            page
        };
        let refused = sample(1, false).refused(
            &vec![("a".to_owned(), String::new()), ("b".to_owned(), String::new())],
            Errors::one(OPTIONS, "Gardez-en un."),
        );
        vec![sample(0, false), sample(3, true), refused]
    }
}

/// What a ballot's form marks: a check box gives the option's id, any other field is named after the option.
pub(super) fn marks_of(fields: &Fields) -> Marks {
    let boxes = fields.all(OPTIONS).map(|id| (id.to_owned(), String::new()));
    let named = fields
        .prefixed("option-")
        .filter(|(_, value)| !value.is_empty())
        .map(|(id, value)| (id.to_owned(), value.to_owned()));
    boxes.chain(named).collect()
}

#[handler]
pub(super) async fn ballot(
    frame: PageFrame,
    cx: Data<&Context>,
    device: Device,
    PhasePath(phase): PhasePath,
) -> Result<Response, PageFault> {
    let arrival = device.arrive(&cx);
    let form = ballots::form(&cx, &arrival.actor, &phase).await?;
    let page = VotePage::new(form, paths::vote(&phase), paths::phase(&phase), paths::fresh_op(&cx));
    Ok(arrival.answer(render(&frame, &page)?.into_response()))
}

#[handler]
pub(super) async fn cast(
    frame: PageFrame,
    cx: Data<&Context>,
    device: Device,
    PhasePath(phase): PhasePath,
    LimitedForm(fields): LimitedForm<Fields>,
) -> Result<Response, PageFault> {
    let op = fields.one("op");
    let arrival = device.arrive_with(&cx, op);
    let marks = marks_of(&fields);
    let command = CastBallot { phase: phase.clone(), marks: marks.clone(), key: SubmissionKey(op.to_owned()) };
    match ballots::cast(&cx, &arrival.actor, command).await {
        Ok(code) => {
            let next = if device.is_known() { paths::thanks(&phase) } else { paths::receipt_thanks(&code) };
            Ok(arrival.answer(see_other(&next)))
        }
        Err(Refusal::Invalid(faults)) => {
            let form = ballots::form(&cx, &arrival.actor, &phase).await?;
            let page = VotePage::new(form, paths::vote(&phase), paths::phase(&phase), op.to_owned());
            let page = page.refused(&marks, Errors::of(frame.lang, &faults));
            Ok(arrival.answer(
                render(&frame, &page)?
                    .with_status(StatusCode::UNPROCESSABLE_ENTITY)
                    .into_response(),
            ))
        }
        Err(other) => Err(other.into()),
    }
}
