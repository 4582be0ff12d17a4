//! What each declared stratum said, added up: enough to analyse the votes again without anyone's own declaration.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::counted::{self, Question};
use super::tallies::Tally;
use super::{StatementId, Strata, Stratum, Votes, protection, tallies};
use crate::voting::Opinions;

/// What the voters of one stratum said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StratumTally {
    /// Which one.
    pub stratum: Stratum,
    /// Voters in it.
    pub people: u32,
    /// How they received the statements that any of them saw, by ascending number.
    pub statements: Vec<StratumStatement>,
}

/// How the voters of one stratum received one statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StratumStatement {
    /// The statement.
    pub statement: StatementId,
    /// Those who saw it.
    pub seen: u32,
    /// What they said; nothing where it would tell of few people, by itself or beside what all voters said: no figure follows then.
    pub opinions: Option<Opinions>,
}

/// What each stratum that anyone declared said of each statement.
pub fn stratum_tallies(votes: &Votes, strata: &Strata) -> Vec<StratumTally> {
    let all = tallies::of_all(votes);
    let of_question = |question: &Question| {
        let parts = question.strata().into_iter().zip(question.people).zip(0..);
        parts
            .map(|((stratum, people), class)| StratumTally {
                stratum,
                people,
                statements: told(votes, &all, question, class),
            })
            .collect::<Vec<_>>()
    };
    counted::questions(votes, strata).iter().flat_map(of_question).collect()
}

fn told(votes: &Votes, all: &[Tally], question: &Question, class: usize) -> Vec<StratumStatement> {
    let of_statement = |(place, &statement): (usize, &StatementId)| {
        let tally = question.tallies[class][place];
        let shown = protection::may_show(all[place].seen, &question.on(place).map(|tally| tally.seen));
        let [agree, disagree, pass] = [tally.agree, tally.disagree, tally.pass()].map(u64::from);
        let opinions = shown[class].then_some(Opinions { agree, disagree, pass });
        (tally.seen > 0).then_some(StratumStatement { statement, seen: tally.seen, opinions })
    };
    votes.statements().iter().enumerate().filter_map(of_statement).collect()
}

/// Whether these tallies can be those of strata of these voters: each question has its two strata, which share no voter.
pub fn declared_hold(votes: &Votes, declared: &[StratumTally]) -> bool {
    let all = tallies::of_all(votes);
    declared.len().is_multiple_of(2)
        && declared.chunks_exact(2).all(|pair| pair_holds(votes, &all, pair))
        && declared.is_sorted_by(|left, right| place(left) < place(right))
}

/// Question after question, those who answered yes first.
fn place(tally: &StratumTally) -> (u16, bool) {
    (tally.stratum.question, !tally.stratum.yes)
}

fn pair_holds(votes: &Votes, all: &[Tally], pair: &[StratumTally]) -> bool {
    let same_question = pair[0].stratum.question == pair[1].stratum.question;
    let people: u64 = pair.iter().map(|tally| u64::from(tally.people)).sum();
    let mut seen = vec![0u64; all.len()];
    let mut sides = vec![(0u64, 0u64); all.len()];
    for told in pair.iter().flat_map(|tally| &tally.statements) {
        let Ok(place) = votes.statements().binary_search(&told.statement) else { return false };
        let Opinions { agree, disagree, pass } = told.opinions.unwrap_or_default();
        let sum = agree.saturating_add(disagree).saturating_add(pass);
        if told.opinions.is_some() && sum != u64::from(told.seen) {
            return false;
        }
        seen[place] += u64::from(told.seen);
        sides[place].0 = sides[place].0.saturating_add(agree);
        sides[place].1 = sides[place].1.saturating_add(disagree);
    }
    let within = seen
        .iter()
        .zip(&sides)
        .zip(all)
        .all(|((&seen, &(agree, disagree)), all)| {
            seen <= u64::from(all.seen) && agree <= u64::from(all.agree) && disagree <= u64::from(all.disagree)
        });
    same_question && within && people <= votes.voters().len() as u64
}

/// The tallies of the strata of each question, statement by statement. Where opinions are not told, they count as none.
pub(super) fn questions(votes: &Votes, declared: &[StratumTally]) -> Vec<Question> {
    let mut questions: BTreeMap<u16, Question> = BTreeMap::new();
    for of_stratum in declared {
        let number = of_stratum.stratum.question;
        let nobody = || vec![Tally::default(); votes.statements().len()];
        let question = questions.entry(number).or_insert_with(|| Question {
            question: number,
            people: [0; 2],
            tallies: vec![nobody(), nobody()],
        });
        let class = usize::from(!of_stratum.stratum.yes);
        question.people[class] = of_stratum.people;
        for told in &of_stratum.statements {
            if let Ok(place) = votes.statements().binary_search(&told.statement) {
                question.tallies[class][place] = tally(told);
            }
        }
    }
    questions.into_values().collect()
}

fn tally(told: &StratumStatement) -> Tally {
    let natural = |count: u64| u32::try_from(count).unwrap_or(u32::MAX);
    let Opinions { agree, disagree, .. } = told.opinions.unwrap_or_default();
    Tally { agree: natural(agree), disagree: natural(disagree), seen: told.seen }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::opinion::{Cast, Vote, VoterId, analyse, analyse_declared};

    fn votes(marks: &[Vec<u8>]) -> Votes {
        let cast = marks.iter().zip(0u128..).flat_map(|(row, voter)| {
            row.iter().zip(0u128..).filter_map(move |(&mark, statement)| {
                let vote = *Vote::ALL.get(usize::from(mark))?;
                Some(Cast { voter: VoterId(voter), statement: StatementId(statement), vote })
            })
        });
        Votes::new(cast, &BTreeMap::new())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        #[test]
        fn tallies_lead_to_the_same_analysis_as_declarations(
            marks in proptest::collection::vec(proptest::collection::vec(0u8..4, 6), 0..30),
            declared in proptest::collection::vec((0u16..2, proptest::option::of(any::<bool>())), 30),
        ) {
            let votes = votes(&marks);
            let declared = declared.into_iter().zip(0u128..);
            let strata = Strata::new(declared.filter_map(|((question, yes), voter)| Some((VoterId(voter), Stratum { question, yes: yes? }))));
            let tallies = stratum_tallies(&votes, &strata);
            prop_assert!(declared_hold(&votes, &tallies));
            prop_assert!(tallies.iter().flat_map(|tally| &tally.statements).all(|told| told.seen >= 5 || told.opinions.is_none()));
            for pair in tallies.chunks(2) {
                for few in pair[0].statements.iter().filter(|told| told.seen < 5) {
                    let all = marks.iter().filter(|row| row[few.statement.0 as usize] < 3).count() as u32;
                    let other = pair[1].statements.iter().find(|told| told.statement == few.statement);
                    let rest = all - few.seen - other.map_or(0, |told| told.seen);
                    prop_assert!(rest > 0 || other.is_none_or(|told| told.opinions.is_none()), "the few could be found by subtraction");
                }
            }
            prop_assert_eq!(analyse_declared(&votes, &tallies), analyse(&votes, &strata));
        }
    }

    #[test]
    fn tallies_that_no_declarations_give_are_told() {
        let votes = votes(&vec![vec![0, 1]; 12]);
        let declared = (0..12u128).map(|voter| (VoterId(voter), Stratum { question: 0, yes: voter < 6 }));
        let honest = stratum_tallies(&votes, &Strata::new(declared));
        assert!(declared_hold(&votes, &honest));
        let holds = |change: fn(&mut Vec<StratumTally>)| {
            let mut tallies = honest.clone();
            change(&mut tallies);
            declared_hold(&votes, &tallies)
        };
        assert!(!holds(|tallies| tallies[0].people = 7));
        assert!(!holds(|tallies| tallies[0].statements[0].seen = u32::MAX));
        assert!(!holds(|tallies| tallies[0].statements[0].statement = StatementId(9)));
        assert!(
            !holds(|tallies| tallies[1].statements[0].opinions = Some(Opinions { agree: 0, disagree: 6, pass: 0 }))
        );
        assert!(!holds(|tallies| tallies.swap(0, 1)));
        assert!(!holds(|tallies| drop(tallies.pop())));
    }
}
