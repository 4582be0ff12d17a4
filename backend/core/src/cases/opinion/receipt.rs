//! The receipt of votes on statements: what was said as long as the phase is open, afterwards only how much and its proof.

use tablee_rules::timetable::PhaseMoment;

use super::sheet::{self, SheetReceipt};
use super::{JudgedStatement, with_vote};
use crate::cases::contribution::{ContributionState, Held};
use crate::store::statements;
use crate::{Context, Refusal};

/// A person's votes, as their receipt shows them.
#[derive(Clone, Debug)]
pub struct VotesContent {
    /// What this person said, in the order the statements were written. Nothing once the phase has closed: whoever has the code
    /// then cannot be made to show it.
    pub votes: Vec<JudgedStatement>,
    /// How many statements this person voted on.
    pub seen: usize,
    /// How many statements the phase has.
    pub total: usize,
    /// Rank, from 1, of the first one not voted on, in the order they were written; nothing once the phase has closed.
    pub next: Option<usize>,
    /// The sheet that they are in the log; nothing when they were taken back.
    pub sheet: Option<SheetReceipt>,
}

/// Votes behind a receipt code.
///
/// # Errors
/// When the database refuses.
pub(crate) async fn shown(cx: &Context, held: &Held) -> Result<(ContributionState, VotesContent), Refusal> {
    let written = statements::published(cx.db.read(), held.phase.id).await?;
    let votes = statements::votes_of(cx.db.read(), held.phase.id, held.contribution).await?;
    let sheet = sheet::receipt(cx, held).await?;
    let withdrawn = votes.is_empty() && sheet.is_none();
    let state = if withdrawn { ContributionState::Withdrawn } else { ContributionState::Counted };
    let judged = written.iter().map(|statement| with_vote(statement, &votes));
    let (said, unseen): (Vec<_>, Vec<_>) = (1..).zip(judged).partition(|(_, statement)| statement.vote.is_some());
    let mut content = VotesContent {
        seen: said.len(),
        total: written.len(),
        next: unseen.first().map(|(rank, _)| *rank),
        sheet,
        votes: said.into_iter().map(|(_, statement)| statement).collect(),
    };
    if held.phase.moment(cx.clock.now()) != PhaseMoment::Now {
        (content.votes, content.next) = (Vec::new(), None);
    }
    Ok((state, content))
}
