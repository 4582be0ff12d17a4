//! Results of a decision, by whatever voting method: the method's own lines, with ballots that did not count and ties.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use tablee_rules::results::Share;
use tablee_rules::voting::{self, Counted, Line, Lot, Tally, VoteRules};

use super::figures::{self, natural};
use super::{Outcome, PhaseResults};
use crate::store::entities::{ballot_option, phase};
use crate::store::{ballots, results};
use crate::{Context, Refusal};

/// What was decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecisionResults {
    /// Stable name of the voting method: also the folder of its templates.
    pub method: String,
    /// How many options are taken forward; 0 for none.
    pub seats: u32,
    /// Ballots cast.
    pub cast: u64,
    /// Those that count.
    pub valid: u64,
    /// Those that say nothing.
    pub blank: u64,
    /// Those that break a rule.
    pub invalid: u64,
    /// The options, best first.
    pub options: Vec<OptionFigures>,
    /// Labels of the options between which a tie leaves the last place open; nothing when no tie matters.
    pub open_tie: Vec<String>,
}

/// What one option received.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OptionFigures {
    /// Its wording.
    pub label: String,
    /// Its rank; equal ones share it.
    pub rank: u32,
    /// Whether another option has the same rank.
    pub tied: bool,
    /// Whether it is taken forward whatever becomes of ties.
    pub taken: bool,
    /// What the order goes by.
    pub score: i64,
    /// Share to show beside the score, in tenths of a percent.
    pub share: Option<Share>,
    /// Other figures of the method, by stable name.
    pub figures: BTreeMap<String, i64>,
}

pub(super) async fn count(cx: &Context, phase: &phase::Model) -> Result<PhaseResults, Refusal> {
    let read = cx.db.read();
    let (people, channels) = figures::channels(results::ballots_by_channel(read, phase.id).await?);
    let rules: VoteRules = serde_json::from_str(&phase.rules).map_err(|_| Refusal::WrongState)?;
    let method = voting::method(&rules.method).ok_or(Refusal::WrongState)?;
    let options = ballots::options(read, phase.id).await?;
    let paper = rules.paper(options.iter().map(|option| option.id.to_string()).collect());
    let cast = results::ballots_by_choice(read, phase.id).await?;
    let counted: Vec<Counted> = cast
        .iter()
        .filter_map(|(choice, times)| {
            Some(Counted { ballot: serde_json::from_str(choice).ok()?, times: natural(*times) })
        })
        .collect();
    let tally = method.tally(&counted, &paper, &Lot::given(paper.options.clone()));
    let outcome = Outcome::Decision(results_of(rules, tally, &options));
    Ok(PhaseResults { people, channels, refused: Vec::new(), outcome })
}

fn results_of(rules: VoteRules, tally: Tally, options: &[ballot_option::Model]) -> DecisionResults {
    let label = |id: &String| {
        let found = options.iter().find(|option| option.id.to_string() == *id);
        found.map_or_else(String::new, |option| option.label.clone())
    };
    let taken = taken(&tally, rules.seats as usize);
    let line = |line: &Line| OptionFigures {
        label: label(&line.option),
        rank: line.rank,
        tied: tally.lines.iter().filter(|other| other.rank == line.rank).count() > 1,
        taken: taken.contains(&line.option),
        score: line.score,
        share: line.share,
        figures: line.figures.clone(),
    };
    DecisionResults {
        method: rules.method,
        seats: rules.seats,
        cast: tally.standings.cast(),
        valid: tally.standings.valid,
        blank: tally.standings.blank,
        invalid: tally.standings.invalid,
        options: tally.lines.iter().map(line).collect(),
        open_tie: tally.boundary_tie.iter().map(label).collect(),
    }
}

/// The options in tie groups that lie wholly before the last seat. Without a valid ballot nothing is taken.
fn taken(tally: &Tally, seats: usize) -> Vec<String> {
    let mut taken = Vec::new();
    for group in &tally.ranking {
        if tally.standings.valid == 0 || taken.len() + group.len() > seats {
            break;
        }
        taken.extend(group.iter().cloned());
    }
    taken
}
