//! Voting in a decision phase.

use poem_openapi::param::{Header, Path};
use poem_openapi::payload::Json;
use poem_openapi::{ApiResponse, Object, OpenApi};
use tablee_core::cases::ballots::{self, BallotChoice, BallotForm, CastBallot, CorrectBallot, Marks};
use tablee_core::cases::participation::{PhaseAddress, SubmissionKey};
use tablee_core::{Context, secrets};

use crate::address::Ordinal;
use crate::client::CallingClient;
use crate::issued::Issued;
use crate::text::Text;
use crate::{Caller, Problem, Tag};

/// What can be chosen, and by which rules.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct Paper {
    title: String,
    /// Moment of closing, in milliseconds since 1970, UTC.
    closes_at: Option<i64>,
    /// The voting method: `approval`.
    method: String,
    /// Settings of the method: `at_least` and `at_most` options, 0 for no limit.
    settings: Vec<Setting>,
    options: Vec<Choice>,
}

/// One setting of a method.
#[derive(Object)]
struct Setting {
    name: String,
    value: i64,
}

/// One thing that can be chosen.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct Choice {
    id: String,
    label: String,
    detail: String,
    /// The words that the first ballots were cast on, where they were put right since.
    first_label: Option<String>,
    first_detail: Option<String>,
    /// What this participant's ballot marks beside it.
    marked: Option<i64>,
}

/// A ballot. No mark at all is a blank ballot.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct Ballot {
    #[oai(validator(max_items = 200))]
    marks: Vec<Mark>,
}

/// A mark beside an option.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub(crate) struct Mark {
    /// Id of the option.
    #[oai(validator(max_length = 100))]
    option: Text,
    /// What the mark is worth; 1 when left out.
    value: Option<i64>,
}

#[derive(ApiResponse)]
enum Asked {
    /// The paper.
    #[oai(status = 200)]
    Paper(Json<Paper>),
}

impl From<BallotForm> for Paper {
    fn from(form: BallotForm) -> Self {
        let setting = |(name, value): (&'static str, i64)| Setting { name: name.to_owned(), value };
        Self {
            title: form.title,
            closes_at: form.closes_at,
            method: form.method.to_owned(),
            settings: form.settings.into_iter().map(setting).collect(),
            options: form.options.into_iter().map(Choice::from).collect(),
        }
    }
}

impl From<BallotChoice> for Choice {
    fn from(choice: BallotChoice) -> Self {
        Self {
            id: choice.id,
            label: choice.label,
            detail: choice.detail,
            first_label: choice.first_label,
            first_detail: choice.first_detail,
            marked: choice.marked,
        }
    }
}

/// The marks of a ballot, as the use-cases take them.
pub(crate) fn marks_of(marks: Vec<Mark>) -> Marks {
    let mark = |mark: Mark| (mark.option.0, mark.value.unwrap_or(1).to_string());
    marks.into_iter().map(mark).collect()
}

/// The key of a request; one of its own for a caller that gives none, so that each of its requests counts as another form.
pub(crate) fn key_of(cx: &Context, given: Header<Option<String>>) -> SubmissionKey {
    SubmissionKey(given.0.unwrap_or_else(|| secrets::token(&*cx.random)))
}

/// See [`crate::routes`].
pub(crate) struct BallotsApi {
    cx: Context,
}

impl BallotsApi {
    pub(crate) fn new(cx: Context) -> Self {
        Self { cx }
    }
}

#[OpenApi]
impl BallotsApi {
    /// Shows what can be chosen in a decision phase.
    #[oai(
        path = "/consultations/:slug/phases/:position/ballot",
        method = "get",
        tag = "Tag::Participation",
        operation_id = "showBallotPaper"
    )]
    async fn paper(&self, caller: Caller, slug: Path<String>, position: Path<Ordinal>) -> Result<Asked, Problem> {
        let actor = caller.actor(&self.cx).await?;
        let address = PhaseAddress { slug: slug.0, position: position.0.0 };
        let form = ballots::form(&self.cx, &actor, &address).await?;
        Ok(Asked::Paper(Json(form.into())))
    }

    /// Casts a ballot, or replaces the one that this pass cast before.
    #[oai(
        path = "/consultations/:slug/phases/:position/ballot",
        method = "put",
        tag = "Tag::Participation",
        operation_id = "castBallot"
    )]
    async fn cast(
        &self,
        caller: Caller,
        client: CallingClient,
        slug: Path<String>,
        position: Path<Ordinal>,
        /// Repeating a request with the same key and content changes nothing more.
        #[oai(name = "Idempotency-Key", validator(max_length = 200))]
        key: Header<Option<String>>,
        ballot: Json<Ballot>,
    ) -> Result<Issued, Problem> {
        let actor = caller.actor(&self.cx).await?;
        let phase = PhaseAddress { slug: slug.0, position: position.0.0 };
        let command = CastBallot { phase, marks: marks_of(ballot.0.marks), key: key_of(&self.cx, key) };
        Ok(ballots::cast_from(&self.cx, &actor, client.0, command).await?.into())
    }

    /// Replaces the ballot of a receipt code.
    #[oai(path = "/receipts/:code/ballot", method = "put", tag = "Tag::Participation", operation_id = "correctBallot")]
    async fn correct(
        &self,
        caller: Caller,
        client: CallingClient,
        code: Path<String>,
        /// Repeating a request with the same key and content changes nothing more.
        #[oai(name = "Idempotency-Key", validator(max_length = 200))]
        key: Header<Option<String>>,
        ballot: Json<Ballot>,
    ) -> Result<Issued, Problem> {
        let actor = caller.actor(&self.cx).await?;
        let key = key_of(&self.cx, key);
        let command = CorrectBallot { code: code.0, marks: marks_of(ballot.0.marks), key };
        let corrected = crate::receipts::trying(&self.cx, &client, ballots::correct(&self.cx, &actor, command)).await?;
        Ok(corrected.into())
    }
}
