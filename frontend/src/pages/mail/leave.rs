//! Leaving an address, from a consultation, a proposal, or the page of a receipt code.

use std::collections::BTreeMap;

use poem::http::StatusCode;
use poem::web::{Data, Redirect};
use poem::{FromRequest, IntoResponse, Request, RequestBody, Response, handler};
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

/// Whoever asks, for what: the addresses of a consultation, a proposal, a log of ballots and a receipt code differ in nothing else.
struct Asking {
    actor: Actor,
    client: Client,
    frame: PageFrame,
    subject: FollowSubject,
}

impl<'a> FromRequest<'a> for Asking {
    async fn from_request(request: &'a Request, body: &mut RequestBody) -> poem::Result<Self> {
        let SignedIn(actor) = SignedIn::from_request(request, body).await?;
        let FromClient(client) = FromClient::from_request(request, body).await?;
        let frame = PageFrame::from_request(request, body).await?;
        Ok(Self { actor, client, frame, subject: subject_of(request).map_err(PageFault::from)? })
    }
}

/// What a path is about, by the names of its parts.
fn subject_of(request: &Request) -> Result<FollowSubject, Refusal> {
    let mut parts: BTreeMap<String, String> = request.path_params().map_err(|_| Refusal::NotFound)?;
    let mut part = |name: &str| parts.remove(name);
    if let Some(code) = part("code") {
        return Ok(FollowSubject::Receipt { code });
    }
    let slug = part("slug").ok_or(Refusal::NotFound)?;
    match (part("number"), part("position")) {
        (Some(number), _) => Ok(FollowSubject::Proposal { slug, number: counted(&number)? }),
        (None, Some(position)) => {
            Ok(FollowSubject::BallotLog { phase: PhaseAddress { slug, position: counted(&position)? } })
        }
        (None, None) => Ok(FollowSubject::Consultation { slug }),
    }
}

fn counted(part: &str) -> Result<i32, Refusal> {
    part.parse().map_err(|_| Refusal::NotFound)
}

/// `GET …/courriel` below a consultation, a proposal, a log of ballots or a receipt code.
#[handler]
pub(super) async fn ask(cx: Data<&Context>, asking: Asking) -> Result<Response, PageFault> {
    let subject = follows::subject(&cx, &asking.actor, &asking.subject, asking.client).await?;
    let page = LeavePage::new(subject, &asking.frame.path, "", Faults::none());
    Ok(render(&asking.frame, &page)?.into_response())
}

/// `POST …/courriel` below a consultation, a proposal or a receipt code.
#[handler]
pub(super) async fn leave(
    cx: Data<&Context>,
    asking: Asking,
    LimitedForm(form): LimitedForm<AddressForm>,
) -> Result<Response, PageFault> {
    let Asking { actor, client, frame, subject } = asking;
    let command = LeaveAddress {
        subject: subject.clone(),
        email: form.email.clone(),
        lang: frame.lang.code().to_owned(),
        client,
    };
    match follows::leave_address(&cx, &actor, command).await {
        Ok(subject) => Ok(Redirect::see_other(format!("/c/{}/courriel/envoye", subject.slug)).into_response()),
        Err(refusal @ Refusal::Invalid(_)) => {
            let subject = follows::subject(&cx, &actor, &subject, client).await?;
            let page = LeavePage::new(subject, &frame.path, &form.email, Faults::of(&refusal, frame.lang));
            let answer = render(&frame, &page)?.with_status(StatusCode::UNPROCESSABLE_ENTITY);
            Ok(answer.into_response())
        }
        Err(other) => Err(other.into()),
    }
}

/// `GET /c/:slug/courriel/envoye`
#[handler]
pub(super) async fn sent(cx: Data<&Context>, asking: Asking) -> Result<Response, PageFault> {
    let subject = follows::subject(&cx, &asking.actor, &asking.subject, asking.client).await?;
    Ok(render(&asking.frame, &SentPage { slug: subject.slug })?.into_response())
}
