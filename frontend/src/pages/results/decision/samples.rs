//! Results to render in tests: those of real counts, one of each voting method.

use tablee_core::cases::results::{DecidedOption, DecisionResults, LotSource, Outcome};
use tablee_rules::ballot_log::{Hash256, ProofCode};
use tablee_rules::voting::{
    Ballot, Counted, Lot, METHODS, Mark, Marking, Method, OptionNeed, Paper, Quota, Setting, Settings, TieRule,
    VoteRules,
};

const LABELS: [&str; 3] = ["Une cuisine", "Un marché", "Un jardin"];

/// What each method makes of ballots that decide, of a tie by each rule, and of none.
pub(in crate::pages::results) fn samples() -> Vec<Outcome> {
    let of = |method: &&dyn Method| {
        let ties = TieRule::ALL.map(|ties| outcome(*method, &[[3, 2, 1], [1, 2, 3]], ties));
        let clear = outcome(*method, &[[3, 2, 1], [3, 1, 2], [1, 3, 2]], TieRule::Lot);
        let nothing = outcome(*method, &[], TieRule::Lot);
        ties.into_iter().chain([clear, nothing]).collect::<Vec<_>>()
    };
    let samples = METHODS.iter().flat_map(of);
    samples
        .chain([without_codes()])
        .map(|sample| Outcome::Decision(Box::new(sample)))
        .collect()
}

/// A panel whose codes were erased before it could be drawn.
fn without_codes() -> DecisionResults {
    let panel = METHODS.iter().find(|method| method.option_need() == OptionNeed::Quota);
    let drawn = outcome(*panel.unwrap_or(&METHODS[0]), &[[3, 2, 1], [1, 2, 3]], TieRule::Lot);
    DecisionResults { drawn: Vec::new(), ..drawn }
}

/// A count of ballots that like the options so much, from 1 to 3.
fn outcome(method: &dyn Method, likes: &[[i64; 3]], ties: TieRule) -> DecisionResults {
    let rules = VoteRules {
        method: method.key().to_owned(),
        seats: u32::from(method.fills_seats()),
        ties,
        randomness: if ties == TieRule::Lot { "Loto".to_owned() } else { String::new() },
        settings: settings(method),
    };
    let ids = LABELS.map(str::to_owned).to_vec();
    let paper = Paper {
        costs: ids.iter().map(|id| (id.clone(), 4_000)).collect(),
        quotas: ids.iter().map(|id| (id.clone(), quota())).collect(),
        ..rules.paper(ids)
    };
    let ballots: Vec<Counted> = likes.iter().map(|likes| ballot(method.marking(), likes)).collect();
    let tally = method.tally(&ballots, &paper, &Lot::given(LABELS));
    let need = method.option_need();
    let option = |label: &str| DecidedOption {
        id: label.to_owned(),
        label: label.to_owned(),
        first_label: (label == LABELS[0]).then(|| "Le premier".to_owned()),
        first_detail: (label != LABELS[1]).then(|| label.replace(LABELS[0], "")),
        cost: (need == OptionNeed::Cost).then_some(4_000),
        quota: (need == OptionNeed::Quota).then(quota),
    };
    let drawn = tally.working.drawn_people().len();
    let drawn = (0..drawn)
        .map(|code| ProofCode::of(&Hash256([code as u8; 32])))
        .collect();
    let lot = LotSource { root: "00".to_owned(), draw: "12 34".to_owned(), seed: "ff".to_owned() };
    DecisionResults { rules, options: LABELS.map(option).into(), tally, lot, provisional: likes.len() > 2, drawn }
}

/// The usual settings, and money to share out.
fn settings(method: &dyn Method) -> Settings {
    let value = |setting: &Setting| match setting.name {
        "budget" => 10_000,
        "compare" => 1,
        _ => setting.usual,
    };
    Settings::new(method.settings().iter().map(|setting| (setting.name, value(setting))))
}

fn quota() -> Quota {
    Quota { feature: "Âge".to_owned(), least: 0, most: 2 }
}

fn ballot(marking: Marking, likes: &[i64; 3]) -> Counted {
    let value = |like: i64| match marking {
        Marking::Choice => (like > 1).then_some(1),
        Marking::Answer => (like == 3).then_some(1),
        Marking::Opinion => Some(like - 2),
        Marking::Grade | Marking::Points => Some(like),
        Marking::Rank => Some(4 - like),
    };
    let mark = |(label, like): (&str, i64)| Some(Mark { option: label.to_owned(), value: value(like)? });
    Counted::once(Ballot { marks: LABELS.into_iter().zip(*likes).filter_map(mark).collect() })
}
