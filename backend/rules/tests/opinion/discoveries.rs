//! What is said to set a group apart is hardly ever what chance made of it.

use tablee_rules::opinion::{OpinionAnalysis, StatementId, Strata, analyse};

use super::made::{Person, counted, votes};

/// Statements that divide two camps, and those on which everybody votes as everybody else does.
const DIVIDING: u128 = 4;
const ALIKE: u128 = 60;

/// Two camps among so many statements that groups are split once more where only chance divides people.
fn conversation(seed: u64) -> OpinionAnalysis {
    let people: Vec<Person> = (0..150)
        .map(|voter| Person { side: voter % 2 == 0, minority: false })
        .collect();
    let cast = votes(seed, &people, DIVIDING + ALIKE, (0.8, 0.1), |person, statement| match statement {
        0..DIVIDING if person.side == (statement % 2 == 0) => 0.9,
        0..DIVIDING => 0.1,
        _ => [0.3, 0.5, 0.7, 0.85][(statement % 4) as usize],
    });
    analyse(&counted(&cast), &Strata::default())
}

#[test]
fn false_findings_are_one_in_ten_at_most() {
    let (mut found, mut by_chance, mut groups) = (0, 0, 0);
    for analysis in (0..12).map(conversation) {
        let told = analysis.groups.iter().flat_map(|group| &group.representative);
        let told: Vec<StatementId> = told.map(|representative| representative.statement).collect();
        found += told.len();
        by_chance += told.iter().filter(|statement| statement.0 >= DIVIDING).count();
        groups += analysis.groups.len();
    }
    assert!(groups > 24, "some groups are made by chance, or this tests nothing: {groups}");
    assert!(found >= 40 && 10 * by_chance <= found, "{by_chance} of {found} are chance");
}
