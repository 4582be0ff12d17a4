//! Conversations made up for tests, the same in each run.

use std::collections::BTreeMap;

use tablee_rules::opinion::{Cast, StatementId, Strata, Stratum, Vote, VoterId, Votes};

/// Numbers that look random and follow from a seed (SplitMix64).
pub struct Numbers(pub u64);

impl Numbers {
    pub fn unit(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) >> 11) as f64 / (1u64 << 53) as f64
    }
}

/// What a voter is.
#[derive(Clone, Copy)]
pub struct Person {
    /// On which side of the main divide.
    pub side: bool,
    /// Whether they are of the small group.
    pub minority: bool,
}

/// Votes of these people: `agrees` gives their chance to agree with a statement, `seen` that of having seen it, `pass` that
/// of passing.
pub fn votes(
    seed: u64,
    people: &[Person],
    statements: u128,
    (seen, pass): (f64, f64),
    agrees: impl Fn(Person, u128) -> f64,
) -> Vec<Cast> {
    let mut numbers = Numbers(seed);
    let mut cast = Vec::new();
    for (voter, &person) in people.iter().enumerate() {
        for statement in 0..statements {
            let (meets, passes, sides) = (numbers.unit() < seen, numbers.unit() < pass, numbers.unit());
            let vote = match agrees(person, statement) {
                _ if passes => Vote::Pass,
                chance if sides < chance => Vote::Agree,
                _ => Vote::Disagree,
            };
            if meets {
                cast.push(Cast { voter: VoterId(voter as u128), statement: StatementId(statement), vote });
            }
        }
    }
    cast
}

/// Two camps of the same size that every other statement divides clearly.
pub fn camps(seed: u64, people: usize, statements: u128) -> Vec<Cast> {
    let people: Vec<Person> = (0..people)
        .map(|voter| Person { side: voter % 2 == 0, minority: false })
        .collect();
    votes(seed, &people, statements, (0.8, 0.1), |person, statement| match (statement % 2, person.side) {
        (0, _) => 0.3 + 0.05 * (statement % 9) as f64,
        (_, side) => {
            if side == (statement % 4 == 1) {
                0.93
            } else {
                0.07
            }
        }
    })
}

/// The votes put together, nothing left out.
pub fn counted(cast: &[Cast]) -> Votes {
    Votes::new(cast.iter().copied(), &BTreeMap::new())
}

/// Everyone's answer to one question.
pub fn declared(people: &[Person]) -> Strata {
    let answer =
        |(voter, person): (usize, &Person)| (VoterId(voter as u128), Stratum { question: 0, yes: person.minority });
    Strata::new(people.iter().enumerate().map(answer).collect::<Vec<_>>())
}
