//! How long groups, scores and the next statement take, on conversations made up here: `cargo bench -p tablee-rules --bench opinion`.
//!
//! Goals on one core: 40 ms for 2,000 voters, 900 statements and 225,000 votes; 0.6 s for 20,000, 1,000 and 1.2 million.

use std::collections::BTreeMap;
use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use tablee_rules::opinion::{Cast, StatementId, Strata, Stratum, Vote, VoterId, Votes, analyse, reference, route};

/// How large a conversation is.
struct Size {
    voters: u64,
    statements: u64,
    votes: u64,
}

const TOWN: Size = Size { voters: 2_000, statements: 900, votes: 225_000 };
const COUNTRY: Size = Size { voters: 20_000, statements: 1_000, votes: 1_200_000 };
const NEIGHBOURHOOD: Size = Size { voters: 200, statements: 60, votes: 6_000 };

/// Numbers that look random and are the same in each run (SplitMix64).
struct Numbers(u64);

impl Numbers {
    fn unit(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) >> 11) as f64 / (1u64 << 53) as f64
    }
}

/// Two camps that a third of the statements divide, a weaker second divide across them, noise on everything.
fn conversation(size: &Size) -> Vec<Cast> {
    let mut numbers = Numbers(size.voters);
    let statements: Vec<[f64; 3]> = (0..size.statements)
        .map(|_| {
            let divides = if numbers.unit() < 0.33 { 0.35 } else { 0.05 };
            let sign = |unit: f64| if unit < 0.5 { -1.0 } else { 1.0 };
            [0.35 + 0.3 * numbers.unit(), divides * sign(numbers.unit()), 0.12 * sign(numbers.unit())]
        })
        .collect();
    let seen = size.votes as f64 / (size.voters * size.statements) as f64;
    let mut cast = Vec::with_capacity(size.votes as usize);
    for voter in 0..size.voters {
        let side = |unit: f64| if unit < 0.5 { -1.0 } else { 1.0 };
        let (first, second) = (side(numbers.unit()), side(numbers.unit()));
        for (statement, [agrees, divides, crosses]) in statements.iter().enumerate() {
            if numbers.unit() >= seen {
                continue;
            }
            let vote = match numbers.unit() {
                pass if pass < 0.15 => Vote::Pass,
                _ if numbers.unit() < agrees + divides * first + crosses * second => Vote::Agree,
                _ => Vote::Disagree,
            };
            cast.push(Cast { voter: VoterId(voter.into()), statement: StatementId(statement as u128), vote });
        }
    }
    cast
}

fn benchmark(criterion: &mut Criterion) {
    for (name, size) in [("2,000 voters", TOWN), ("20,000 voters", COUNTRY)] {
        let cast = conversation(&size);
        let votes = Votes::new(cast.iter().copied(), &BTreeMap::new());
        let mut group = criterion.benchmark_group(name);
        group.sample_size(10);
        group.bench_function("sort votes", |bencher| {
            bencher.iter(|| Votes::new(black_box(&cast).iter().copied(), &BTreeMap::new()));
        });
        group.bench_function("route", |bencher| bencher.iter(|| route(black_box(&votes), &Strata::default())));
        group.bench_function("reference", |bencher| bencher.iter(|| reference(black_box(&votes))));
        group.finish();
    }
    let votes = Votes::new(conversation(&NEIGHBOURHOOD), &BTreeMap::new());
    let declared = votes
        .voters()
        .iter()
        .map(|&voter| (voter, Stratum { question: 0, yes: voter.0 % 7 == 0 }));
    let strata = Strata::new(declared.collect::<Vec<_>>());
    let mut group = criterion.benchmark_group("200 voters");
    group.sample_size(10);
    group.bench_function("analyse", |bencher| bencher.iter(|| analyse(black_box(&votes), &strata)));
    group.finish();
}

criterion_group!(benches, benchmark);
criterion_main!(benches);
