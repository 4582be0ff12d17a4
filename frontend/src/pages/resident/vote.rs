//! Voting in a decision phase, by the phase's method.

use poem::http::StatusCode;
use poem::web::Data;
use poem::{IntoResponse, Response, handler};
use serde::Serialize;
use tablee_core::cases::ballots::{self, BallotForm, CastBallot};
use tablee_core::cases::participation::{PhaseAddress, SubmissionKey};
use tablee_core::{Context, FieldFault};
use tablee_rules::timetable::Millis;

use super::device::Device;
use super::paths::{self, PhasePath};
use crate::http::{FromClient, Lang, LimitedForm, PageFault, see_other, status_of};
use crate::pages::ballots::{self as papers, BallotView, Filled, Reader, marks_of, only_asks};
use crate::pages::errors::{Errors, stays_on_form};
use crate::pages::fields::Fields;
use crate::view::{Page, PageFrame, PageTitle, render, render_with};

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
    ballot: BallotView,
}

/// Where a page with a ballot stands.
pub(in crate::pages) struct VotePlace {
    /// Where the ballot is sent.
    pub post_to: String,
    /// Where one goes without voting.
    pub back: String,
    /// The form's key.
    pub op: String,
}

impl VotePage {
    /// The page of a ballot, filled in as it was cast.
    pub fn new(lang: Lang, form: &BallotForm, place: VotePlace) -> Self {
        Self::filled(lang, form, place, &Filled::cast(form), Errors::default())
    }

    /// The same page with what was typed, and what is wrong with it.
    pub fn typed(lang: Lang, form: &BallotForm, place: VotePlace, fields: &Fields, errors: Errors) -> Self {
        Self::filled(lang, form, place, &Filled::typed(fields), errors)
    }

    fn filled(lang: Lang, form: &BallotForm, place: VotePlace, filled: &Filled, errors: Errors) -> Self {
        let reader = Reader { lang, legend: (&form.title, true), error_at: &|field| errors.at(field) };
        Self {
            ballot: BallotView::new(&reader, form, filled),
            back: place.back,
            post_to: place.post_to,
            op: place.op,
            errors,
            heading: form.title.clone(),
            closes_at: form.closes_at,
            again: form.receipt.is_some(),
        }
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
        let lang = Lang::default();
        let place = || VotePlace { post_to: "/voter".to_owned(), back: "/".to_owned(), op: "op".to_owned() };
        let page = |form: &BallotForm| {
            let fields = Fields::of([("options", "a"), ("option-b", "trop")]);
            let again = Self { again: true, ..Self::new(lang, form, place()) };
            [again, Self::typed(lang, form, place(), &fields, papers::refused())]
        };
        papers::forms().iter().flat_map(page).collect()
    }
}

/// The page of a ballot that was not cast, with all that was typed: nothing is wrong when it was only sent to be reckoned.
pub(in crate::pages) fn typed_page(
    frame: &PageFrame,
    form: &BallotForm,
    place: VotePlace,
    fields: &Fields,
    faults: &[FieldFault],
) -> Result<Response, PageFault> {
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = VotePage::typed(frame.lang, form, place, fields, Errors::of(frame.lang, faults));
    Ok(render_with(frame, &page, status)?)
}

fn place(phase: &PhaseAddress, op: String) -> VotePlace {
    VotePlace { post_to: paths::vote(phase), back: paths::phase(phase), op }
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
    let page = VotePage::new(frame.lang, &form, place(&phase, paths::fresh_op(&cx)));
    Ok(arrival.answer(render(&frame, &page)?.into_response()))
}

#[handler]
pub(super) async fn cast(
    frame: PageFrame,
    cx: Data<&Context>,
    device: Device,
    FromClient(client): FromClient,
    PhasePath(phase): PhasePath,
    LimitedForm(fields): LimitedForm<Fields>,
) -> Result<Response, PageFault> {
    let op = fields.one("op");
    let arrival = device.arrive_with(&cx, op);
    if only_asks(&fields) {
        let form = ballots::form(&cx, &arrival.actor, &phase).await?;
        return Ok(arrival.answer(typed_page(&frame, &form, place(&phase, op.to_owned()), &fields, &[])?));
    }
    let command = CastBallot { phase: phase.clone(), marks: marks_of(&fields), key: SubmissionKey(op.to_owned()) };
    match ballots::cast_from(&cx, &arrival.actor, client, command).await {
        Ok(code) => {
            let next = if device.is_known() { paths::thanks(&phase) } else { paths::receipt_thanks(&code) };
            Ok(arrival.answer(see_other(&next)))
        }
        Err(refusal) if stays_on_form(&refusal) => {
            let Ok(form) = ballots::form(&cx, &arrival.actor, &phase).await else { return Err(refusal.into()) };
            let errors = Errors::of_refusal(frame.lang, &refusal);
            let page = VotePage::typed(frame.lang, &form, place(&phase, op.to_owned()), &fields, errors);
            Ok(arrival.answer(render_with(&frame, &page, status_of(refusal.class()))?))
        }
        Err(other) => Err(other.into()),
    }
}
