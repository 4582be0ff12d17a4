//! Entering for someone what they said, wrote or marked.

use poem_openapi::param::{Header, Path};
use poem_openapi::payload::Json;
use poem_openapi::{Object, OpenApi};
use tablee_core::cases::assisted::{self, EnterContribution, Said};
use tablee_core::{Context, Refusal};

use crate::address::{Id, Ordinal, phase};
use crate::ballots::{Mark, key_of, marks_of};
use crate::issued::Issued;
use crate::opinion::StatementVote;
use crate::questionnaires::{NumberedAnswer, entries_of};
use crate::strata::ProfileAnswer;
use crate::text::Text;
use crate::{Caller, Problem, Tag};

/// A contribution of someone who agreed that it is entered for them: exactly one of `answers`, `proposal`, `votes`, `marks`
/// and `spoiled`, as the kind of the phase asks.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct Entered {
    /// How it came: `assisted`, `paper` or `workshop`.
    channel: Text,
    /// How the person agreed: `oral` or `signed`.
    consent: Text,
    /// Answers to a questionnaire. A question left out is passed over.
    #[oai(validator(max_items = 200))]
    answers: Option<Vec<NumberedAnswer>>,
    /// A proposal.
    proposal: Option<EnteredProposal>,
    /// Votes on statements.
    #[oai(validator(max_items = 200))]
    votes: Option<Vec<EnteredVote>>,
    /// Beside `votes`: the person's answers to the questions about people. A question left out counts as "I prefer not to say".
    #[oai(validator(max_items = 10))]
    profile: Option<Vec<ProfileAnswer>>,
    /// Marks of a ballot; none is a blank ballot. On paper, a ranking round by round counts up to its first tie.
    #[oai(validator(max_items = 200))]
    marks: Option<Vec<Mark>>,
    /// `true` for a ballot on paper that breaks the rules: it counts as invalid.
    spoiled: Option<bool>,
}

/// The words of a proposal.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct EnteredProposal {
    title: Text,
    text: Text,
}

/// What the person says of one statement.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct EnteredVote {
    /// Id of the statement.
    statement: Id,
    vote: StatementVote,
}

impl Entered {
    /// The channel, the consent and what was said.
    fn parts(self) -> Result<(String, String, Said), Refusal> {
        if self.profile.is_some() && self.votes.is_none() {
            return Err(Refusal::field("profile", "fault-entry-profile-alone"));
        }
        let about = self.profile.unwrap_or_default().into_iter().map(ProfileAnswer::into);
        let votes = |votes: Vec<EnteredVote>| Said::Votes {
            votes: votes
                .into_iter()
                .map(|said| (said.statement.0, said.vote.into()))
                .collect(),
            about: about.collect(),
        };
        let said = [
            self.answers.map(|answers| entries_of(answers).map(Said::Answers)),
            self.proposal
                .map(|words| Ok(Said::Proposal { title: words.title.0, text: words.text.0 })),
            self.votes.map(|said| Ok(votes(said))),
            self.marks.map(|marks| Ok(Said::Marks(marks_of(marks)))),
            self.spoiled.filter(|spoiled| *spoiled).map(|_| Ok(Said::Spoiled)),
        ];
        let mut said = said.into_iter().flatten();
        match (said.next(), said.next()) {
            (Some(said), None) => Ok((self.channel.0, self.consent.0, said?)),
            _ => Err(Refusal::field("answers", "fault-entry-one-content")),
        }
    }
}

/// See [`crate::routes`].
pub(crate) struct EntriesApi {
    cx: Context,
}

impl EntriesApi {
    pub(crate) fn new(cx: Context) -> Self {
        Self { cx }
    }
}

#[OpenApi(tag = "Tag::Participation")]
impl EntriesApi {
    /// Enters a contribution for someone. Who entered it, and how the person agreed, is on record; never beside the contribution.
    #[oai(
        path = "/consultations/:slug/phases/:position/entries",
        method = "post",
        operation_id = "enterContributionForSomeone"
    )]
    async fn enter(
        &self,
        caller: Caller,
        slug: Path<String>,
        position: Path<Ordinal>,
        /// A key of at least 16 signs for each sheet: the same sheet sent twice counts once. Without one, each request is someone
        /// else's.
        #[oai(name = "Idempotency-Key", validator(max_length = 200))]
        key: Header<Option<String>>,
        body: Json<Entered>,
    ) -> Result<Issued, Problem> {
        let actor = caller.actor(&self.cx).await?;
        assisted::admit(&self.cx, &actor, &slug.0).await?;
        let (channel, consent, said) = body.0.parts()?;
        let phase = phase(slug.0, position.0);
        let command = EnterContribution { phase, channel, consent, said, key: key_of(&self.cx, key) };
        Ok(assisted::enter(&self.cx, &actor, command).await?.into())
    }
}
