//! Votes alike that came from one address within an hour, and what the totals are without them. They count as any other: results
//! are told with them, and beside that without.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use tablee_rules::ballot_log::Hash256;
use tablee_rules::opinion::{StatementId, Vote as Said};
use tablee_rules::results::SMALLEST_CELL;
use tablee_rules::voting::{self, Ballot, Lot, Opinions, Tally};

use super::decision::DecisionResults;
use super::figures::natural;
use super::opinion::OpinionResults;
use super::{Outcome, PhaseResults};
use crate::cases::cast::{self, Cast};
use crate::cases::votes::{Vote, draws_panel};
use crate::store::alike_bursts;
use crate::store::entities::{alike_burst, phase};
use crate::{Context, Refusal};

/// Votes alike, with the totals without them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum AlikeVotes {
    /// Ballots of a decision.
    Ballots(Box<AlikeBallots>),
    /// Votes on statements, for each statement that has some.
    Opinions {
        /// In the order of the results.
        statements: Vec<AlikeOpinions>,
    },
}

/// Ballots alike.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AlikeBallots {
    /// What they say, the most frequent first.
    pub choices: Vec<AlikeChoice>,
    /// The result without them.
    pub without: Tally,
    /// Whether the published report leads to the whole result without them.
    pub in_full: bool,
}

/// Ballots that say the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlikeChoice {
    /// Ids of the options that they mark.
    pub marked: Vec<String>,
    /// How many of them stand.
    pub many: u64,
}

/// What was said of a statement on which there are votes alike.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlikeOpinions {
    /// The statement.
    pub id: StatementId,
    /// All votes.
    pub with: Opinions,
    /// The votes without those alike; nothing when so few are left that they would tell of single people.
    pub without: Option<Opinions>,
}

impl AlikeBallots {
    /// How many ballots they are.
    pub fn many(&self) -> u64 {
        self.choices.iter().map(|choice| choice.many).sum()
    }
}

impl PhaseResults {
    /// The results of a decision as they are without ballots alike; nothing where there are none.
    pub fn without_alike(mut self) -> Option<Self> {
        match (&mut self.outcome, self.alike.take()) {
            (Outcome::Decision(decision), Some(AlikeVotes::Ballots(alike))) => {
                self.people = self.people.saturating_sub(alike.many());
                self.channels.clear();
                decision.tally = alike.without;
                Some(self)
            }
            _ => None,
        }
    }

    /// The same as the published report leads to it: only where the facilitator chose to show it.
    pub fn published_without_alike(self) -> Option<Self> {
        if self.shows_alike() { self.without_alike() } else { None }
    }

    /// The same, with what the facilitator decides to show of votes alike.
    pub(super) fn showing_alike(mut self, in_full: bool) -> Self {
        if let Some(AlikeVotes::Ballots(alike)) = &mut self.alike {
            alike.in_full = in_full;
        }
        self
    }

    /// Whether the published report leads to the whole result without votes alike.
    pub(super) fn shows_alike(&self) -> bool {
        matches!(&self.alike, Some(AlikeVotes::Ballots(alike)) if alike.in_full)
    }
}

/// The results with what is known of votes alike.
///
/// # Errors
/// When the database refuses.
pub(super) async fn beside(cx: &Context, phase: &phase::Model, results: PhaseResults) -> Result<PhaseResults, Refusal> {
    let bursts = alike_bursts::of_phase(cx.db.read(), phase.id).await?;
    let alike = match &results.outcome {
        _ if bursts.is_empty() => None,
        // A panel is drawn once: a second draw would name other people.
        Outcome::Decision(_) if draws_panel(phase) => None,
        Outcome::Decision(decision) => ballots(cx, phase, decision, &bursts).await?,
        Outcome::Opinion(opinion) => opinions(opinion, &bursts),
        Outcome::Questionnaire(_) | Outcome::Proposal(_) => None,
    };
    Ok(PhaseResults { alike, ..results })
}

async fn ballots(
    cx: &Context,
    phase: &phase::Model,
    decision: &DecisionResults,
    bursts: &[alike_burst::Model],
) -> Result<Option<AlikeVotes>, Refusal> {
    let vote = Vote::of(cx, phase).await?;
    let Cast { standings, summary, left_out, .. } = cast::summed_up(cx, phase, &vote, noticed(bursts)).await?;
    if left_out.is_empty() {
        return Ok(None);
    }
    let seed = Hash256::from_hex(&decision.lot.seed).ok_or(Refusal::WrongState)?;
    let lot = Lot::drawn(&seed.0, &vote.paper.options);
    // Beside the threads that answer requests: some methods take their time.
    let decide = move || voting::decide(vote.method, standings, &summary, &vote.paper, &lot);
    let without = tokio::task::spawn_blocking(decide)
        .await
        .map_err(|_| Refusal::WrongState)?;
    let choices = choices(left_out);
    Ok(Some(AlikeVotes::Ballots(Box::new(AlikeBallots { choices, without, in_full: false }))))
}

/// How many ballots were noticed, by what is stored of them. A ballot that was changed or withdrawn since does not stand any more: no more
/// are left out than still stand. Nobody can tell which of equal ballots they are, and nobody need.
fn noticed(bursts: &[alike_burst::Model]) -> BTreeMap<String, u64> {
    let mut noticed = BTreeMap::new();
    for burst in bursts {
        *noticed.entry(burst.choice.clone()).or_default() += natural(i64::from(burst.many));
    }
    noticed
}

/// What these ballots say, the most frequent first.
fn choices(left_out: Vec<(Ballot, u64)>) -> Vec<AlikeChoice> {
    let choice = |(ballot, many): (Ballot, u64)| AlikeChoice {
        marked: ballot.marks.iter().map(|mark| mark.option.clone()).collect(),
        many,
    };
    let mut choices: Vec<AlikeChoice> = left_out.into_iter().map(choice).collect();
    choices.sort_by(|left, right| right.many.cmp(&left.many).then_with(|| left.marked.cmp(&right.marked)));
    choices
}

fn opinions(results: &OpinionResults, bursts: &[alike_burst::Model]) -> Option<AlikeVotes> {
    let figures = results.statements.iter();
    let statements: Vec<AlikeOpinions> = figures
        .filter_map(|figures| {
            let with = figures.opinions?;
            let own = bursts.iter().filter(|burst| {
                burst
                    .statement_id
                    .is_some_and(|statement| StatementId(statement.as_u128()) == figures.id)
            });
            let without = own.fold(with, without_burst);
            let told = without.seen() == 0 || without.seen() >= SMALLEST_CELL;
            (without != with).then(|| AlikeOpinions { id: figures.id, with, without: told.then_some(without) })
        })
        .collect();
    (!statements.is_empty()).then_some(AlikeVotes::Opinions { statements })
}

fn without_burst(mut opinions: Opinions, burst: &alike_burst::Model) -> Opinions {
    let counter = match Said::from_key(&burst.choice) {
        Some(Said::Agree) => &mut opinions.agree,
        Some(Said::Disagree) => &mut opinions.disagree,
        Some(Said::Pass) => &mut opinions.pass,
        None => return opinions,
    };
    *counter = counter.saturating_sub(natural(i64::from(burst.many)));
    opinions
}
