//! Leaving an address, from a consultation, a proposal, or the page of a receipt code.

use poem::http::StatusCode;
use poem::web::{Data, Path, Redirect};
use poem::{IntoResponse, Response, handler};
use serde::{Deserialize, Serialize};
use tablee_core::access::Actor;
use tablee_core::cases::follows::{self, FollowSubject, LeaveAddress, Subject};
use tablee_core::cases::participation::PhaseAddress;
use tablee_core::cases::rate_limits::Client;
use tablee_core::{Context, Refusal};

use crate::http::{FromClient, LimitedForm, PageFault, SignedIn};
use crate::view::{Faults, Field, FormError, Page, PageFrame, PageTitle, render};

#[derive(Serialize)]
pub(super) struct LeavePage {
    slug: String,
    consultation: String,
    proposal: Option<String>,
    post_to: String,
    email: Field,
    errors: Vec<FormError>,
}

impl LeavePage {
    fn new(subject: Subject, post_to: &str, email: &str, faults: Faults) -> Self {
        Self {
            slug: subject.slug,
            consultation: subject.title,
            proposal: subject.proposal,
            post_to: post_to.to_owned(),
            email: faults.field("email", email),
            errors: faults.0,
        }
    }
}

impl Page for LeavePage {
    const TEMPLATE: &'static str = "mail/leave";

    fn title(&self) -> PageTitle {
        PageTitle::key("follow-title")
    }

    fn has_error(&self) -> bool {
        !self.errors.is_empty()
    }

    fn samples() -> Vec<Self> {
        let subject = |proposal: Option<&str>| Subject {
            slug: "x".to_owned(),
            title: "…".to_owned(),
            proposal: proposal.map(str::to_owned),
        };
        let fault = FormError { field: Some("email".to_owned()), message: "…".to_owned() };
        vec![
            Self::new(subject(None), "/c/x/courriel", "", Faults::none()),
            Self::new(subject(Some("…")), "/c/x/propositions/1/courriel", "awa", Faults(vec![fault])),
        ]
    }
}

#[derive(Serialize)]
pub(super) struct SentPage {
    slug: String,
}

impl Page for SentPage {
    const TEMPLATE: &'static str = "mail/sent";

    fn title(&self) -> PageTitle {
        PageTitle::key("follow-sent-title")
    }

    fn samples() -> Vec<Self> {
        vec![Self { slug: "x".to_owned() }]
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AddressForm {
    #[serde(default)]
    email: String,
}

/// Whoever asks, for what.
struct Asking<'a> {
    cx: &'a Context,
    actor: &'a Actor,
    client: Client,
    frame: &'a PageFrame,
    subject: FollowSubject,
}

/// `GET /c/:slug/courriel`
#[handler]
pub(super) async fn of_consultation(
    SignedIn(actor): SignedIn,
    FromClient(client): FromClient,
    cx: Data<&Context>,
    frame: PageFrame,
    Path(slug): Path<String>,
) -> Result<Response, PageFault> {
    let subject = FollowSubject::Consultation { slug };
    Asking { cx: &cx, actor: &actor, client, frame: &frame, subject }
        .page()
        .await
}

/// `POST /c/:slug/courriel`
#[handler]
pub(super) async fn leave_for_consultation(
    SignedIn(actor): SignedIn,
    FromClient(client): FromClient,
    cx: Data<&Context>,
    frame: PageFrame,
    Path(slug): Path<String>,
    LimitedForm(form): LimitedForm<AddressForm>,
) -> Result<Response, PageFault> {
    let subject = FollowSubject::Consultation { slug };
    Asking { cx: &cx, actor: &actor, client, frame: &frame, subject }
        .leave(form)
        .await
}

/// `GET /c/:slug/etape/:position/urne/courriel`
#[handler]
pub(super) async fn of_log(
    SignedIn(actor): SignedIn,
    FromClient(client): FromClient,
    cx: Data<&Context>,
    frame: PageFrame,
    Path((slug, position)): Path<(String, i32)>,
) -> Result<Response, PageFault> {
    let subject = FollowSubject::BallotLog { phase: PhaseAddress { slug, position } };
    Asking { cx: &cx, actor: &actor, client, frame: &frame, subject }
        .page()
        .await
}

/// `POST /c/:slug/etape/:position/urne/courriel`
#[handler]
pub(super) async fn leave_for_log(
    SignedIn(actor): SignedIn,
    FromClient(client): FromClient,
    cx: Data<&Context>,
    frame: PageFrame,
    Path((slug, position)): Path<(String, i32)>,
    LimitedForm(form): LimitedForm<AddressForm>,
) -> Result<Response, PageFault> {
    let subject = FollowSubject::BallotLog { phase: PhaseAddress { slug, position } };
    Asking { cx: &cx, actor: &actor, client, frame: &frame, subject }
        .leave(form)
        .await
}

/// `GET /c/:slug/propositions/:number/courriel`
#[handler]
pub(super) async fn of_proposal(
    SignedIn(actor): SignedIn,
    FromClient(client): FromClient,
    cx: Data<&Context>,
    frame: PageFrame,
    Path((slug, number)): Path<(String, i32)>,
) -> Result<Response, PageFault> {
    let subject = FollowSubject::Proposal { slug, number };
    Asking { cx: &cx, actor: &actor, client, frame: &frame, subject }
        .page()
        .await
}

/// `POST /c/:slug/propositions/:number/courriel`
#[handler]
pub(super) async fn leave_for_proposal(
    SignedIn(actor): SignedIn,
    FromClient(client): FromClient,
    cx: Data<&Context>,
    frame: PageFrame,
    Path((slug, number)): Path<(String, i32)>,
    LimitedForm(form): LimitedForm<AddressForm>,
) -> Result<Response, PageFault> {
    let subject = FollowSubject::Proposal { slug, number };
    Asking { cx: &cx, actor: &actor, client, frame: &frame, subject }
        .leave(form)
        .await
}

/// `GET /suivi/:code/courriel`
#[handler]
pub(super) async fn of_receipt(
    SignedIn(actor): SignedIn,
    FromClient(client): FromClient,
    cx: Data<&Context>,
    frame: PageFrame,
    Path(code): Path<String>,
) -> Result<Response, PageFault> {
    let subject = FollowSubject::Receipt { code };
    Asking { cx: &cx, actor: &actor, client, frame: &frame, subject }
        .page()
        .await
}

/// `POST /suivi/:code/courriel`
#[handler]
pub(super) async fn leave_for_receipt(
    SignedIn(actor): SignedIn,
    FromClient(client): FromClient,
    cx: Data<&Context>,
    frame: PageFrame,
    Path(code): Path<String>,
    LimitedForm(form): LimitedForm<AddressForm>,
) -> Result<Response, PageFault> {
    let subject = FollowSubject::Receipt { code };
    Asking { cx: &cx, actor: &actor, client, frame: &frame, subject }
        .leave(form)
        .await
}

/// `GET /c/:slug/courriel/envoye`
#[handler]
pub(super) async fn sent(
    SignedIn(actor): SignedIn,
    FromClient(client): FromClient,
    cx: Data<&Context>,
    frame: PageFrame,
    Path(slug): Path<String>,
) -> Result<Response, PageFault> {
    let subject = follows::subject(&cx, &actor, &FollowSubject::Consultation { slug }, client).await?;
    Ok(render(&frame, &SentPage { slug: subject.slug })?.into_response())
}

impl Asking<'_> {
    async fn page(self) -> Result<Response, PageFault> {
        let subject = follows::subject(self.cx, self.actor, &self.subject, self.client).await?;
        let page = LeavePage::new(subject, &self.frame.path, "", Faults::none());
        Ok(render(self.frame, &page)?.into_response())
    }

    async fn leave(self, form: AddressForm) -> Result<Response, PageFault> {
        let command = LeaveAddress {
            subject: self.subject.clone(),
            email: form.email.clone(),
            lang: self.frame.lang.code().to_owned(),
            client: self.client,
        };
        match follows::leave_address(self.cx, self.actor, command).await {
            Ok(subject) => Ok(Redirect::see_other(format!("/c/{}/courriel/envoye", subject.slug)).into_response()),
            Err(refusal @ Refusal::Invalid(_)) => {
                let subject = follows::subject(self.cx, self.actor, &self.subject, self.client).await?;
                let faults = Faults::of(&refusal, self.frame.lang);
                let page = LeavePage::new(subject, &self.frame.path, &form.email, faults);
                let answer = render(self.frame, &page)?.with_status(StatusCode::UNPROCESSABLE_ENTITY);
                Ok(answer.into_response())
            }
            Err(other) => Err(other.into()),
        }
    }
}
