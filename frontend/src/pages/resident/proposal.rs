//! One published proposal: its words, who stands behind it, the institution's answers, "this is mine too".

use poem::web::Data;
use poem::{IntoResponse, Response, handler};
use serde::{Deserialize, Serialize};
use tablee_core::Context;
use tablee_core::cases::published_proposals::{self, ProposalAddress, Standing};
use tablee_core::cases::supports;
use tablee_core::ports::DAY;
use tablee_rules::timetable::Millis;

use super::device::Device;
use super::paths::{self, ProposalPath};
use crate::http::{LimitedForm, PageFault, see_other};
use crate::pages::official_answer::AnswerView;
use crate::view::{Page, PageFrame, PageTitle, render};

#[derive(Serialize)]
pub(super) struct ProposalPage {
    list_at: String,
    consultation: String,
    number_text: String,
    title: String,
    text: String,
    received: Millis,
    /// The way it came, unless its author sent it alone.
    channel: Option<String>,
    supports: i32,
    support_at: Option<String>,
    op: String,
    receipt_at: Option<String>,
    own: bool,
    answers: Vec<AnswerView>,
    follow_at: String,
}

impl ProposalPage {
    fn of(found: published_proposals::ProposalPage, op: String) -> Self {
        let address = ProposalAddress { slug: found.slug, number: found.number };
        let (support_at, receipt_at, own) = match found.standing {
            Standing::MaySupport => (Some(paths::support(&address)), None, false),
            Standing::Supports(code) => (None, Some(paths::receipt(&code)), false),
            Standing::Author => (None, None, true),
            Standing::PhaseClosed => (None, None, false),
        };
        Self {
            list_at: paths::proposals(&address.slug),
            consultation: found.consultation,
            number_text: found.number.to_string(),
            title: found.title,
            text: found.text,
            received: Millis::from(found.day) * DAY,
            channel: Some(found.channel).filter(|channel| channel != "web"),
            supports: found.supports,
            support_at,
            op,
            receipt_at,
            own,
            answers: found.answers.into_iter().map(AnswerView::from).collect(),
            follow_at: paths::follow_proposal(&address),
        }
    }
}

impl Page for ProposalPage {
    const TEMPLATE: &'static str = "resident/proposal";

    fn title(&self) -> PageTitle {
        PageTitle::Words(self.title.clone())
    }

    fn samples() -> Vec<Self> {
        let sample = |standing, channel: &str, answers| published_proposals::ProposalPage {
            slug: "ecole".to_owned(),
            consultation: "École".to_owned(),
            number: 1_234,
            title: "Benches".to_owned(),
            text: "One.\n\nTwo.".to_owned(),
            day: 20_780,
            channel: channel.to_owned(),
            supports: 2,
            standing,
            answers,
        };
        let code = tablee_rules::receipts::ReceiptCode::from_entropy([1; 7]);
        let answer = AnswerView::sample;
        let samples = [
            sample(Standing::MaySupport, "web", Vec::new()),
            sample(Standing::Supports(code), "assisted", vec![answer()]),
            sample(Standing::Author, "paper", vec![answer(), answer()]),
            sample(Standing::PhaseClosed, "workshop", Vec::new()),
        ];
        samples
            .into_iter()
            .map(|sample| Self::of(sample, "op".to_owned()))
            .collect()
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SupportForm {
    #[serde(default)]
    op: String,
}

#[handler]
pub(super) async fn show(
    frame: PageFrame,
    cx: Data<&Context>,
    device: Device,
    ProposalPath(address): ProposalPath,
) -> Result<Response, PageFault> {
    let found = published_proposals::read(&cx, &device.actor(), &address).await?;
    Ok(render(&frame, &ProposalPage::of(found, paths::fresh_op(&cx)))?.into_response())
}

#[handler]
pub(super) async fn support(
    cx: Data<&Context>,
    device: Device,
    ProposalPath(address): ProposalPath,
    LimitedForm(form): LimitedForm<SupportForm>,
) -> Result<Response, PageFault> {
    let arrival = device.arrive_with(&cx, &form.op);
    let code = supports::support(&cx, &arrival.actor, &address).await?;
    Ok(arrival.answer(see_other(&paths::receipt_thanks(&code))))
}
