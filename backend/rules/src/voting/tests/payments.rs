//! What voters pay for the projects of a budget shared fairly, counted again by anyone from the published steps.

use num_rational::BigRational;
use proptest::prelude::*;

use super::*;

const PROJECTS: [&str; 5] = ["a", "b", "c", "d", "e"];

fn fraction(step: &Step, name: &str) -> BigRational {
    step.fractions[name].parse().unwrap()
}

fn voters(many: u64) -> BigRational {
    BigRational::from_integer(many.into())
}

/// Follows the money of each voter through the steps: everyone starts with the endowment and pays the payment, or all they have.
fn recount(tally: &Tally, ballots: &[Counted]) -> Result<(), TestCaseError> {
    let mut money = vec![BigRational::default(); ballots.len()];
    for step in &tally.working.steps {
        let figure = |name: &str| voters(step.figures[name].unsigned_abs());
        match step.kind.as_str() {
            "endowment" if !ballots.is_empty() => money.fill(fraction(step, "endowment")),
            "share" => {
                let payment = fraction(step, "payment");
                let (mut full, mut others, mut rest) = (0, 0, BigRational::default());
                for (left, counted) in money.iter_mut().zip(ballots) {
                    if counted.ballot.value(step.option.as_ref().unwrap()).is_none() {
                        continue;
                    }
                    let paid = payment.clone().min(left.clone());
                    if paid == payment {
                        full += counted.times;
                    } else if paid > BigRational::default() {
                        others += counted.times;
                        rest += &paid * voters(counted.times);
                    }
                    *left -= paid;
                }
                prop_assert_eq!((voters(full), voters(others)), (figure("payers"), figure("others")));
                prop_assert_eq!(&rest, &fraction(step, "rest"));
                prop_assert_eq!(payment * voters(full) + rest, figure("cost"), "paid for exactly");
            }
            _ => {}
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn payments_add_up_to_each_cost_exactly_whoever_pays_less(
        picks in prop::collection::vec((1u64..4, prop::collection::btree_set(0usize..5, 1..5)), 1..8),
        costs in prop::collection::vec(0i64..60, 5),
        budget in 1i64..120,
        (utility, completion) in (0i64..2, 0i64..4),
    ) {
        let picked = |(times, places): &(u64, std::collections::BTreeSet<usize>)| {
            cast(*times, &places.iter().map(|place| PROJECTS[*place]).collect::<Vec<_>>())
        };
        let ballots: Vec<Counted> = picks.iter().map(picked).collect();
        let settings = [("budget", budget), ("utility", utility), ("completion", completion)];
        let costs = PROJECTS.iter().map(|project| (*project).to_owned()).zip(costs);
        let paper = Paper { costs: costs.collect(), ..paper(&PROJECTS, 1, &settings) };
        recount(&method("budget_fair_shares").unwrap().tally(&ballots, &paper, &lot()), &ballots)?;
        let set = Paper { seats: 3, settings: Settings::default(), ..paper };
        recount(&method("priorities").unwrap().tally(&ballots, &set, &lot()), &ballots)?;
    }
}

#[test]
fn a_supporter_who_has_less_pays_all_of_it() {
    // Each of three voters holds 4. The last two pay 2 each for `b`; the second then pays the 2 left for `a`, and the first 3.
    let ballots = [cast(1, &["a"]), cast(1, &["a", "b"]), cast(1, &["b"])];
    let settings = [("budget", 12), ("utility", 1), ("completion", 3)];
    let costs = [("a".to_owned(), 5), ("b".to_owned(), 4)].into();
    let paper = Paper { costs, ..paper(&["a", "b"], 1, &settings) };
    let tally = method("budget_fair_shares").unwrap().tally(&ballots, &paper, &lot());
    let shares: Vec<&Step> = tally.working.steps.iter().filter(|step| step.kind == "share").collect();
    let told = |step: &Step| {
        (step.option.clone().unwrap(), step.figures["payers"], step.figures["others"], step.fractions["rest"].clone())
    };
    let told: Vec<_> = shares.into_iter().map(told).collect();
    assert_eq!(told, [("b".to_owned(), 2, 0, "0".to_owned()), ("a".to_owned(), 1, 1, "2".to_owned())]);
}
