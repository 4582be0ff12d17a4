//! Results of a phase: published ones for everyone, drafts and publication for the desk.

use poem_openapi::param::Path;
use poem_openapi::payload::Json;
use poem_openapi::types::Any;
use poem_openapi::{ApiResponse, Object, OpenApi};
use tablee_core::Context;
use tablee_core::access::Actor;
use tablee_core::cases::participation::PhaseAddress;
use tablee_core::cases::results::{
    self, AlikeVotes, ChannelFigure, Outcome, PhaseResults, PublishResults, PublishedResults, RefusedFigure,
    ResultsDraft,
};

use crate::address::Ordinal;
use crate::{Caller, Problem, Tag};

/// The figures of one phase. They speak of the people who took part, not of all residents.
#[derive(Object)]
struct PhaseFigures {
    /// People whose contribution is counted.
    people: u64,
    /// The same by channel.
    channels: Vec<PeopleByChannel>,
    /// What is not shown, and why.
    refused: Vec<NotShown>,
    /// What the phase gave. `kind` is `questionnaire`, `proposal`, `opinion` or `decision`; shares are tenths of a percent, and a
    /// count that is `null` belongs to a group too small to be shown.
    outcome: Any<Outcome>,
    /// Absent unless many votes alike came from one address within an hour. They count; this tells the totals without them.
    #[oai(skip_serializing_if_is_none)]
    alike: Option<Any<AlikeVotes>>,
}

/// How many took part by one channel.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct PeopleByChannel {
    /// `web`, `assisted`, `paper` or `workshop`.
    channel: String,
    /// Absent for a group too small to be shown.
    count: Option<u64>,
}

/// How many contributions are not shown for one reason.
#[derive(Object)]
struct NotShown {
    /// `proposal`, `answer` (a free text) or `statement`.
    subject: String,
    /// Stable name of the reason.
    reason: String,
    count: u64,
}

/// Published results. A correction is a new version.
#[derive(Object)]
struct PhaseResultsPublished {
    /// Counted from 1.
    version: i32,
    /// In milliseconds since 1970, UTC.
    published_at: i64,
    figures: PhaseFigures,
}

/// The results of a closed phase as they would be published now.
#[derive(Object)]
struct PhaseResultsDraft {
    /// The version to announce when publishing them.
    version: i32,
    /// Proposals, free texts and added statements of the consultation that nobody has read yet.
    waiting: u64,
    figures: PhaseFigures,
}

/// Which results to publish.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct ResultsToPublish {
    /// The version that the draft announced.
    version: i32,
    /// Whether the published page leads to the whole result without ballots alike from one address, where there are some.
    #[oai(default)]
    alike_in_full: bool,
}

#[derive(ApiResponse)]
enum Published {
    /// The results.
    #[oai(status = 200)]
    Results(Json<PhaseResultsPublished>),
}

#[derive(ApiResponse)]
enum Drafted {
    /// The draft.
    #[oai(status = 200)]
    Draft(Json<PhaseResultsDraft>),
}

#[derive(ApiResponse)]
enum Done {
    /// They are published.
    #[oai(status = 204)]
    Done,
}

impl From<PhaseResults> for PhaseFigures {
    fn from(results: PhaseResults) -> Self {
        let channel =
            |figure: ChannelFigure| PeopleByChannel { channel: figure.channel.key().to_owned(), count: figure.count };
        let refused =
            |figure: RefusedFigure| NotShown { subject: figure.subject, reason: figure.reason, count: figure.count };
        Self {
            people: results.people,
            channels: results.channels.into_iter().map(channel).collect(),
            refused: results.refused.into_iter().map(refused).collect(),
            outcome: Any(results.outcome),
            alike: results.alike.map(Any),
        }
    }
}

impl From<PublishedResults> for PhaseResultsPublished {
    fn from(found: PublishedResults) -> Self {
        Self { version: found.version, published_at: found.published_at, figures: found.results.into() }
    }
}

impl From<ResultsDraft> for PhaseResultsDraft {
    fn from(draft: ResultsDraft) -> Self {
        let waiting = draft.proposals_waiting + draft.texts_waiting + draft.statements_waiting;
        Self { version: draft.version, waiting, figures: draft.results.into() }
    }
}

/// See [`crate::routes`].
pub(crate) struct ResultsApi {
    cx: Context,
}

impl ResultsApi {
    pub(crate) fn new(cx: Context) -> Self {
        Self { cx }
    }
}

#[OpenApi]
impl ResultsApi {
    /// Reads the published results of a phase.
    #[oai(
        path = "/consultations/:slug/phases/:position/results",
        method = "get",
        tag = "Tag::Results",
        operation_id = "readResults"
    )]
    async fn published(&self, slug: Path<String>, position: Path<Ordinal>) -> Result<Published, Problem> {
        let address = PhaseAddress { slug: slug.0, position: position.0.0 };
        let found = results::published(&self.cx, &Actor::Anyone, &address).await?;
        Ok(Published::Results(Json(found.into())))
    }

    /// Counts a closed phase without publishing anything.
    #[oai(
        path = "/consultations/:slug/phases/:position/results/draft",
        method = "get",
        tag = "Tag::Results",
        operation_id = "draftResults"
    )]
    async fn draft(&self, caller: Caller, slug: Path<String>, position: Path<Ordinal>) -> Result<Drafted, Problem> {
        let actor = caller.actor(&self.cx).await?;
        let address = PhaseAddress { slug: slug.0, position: position.0.0 };
        let draft = results::draft(&self.cx, &actor, &address).await?;
        Ok(Drafted::Draft(Json(draft.into())))
    }

    /// Publishes the results of a closed phase and tells those who follow the consultation.
    #[oai(
        path = "/consultations/:slug/phases/:position/results",
        method = "post",
        tag = "Tag::Results",
        operation_id = "publishResults"
    )]
    async fn publish(
        &self,
        caller: Caller,
        slug: Path<String>,
        position: Path<Ordinal>,
        body: Json<ResultsToPublish>,
    ) -> Result<Done, Problem> {
        let actor = caller.actor(&self.cx).await?;
        let phase = PhaseAddress { slug: slug.0, position: position.0.0 };
        results::publish(
            &self.cx,
            &actor,
            PublishResults { phase, version: body.0.version, alike_in_full: body.0.alike_in_full },
        )
        .await?;
        Ok(Done::Done)
    }
}
