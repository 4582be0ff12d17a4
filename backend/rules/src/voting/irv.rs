use std::collections::BTreeMap;

use super::elimination::{self, Preferences, Round};
use super::figures::shown;
use super::{
    Ballot, BallotFault, Choice, Count, Counted, Line, Lot, Mark, Marking, Method, MethodFault, Paper, Reason, Setting,
    Standing, Step, Summary, TieRule, Working, places::Numbers, ranking, ranks,
};

/// Rank the options, and the last goes out round after round: instant-runoff voting, also called the alternative vote.
///
/// A mark is worth a rank from 1, and each rank is given once; a ballot that nobody can put right any more is cut at its first tie. One
/// option is taken forward. The count runs to one option; the
/// score is what an option has when it goes out, or what the last one has against the last but one.
pub(super) struct InstantRunoff;

impl Method for InstantRunoff {
    fn key(&self) -> &'static str {
        "irv"
    }

    fn settings(&self) -> &'static [Setting] {
        &[]
    }

    fn marking(&self) -> Marking {
        Marking::Rank
    }

    fn fills_seats(&self) -> bool {
        false
    }

    fn check_settings(&self, _: &Paper) -> Vec<MethodFault> {
        Vec::new()
    }

    fn read_mark(&self, option: &str, marked: &str) -> Result<Mark, BallotFault> {
        ranks::read(option, marked)
    }

    fn judge(&self, ballot: &Ballot, paper: &Paper) -> Result<Standing, BallotFault> {
        let standing = ranks::judge(ballot, paper)?;
        ranks::check_strict(ballot)?;
        Ok(standing)
    }

    fn cuts_sheets(&self) -> bool {
        true
    }

    /// The ranks above the first that two options share.
    fn readable(&self, ballot: Ballot) -> Ballot {
        ranks::above_tie(&ballot)
    }

    fn summarise(&self, valid: &[Counted], _: &Paper) -> Summary {
        if !valid.iter().any(|counted| ranks::has_gaps(&counted.ballot)) {
            return Summary::of_patterns(valid);
        }
        let even = |counted: &Counted| Counted { ballot: ranks::without_gaps(&counted.ballot), times: counted.times };
        let valid: Vec<Counted> = valid.iter().map(even).collect();
        Summary::of_patterns(&valid)
    }

    fn conclude(&self, summary: &Summary, paper: &Paper, lot: &Lot) -> Count {
        let many = paper.options.len();
        let preferences = preferences(summary, paper);
        let rounds = elimination::rounds(&preferences, many, |option| lot.place(&paper.options[option]));
        let possible = elimination::possible_winners(&preferences, &rounds);
        let id = |place: usize| paper.options[place].clone();
        let possible: Option<Vec<String>> = possible.map(|places| places.into_iter().map(id).collect());
        let order: Vec<String> = backwards(&rounds).map(id).collect();
        let reasons = match summary.ballots() {
            0 => vec![ranking::no_ballot()],
            ballots => reasons(&rounds, ballots, possible.as_deref(), paper),
        };
        let sets = possible
            .iter()
            .map(|winners| ("put_winners".to_owned(), winners.clone()));
        let majority = majority_round(&rounds).map(|round| ("majority_round".to_owned(), shown(round as u64)));
        let working = Working {
            reasons,
            steps: rounds.iter().map(|round| step(round, paper)).collect(),
            sets: sets.collect(),
            figures: majority.into_iter().collect(),
            ..Working::default()
        };
        let between = possible.unwrap_or_else(|| tied(&rounds, paper));
        Count { lines: lines(&rounds, paper), choice: Some(choice(order, between, paper.ties)), working }
    }
}

fn preferences(summary: &Summary, paper: &Paper) -> Preferences {
    let (numbers, mut ranked) = (Numbers::of(paper), Vec::new());
    let marks = summary
        .patterns()
        .iter()
        .map(|counted| counted.ballot.marks.len())
        .sum();
    let mut preferences = Preferences::with_capacity(marks, summary.patterns().len());
    // The order of ballots changes no count. That in which they lie in memory is much the quickest to read.
    let mut patterns: Vec<&Counted> = summary.patterns().iter().collect();
    patterns.sort_unstable_by_key(|counted| counted.ballot.marks.as_ptr());
    for counted in patterns {
        let marks = counted.ballot.marks.iter();
        ranked.clear();
        ranked.extend(marks.filter_map(|mark| Some((mark.value, numbers.find(&mark.option)?))));
        in_order(&mut ranked);
        preferences.push(ranked.iter().map(|(_, option)| *option), counted.times);
    }
    preferences
}

/// Sorts options by rank; each goes to its place at once where ranks are 1, 2, 3… without gaps, as summaries have them.
fn in_order(ranked: &mut [(i64, u32)]) {
    for place in 0..ranked.len() {
        // Each exchange brings one option to its place, so that there are no more exchanges than options.
        while ranked[place].0 != place as i64 + 1 {
            let rank = ranked[place].0;
            let wanted = usize::try_from(rank).ok().and_then(|rank| rank.checked_sub(1));
            let free = wanted.filter(|wanted| ranked.get(*wanted).is_some_and(|other| other.0 != rank));
            let Some(wanted) = free else { return ranked.sort_unstable() };
            ranked.swap(place, wanted);
        }
    }
}

/// The options from the one that remains back to the one that went out first.
fn backwards(rounds: &[Round]) -> impl Iterator<Item = usize> {
    let left = rounds
        .last()
        .into_iter()
        .flat_map(|round| &round.counts)
        .map(|(option, _)| *option);
    left.chain(rounds.iter().rev().filter_map(|round| round.out))
}

/// The winner, and the options between which the lot decided.
fn choice(order: Vec<String>, possible: Vec<String>, ties: TieRule) -> Choice {
    let lot_between = if possible.len() > 1 { possible } else { Vec::new() };
    let winners = match ties {
        TieRule::Lot => order.iter().take(1).cloned().collect(),
        _ if lot_between.is_empty() => order.iter().take(1).cloned().collect(),
        TieRule::RunOff => Vec::new(),
        TieRule::AllWin => lot_between.clone(),
    };
    Choice { order, winners, lot_between }
}

/// The options that were among those with equally few votes in some round, when no one can tell what that changed.
fn tied(rounds: &[Round], paper: &Paper) -> Vec<String> {
    let tied = |option: &usize| {
        rounds
            .iter()
            .any(|round| round.lowest.len() > 1 && round.lowest.contains(option))
    };
    (0..paper.options.len())
        .filter(tied)
        .map(|option| paper.options[option].clone())
        .collect()
}

/// The first round, from 1, in which an option has more than half of the ballots that still name one.
fn majority_round(rounds: &[Round]) -> Option<usize> {
    let majority = |round: &Round| {
        let all: u64 = round.counts.iter().map(|(_, count)| count).sum();
        round.counts.iter().any(|(_, count)| *count > all / 2)
    };
    Some(rounds.iter().position(majority)? + 1)
}

fn step(round: &Round, paper: &Paper) -> Step {
    let counts = round.counts.iter();
    Step {
        kind: "round".to_owned(),
        option: round.out.map(|option| paper.options[option].clone()),
        counts: counts
            .map(|(option, count)| (paper.options[*option].clone(), shown(*count)))
            .collect(),
        figures: [("exhausted".to_owned(), shown(round.exhausted))].into(),
        ..Step::default()
    }
}

fn lines(rounds: &[Round], paper: &Paper) -> Vec<Line> {
    let duel = rounds.len().saturating_sub(2);
    let mut stood: BTreeMap<usize, usize> = BTreeMap::new();
    for (index, round) in rounds.iter().enumerate() {
        stood.extend(round.counts.iter().map(|(option, _)| (*option, index)));
    }
    let had = |round: usize, option: usize| {
        let counts = rounds
            .get(round)
            .map(|round| round.counts.as_slice())
            .unwrap_or_default();
        counts
            .iter()
            .find(|(other, _)| *other == option)
            .map_or(0, |(_, count)| shown(*count))
    };
    let line = |(place, option): (usize, &String)| {
        let last = stood.get(&place).copied().unwrap_or(0);
        Line {
            option: option.clone(),
            score: had(last.min(duel), place),
            figures: [("first".to_owned(), had(0, place)), ("round".to_owned(), shown(last as u64 + 1))].into(),
            order: vec![last as f64],
            ..Line::default()
        }
    };
    paper.options.iter().enumerate().map(line).collect()
}

/// How the last two compare, where the votes of the one before them went, and what the lot changed.
fn reasons(rounds: &[Round], ballots: u64, possible: Option<&[String]>, paper: &Paper) -> Vec<Reason> {
    let id = |option: usize| paper.options[option].as_str();
    let last: Vec<usize> = backwards(rounds).take(3).collect();
    let [first, second, ..] = last[..] else { return Vec::new() };
    let named = [("first", id(first)), ("second", id(second))];
    let votes = |round: usize, option: usize| {
        let found = rounds[round].counts.iter().find(|(other, _)| *other == option);
        found.map_or(0, |(_, count)| shown(*count))
    };
    let duel = rounds.len() - 2;
    let at_once = votes(0, first);
    let mut reasons = Vec::new();
    if at_once > shown(ballots / 2) {
        let numbers = [("votes", at_once), ("ballots", shown(ballots))];
        reasons.push(Reason::new("irv-at-once", &[("first", id(first))], &numbers));
    } else {
        let numbers = [("votes", votes(duel, first)), ("against", votes(duel, second))];
        reasons.push(Reason::new("irv-duel", &named, &numbers));
        if let Some(&third) = last.get(2) {
            let gained = |option: usize| votes(duel, option) - votes(duel - 1, option);
            let numbers = [
                ("round", shown(duel as u64)),
                ("votes", votes(duel - 1, third)),
                ("to_first", gained(first)),
                ("to_second", gained(second)),
            ];
            let named = [("out", id(third)), ("first", id(first)), ("second", id(second))];
            reasons.push(Reason::new("irv-transfer", &named, &numbers));
        }
    }
    reasons.extend(lot_reason(rounds, possible, id(first)));
    reasons
}

/// What the lot changed, when it settled a tie.
fn lot_reason(rounds: &[Round], possible: Option<&[String]>, first: &str) -> Option<Reason> {
    let settled = rounds.iter().any(|round| round.out.is_some() && round.lowest.len() > 1);
    let named = [("first", first)];
    match possible {
        _ if !settled => None,
        None => Some(Reason::new("irv-lot-unknown", &[], &[])),
        Some([_]) => Some(Reason::new("irv-lot-harmless", &named, &[])),
        Some(winners) => Some(Reason::new("irv-lot-decides", &named, &[("winners", shown(winners.len() as u64))])),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn options_come_in_the_order_of_their_ranks(ranks in prop::collection::vec(prop_oneof![-2i64..9, 1i64..9, Just(i64::MIN)], 0..8)) {
            let mut ranked: Vec<(i64, u32)> = ranks.into_iter().zip(0..).collect();
            let mut expected = ranked.clone();
            expected.sort_unstable();
            in_order(&mut ranked);
            prop_assert_eq!(ranked, expected);
        }

        #[test]
        fn ranks_without_gaps_are_put_in_order(order in Just((0u32..9).collect::<Vec<_>>()).prop_shuffle()) {
            let mut ranked: Vec<(i64, u32)> = order.iter().map(|&option| (i64::from(option) + 1, option)).collect();
            in_order(&mut ranked);
            prop_assert!(ranked.iter().map(|(_, option)| *option).eq(0..9));
        }
    }
}
