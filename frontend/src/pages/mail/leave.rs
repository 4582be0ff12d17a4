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

/// The page that led here.
#[derive(Clone, Copy, Serialize)]
#[serde(rename_all = "kebab-case")]
enum CameFrom {
    Consultation,
    Proposal,
    BallotLog,
    Receipt,
}

impl CameFrom {
    fn of(subject: &FollowSubject) -> Self {
        match subject {
            FollowSubject::Consultation { .. } => Self::Consultation,
            FollowSubject::Proposal { .. } => Self::Proposal,
            FollowSubject::BallotLog { .. } => Self::BallotLog,
            FollowSubject::Receipt { .. } => Self::Receipt,
        }
    }
}

#[derive(Serialize)]
pub(super) struct LeavePage {
    from: CameFrom,
    /// The page that led here: below `/suivi` it holds the only copy of a code that nobody noted.
    back: String,
    consultation: String,
    proposal: Option<String>,
    own_words: bool,
    post_to: String,
    email: Field,
    errors: Vec<FormError>,
}

impl LeavePage {
    fn new(from: CameFrom, subject: Subject, post_to: &str, email: &str, faults: Faults) -> Self {
        Self {
            from,
            back: above(post_to),
            consultation: subject.title,
            proposal: subject.proposal,
            own_words: subject.own_words,
            post_to: post_to.to_owned(),
            email: faults.field("email", email),
            errors: faults.0,
        }
    }
}

/// The page above a path.
fn above(path: &str) -> String {
    path.rsplit_once('/').map_or(path, |(above, _)| above).to_owned()
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
        let subject = |own_words, proposal: Option<&str>| Subject {
            slug: "x".to_owned(),
            title: "…".to_owned(),
            proposal: proposal.map(str::to_owned),
            own_words,
        };
        let fault = FormError { field: Some("email".to_owned()), message: "…".to_owned() };
        let (proposal, wrong) = (subject(false, Some("…")), Faults(vec![fault]));
        vec![
            Self::new(CameFrom::Consultation, subject(false, None), "/c/x/courriel", "", Faults::none()),
            Self::new(CameFrom::BallotLog, subject(false, None), "/c/x/etape/1/urne/courriel", "", Faults::none()),
            Self::new(CameFrom::Receipt, subject(true, None), "/suivi/x/courriel", "", Faults::none()),
            Self::new(CameFrom::Proposal, proposal, "/c/x/propositions/1/courriel", "awa", wrong),
        ]
    }
}

#[derive(Serialize)]
pub(super) struct SentPage {
    from: CameFrom,
    back: String,
}

impl Page for SentPage {
    const TEMPLATE: &'static str = "mail/sent";

    fn title(&self) -> PageTitle {
        PageTitle::key("follow-sent-title")
    }

    fn samples() -> Vec<Self> {
        [CameFrom::Consultation, CameFrom::Proposal, CameFrom::BallotLog, CameFrom::Receipt]
            .map(|from| Self { from, back: "/c/x".to_owned() })
            .into()
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
    let from = CameFrom::of(&asking.subject);
    let page = LeavePage::new(from, subject, &asking.frame.path, "", Faults::none());
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
        Ok(_) => Ok(Redirect::see_other(format!("{}/envoye", frame.path)).into_response()),
        Err(refusal @ Refusal::Invalid(_)) => {
            let from = CameFrom::of(&subject);
            let subject = follows::subject(&cx, &actor, &subject, client).await?;
            let page = LeavePage::new(from, subject, &frame.path, &form.email, Faults::of(&refusal, frame.lang));
            let answer = render(&frame, &page)?.with_status(StatusCode::UNPROCESSABLE_ENTITY);
            Ok(answer.into_response())
        }
        Err(other) => Err(other.into()),
    }
}

/// `GET …/courriel/envoye`
#[handler]
pub(super) async fn sent(cx: Data<&Context>, asking: Asking) -> Result<Response, PageFault> {
    follows::subject(&cx, &asking.actor, &asking.subject, asking.client).await?;
    let page = SentPage { from: CameFrom::of(&asking.subject), back: above(&above(&asking.frame.path)) };
    Ok(render(&asking.frame, &page)?.into_response())
}
