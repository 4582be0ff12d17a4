//! Leaving an e-mail address to be told what happens. Nothing is sent before it is confirmed by a link.

use poem_openapi::param::Path;
use poem_openapi::payload::Json;
use poem_openapi::{ApiResponse, Object, OpenApi};
use tablee_core::Context;
use tablee_core::access::Actor;
use tablee_core::cases::follows::{self, FollowSubject, LeaveAddress};
use tablee_core::cases::participation::PhaseAddress;
use tablee_core::cases::rate_limits::Client;
use tablee_core::texts::DEFAULT_LANGUAGE;

use crate::address::Ordinal;
use crate::client::CallingClient;
use crate::text::Text;
use crate::{Problem, Tag};

/// An address to be told at.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct Address {
    /// The e-mail address.
    email: Text,
}

#[derive(ApiResponse)]
enum Asked {
    /// A mail asks whether the address is yours, if it can be one. The same is said whether or not it is known.
    #[oai(status = 202)]
    Asked,
}

/// See [`crate::routes`].
pub(crate) struct FollowsApi {
    cx: Context,
}

impl FollowsApi {
    pub(crate) fn new(cx: Context) -> Self {
        Self { cx }
    }
}

#[OpenApi(tag = "Tag::Participation")]
impl FollowsApi {
    /// Asks for news of a consultation.
    #[oai(path = "/consultations/:slug/follow", method = "post", operation_id = "followConsultation")]
    async fn consultation(
        &self,
        client: CallingClient,
        slug: Path<String>,
        address: Json<Address>,
    ) -> Result<Asked, Problem> {
        ask(&self.cx, client.0, FollowSubject::Consultation { slug: slug.0 }, address.0).await
    }

    /// Asks for every signed head of the log of a vote: what observers keep.
    #[oai(
        path = "/consultations/:slug/phases/:position/ballot-log/follow",
        method = "post",
        operation_id = "followBallotLog"
    )]
    async fn ballot_log(
        &self,
        client: CallingClient,
        slug: Path<String>,
        position: Path<Ordinal>,
        address: Json<Address>,
    ) -> Result<Asked, Problem> {
        let phase = PhaseAddress { slug: slug.0, position: position.0.0 };
        ask(&self.cx, client.0, FollowSubject::BallotLog { phase }, address.0).await
    }

    /// Asks for news of a published proposal.
    #[oai(path = "/consultations/:slug/proposals/:number/follow", method = "post", operation_id = "followProposal")]
    async fn proposal(
        &self,
        client: CallingClient,
        slug: Path<String>,
        number: Path<Ordinal>,
        address: Json<Address>,
    ) -> Result<Asked, Problem> {
        ask(&self.cx, client.0, FollowSubject::Proposal { slug: slug.0, number: number.0.0 }, address.0).await
    }

    /// Asks for news of the contribution that a receipt code opens.
    #[oai(path = "/receipts/:code/follow", method = "post", operation_id = "followReceipt")]
    async fn receipt(
        &self,
        client: CallingClient,
        code: Path<String>,
        address: Json<Address>,
    ) -> Result<Asked, Problem> {
        ask(&self.cx, client.0, FollowSubject::Receipt { code: code.0 }, address.0).await
    }
}

async fn ask(cx: &Context, client: Client, subject: FollowSubject, address: Address) -> Result<Asked, Problem> {
    let command = LeaveAddress { subject, email: address.email.0, lang: DEFAULT_LANGUAGE.to_owned(), client };
    follows::leave_address(cx, &Actor::Anyone, command).await?;
    Ok(Asked::Asked)
}
