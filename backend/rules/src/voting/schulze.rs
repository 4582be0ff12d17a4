use std::collections::BTreeMap;

use super::figures::{ballots, shown};
use super::pairs::{self, Pairs};
use super::{
    Ballot, BallotFault, Count, Counted, Line, Lot, Mark, Marking, Method, MethodFault, Paper, Reason, Setting,
    Standing, Summary, Working, ranking, ranks,
};

/// Rank the options: the Schulze method with winning votes (Schulze, Social Choice and Welfare 36, 2011).
///
/// A mark is worth a rank from 1. The order is by layers: options that none is ahead of, then those that only these are
/// ahead of, and so on. The score is the number of options that one beats in a direct comparison.
pub(super) struct Schulze;

impl Method for Schulze {
    fn key(&self) -> &'static str {
        "schulze"
    }

    fn settings(&self) -> &'static [Setting] {
        &[]
    }

    fn marking(&self) -> Marking {
        Marking::Rank
    }

    fn check_settings(&self, _: &Paper) -> Vec<MethodFault> {
        Vec::new()
    }

    fn read_mark(&self, option: &str, marked: &str) -> Result<Mark, BallotFault> {
        ranks::read(option, marked)
    }

    fn judge(&self, ballot: &Ballot, paper: &Paper) -> Result<Standing, BallotFault> {
        ranks::judge(ballot, paper)
    }

    fn summarise(&self, valid: &[Counted], paper: &Paper) -> Summary {
        Summary::Figures { ballots: ballots(valid), options: BTreeMap::new(), pairs: pairs::counted(valid, paper) }
    }

    fn conclude(&self, summary: &Summary, paper: &Paper, _: &Lot) -> Count {
        let pairs = summary.pairs_of(paper.options.len());
        let paths = strongest_paths(&pairs);
        let layers = layers(&paths);
        let line = |(place, option): (usize, &String)| line(option, place, &pairs, layers[place]);
        let id = |place: usize| paper.options[place].clone();
        let winner = pairs::condorcet_winner(&pairs).map(id);
        let smith: Vec<String> = pairs::smith_set(&pairs).into_iter().map(id).collect();
        let reasons = match summary.ballots() {
            0 => vec![ranking::no_ballot()],
            _ => [reasons(&pairs, &paths, &layers, smith.len(), paper), last_taken(&pairs, &paths, &layers, paper)]
                .concat(),
        };
        let sets = [("condorcet_winner".to_owned(), winner.into_iter().collect()), ("smith_set".to_owned(), smith)];
        Count {
            lines: paper.options.iter().enumerate().map(line).collect(),
            working: Working { reasons, pairs, sets: sets.into(), ..Working::default() },
            ..Count::default()
        }
    }
}

fn line(option: &str, place: usize, pairs: &Pairs, layer: usize) -> Line {
    let others = || (0..pairs.len()).filter(move |&other| other != place);
    let wins = others().filter(|&other| pairs::beats(pairs, place, other)).count();
    let losses = others().filter(|&other| pairs::beats(pairs, other, place)).count();
    Line {
        option: option.to_owned(),
        score: shown(wins as u64),
        figures: [
            ("wins".to_owned(), shown(wins as u64)),
            ("losses".to_owned(), shown(losses as u64)),
            ("borda".to_owned(), pairs::borda(pairs, place)),
        ]
        .into(),
        order: vec![-(layer as f64)],
        ..Line::default()
    }
}

/// How strong a victory is: the votes for it, then how few there are against it. `None` is no victory.
type Strength = Option<(u64, std::cmp::Reverse<u64>)>;

/// The strength of the strongest path between any two options: that of its weakest link (Floyd & Warshall).
fn strongest_paths(pairs: &Pairs) -> Vec<Vec<Strength>> {
    let many = pairs.len();
    let link = |option: usize, other: usize| {
        pairs::beats(pairs, option, other).then(|| (pairs[option][other], std::cmp::Reverse(pairs[other][option])))
    };
    let mut paths: Vec<Vec<Strength>> = (0..many)
        .map(|option| (0..many).map(|other| link(option, other)).collect())
        .collect();
    for by in 0..many {
        let onward = paths[by].clone();
        for from in paths.iter_mut().filter(|from| from[by].is_some()) {
            let first = from[by];
            from.iter_mut()
                .zip(&onward)
                .for_each(|(path, &onward)| *path = (*path).max(first.min(onward)));
        }
    }
    paths
}

/// For each option how many layers are above it.
fn layers(paths: &[Vec<Strength>]) -> Vec<usize> {
    let mut layers = vec![0; paths.len()];
    let mut left: Vec<usize> = (0..paths.len()).collect();
    for layer in 0.. {
        let ahead = |option: usize| left.iter().any(|&other| paths[other][option] > paths[option][other]);
        let (behind, unbeaten): (Vec<usize>, Vec<usize>) = left.iter().partition(|&&option| ahead(option));
        if unbeaten.is_empty() {
            break;
        }
        unbeaten.into_iter().for_each(|option| layers[option] = layer);
        left = behind;
    }
    layers
}

/// How the last option taken beats the first that is not. In each layer but the first, an option is beaten by one of the layer above.
fn last_taken(pairs: &Pairs, paths: &[Vec<Strength>], layers: &[usize], paper: &Paper) -> Vec<Reason> {
    let mut places: Vec<usize> = (0..layers.len()).collect();
    places.sort_by_key(|&place| layers[place]);
    let pair = ranking::last_taken(&places, paper.seats, |&last, &next| layers[last] == layers[next]);
    let Some((&last, &next)) = pair else { return Vec::new() };
    let beats = |&&other: &&usize| layers[other] == layers[last] && paths[other][next] > paths[next][other];
    let last = places.iter().rev().find(beats).copied().unwrap_or(last);
    let named = [("first", paper.options[last].as_str()), ("second", paper.options[next].as_str())];
    if pairs::beats(pairs, last, next) {
        let numbers = [("votes", shown(pairs[last][next])), ("against", shown(pairs[next][last]))];
        return vec![Reason::new("schulze-last-duel", &named, &numbers)];
    }
    vec![Reason::new("schulze-last", &named, &[]), out_of_circle(last, next, paths, layers, paper)]
}

/// Who is preferred to all others, or how the first one comes out of a circle.
fn reasons(pairs: &Pairs, paths: &[Vec<Strength>], layers: &[usize], circle: usize, paper: &Paper) -> Vec<Reason> {
    let id = |place: usize| paper.options[place].as_str();
    let mut places: Vec<usize> = (0..layers.len()).collect();
    places.sort_by_key(|&place| layers[place]);
    let [first, second, ..] = places[..] else { return Vec::new() };
    if pairs::condorcet_winner(pairs) == Some(first) {
        let lead = |&other: &usize| pairs[first][other] - pairs[other][first];
        let closest = places[1..].iter().copied().min_by_key(lead).unwrap_or(second);
        let named = [("first", id(first)), ("second", id(closest))];
        let numbers = [
            ("rivals", shown(layers.len() as u64 - 1)),
            ("votes", shown(pairs[first][closest])),
            ("against", shown(pairs[closest][first])),
        ];
        return vec![Reason::new("schulze-condorcet", &named, &numbers)];
    }
    vec![
        Reason::new("schulze-circle", &[], &[("options", shown(circle as u64))]),
        out_of_circle(first, second, paths, layers, paper),
    ]
}

/// What puts the first option before the second, when no option is preferred to all others.
fn out_of_circle(first: usize, second: usize, paths: &[Vec<Strength>], layers: &[usize], paper: &Paper) -> Reason {
    let named = [("first", paper.options[first].as_str()), ("second", paper.options[second].as_str())];
    if layers[first] == layers[second] {
        let tied = layers.iter().filter(|layer| **layer == layers[first]).count();
        return Reason::new("schulze-tie", &named, &[("others", shown(tied as u64 - 2))]);
    }
    match (paths[first][second], paths[second][first]) {
        (Some((votes, against)), Some((back, against_back))) => {
            let numbers = [("votes", shown(votes)), ("back", shown(back))];
            let losses = [("votes", shown(votes)), ("against", shown(against.0)), ("back", shown(against_back.0))];
            if votes > back {
                Reason::new("schulze-path", &named, &numbers)
            } else {
                Reason::new("schulze-path-losses", &named, &losses)
            }
        }
        (path, _) => {
            let votes = path.map_or(0, |(votes, _)| shown(votes));
            Reason::new("schulze-path-only", &named, &[("votes", votes)])
        }
    }
}
