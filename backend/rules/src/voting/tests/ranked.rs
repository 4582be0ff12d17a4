//! Rankings, compared two by two and round by round.

use super::*;

fn schulze() -> &'static dyn Method {
    method("schulze").unwrap()
}

fn irv() -> &'static dyn Method {
    method("irv").unwrap()
}

/// Ballots such as `"bca"`: options of one letter, the best first; those between brackets share a rank.
fn ranking(times: u64, letters: &str) -> Counted {
    let (mut rank, mut shared, mut marks) = (0, false, Vec::new());
    for letter in letters.chars() {
        match letter {
            '(' | ')' => {
                shared = letter == '(';
                rank += i64::from(shared);
            }
            letter => {
                rank += i64::from(!shared);
                marks.push(Mark { option: letter.to_string(), value: rank });
            }
        }
    }
    Counted { ballot: Ballot { marks: marks.into() }, times }
}

fn rankings<const N: usize>(ballots: [(u64, &str); N]) -> Vec<Counted> {
    ballots.map(|(times, letters)| ranking(times, letters)).into()
}

/// Example 1 of Schulze's paper: 45 voters, five options that beat each other in circles.
#[test]
fn schulze_example_of_forty_five_voters() {
    let ballots = rankings([
        (5, "acbed"),
        (5, "adecb"),
        (8, "bedac"),
        (3, "cabed"),
        (7, "caebd"),
        (2, "cbade"),
        (7, "dceba"),
        (8, "ebadc"),
    ]);
    let paper = paper(&["a", "b", "c", "d", "e"], 1, &[]);
    let tally = schulze().tally(&ballots, &paper, &lot());
    assert_eq!(
        tally.working.pairs,
        [[0, 20, 26, 30, 22], [25, 0, 16, 33, 18], [19, 29, 0, 17, 24], [15, 12, 28, 0, 14], [23, 27, 21, 31, 0]]
    );
    assert_eq!(tally.ranking, [["e"], ["a"], ["c"], ["b"], ["d"]]);
    assert_eq!(tally.working.sets["condorcet_winner"], [] as [&str; 0]);
    assert_eq!(tally.working.sets["smith_set"], ["a", "b", "c", "d", "e"]);
    let figures = ["wins", "losses", "borda"].map(|name| tally.lines[0].figures[name]);
    assert_eq!(figures, [3, 1, 24]);
    let named = [("first", "e"), ("second", "a")];
    assert_eq!(
        tally.working.reasons,
        [
            Reason::new("schulze-circle", &[], &[("options", 5)]),
            Reason::new("schulze-path", &named, &[("votes", 25), ("back", 24)]),
        ]
    );
}

/// Mayor of Burlington, 2009: the three last candidates (k, m, w) as the published ballots rank them.
fn burlington() -> (Paper, Vec<Counted>) {
    let ballots = rankings([
        (1_332, "mkw"),
        (767, "mwk"),
        (455, "m"),
        (2_043, "kmw"),
        (371, "kwm"),
        (568, "k"),
        (1_513, "wmk"),
        (495, "wkm"),
        (1_289, "w"),
    ]);
    (paper(&["k", "m", "w"], 1, &[]), ballots)
}

#[test]
fn an_option_that_beats_all_others_wins() {
    let (paper, ballots) = burlington();
    let tally = schulze().tally(&ballots, &paper, &lot());
    assert_eq!(
        (tally.working.sets["condorcet_winner"].as_slice(), tally.order),
        (&["m".to_owned()][..], to_owned(["m", "k", "w"]))
    );
    let numbers = [("rivals", 2), ("votes", 4_067), ("against", 3_477)];
    let named = [("first", "m"), ("second", "k")];
    assert_eq!(tally.working.reasons, [Reason::new("schulze-condorcet", &named, &numbers)]);
}

#[test]
fn the_last_goes_out_round_after_round() {
    let (paper, ballots) = burlington();
    let tally = irv().tally(&ballots, &paper, &lot());
    assert_eq!((&tally.winners, &tally.order), (&to_owned(["k"]), &to_owned(["k", "w", "m"])));
    let rounds: Vec<(Option<&str>, i64, Vec<i64>)> = tally
        .working
        .steps
        .iter()
        .map(|step| (step.option.as_deref(), step.figures["exhausted"], step.counts.values().copied().collect()))
        .collect();
    assert_eq!(
        rounds,
        [(Some("m"), 0, vec![2_982, 2_554, 3_297]), (Some("w"), 455, vec![4_314, 4_064]), (None, 1_744, vec![7_089])]
    );
    assert_eq!((tally.working.figures["majority_round"], &tally.working.sets["put_winners"]), (2, &to_owned(["k"])));
    let lines: Vec<[i64; 3]> = tally
        .lines
        .iter()
        .map(|line| [line.score, line.figures["first"], line.figures["round"]])
        .collect();
    assert_eq!(lines, [[4_314, 2_982, 3], [4_064, 3_297, 2], [2_554, 2_554, 1]]);
    let named = [("out", "m"), ("first", "k"), ("second", "w")];
    let numbers = [("round", 1), ("votes", 2_554), ("to_first", 1_332), ("to_second", 767)];
    assert_eq!(
        tally.working.reasons,
        [
            Reason::new("irv-duel", &[("first", "k"), ("second", "w")], &[("votes", 4_314), ("against", 4_064)]),
            Reason::new("irv-transfer", &named, &numbers),
        ]
    );
}

#[test]
fn equally_strong_victories_are_told_apart_by_the_votes_against() {
    let told = |pairs: [[u64; 3]; 3]| {
        let pairs = pairs.map(Vec::from).into();
        let summary = Summary::Figures { ballots: 9, options: BTreeMap::new(), pairs };
        let paper = paper(&["a", "b", "c"], 1, &[]);
        let tally = schulze().recount(Standings::default(), &summary, &paper, &lot());
        (tally.ranking, tally.working.reasons.into_iter().next_back().unwrap())
    };
    let named = [("first", "a"), ("second", "b")];
    let (ranking, reason) = told([[0, 6, 4], [2, 0, 6], [6, 3, 0]]);
    assert_eq!(ranking, [["a"], ["b"], ["c"]]);
    assert_eq!(reason, Reason::new("schulze-path-losses", &named, &[("votes", 6), ("against", 2), ("back", 4)]));
    // The first two are even; the first beats the third, which beats the second.
    let (ranking, reason) = told([[0, 4, 5], [4, 0, 3], [2, 6, 0]]);
    assert_eq!(ranking, [["a"], ["c"], ["b"]]);
    assert_eq!(reason, Reason::new("schulze-path-only", &[("first", "a"), ("second", "c")], &[("votes", 5)]));
    let (ranking, reason) = told([[0, 4, 5], [4, 0, 5], [2, 2, 0]]);
    assert_eq!(ranking, [vec!["a", "b"], vec!["c"]]);
    assert_eq!(reason, Reason::new("schulze-tie", &named, &[("others", 0)]));
}

#[test]
fn equal_ranks_and_options_left_out_compare_nothing() {
    let paper = paper(&["a", "b", "c", "d"], 1, &[]);
    let tally = schulze().tally(&rankings([(3, "(ab)c"), (2, "b")]), &paper, &lot());
    assert_eq!(tally.working.pairs, [[0, 0, 3, 3], [2, 0, 5, 5], [0, 0, 0, 3], [0, 0, 0, 0]]);
}

#[test]
fn a_round_s_tie_goes_by_the_lot_and_the_result_says_what_that_changed() {
    let ballots = rankings([(3, "a"), (2, "ba"), (2, "cb")]);
    let tally = |lot: &[&str], ties| {
        let paper = Paper { ties, ..paper(&["a", "b", "c"], 1, &[]) };
        let tally = irv().tally(&ballots, &paper, &Lot::given(lot.iter().copied()));
        assert_eq!(tally.boundary_tie, ["a", "b"]);
        let reason = tally.working.reasons.last().unwrap();
        assert_eq!((reason.key.as_str(), reason.numbers["winners"]), ("irv-lot-decides", 2));
        tally.winners
    };
    assert_eq!(tally(&["a", "b", "c"], TieRule::Lot), ["b"]);
    assert_eq!(tally(&["a", "c", "b"], TieRule::Lot), ["a"]);
    assert_eq!(tally(&["a", "c", "b"], TieRule::RunOff), [] as [&str; 0]);
    assert_eq!(tally(&["a", "c", "b"], TieRule::AllWin), ["a", "b"]);
    let clear = irv().tally(&rankings([(6, "a"), (2, "b"), (2, "c")]), &paper(&["a", "b", "c"], 1, &[]), &lot());
    assert_eq!(clear.boundary_tie, [] as [&str; 0]);
    let keys: Vec<&str> = clear.working.reasons.iter().map(|reason| reason.key.as_str()).collect();
    assert_eq!(keys, ["irv-at-once", "irv-lot-harmless"]);
}

#[test]
fn a_lot_whose_effect_nobody_can_tell_is_told_so() {
    // Whoever of the crowd goes out first, votes stay in the crowd: there are more ways than anyone can follow.
    let crowd: Vec<String> = (0..18).map(|number| format!("c{number}")).collect();
    let options: Vec<&str> = ["x", "y"].into_iter().chain(crowd.iter().map(String::as_str)).collect();
    let round = |first: usize| -> Vec<&str> { (0..18).map(|next| crowd[(first + next) % 18].as_str()).collect() };
    let ballot = |times: u64, named: &[&str]| {
        let marks = (1..).zip(named);
        let marks = marks.map(|(value, option)| Mark { option: (*option).to_owned(), value });
        Counted { ballot: Ballot { marks: marks.collect() }, times }
    };
    let of_crowd = (0..18).map(|first| ballot(10, &round(first)));
    let ballots: Vec<Counted> = [ballot(200, &["x"]), ballot(50, &["y"])]
        .into_iter()
        .chain(of_crowd)
        .collect();
    let tally = irv().tally(&ballots, &paper(&options, 1, &[]), &Lot::given(options.iter().copied()));
    assert_eq!(tally.winners, ["x"]);
    assert_eq!(tally.working.reasons.last(), Some(&Reason::new("irv-lot-unknown", &[], &[])));
    assert_eq!(tally.working.sets.get("put_winners"), None);
    assert!(
        crowd.iter().all(|option| tally.boundary_tie.contains(option)) && !tally.boundary_tie.contains(&"x".to_owned())
    );
}

#[test]
fn ranks_are_read_in_their_order() {
    let paper = paper(&["a", "b", "c"], 1, &[]);
    let cast = |times, a| Counted { times, ballot: irv().accept(&fields(&[("c", "1"), ("a", a)]), &paper).unwrap().0 };
    let summary = irv().summarise(&[cast(1, "3"), cast(4, "2")], &paper);
    let once: Vec<(u64, Vec<i64>)> = summary
        .patterns()
        .iter()
        .map(|counted| (counted.times, counted.ballot.marks.iter().map(|mark| mark.value).collect()))
        .collect();
    assert_eq!(once, [(5, vec![2, 1])]);
    let equal = fields(&[("a", "1"), ("b", "1")]);
    assert_eq!(irv().accept(&equal, &paper), Err(BallotFault::EqualRanks));
    assert_eq!(schulze().accept(&equal, &paper).map(|(_, standing)| standing), Ok(Standing::Valid));
    for method in [schulze(), irv()] {
        let accept = |marked: &str| method.accept(&fields(&[("a", marked)]), &paper);
        assert_eq!(accept("0"), Err(BallotFault::RankOutside { most: 3 }));
        assert_eq!(accept("4"), Err(BallotFault::RankOutside { most: 3 }));
        assert_eq!(accept("premier"), Err(BallotFault::NotWhole));
        assert_eq!(method.accept(&[], &paper), Ok((Ballot::default(), Standing::Blank)));
    }
}

#[test]
fn a_sheet_of_paper_is_cut_at_its_first_tie() {
    let paper = paper(&["a", "b", "c", "d"], 0, &[]);
    let sheet = fields(&[("d", "3"), ("b", "1"), ("a", "2"), ("c", "3")]);
    assert_eq!(irv().accept(&sheet, &paper), Err(BallotFault::EqualRanks));
    let (cut, standing) = irv().transcribe(&sheet, &paper).unwrap();
    assert_eq!((cut.value("b"), cut.value("a"), cut.marks.len(), standing), (Some(1), Some(2), 2, Standing::Valid));
    let none = irv().transcribe(&fields(&[("a", "1"), ("b", "1"), ("c", "2")]), &paper);
    assert_eq!(none, Ok((Ballot::default(), Standing::Blank)));
    assert_eq!(irv().transcribe(&fields(&[("a", "x")]), &paper), Err(BallotFault::NotWhole));
    assert_eq!(schulze().transcribe(&sheet, &paper).unwrap().0.marks.len(), 4);
}
