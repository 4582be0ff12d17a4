//! Results of a decision, by whatever voting method: the whole tally, and what is needed to show it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use tablee_rules::ballot_log::{Hash256, ProofCode};
use tablee_rules::voting::{self, Lot, Paper, Quota, Standings, Summary, Tally, VoteRules};

use super::figures;
use super::{Outcome, PhaseResults, drawn};
use crate::cases::ballot_log;
use crate::cases::cast::{self, Cast};
use crate::cases::votes::Vote;
use crate::store::ballots;
use crate::store::entities::{ballot_option, log_head, phase};
use crate::{Context, Refusal};

/// What was decided, and how.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DecisionResults {
    /// The rules in force: the method's stable name is also the folder of its templates.
    pub rules: VoteRules,
    /// What could be chosen, in the order of the paper.
    pub options: Vec<DecidedOption>,
    /// The result. Without a valid ballot nothing is taken forward.
    pub tally: Tally,
    /// What the public lot was drawn from.
    pub lot: LotSource,
    /// Whether the public draw named in the rules is still to be entered: ties may then be settled otherwise in the end.
    pub provisional: bool,
    /// Proof codes of those whom a panel's draw took, sorted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub drawn: Vec<ProofCode>,
}

/// Something that could be chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecidedOption {
    /// Its id, by which the tally names it.
    pub id: String,
    /// Its wording.
    pub label: String,
    /// The wording that the first ballots were cast on, when it was put right since.
    pub first_label: Option<String>,
    /// What more was said of it when the first ballots were cast, when that was put right since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_detail: Option<String>,
    /// What it costs, for methods that share out a budget.
    pub cost: Option<i64>,
    /// Which answer of a panel it is, for methods that draw one.
    pub quota: Option<Quota>,
}

/// What the public lot was drawn from: see [`Lot::seed`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LotSource {
    /// The root of the closed log of ballots, in hexadecimal.
    pub root: String,
    /// What the public draw gave; empty when none was named, or not yet.
    pub draw: String,
    /// The seed that follows, in hexadecimal.
    pub seed: String,
}

/// A vote as it was counted, with what the count follows from.
pub(super) struct Counting {
    /// What ballots were judged by.
    pub paper: Paper,
    /// All that the result follows from.
    pub summary: Summary,
    /// The head that closed the log.
    pub head: log_head::Model,
    /// The result.
    pub results: DecisionResults,
}

pub(super) async fn count(cx: &Context, phase: &phase::Model) -> Result<PhaseResults, Refusal> {
    Ok(with_counting(cx, phase).await?.0)
}

/// The results of a closed vote, and what they follow from: the lot is drawn from the root of its closed log.
///
/// # Errors
/// `ResultsNotReady` until its log is closed too.
pub(super) async fn with_counting(cx: &Context, phase: &phase::Model) -> Result<(PhaseResults, Counting), Refusal> {
    let read = cx.db.read();
    let head = ballot_log::closing_head(cx, phase).await?;
    let vote = Vote::of(cx, phase).await?;
    let Cast { standings, summary, channels, .. } = cast::summed_up(cx, phase, &vote, BTreeMap::new()).await?;
    let (people, channels) = figures::channels(channels);
    let draw = ballots::public_draw(read, phase.id).await?.map(|draw| draw.value);
    let provisional = draw.is_none() && !vote.rules.randomness.is_empty();
    let (lot, source) = lot(&head, draw.unwrap_or_default(), &vote.paper.options)?;
    let tally = decided(&vote, standings, &summary, lot).await?;
    let drawn = drawn::codes(cx, phase, &vote, &tally).await?;
    let options = vote.options.iter().map(|row| DecidedOption::of(row, &vote)).collect();
    let results = DecisionResults { rules: vote.rules, options, tally, lot: source, provisional, drawn };
    let outcome = Outcome::Decision(Box::new(results.clone()));
    let counted = PhaseResults { people, channels, refused: Vec::new(), outcome, alike: None, taken_down: 0 };
    Ok((counted, Counting { paper: vote.paper, summary, head, results }))
}

/// What a count that was kept follows from: ballots are summed up again, and nothing is decided anew.
///
/// # Errors
/// `WrongState` for other results than those of a decision; as [`with_counting`].
pub(super) async fn counting_behind(
    cx: &Context,
    phase: &phase::Model,
    kept: &PhaseResults,
) -> Result<Counting, Refusal> {
    let Outcome::Decision(results) = &kept.outcome else { return Err(Refusal::WrongState) };
    let head = ballot_log::closing_head(cx, phase).await?;
    let vote = Vote::of(cx, phase).await?;
    let Cast { summary, .. } = cast::summed_up(cx, phase, &vote, BTreeMap::new()).await?;
    Ok(Counting { paper: vote.paper, summary, head, results: DecisionResults::clone(results) })
}

/// The result, reckoned beside the threads that answer requests: some methods take their time.
async fn decided(vote: &Vote, standings: Standings, summary: &Summary, lot: Lot) -> Result<Tally, Refusal> {
    let (method, summary, paper) = (vote.method, summary.clone(), vote.paper.clone());
    let decide = move || voting::decide(method, standings, &summary, &paper, &lot);
    tokio::task::spawn_blocking(decide)
        .await
        .map_err(|_| Refusal::WrongState)
}

/// The public lot between these options, with what it was drawn from: the root of the closed log and the public draw.
fn lot(head: &log_head::Model, draw: String, options: &[String]) -> Result<(Lot, LotSource), Refusal> {
    let root = Hash256::from_hex(&head.root).ok_or(Refusal::WrongState)?;
    let seed = Lot::seed(&root.0, &draw);
    let source = LotSource { root: head.root.clone(), draw, seed: Hash256(seed).to_string() };
    Ok((Lot::drawn(&seed, options), source))
}

impl DecidedOption {
    fn of(row: &ballot_option::Model, vote: &Vote) -> Self {
        let id = row.id.to_string();
        Self {
            cost: vote.paper.costs.get(&id).copied(),
            quota: vote.paper.quotas.get(&id).cloned(),
            label: row.label.clone(),
            first_label: row.first_label.clone().filter(|first| *first != row.label),
            first_detail: row.first_detail.clone().filter(|first| *first != row.detail),
            id,
        }
    }
}
