//! Results of a decision, by whatever voting method: the whole tally, and what is needed to show it.

use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};
use tablee_rules::ballot_log::Hash256;
use tablee_rules::voting::{Counted, Lot, Quota, Standings, Summary, Tally, VoteRules};

use super::figures::{self, natural};
use super::{Outcome, PhaseResults};
use crate::cases::ballot_log;
use crate::cases::votes::Vote;
use crate::store::entities::{ballot_option, phase};
use crate::store::{ballot_log as log, ballots, results};
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
    /// What it costs, for methods that share out a budget.
    pub cost: Option<i64>,
    /// Which answer of a panel it is, for methods that draw one.
    pub quota: Option<Quota>,
}

/// What the public lot was drawn from: see [`Lot::seed`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LotSource {
    /// The root of the log of all ballots, in hexadecimal.
    pub root: String,
    /// What the public draw gave; empty when none was named, or not yet.
    pub draw: String,
    /// The seed that follows, in hexadecimal.
    pub seed: String,
}

pub(super) async fn count(cx: &Context, phase: &phase::Model) -> Result<PhaseResults, Refusal> {
    let read = cx.db.read();
    let (people, channels) = figures::channels(results::ballots_by_channel(read, phase.id).await?);
    let vote = Vote::of(cx, phase).await?;
    let (ballots, unreadable) = read_choices(&results::ballots_by_choice(read, phase.id).await?);
    let drawn = ballots::public_draw(read, phase.id).await?;
    let (mut standings, summary) = vote.method.sum_up(&ballots, &vote.paper);
    standings.invalid += unreadable;
    let draw = drawn.map(|draw| draw.value);
    let provisional = draw.is_none() && !vote.rules.randomness.is_empty();
    let (lot, source) = lot(root(cx, phase).await?, draw.unwrap_or_default(), &vote.paper.options);
    let tally = decide(&vote, standings, &summary, &lot);
    let options = vote.options.iter().map(|row| DecidedOption::of(row, &vote)).collect();
    let outcome = Outcome::Decision(DecisionResults { rules: vote.rules, options, tally, lot: source, provisional });
    Ok(PhaseResults { people, channels, refused: Vec::new(), outcome })
}

/// The result that follows; without a valid ballot nobody has decided anything.
fn decide(vote: &Vote, standings: Standings, summary: &Summary, lot: &Lot) -> Tally {
    let mut tally = vote.method.recount(standings, summary, &vote.paper, lot);
    if standings.valid == 0 {
        tally.winners.clear();
        tally.boundary_tie.clear();
    }
    tally
}

/// Equal ballots as stored; those that cannot be read are counted apart.
fn read_choices(cast: &[(String, i64)]) -> (Vec<Counted>, u64) {
    let (mut ballots, mut unreadable) = (Vec::new(), 0);
    for (choice, times) in cast {
        match serde_json::from_str(choice) {
            Ok(ballot) => ballots.push(Counted { ballot, times: natural(*times) }),
            Err(_) => unreadable += natural(*times),
        }
    }
    (ballots, unreadable)
}

/// The root of the closed log: what stands for every ballot that was cast.
async fn root(cx: &Context, phase: &phase::Model) -> Result<Hash256, Refusal> {
    ballot_log::seal(cx, phase.id).await?;
    let head = log::last_head(cx.db.read(), phase.id).await?;
    head.and_then(|head| Hash256::from_hex(&head.root))
        .ok_or(Refusal::WrongState)
}

/// The public lot between these options, with what it was drawn from.
fn lot(root: Hash256, draw: String, options: &[String]) -> (Lot, LotSource) {
    let seed = Lot::seed(&root.0, &draw);
    let source = LotSource { root: root.to_string(), draw, seed: HEXLOWER.encode(&seed) };
    (Lot::drawn(&seed, options), source)
}

impl DecidedOption {
    fn of(row: &ballot_option::Model, vote: &Vote) -> Self {
        let id = row.id.to_string();
        Self {
            cost: vote.paper.costs.get(&id).copied(),
            quota: vote.paper.quotas.get(&id).cloned(),
            label: row.label.clone(),
            first_label: row.first_label.clone().filter(|first| *first != row.label),
            id,
        }
    }
}
