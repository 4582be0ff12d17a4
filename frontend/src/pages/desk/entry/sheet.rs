//! One sheet to type, and the slip to hand over.

use poem::web::Data;
use poem::{IntoResponse, Response, handler};
use serde::Serialize;
use tablee_core::access::Actor;
use tablee_core::cases::assisted::{self, CHANNELS, EnterContribution, EntryForm};
use tablee_core::cases::consent::Consent;
use tablee_core::cases::opinion::SheetProof;
use tablee_core::cases::participation::{PhaseAddress, SubmissionKey};
use tablee_core::cases::receipts;
use tablee_core::{Context, Refusal, secrets};
use tablee_rules::ballot_log::ProofCode;
use tablee_rules::receipts::ReceiptCode;

use super::content::{Content, said};
use crate::http::{Lang, LimitedForm, PageFault, SignedIn, status_of};
use crate::pages::ballots::only_asks;
use crate::pages::desk::parts::Parts;
use crate::pages::fields::Fields;
use crate::pages::resident::receipt::{ProofCard, ReceiptCard};
use crate::view::form::words;
use crate::view::{ChoiceField, Faults, FieldOption, FormError, Page, PageFrame, PageTitle, render};

#[derive(Serialize)]
pub(in crate::pages::desk) struct SheetPage {
    slug: String,
    position: String,
    phase: String,
    op: String,
    errors: Vec<FormError>,
    channel: ChoiceField,
    consent: ChoiceField,
    content: Content,
}

fn title_of(form: &EntryForm) -> &str {
    match form {
        EntryForm::Questionnaire(sheet) => &sheet.title,
        EntryForm::Proposal(form) => &form.phase,
        EntryForm::Opinion(sheet) => &sheet.phase.phase,
        EntryForm::Decision(ballot) => &ballot.title,
    }
}

impl SheetPage {
    fn new(lang: Lang, phase: &PhaseAddress, form: &EntryForm, typed: &Fields, faults: Faults) -> Self {
        let option = |group: &str, key: &str| {
            FieldOption::of(key, words(lang, &format!("entry-{group}-{key}"), &[]), typed.one(group))
        };
        let channels = CHANNELS.map(|channel| option("channel", channel.key()));
        let consents = Consent::ALL.map(|consent| option("consent", consent.key()));
        Self {
            slug: phase.slug.clone(),
            position: phase.position.to_string(),
            phase: title_of(form).to_owned(),
            op: typed.one("op").to_owned(),
            channel: faults.choice("channel", channels.into()),
            consent: faults.choice("consent", consents.into()),
            content: Content::new(lang, form, typed, &faults),
            errors: faults
                .0
                .into_iter()
                .map(|error| FormError { field: error.field.filter(|field| field != "votes"), ..error })
                .collect(),
        }
    }
}

impl Page for SheetPage {
    const TEMPLATE: &'static str = "desk/entry_sheet";

    fn title(&self) -> PageTitle {
        PageTitle::Text("entry-sheet-title", vec![("phase", self.phase.clone().into())])
    }

    fn has_error(&self) -> bool {
        !self.errors.is_empty()
    }

    fn samples() -> Vec<Self> {
        let lang = Lang::default();
        let phase = PhaseAddress { slug: "ecole".to_owned(), position: 1 };
        let wrong = || Faults::of(&Refusal::field("channel", "fault-entry-channel-missing"), lang);
        super::samples::forms()
            .iter()
            .flat_map(|form| {
                [Faults::none(), wrong()].map(|faults| Self::new(lang, &phase, form, &Fields::default(), faults))
            })
            .collect()
    }
}

/// The receipt of what was entered, to print or copy for the person.
#[derive(Serialize)]
pub(in crate::pages::desk) struct SlipPage {
    slug: String,
    position: String,
    phase: String,
    receipt: ReceiptCard,
    /// For a ballot or a sheet of votes, what finds it in the log.
    proof: Option<ProofCard>,
    /// Whether the votes are to be sealed with their batch: if they change before, so does their proof.
    waits: bool,
}

impl SlipPage {
    async fn of(cx: &Context, phase: &PhaseAddress, form: &EntryForm, code: &ReceiptCode) -> Result<Self, Refusal> {
        let (proof, waits) = proof_of(cx, code).await?;
        Ok(Self {
            slug: phase.slug.clone(),
            position: phase.position.to_string(),
            phase: title_of(form).to_owned(),
            receipt: ReceiptCard::of(cx, code),
            proof: proof.map(|proof| ProofCard::of(cx, &proof)),
            waits,
        })
    }
}

impl Page for SlipPage {
    const TEMPLATE: &'static str = "desk/entry_slip";

    fn title(&self) -> PageTitle {
        PageTitle::key("entry-slip-title")
    }

    fn samples() -> Vec<Self> {
        let slip = |proof, waits| Self {
            slug: "ecole".to_owned(),
            position: "1".to_owned(),
            phase: "Vos idées".to_owned(),
            receipt: ReceiptCard::sample(),
            proof,
            waits,
        };
        vec![slip(None, false), slip(Some(ProofCard::sample()), true), slip(Some(ProofCard::sample()), false)]
    }
}

/// `GET /espace/c/SLUG/saisie/POSITION`: an empty sheet.
#[handler]
pub(in crate::pages::desk) async fn show(
    SignedIn(actor): SignedIn,
    cx: Data<&Context>,
    frame: PageFrame,
    parts: Parts,
) -> Result<Response, PageFault> {
    let phase = parts.phase()?;
    let form = assisted::form(&cx, &actor, &phase).await?;
    let typed = Fields::of([("op", secrets::token(&*cx.random))]);
    let page = SheetPage::new(frame.lang, &phase, &form, &typed, Faults::none());
    Ok(render(&frame, &page)?.into_response())
}

/// `POST /espace/c/SLUG/saisie/POSITION`: the answer is the slip itself, so that no address holds a receipt code. Sent again, it
/// shows the same slip.
#[handler]
pub(in crate::pages::desk) async fn enter(
    SignedIn(actor): SignedIn,
    cx: Data<&Context>,
    frame: PageFrame,
    parts: Parts,
    LimitedForm(typed): LimitedForm<Fields>,
) -> Result<Response, PageFault> {
    let phase = parts.phase()?;
    let form = form_of(&cx, &actor, &phase).await?;
    let again = |faults| SheetPage::new(frame.lang, &phase, &form, &typed, faults);
    if only_asks(&typed) {
        return Ok(render(&frame, &again(Faults::none()))?.into_response());
    }
    let command = EnterContribution {
        phase: phase.clone(),
        channel: typed.one("channel").to_owned(),
        consent: typed.one("consent").to_owned(),
        said: said(&form, &typed),
        key: SubmissionKey(typed.one("op").to_owned()),
    };
    match assisted::enter(&cx, &actor, command).await {
        Ok(code) => Ok(render(&frame, &SlipPage::of(&cx, &phase, &form, &code).await?)?.into_response()),
        Err(refusal @ Refusal::Invalid(_)) => Ok(render(&frame, &again(Faults::of(&refusal, frame.lang)))?
            .with_status(status_of(refusal.class()))
            .into_response()),
        Err(other) => Err(other.into()),
    }
}

/// What reads a sheet. One whose slip got lost at the close gives it still; any other one is told that it came too late.
async fn form_of(cx: &Context, actor: &Actor, phase: &PhaseAddress) -> Result<EntryForm, Refusal> {
    match assisted::form(cx, actor, phase).await {
        Err(Refusal::NotFound) => assisted::typed_form(cx, actor, phase).await,
        form => form,
    }
}

/// What finds a vote in the log, and whether it still waits for its batch; nothing for other contributions.
async fn proof_of(cx: &Context, code: &ReceiptCode) -> Result<(Option<ProofCode>, bool), Refusal> {
    let entered = receipts::contribution(cx, &Actor::Anyone, &code.to_string()).await?;
    Ok(match entered.content {
        receipts::Content::Ballot(ballot) => (ballot.proof, false),
        receipts::Content::Votes(votes) => match votes.sheet.map(|sheet| sheet.proof) {
            Some(SheetProof::Sealed(code)) => (Some(code), false),
            Some(SheetProof::Waiting(code)) => (Some(code), true),
            Some(SheetProof::Erased) | None => (None, false),
        },
        _ => (None, false),
    })
}
