//! The JSON API: one file per resource; each maps objects to commands and views to objects, and nothing else.

mod address;
mod audit;
mod ballot_log;
mod ballots;
mod caller;
mod client;
mod consultations;
mod edited_phases;
mod edited_questions;
mod edited_statements;
mod editor;
mod entries;
mod follows;
mod issued;
mod members;
mod minutes;
mod minutes_items;
mod moderation;
mod official_answers;
mod operations;
mod opinion;
mod own_sessions;
mod paging;
mod passes;
mod phases;
mod problem;
mod proposals;
mod question_content;
mod questionnaires;
mod receipts;
mod results;
mod statements;
mod strata;
mod text;
mod text_reviews;
mod vote_options;
mod vote_rules;
mod voting_methods;
mod well_formed;

use poem::http::{HeaderValue, StatusCode, header};
use poem::{Endpoint, EndpointExt, Response, Route};
use poem_openapi::{OpenApiService, Tags};
use tablee_core::Context;

pub use caller::Caller;
pub use operations::{Operation, Part, operations};
pub use problem::Problem;

/// Where the API begins.
pub const PREFIX: &str = "/api/v1";

/// Where an operation stands in the document.
#[derive(Tags)]
pub(crate) enum Tag {
    /// Reading what is public.
    Reading,
    /// Taking part, with a pass or a receipt code.
    Participation,
    /// Writing consultations.
    Editing,
    /// Deciding on contributions.
    Moderation,
    /// Figures of closed phases.
    Results,
    /// What institutions answer.
    Answers,
    /// Running the installation.
    Administration,
}

/// How the desk writes consultations.
type Editing = (
    editor::EditorApi,
    edited_phases::EditedPhasesApi,
    edited_questions::EditedQuestionsApi,
    edited_statements::EditedStatementsApi,
    vote_rules::VoteRulesApi,
    vote_options::VoteOptionsApi,
    minutes::MinutesApi,
    minutes_items::MinutesItemsApi,
);

/// What else the desk does.
type Desk = (
    moderation::ModerationApi,
    text_reviews::TextReviewsApi,
    results::ResultsApi,
    official_answers::OfficialAnswersApi,
    audit::AuditApi,
    entries::EntriesApi,
    members::MembersApi,
    own_sessions::OwnSessionsApi,
);

/// What everyone reads, and what participants do.
type Participation = (
    consultations::ConsultationsApi,
    phases::PhasesApi,
    voting_methods::VotingMethodsApi,
    passes::PassesApi,
    questionnaires::QuestionnairesApi,
    proposals::ProposalsApi,
    opinion::OpinionApi,
    statements::StatementsApi,
    strata::StrataApi,
    ballots::BallotsApi,
    ballot_log::BallotLogApi,
    receipts::ReceiptsApi,
    follows::FollowsApi,
);

type Apis = (Participation, Editing, Desk);

fn service(cx: &Context) -> OpenApiService<Apis, ()> {
    let editing = (
        editor::EditorApi::new(cx.clone()),
        edited_phases::EditedPhasesApi::new(cx.clone()),
        edited_questions::EditedQuestionsApi::new(cx.clone()),
        edited_statements::EditedStatementsApi::new(cx.clone()),
        vote_rules::VoteRulesApi::new(cx.clone()),
        vote_options::VoteOptionsApi::new(cx.clone()),
        minutes::MinutesApi::new(cx.clone()),
        minutes_items::MinutesItemsApi::new(cx.clone()),
    );
    let desk = (
        moderation::ModerationApi::new(cx.clone()),
        text_reviews::TextReviewsApi::new(cx.clone()),
        results::ResultsApi::new(cx.clone()),
        official_answers::OfficialAnswersApi::new(cx.clone()),
        audit::AuditApi::new(cx.clone()),
        entries::EntriesApi::new(cx.clone()),
        members::MembersApi::new(cx.clone()),
        own_sessions::OwnSessionsApi::new(cx.clone()),
    );
    let participation = (
        consultations::ConsultationsApi::new(cx.clone()),
        phases::PhasesApi::new(cx.clone()),
        voting_methods::VotingMethodsApi,
        passes::PassesApi::new(cx.clone()),
        questionnaires::QuestionnairesApi::new(cx.clone()),
        proposals::ProposalsApi::new(cx.clone()),
        opinion::OpinionApi::new(cx.clone()),
        statements::StatementsApi::new(cx.clone()),
        strata::StrataApi::new(cx.clone()),
        ballots::BallotsApi::new(cx.clone()),
        ballot_log::BallotLogApi::new(cx.clone()),
        receipts::ReceiptsApi::new(cx.clone()),
        follows::FollowsApi::new(cx.clone()),
    );
    OpenApiService::new((participation, editing, desk), "Tablée", env!("CARGO_PKG_VERSION"))
        .server(cx.settings.public_url.clone())
        .url_prefix(PREFIX)
        .description("Consultations, contributions and answers. Errors are problem+json (RFC 9457).")
        .license("AGPL-3.0-or-later")
}

/// The OpenAPI document, as JSON.
pub fn document(cx: &Context) -> String {
    service(cx).spec()
}

/// Everything below [`PREFIX`].
pub fn routes(cx: &Context) -> impl Endpoint<Output = Response> + use<> {
    let service = service(cx);
    let document = service.spec_endpoint();
    let routes = Route::new().at("/openapi.json", document).nest("/", service);
    let routes = well_formed::refuse_malformed(routes);
    routes
        .map_to_response()
        .after(|result: poem::Result<Response>| async move {
            let response = result.unwrap_or_else(|error| error.into_response());
            Ok::<_, poem::Error>(challenged(problem::in_one_form(response).await))
        })
}

/// A 401 says how to come in (RFC 9110, 11.6.1).
fn challenged(mut response: Response) -> Response {
    if response.status() == StatusCode::UNAUTHORIZED {
        let way = HeaderValue::from_static("Bearer");
        response.headers_mut().insert(header::WWW_AUTHENTICATE, way);
    }
    response
}
