//! What holds for every method.

use proptest::prelude::*;

use super::*;

const IDS: [&str; 4] = ["a", "b", "c", "d"];

/// Ballots of any kind, many of which break a rule.
fn ballots() -> impl Strategy<Value = Vec<Counted>> {
    let mark = (0usize..4, -1i64..5).prop_map(|(option, value)| Mark { option: IDS[option].into(), value });
    let counted = (1u64..5, prop::collection::vec(mark, 0..5))
        .prop_map(|(times, marks)| Counted { ballot: Ballot { marks: marks.into() }, times });
    prop::collection::vec(counted, 0..20)
}

fn renamed(option: &str, names: &[String]) -> String {
    let place = IDS.iter().position(|id| *id == option).unwrap();
    names[place].clone()
}

fn all_renamed(options: &[String], names: &[String]) -> Vec<String> {
    options.iter().map(|option| renamed(option, names)).collect()
}

/// Tie groups, each in the order of the alphabet.
fn groups(ranking: &[Vec<String>]) -> Vec<Vec<String>> {
    let sorted = |group: &Vec<String>| {
        let mut group = group.clone();
        group.sort();
        group
    };
    ranking.iter().map(sorted).collect()
}

proptest! {
    #[test]
    fn ballots_all_count_somewhere_and_their_order_does_not(ballots in ballots()) {
        for method in METHODS {
            let paper = paper(&IDS[..3], 1, &[]);
            let tally = method.tally(&ballots, &paper, &lot());
            prop_assert_eq!(tally.standings.cast(), ballots.iter().map(|counted| counted.times).sum::<u64>());
            prop_assert_eq!(tally.ranking.iter().map(Vec::len).sum::<usize>(), 3);
            let mut backwards = ballots.clone();
            backwards.reverse();
            prop_assert_eq!(method.tally(&backwards, &paper, &lot()), tally, "{}", method.key());
        }
    }

    #[test]
    fn whoever_holds_the_summary_finds_the_same_result(ballots in ballots()) {
        for method in METHODS {
            let paper = paper(&IDS, 2, &[]);
            let (standings, summary) = method.sum_up(&ballots, &paper);
            let held: Summary = serde_json::from_str(&serde_json::to_string(&summary).unwrap()).unwrap();
            prop_assert_eq!(&held, &summary);
            let tally = method.tally(&ballots, &paper, &lot());
            prop_assert_eq!(method.recount(standings, &held, &paper, &lot()), tally, "{}", method.key());
            for pattern in held.patterns() {
                prop_assert_eq!(method.judge(&pattern.ballot, &paper), Ok(Standing::Valid));
            }
        }
    }

    #[test]
    fn ballots_that_come_bit_by_bit_come_to_the_same(ballots in ballots(), size in 1usize..8, unreadable in 0u64..3) {
        for method in METHODS {
            let paper = paper(&IDS, 2, &[]);
            let mut sum = Sum::new(*method, &paper);
            ballots.chunks(size).for_each(|some| sum.add(some));
            sum.add_unreadable(unreadable);
            let (mut standings, summary) = method.sum_up(&ballots, &paper);
            standings.invalid += unreadable;
            prop_assert_eq!(sum.finish(), (standings, summary), "{}", method.key());
        }
    }

    #[test]
    fn options_are_all_treated_alike(
        ballots in ballots(),
        names in Just(IDS.map(str::to_owned).to_vec()).prop_shuffle(),
        places in Just(IDS.map(str::to_owned).to_vec()).prop_shuffle(),
    ) {
        for method in METHODS {
            let before = method.tally(&ballots, &paper(&IDS, 2, &[]), &lot());
            let other_names = |counted: &Counted| {
                let marks = counted.ballot.marks.iter();
                let marks = marks.map(|mark| Mark { option: renamed(&mark.option, &names), value: mark.value });
                Counted { ballot: Ballot { marks: marks.collect() }, times: counted.times }
            };
            let lot = Lot::given(lot().order().into_iter().map(|option| renamed(option, &names)));
            let ballots: Vec<Counted> = ballots.iter().map(other_names).collect();
            let after = method.tally(&ballots, &Paper { options: places.clone(), ..paper(&IDS, 2, &[]) }, &lot);
            let expected: Vec<Vec<String>> = before.ranking.iter().map(|group| all_renamed(group, &names)).collect();
            prop_assert_eq!(groups(&after.ranking), groups(&expected), "{}", method.key());
            prop_assert_eq!(after.order, all_renamed(&before.order, &names), "{}", method.key());
            prop_assert_eq!(after.winners, all_renamed(&before.winners, &names), "{}", method.key());
            prop_assert_eq!(after.standings, before.standings);
        }
    }

    #[test]
    fn the_interval_is_below_the_share(agree in 0u64..1_000, disagree in 0u64..1_000) {
        let opinions = Opinions { agree, disagree, pass: 0 };
        prop_assert!(opinions.wilson_low() >= 0.0);
        prop_assert!(agree + disagree == 0 || opinions.wilson_low() <= agree as f64 / (agree + disagree) as f64);
        let one_more = Opinions { agree: agree + 1, ..opinions };
        prop_assert!(one_more.wilson_low() > opinions.wilson_low());
    }
}
