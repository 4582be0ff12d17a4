//! The JSON API: one file per resource; each maps objects to commands and views to objects, and nothing else.

mod ballots;
mod caller;
mod client;
mod consultations;
mod issued;
mod moderation;
mod official_answers;
mod opinion;
mod passes;
mod problem;
mod proposals;
mod questionnaires;
mod receipts;
mod results;

use poem::{Endpoint, EndpointExt, Route};
use poem_openapi::{OpenApiService, Tags};
use tablee_core::Context;

pub use caller::Caller;
pub use problem::Problem;

/// Where an operation stands in the document.
#[derive(Tags)]
pub(crate) enum Tag {
    /// Reading what is public.
    Reading,
    /// Taking part, with a pass or a receipt code.
    Participation,
    /// Deciding on contributions.
    Moderation,
    /// Figures of closed phases.
    Results,
    /// What institutions answer.
    Answers,
}

/// One operation, for a page that lists them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operation {
    /// `GET`, `POST`, …
    pub method: String,
    /// The path below the host.
    pub path: String,
    /// What it does, in a few words.
    pub summary: String,
}

/// What the desk does.
type Desk = (moderation::ModerationApi, results::ResultsApi, official_answers::OfficialAnswersApi);

/// What everyone reads, and what participants do.
type Participation = (
    consultations::ConsultationsApi,
    passes::PassesApi,
    questionnaires::QuestionnairesApi,
    proposals::ProposalsApi,
    opinion::OpinionApi,
    ballots::BallotsApi,
    receipts::ReceiptsApi,
);

type Apis = (Participation, Desk);

fn service(cx: &Context) -> OpenApiService<Apis, ()> {
    let desk = (
        moderation::ModerationApi::new(cx.clone()),
        results::ResultsApi::new(cx.clone()),
        official_answers::OfficialAnswersApi::new(cx.clone()),
    );
    let participation = (
        consultations::ConsultationsApi::new(cx.clone()),
        passes::PassesApi::new(cx.clone()),
        questionnaires::QuestionnairesApi::new(cx.clone()),
        proposals::ProposalsApi::new(cx.clone()),
        opinion::OpinionApi::new(cx.clone()),
        ballots::BallotsApi::new(cx.clone()),
        receipts::ReceiptsApi::new(cx.clone()),
    );
    OpenApiService::new((participation, desk), "Tablée", env!("CARGO_PKG_VERSION"))
        .server(format!("{}/api/v1", cx.settings.public_url))
        .url_prefix("/api/v1")
        .description("Consultations, contributions and answers. Errors are problem+json (RFC 9457).")
        .license("AGPL-3.0-or-later")
}

/// Everything below `/api/v1`.
pub fn routes(cx: &Context) -> impl Endpoint + use<> {
    let service = service(cx);
    let document = service.spec_endpoint();
    Route::new()
        .at("/openapi.json", document)
        .nest("/", service)
        .after(|result| async move {
            let response =
                result.map_or_else(|error: poem::Error| error.into_response(), poem::IntoResponse::into_response);
            Ok::<_, poem::Error>(problem::in_one_form(response).await)
        })
}
