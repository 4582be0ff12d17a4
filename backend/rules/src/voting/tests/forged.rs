//! Papers and summaries that anybody may have written: refused, or counted to the end.

use proptest::prelude::*;

use super::bounds::{OutOfBounds, check, check_paper};
use super::*;
use crate::limits;

const NAMES: [&str; 6] = ["a", "b", "c", "d", "e", "f"];

/// A number, often one at the end of what can be written.
fn odd() -> impl Strategy<Value = u64> {
    prop_oneof![4 => 0u64..6, 1 => Just(u64::MAX), 1 => (0u64..3).prop_map(|less| i64::MAX as u64 - less), 1 => any::<u64>()]
}

fn odd_signed() -> impl Strategy<Value = i64> {
    let most = (-3i64..3).prop_map(|more| limits::MONEY + more);
    prop_oneof![4 => -2i64..9, 1 => Just(i64::MIN), 1 => Just(i64::MAX), 1 => most, 1 => any::<i64>()]
}

/// A number between these two, often one of them or near.
fn between(least: i64, most: i64) -> impl Strategy<Value = i64> {
    let near = move |bound: i64| (-2i64..=2).prop_map(move |more| bound.saturating_add(more).clamp(least, most));
    prop_oneof![2 => near(least), 1 => near(most), 1 => near(most / 7), 1 => least..=most]
}

fn name() -> impl Strategy<Value = String> {
    prop::sample::select(NAMES.to_vec()).prop_map(str::to_owned)
}

fn ties() -> impl Strategy<Value = TieRule> {
    prop::sample::select(TieRule::ALL.to_vec())
}

fn any_paper() -> impl Strategy<Value = Paper> {
    let settings = METHODS.iter().flat_map(|method| method.settings());
    let settings = prop::sample::select(settings.map(|setting| setting.name).collect::<Vec<_>>());
    let settings = prop::collection::vec((settings, odd_signed()), 0..9);
    let costs = prop::collection::btree_map(name(), odd_signed(), 0..6);
    let parts = (prop::collection::vec(name(), 0..9), costs, odd(), ties(), settings);
    parts.prop_map(|(options, costs, seats, ties, settings)| Paper {
        options,
        costs,
        seats: seats as u32,
        ties,
        settings: Settings::new(settings),
        ..Paper::default()
    })
}

fn any_summary() -> impl Strategy<Value = Summary> {
    let names =
        prop::sample::select(vec!["votes", "agree", "disagree", "pass", "points", "supporters", "grade_0", "grade_3"]);
    let figures = prop::collection::btree_map(names.prop_map(str::to_owned), odd(), 0..8);
    let options = prop::collection::btree_map(name(), figures, 0..7);
    let pairs = prop::collection::vec(prop::collection::vec(odd(), 0..7), 0..7);
    let figures =
        (odd(), options, pairs).prop_map(|(ballots, options, pairs)| Summary::Figures { ballots, options, pairs });
    let mark = (name(), odd_signed()).prop_map(|(option, value)| Mark { option, value });
    let counted = (prop::collection::vec(mark, 0..8), odd());
    let counted = counted.prop_map(|(marks, times)| Counted { ballot: Ballot { marks: marks.into() }, times });
    prop_oneof![figures, prop::collection::vec(counted, 0..8).prop_map(|ballots| Summary::Patterns { ballots })]
}

/// A paper that a vote by this method may have, with costs and settings often at their bounds.
fn paper_of(method: &dyn Method) -> impl Strategy<Value = Paper> + use<> {
    let value = |setting: &Setting| match setting.kind {
        SettingKind::Number { least, most } => between(least, most),
        SettingKind::Money => between(0, limits::MONEY),
        SettingKind::YesNo => between(0, 1),
        SettingKind::OneOf(names) => between(0, names.len() as i64 - 1),
    };
    let settings = method.settings().iter();
    let settings: Vec<_> = settings.map(|setting| (Just(setting.name), value(setting))).collect();
    let parts = (1usize..=6, prop::collection::vec(between(0, limits::MONEY), 6), odd(), ties(), settings);
    parts.prop_map(|(many, costs, seats, ties, settings)| {
        let names = || NAMES.iter().copied().map(str::to_owned);
        Paper {
            options: names().take(many).collect(),
            costs: names().zip(costs).collect(),
            seats: seats as u32,
            ties,
            settings: Settings::new(settings),
            ..Paper::default()
        }
    })
}

/// Ballots on a paper of a method, some of which count, and as many as may be counted.
fn vote() -> impl Strategy<Value = (&'static str, Paper, Vec<Counted>)> {
    let picks = prop::collection::vec(prop::option::of(Just(1)), 6);
    let ranks = Just((1..7).map(Some).collect::<Vec<Option<i64>>>()).prop_shuffle();
    let values = prop::collection::vec(prop::option::of(between(-1, 1_000)), 6);
    let times = between(0, limits::BALLOTS as i64 / 8);
    let ballots = prop::collection::vec((prop_oneof![picks, ranks, values], times), 0..8);
    let paper = |place: usize| (Just(METHODS[place].key()), paper_of(METHODS[place]));
    ((0..METHODS.len()).prop_flat_map(paper), ballots).prop_map(|((key, paper), ballots)| {
        let counted = |(values, times): (Vec<Option<i64>>, i64)| {
            let marks = paper.options.iter().zip(values);
            let marks = marks.filter_map(|(option, value)| Some(Mark { option: option.clone(), value: value? }));
            Counted { ballot: Ballot { marks: marks.collect() }, times: times.unsigned_abs() }
        };
        let ballots = ballots.into_iter().map(counted).collect();
        (key, paper, ballots)
    })
}

proptest! {
    #[test]
    fn whatever_is_published_is_refused_or_counted(paper in any_paper(), summary in any_summary()) {
        for method in METHODS {
            if check(*method, &summary, &paper).is_ok() {
                let tally = method.recount(Standings::default(), &summary, &paper, &lot());
                prop_assert_eq!(tally.lines.len(), paper.options.len(), "{}", method.key());
            }
        }
    }

    #[test]
    fn honest_summaries_are_within_bounds_and_counted((key, paper, ballots) in vote()) {
        let method = method(key).unwrap();
        let (standings, summary) = method.sum_up(&ballots, &paper);
        prop_assert_eq!(check(method, &summary, &paper), Ok(()));
        let tally = method.recount(standings, &summary, &paper, &lot());
        prop_assert_eq!(tally.lines.len(), paper.options.len());
    }
}

#[test]
fn a_paper_that_no_vote_has_is_refused() {
    let check_paper = |key: &str, paper: &Paper| check_paper(method(key).unwrap(), paper);
    let many: Vec<String> = (0..=limits::VOTE_OPTIONS).map(|option| option.to_string()).collect();
    let of = |options: &[String]| Paper { options: options.to_vec(), ..Paper::default() };
    assert_eq!(check_paper("irv", &of(&many[1..])), Ok(()));
    assert_eq!(check_paper("irv", &of(&many)), Err(OutOfBounds::Paper));
    assert_eq!(check_paper("irv", &paper(&["a", "b", "a"], 1, &[])), Err(OutOfBounds::Paper));
    for (cost, fits) in [(0, true), (limits::MONEY, true), (-1, false), (limits::MONEY + 1, false)] {
        let paper = Paper { costs: [("a".to_owned(), cost)].into(), ..paper(&["a"], 1, &[]) };
        assert_eq!(check_paper("budget_most_votes", &paper).is_ok(), fits, "{cost}");
    }
    for (key, name, value, fits) in [
        ("majority_judgment", "grades", 7, true),
        ("majority_judgment", "grades", 8, false),
        ("points", "total", 1_000, true),
        ("points", "total", -1, false),
        ("budget_fair_shares", "budget", limits::MONEY, true),
        ("budget_fair_shares", "increment", limits::MONEY + 1, false),
        ("budget_fair_shares", "completion", 3, true),
        ("budget_fair_shares", "completion", 4, false),
        ("budget_most_votes", "skip", 2, false),
        ("irv", "grades", i64::MAX, true),
    ] {
        assert_eq!(check_paper(key, &paper(&["a"], 1, &[(name, value)])).is_ok(), fits, "{name} {value}");
    }
}

#[test]
fn figures_that_no_ballots_come_to_are_refused() {
    let figures = |ballots: u64, option: &str, votes: u64, pairs: &[&[u64]]| Summary::Figures {
        ballots,
        options: [(option.to_owned(), [("votes".to_owned(), votes)].into())].into(),
        pairs: pairs.iter().map(|row| row.to_vec()).collect(),
    };
    let paper = paper(&["a", "b"], 1, &[("total", 3)]);
    let check = |key: &str, summary: Summary| check(method(key).unwrap(), &summary, &paper);
    let refused = Err(OutOfBounds::Summary);
    assert_eq!(check("approval", figures(5, "a", 5, &[])), Ok(()));
    assert_eq!(check("approval", figures(5, "a", 6, &[])), refused);
    assert_eq!(check("approval", figures(5, "c", 1, &[])), refused);
    assert_eq!(check("approval", figures(limits::BALLOTS + 1, "a", 1, &[])), refused);
    assert_eq!(check("points", figures(5, "a", 15, &[])), Ok(()));
    assert_eq!(check("points", figures(5, "a", 16, &[])), refused);
    assert_eq!(check("schulze", figures(5, "a", 0, &[&[0, 3], &[2, 0]])), Ok(()));
    assert_eq!(check("schulze", figures(5, "a", 0, &[&[0, 3], &[3, 0]])), refused);
    assert_eq!(check("schulze", figures(5, "a", 0, &[&[0, 3], &[2]])), refused);
    assert_eq!(check("schulze", figures(5, "a", 0, &[&[0, 3]])), refused);
}

#[test]
fn ballots_that_do_not_count_are_refused() {
    let paper = paper(&["a", "b"], 1, &[]);
    let check =
        |ballots: &[Counted]| check(method("irv").unwrap(), &Summary::Patterns { ballots: ballots.to_vec() }, &paper);
    let good = marked(3, &paper, &[1, 2]);
    assert_eq!(check(std::slice::from_ref(&good)), Ok(()));
    assert_eq!(check(&[good.clone(), marked(1, &paper, &[1, 1])]), Err(OutOfBounds::Pattern(2)));
    let many = Counted { times: limits::BALLOTS - 2, ..good.clone() };
    assert_eq!(check(&[good, many]), Err(OutOfBounds::Summary));
}
