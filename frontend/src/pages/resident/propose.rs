//! Writing a proposal: the form, the ones that resemble it, and sending it.

use poem::http::StatusCode;
use poem::web::Data;
use poem::{IntoResponse, Response, handler};
use serde::{Deserialize, Serialize};
use tablee_core::cases::participation::{PhaseAddress, SubmissionKey};
use tablee_core::cases::proposals::{self, ProposalForm, Propose, Proposed, Resembling};
use tablee_core::cases::published_proposals::{ProposalAddress, ProposalCard};
use tablee_core::{Context, Refusal};
use tablee_rules::timetable::Millis;

use super::device::Device;
use super::forms::{see_other, with_status};
use super::paths::{self, PhasePath};
use crate::http::{LimitedForm, PageFault};
use crate::pages::errors::Errors;
use crate::view::{Page, PageFrame, PageTitle, render};

/// The form, to send a proposal or to change one.
#[derive(Serialize)]
pub(in crate::pages) struct ProposePage {
    back: String,
    post_to: String,
    op: String,
    errors: Errors,
    heading: &'static str,
    first_time: bool,
    form: WordsForm,
    moderation: &'static str,
    send_text: &'static str,
    until: Option<Millis>,
    others: Option<String>,
}

#[derive(Serialize)]
struct WordsForm {
    title: WordsField,
    text: WordsField,
}

#[derive(Serialize)]
struct WordsField {
    name: &'static str,
    value: String,
    error: Option<String>,
}

impl WordsForm {
    fn new(title: String, text: String, errors: &Errors) -> Self {
        let field = |name, value| WordsField { name, value, error: errors.at(name) };
        Self { title: field("title", title), text: field("text", text) }
    }
}

impl ProposePage {
    fn to_send(form: ProposalForm, address: &PhaseAddress, op: String) -> Self {
        Self {
            back: paths::phase(address),
            post_to: paths::propose(address),
            op,
            errors: Errors::default(),
            heading: "propose-title",
            first_time: true,
            form: WordsForm::new(form.title, form.text, &Errors::default()),
            moderation: if form.read_before { "propose-read-before" } else { "propose-read-after" },
            send_text: "propose-send",
            until: form.closes_at,
            others: Some(paths::proposals(&address.slug)),
        }
    }

    /// The form as it will be, sent to a page that keeps nothing.
    pub(in crate::pages) fn to_try(form: ProposalForm, post_to: String, back: String, op: String) -> Self {
        let address = PhaseAddress { slug: form.slug.clone(), position: form.position };
        Self { back, post_to, others: None, ..Self::to_send(form, &address, op) }
    }

    /// The form that changes the proposal of a receipt code.
    pub(super) fn to_correct(form: ProposalForm, post_to: String, back: String, op: String) -> Self {
        let address = PhaseAddress { slug: form.slug.clone(), position: form.position };
        let read_before = form.read_before;
        Self {
            back,
            post_to,
            heading: "propose-correct-title",
            first_time: false,
            moderation: if read_before { "propose-correct-read-before" } else { "propose-read-after" },
            send_text: "propose-correct-send",
            others: None,
            ..Self::to_send(form, &address, op)
        }
    }

    /// The same page with what was typed, and what is wrong with it.
    pub(super) fn refused(self, title: &str, text: &str, errors: Errors) -> Self {
        Self { form: WordsForm::new(title.to_owned(), text.to_owned(), &errors), errors, ..self }
    }

    fn sample() -> Self {
        let form = ProposalForm {
            slug: "ecole".to_owned(),
            consultation: "École".to_owned(),
            position: 2,
            phase: "Vos idées".to_owned(),
            intro: String::new(),
            closes_at: Some(1_795_431_600_000),
            read_before: true,
            left: 3,
            title: String::new(),
            text: String::new(),
        };
        Self::to_send(form, &PhaseAddress { slug: "ecole".to_owned(), position: 2 }, "op".to_owned())
    }
}

impl Page for ProposePage {
    const TEMPLATE: &'static str = "resident/propose";

    fn title(&self) -> PageTitle {
        PageTitle::key(self.heading)
    }

    fn has_error(&self) -> bool {
        !self.errors.is_empty()
    }

    fn samples() -> Vec<Self> {
        let refused = Self::sample().refused("", "Texte", Errors::one("title", "Title?"));
        let corrected = Self { others: None, first_time: false, heading: "propose-correct-title", ..Self::sample() };
        vec![Self::sample(), refused, corrected]
    }
}

/// Shown instead of the form once this person has sent as many as one may.
#[derive(Serialize)]
pub(super) struct LimitPage {
    back: String,
    others: String,
}

impl LimitPage {
    fn of(address: &PhaseAddress) -> Self {
        Self { back: paths::phase(address), others: paths::proposals(&address.slug) }
    }
}

impl Page for LimitPage {
    const TEMPLATE: &'static str = "resident/propose_limit";

    fn title(&self) -> PageTitle {
        PageTitle::key("propose-limit-title")
    }

    fn samples() -> Vec<Self> {
        vec![Self::of(&PhaseAddress { slug: "ecole".to_owned(), position: 2 })]
    }
}

/// Published proposals that resemble the one just written, which is not sent yet.
#[derive(Serialize)]
pub(super) struct SimilarPage {
    post_to: String,
    op: String,
    title: String,
    text: String,
    similar: Vec<SimilarCard>,
}

#[derive(Serialize)]
struct SimilarCard {
    title: String,
    text: String,
    supports: i32,
    support_at: String,
}

impl SimilarPage {
    fn of(address: &PhaseAddress, op: String, unsent: Resembling) -> Self {
        let card = |card: ProposalCard| SimilarCard {
            support_at: paths::support(&ProposalAddress { slug: address.slug.clone(), number: card.number }),
            title: card.title,
            text: card.text,
            supports: card.supports,
        };
        Self {
            post_to: paths::propose(address),
            op,
            title: unsent.title,
            text: unsent.text,
            similar: unsent.similar.into_iter().map(card).collect(),
        }
    }
}

impl Page for SimilarPage {
    const TEMPLATE: &'static str = "resident/propose_similar";

    fn title(&self) -> PageTitle {
        PageTitle::key("propose-similar-title")
    }

    fn samples() -> Vec<Self> {
        let unsent = Resembling {
            title: "Benches".to_owned(),
            text: "A text.".to_owned(),
            similar: vec![super::proposals::sample_card()],
        };
        vec![Self::of(&PhaseAddress { slug: "ecole".to_owned(), position: 2 }, "op".to_owned(), unsent)]
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ProposeForm {
    #[serde(default)]
    op: String,
    #[serde(default)]
    title: String,
    #[serde(default)]
    text: String,
    /// `send` once the similar ones were seen, `change` to go on writing.
    #[serde(default)]
    step: String,
}

#[handler]
pub(super) async fn write(
    frame: PageFrame,
    cx: Data<&Context>,
    device: Device,
    PhasePath(address): PhasePath,
) -> Result<Response, PageFault> {
    let arrival = device.arrive(&cx);
    let form = proposals::form(&cx, &arrival.actor, &address).await?;
    let page = if form.left == 0 {
        render(&frame, &LimitPage::of(&address))?
    } else {
        render(&frame, &ProposePage::to_send(form, &address, paths::fresh_op(&cx)))?
    };
    Ok(arrival.answer(page.into_response()))
}

#[handler]
pub(super) async fn send(
    frame: PageFrame,
    cx: Data<&Context>,
    device: Device,
    PhasePath(address): PhasePath,
    LimitedForm(typed): LimitedForm<ProposeForm>,
) -> Result<Response, PageFault> {
    let arrival = device.arrive_with(&cx, &typed.op);
    let again = async |errors: Errors| -> Result<ProposePage, PageFault> {
        let form = proposals::form(&cx, &arrival.actor, &address).await?;
        Ok(ProposePage::to_send(form, &address, typed.op.clone()).refused(&typed.title, &typed.text, errors))
    };
    if typed.step == "change" {
        let page = again(Errors::default()).await?;
        return Ok(arrival.answer(render(&frame, &page)?.into_response()));
    }
    let answer = match proposals::propose(&cx, &arrival.actor, command(&address, &typed)).await {
        Ok(Proposed::Kept(code)) => see_other(&paths::receipt_thanks(&code)),
        Ok(Proposed::Resembles(unsent)) => {
            render(&frame, &SimilarPage::of(&address, typed.op, unsent))?.into_response()
        }
        Err(Refusal::Invalid(faults)) => {
            with_status(&frame, &again(Errors::of(frame.lang, &faults)).await?, StatusCode::UNPROCESSABLE_ENTITY)?
        }
        Err(Refusal::ProposalLimit) => with_status(&frame, &LimitPage::of(&address), StatusCode::CONFLICT)?,
        Err(other) => return Err(other.into()),
    };
    Ok(arrival.answer(answer))
}

fn command(address: &PhaseAddress, typed: &ProposeForm) -> Propose {
    Propose {
        phase: address.clone(),
        title: typed.title.clone(),
        text: typed.text.clone(),
        similar_seen: typed.step == "send",
        key: SubmissionKey(typed.op.clone()),
    }
}
