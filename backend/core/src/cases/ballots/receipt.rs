//! The receipt of a ballot: it proves that the vote is in the box, and says nothing of it but to the voter, as long as the vote is open.

use serde_json::Value;
use tablee_rules::ballot_log::{Hash256, ProofCode, canonical_json};
use tablee_rules::timetable::PhaseMoment;

use super::{BallotContent, choice, read_ballot};
use crate::cases::ballot_log;
use crate::cases::contribution::{ContributionState, Held};
use crate::cases::votes::Vote;
use crate::store::ballots;
use crate::store::entities::ballot;
use crate::{Context, Refusal};

/// What the receipt of a ballot shows.
#[derive(Clone, Debug)]
pub struct BallotReceipt {
    /// What finds the vote in the log; nothing when the vote was taken back, or once links are erased.
    pub proof: Option<ProofCode>,
    /// What was recorded. Nothing once the phase has closed: whoever has the code then cannot be made to show the vote.
    pub recorded: Option<RecordedBallot>,
    /// Whether a panel's draw took its voter, once results are published; nothing for other votes, or once links are erased.
    pub drawn: Option<bool>,
    /// Whom to ask, in the words of the consultation.
    pub contact: String,
}

/// What was recorded, with all that its leaf can be computed from.
#[derive(Clone, Debug)]
pub struct RecordedBallot {
    /// What the ballot says.
    pub content: BallotContent,
    /// The consultation, as commitments name it.
    pub consultation: String,
    /// What hides the ballot in its commitment, in hexadecimal.
    pub nonce: String,
    /// The ballot as it is committed to: canonical JSON.
    pub json: String,
}

/// What the receipt of a ballot shows now.
///
/// # Errors
/// When the database refuses.
pub(crate) async fn shown(cx: &Context, held: &Held) -> Result<(ContributionState, BallotReceipt), Refusal> {
    if held.contribution.is_nil() {
        // Links are erased; only ballots that counted lead here.
        return Ok((ContributionState::Counted, nothing(held)));
    }
    let row = ballots::find(cx.db.read(), held.contribution).await?;
    let Some(cast) = row.filter(ballot::Model::counts) else {
        return Ok((ContributionState::Withdrawn, nothing(held)));
    };
    let proof = cast
        .leaf
        .as_deref()
        .and_then(Hash256::from_hex)
        .map(|leaf| ProofCode::of(&leaf));
    let drawn = match &proof {
        Some(code) => ballot_log::is_drawn(cx, &held.phase, code).await?,
        None => None,
    };
    let open = held.phase.moment(cx.clock.now()) == PhaseMoment::Now;
    let recorded = if open { Some(recorded(cx, held, &cast).await?) } else { None };
    Ok((ContributionState::Counted, BallotReceipt { proof, recorded, drawn, ..nothing(held) }))
}

/// The receipt of a ballot that nothing is known of.
fn nothing(held: &Held) -> BallotReceipt {
    BallotReceipt { proof: None, recorded: None, drawn: None, contact: held.consultation.contact.clone() }
}

async fn recorded(cx: &Context, held: &Held, cast: &ballot::Model) -> Result<RecordedBallot, Refusal> {
    let vote = Vote::of(cx, &held.phase).await?;
    let marks = read_ballot(cast);
    let (method, settings) = (vote.method.key(), vote.settings());
    let choices = vote.options.into_iter().map(|option| choice(option, &marks));
    let marked = choices.filter(|choice| choice.marked.is_some()).collect();
    let said: Value = serde_json::from_str(&cast.choice).map_err(|_| Refusal::WrongState)?;
    Ok(RecordedBallot {
        content: BallotContent { method, settings, marked, spoiled: marks.is_spoiled() },
        consultation: cast.consultation_id.to_string(),
        nonce: cast.nonce.clone().unwrap_or_default(),
        json: canonical_json(&said),
    })
}
