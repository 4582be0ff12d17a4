//! Addresses of residents' pages.

use std::collections::BTreeMap;
use std::str::FromStr;

use poem::http::StatusCode;
use poem::{FromRequest, Request, RequestBody};
use tablee_core::cases::participation::PhaseAddress;
use tablee_core::cases::published_proposals::ProposalAddress;
use tablee_core::{Context, secrets};
use tablee_rules::ballot_log::ProofCode;
use tablee_rules::receipts::ReceiptCode;
use uuid::Uuid;

/// The phase that a route with `:slug` and `:position` names. What is no number names none: 404.
pub(super) struct PhasePath(pub PhaseAddress);

/// A question of the phase that a route names, by `:number`.
pub(super) struct QuestionPath(pub PhaseAddress, pub usize);

impl<'a> FromRequest<'a> for PhasePath {
    async fn from_request(request: &'a Request, _: &mut RequestBody) -> poem::Result<Self> {
        let (slug, position) = (part(request, "slug")?, part(request, "position")?);
        Ok(Self(PhaseAddress { slug, position }))
    }
}

impl<'a> FromRequest<'a> for QuestionPath {
    async fn from_request(request: &'a Request, body: &mut RequestBody) -> poem::Result<Self> {
        let PhasePath(phase) = PhasePath::from_request(request, body).await?;
        Ok(Self(phase, part(request, "number")?))
    }
}

/// A published proposal that a route names, by `:slug` and `:number`.
pub(super) struct ProposalPath(pub ProposalAddress);

impl<'a> FromRequest<'a> for ProposalPath {
    async fn from_request(request: &'a Request, _: &mut RequestBody) -> poem::Result<Self> {
        let (slug, number) = (part(request, "slug")?, part(request, "number")?);
        Ok(Self(ProposalAddress { slug, number }))
    }
}

fn part<T: FromStr>(request: &Request, name: &str) -> poem::Result<T> {
    let parts = request.path_params::<BTreeMap<String, String>>().unwrap_or_default();
    let value = parts.get(name).and_then(|value| value.parse().ok());
    value.ok_or_else(|| StatusCode::NOT_FOUND.into())
}

/// The key of a form that is about to be shown: sending the form twice counts once.
pub(super) fn fresh_op(cx: &Context) -> String {
    secrets::token(&*cx.random)
}

/// A consultation.
pub(super) fn consultation(slug: &str) -> String {
    format!("/c/{slug}")
}

/// The start of a phase.
pub(super) fn phase(address: &PhaseAddress) -> String {
    format!("/c/{}/etape/{}", address.slug, address.position)
}

/// The ballot of a decision phase.
pub(super) fn vote(address: &PhaseAddress) -> String {
    format!("{}/voter", phase(address))
}

/// One question of a questionnaire, from 1.
pub(super) fn question(address: &PhaseAddress, number: usize) -> String {
    format!("{}/question/{number}", phase(address))
}

/// All answers before they are sent.
pub(super) fn check(address: &PhaseAddress) -> String {
    format!("{}/verifier", phase(address))
}

/// Writing a proposal in a phase.
pub(super) fn propose(address: &PhaseAddress) -> String {
    format!("{}/proposer", phase(address))
}

/// The next statement of an opinion phase.
pub(super) fn opinion(address: &PhaseAddress) -> String {
    format!("{}/avis", phase(address))
}

/// What one may say of oneself in an opinion phase.
pub(super) fn profile(address: &PhaseAddress) -> String {
    format!("{}/profil", phase(address))
}

/// Adding a statement to an opinion phase.
pub(super) fn statement(address: &PhaseAddress) -> String {
    format!("{}/phrase", phase(address))
}

/// The published results of a phase.
pub(super) fn results(address: &PhaseAddress) -> String {
    format!("{}/resultats", phase(address))
}

/// The log of a vote.
pub(super) fn ballot_log(address: &PhaseAddress) -> String {
    format!("{}/urne", phase(address))
}

/// Every ballot of a closed vote, for auditors.
pub(super) fn opened_ballots(address: &PhaseAddress) -> String {
    format!("/espace/c/{}/urne/{}/bulletins.json", address.slug, address.position)
}

/// An observer's signature under the published result of a phase.
pub(super) fn control(address: &PhaseAddress, id: Uuid) -> String {
    format!("{}/controles/{id}", ballot_log(address))
}

/// Where an observer signs the published result of a phase.
pub(super) fn sign_result(address: &PhaseAddress) -> String {
    format!("/espace/c/{}/urne/{}/controle", address.slug, address.position)
}

/// One vote, by its proof code.
pub(super) fn proof(code: &ProofCode) -> String {
    format!("/verifier/{code}")
}

/// The published proposals of a consultation.
pub(super) fn proposals(slug: &str) -> String {
    format!("/c/{slug}/propositions")
}

/// The institution's answers to the proposals of a consultation.
pub(super) fn answers(slug: &str) -> String {
    format!("/c/{slug}/reponses")
}

/// What this device has just sent in a phase.
pub(super) fn thanks(address: &PhaseAddress) -> String {
    format!("{}/merci", phase(address))
}

/// The contribution of a receipt code.
pub(super) fn receipt(code: &ReceiptCode) -> String {
    format!("/suivi/{code}")
}

/// What has just been sent, for a browser that keeps no cookie.
pub(super) fn receipt_thanks(code: &ReceiptCode) -> String {
    format!("/suivi/{code}/merci")
}

/// One statement of an opinion phase.
pub(super) fn opinion_on(address: &PhaseAddress, statement: Uuid) -> String {
    format!("{}?phrase={statement}", opinion(address))
}

/// One published proposal.
pub(super) fn proposal(address: &ProposalAddress) -> String {
    format!("{}/{}", proposals(&address.slug), address.number)
}

/// Standing behind a published proposal.
pub(super) fn support(address: &ProposalAddress) -> String {
    format!("{}/soutenir", proposal(address))
}

/// Leaving an e-mail address to be told what becomes of a proposal.
pub(super) fn follow_proposal(address: &ProposalAddress) -> String {
    format!("{}/courriel", proposal(address))
}
