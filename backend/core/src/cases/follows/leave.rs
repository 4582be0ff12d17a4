//! Leaving an address. Nothing is sent to it but one question: is it yours?

use uuid::Uuid;

use super::Topic;
use crate::access::{Action, Actor, Scope, allow};
use crate::cases::contribution::hold;
use crate::cases::email_address::EmailAddress;
use crate::cases::participation::{ContributionKind, OpenPhase, PhaseAddress, sealed_phase};
use crate::cases::rate_limits::{self, Client};
use crate::cases::retention;
use crate::mail::kinds::ConfirmAddress;
use crate::mail::outbox::{Delivery, enqueue};
use crate::ports::DAY;
use crate::ports::{HOUR, to_the_hour};
use crate::secrets::{Purpose, token};
use crate::store::entities::{confirmation, consultation, contact};
use crate::store::{consultations, contacts, erasing, news, proposals, rates};
use crate::{Context, Refusal};

/// What someone wants news of, as the page's address says it.
#[derive(Clone, Debug)]
pub enum FollowSubject {
    /// A whole consultation.
    Consultation {
        /// Its slug.
        slug: String,
    },
    /// The signed heads of the log of a decision phase.
    BallotLog {
        /// The phase.
        phase: PhaseAddress,
    },
    /// A published proposal.
    Proposal {
        /// The consultation's slug.
        slug: String,
        /// The proposal's number.
        number: i32,
    },
    /// The contribution behind a receipt code.
    Receipt {
        /// The code as typed.
        code: String,
    },
}

/// What the page to leave an address says of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// The consultation's slug.
    pub slug: String,
    /// The consultation's title.
    pub title: String,
    /// Title of the proposal, for [`FollowSubject::Proposal`] alone: a receipt's page shows nothing of the contribution.
    pub proposal: Option<String>,
    /// Whether the address is kept with what was written: a proposal or a statement that its author follows. Nothing else that
    /// people say is ever tied to an address.
    pub own_words: bool,
}

/// An address, typed by someone.
#[derive(Clone, Debug)]
pub struct LeaveAddress {
    /// What news is wanted of.
    pub subject: FollowSubject,
    /// The address as typed.
    pub email: String,
    /// The language of the page.
    pub lang: String,
    /// Where the request comes from.
    pub client: Client,
}

struct Found {
    consultation: consultation::Model,
    proposal: Option<String>,
    own_words: bool,
    topics: Vec<Topic>,
}

impl Found {
    fn subject(self) -> Subject {
        let Self { consultation, proposal, own_words, .. } = self;
        Subject { slug: consultation.slug, title: consultation.title, proposal, own_words }
    }
}

/// What the page is about.
///
/// # Errors
/// `NotFound`; `ContributionsErased`; for a receipt code also `Invalid`, `UnknownCode`, `TooMany`.
pub async fn subject(cx: &Context, actor: &Actor, subject: &FollowSubject, client: Client) -> Result<Subject, Refusal> {
    allow(actor, Action::FollowByMail, Scope::Anywhere)?;
    let found = find(cx, subject, client).await?;
    must_still_keep(cx, &found).await?;
    Ok(found.subject())
}

/// Takes an address and mails it a link to confirm. Does and says the same whether or not the address is known (O33).
///
/// # Errors
/// `Invalid` for what is no address, `NotFound` for an unknown subject, `ContributionsErased`, `TooMany` for a client that asks too often.
pub async fn leave_address(cx: &Context, actor: &Actor, command: LeaveAddress) -> Result<Subject, Refusal> {
    allow(actor, Action::FollowByMail, Scope::Anywhere)?;
    let email = EmailAddress::parse("email", &command.email)?;
    let found = find(cx, &command.subject, command.client).await?;
    must_still_keep(cx, &found).await?;
    rate_limits::spend(cx, rate_limits::FOLLOWS_PER_CLIENT, &command.client.to_string()).await?;
    // The page must not say how often someone else typed this address: past the limit it looks the same.
    let allowed = rate_limits::spend(cx, rate_limits::CONFIRMATIONS_PER_ADDRESS, email.folded()).await;
    if allowed.is_ok() {
        let (consultation_id, topics) = (found.consultation.id, found.topics.clone());
        let asked = Asked { email, lang: command.lang, consultation_id, topics };
        ask(cx, asked).await?;
    } else if let Err(refusal @ Refusal::Unavailable(_)) = allowed {
        return Err(refusal);
    } else {
        ask_nothing(cx, &email).await?;
    }
    Ok(found.subject())
}

// A commit, as for a question that is mailed: it takes most of the time, and the answer must not tell how often an address was typed.
async fn ask_nothing(cx: &Context, email: &EmailAddress) -> Result<(), Refusal> {
    let now = cx.clock.now();
    let key = cx
        .secrets
        .hash(Purpose::Rate, &[b"confirmation-nothing", email.folded().as_bytes()]);
    let unit = cx.db.begin().await?;
    rates::count(unit.conn(), key, now, now - DAY).await?;
    Ok(unit.commit().await?)
}

struct Asked {
    email: EmailAddress,
    lang: String,
    consultation_id: Uuid,
    topics: Vec<Topic>,
}

async fn ask(cx: &Context, asked: Asked) -> Result<(), Refusal> {
    let typed_at = to_the_hour(cx.clock.now());
    let expires_at = typed_at + DAY + HOUR;
    let token = token(&*cx.random);
    let topics: Vec<String> = asked.topics.iter().map(|topic| topic.hash(cx)).collect();
    let unit = cx.db.begin().await?;
    let contact = contact::Model {
        id: cx.anonymous_id(),
        email: asked.email.written().to_owned(),
        email_folded: asked.email.folded().to_owned(),
        lang: asked.lang,
        confirmed_at: None,
        proof: None,
        created_at: typed_at,
    };
    let contact = contacts::present(unit.conn(), contact).await?;
    let row = confirmation::Model {
        id: cx.anonymous_id(),
        contact_id: contact.id,
        token_hash: cx.secrets.hash(Purpose::Token, &[token.as_bytes()]),
        topics: topics.join(" "),
        consultation_id: asked.consultation_id,
        created_at: typed_at,
        expires_at,
        used_at: None,
    };
    let event_id = row.id;
    contacts::ask(unit.conn(), row).await?;
    let mail = ConfirmAddress { token, expires_at, typed_at, consultation_id: asked.consultation_id };
    enqueue(cx, &unit, Delivery { event_id, recipient_id: contact.id, lang: &contact.lang, mail }).await?;
    Ok(unit.commit().await?)
}

async fn find(cx: &Context, subject: &FollowSubject, client: Client) -> Result<Found, Refusal> {
    match subject {
        FollowSubject::Consultation { slug } => {
            let consultation = public(consultations::by_slug(cx.db.read(), slug).await?)?;
            let topics = vec![Topic::Consultation(consultation.id)];
            Ok(Found { topics, consultation, proposal: None, own_words: false })
        }
        FollowSubject::BallotLog { phase } => {
            let OpenPhase { consultation, phase } = sealed_phase(cx, phase).await?;
            Ok(Found { topics: vec![Topic::BallotLog(phase.id)], consultation, proposal: None, own_words: false })
        }
        FollowSubject::Proposal { slug, number } => {
            let consultation = public(consultations::by_slug(cx.db.read(), slug).await?)?;
            let proposal = news::published_proposal(cx.db.read(), consultation.id, *number).await?;
            let proposal = proposal.ok_or(Refusal::NotFound)?;
            let topics = with_results(Topic::Contribution(ContributionKind::Proposal, proposal.id), consultation.id);
            Ok(Found { consultation, proposal: Some(proposal.title), own_words: false, topics })
        }
        FollowSubject::Receipt { code } => of_receipt(cx, code, client).await,
    }
}

/// Guessed codes count here as on every page that takes one.
async fn of_receipt(cx: &Context, code: &str, client: Client) -> Result<Found, Refusal> {
    let client = client.to_string();
    rate_limits::check_left(cx, rate_limits::UNKNOWN_CODES_PER_CLIENT, &client).await?;
    let held = match hold(cx, code).await {
        Err(Refusal::UnknownCode) => {
            rate_limits::spend(cx, rate_limits::UNKNOWN_CODES_PER_CLIENT, &client).await?;
            return Err(Refusal::UnknownCode);
        }
        held => held?,
    };
    let consultation = public(Some(held.consultation))?;
    let results = Topic::Consultation(consultation.id);
    let topics = match held.kind {
        // Nothing is ever told of these but the results of all: no address is tied to what one person said.
        ContributionKind::Ballot | ContributionKind::AnswerSheet | ContributionKind::Votes => vec![results],
        // A supporter wants news of the proposal itself.
        ContributionKind::Support => {
            let proposal = proposals::supported(cx.db.read(), held.contribution).await?;
            let proposal = proposal.ok_or(Refusal::NotFound)?;
            vec![Topic::Contribution(ContributionKind::Proposal, proposal.id), results]
        }
        kind @ (ContributionKind::Proposal | ContributionKind::Statement) => {
            vec![Topic::Contribution(kind, held.contribution), results]
        }
    };
    let own_words = matches!(held.kind, ContributionKind::Proposal | ContributionKind::Statement);
    Ok(Found { consultation, proposal: None, own_words, topics })
}

/// An address is erased with the contributions: none is taken once nothing would erase it.
async fn must_still_keep(cx: &Context, found: &Found) -> Result<(), Refusal> {
    let over = retention::is_over(cx, &found.consultation).await?;
    if over || erasing::is_erased(cx.db.read(), found.consultation.id).await? {
        return Err(Refusal::ContributionsErased);
    }
    Ok(())
}

fn with_results(topic: Topic, consultation: Uuid) -> Vec<Topic> {
    vec![topic, Topic::Consultation(consultation)]
}

fn public(found: Option<consultation::Model>) -> Result<consultation::Model, Refusal> {
    found
        .filter(|consultation| consultation.stored_state().is_public())
        .ok_or(Refusal::NotFound)
}
