//! How long a tally takes: 100,000 ballots, all of their own, on as many options as Łódź had projects in 2022, five of them
//! marked; and on twelve options, all of them marked.
//!
//! `cargo bench -p tablee-rules --bench methods`

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use tablee_rules::voting::{Ballot, Counted, Lot, Mark, Marking, Paper, Settings, method};

const BALLOTS: u64 = 100_000;
const METHODS: [&str; 6] = ["approval", "agree_pass", "majority_judgment", "schulze", "irv", "points"];

/// Numbers that look drawn, the same in every run (SplitMix64, Steele, Lea & Flood 2014).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % limit as u64) as usize
    }
}

/// Options with ids as long as those of the database.
fn options(many: usize) -> Vec<String> {
    (0..many)
        .map(|option| format!("0197a3c2-5b1d-7c3e-9f00-{option:012}"))
        .collect()
}

/// Distinct places, those at the beginning more often than those at the end.
fn places(numbers: &mut Numbers, options: usize, marked: usize) -> Vec<usize> {
    let mut places = Vec::new();
    while places.len() < marked {
        let place = numbers.below(options).min(numbers.below(options));
        if !places.contains(&place) {
            places.push(place);
        }
    }
    places
}

fn ballot(marking: Marking, places: &[usize], options: &[String], numbers: &mut Numbers) -> Ballot {
    let mut values: Vec<(usize, i64)> = (1..)
        .zip(places)
        .map(|(rank, &place)| match marking {
            Marking::Opinion => (place, numbers.below(3) as i64 - 1),
            Marking::Grade => (place, numbers.below(5) as i64),
            Marking::Rank => (place, rank),
            Marking::Points => (place, 1 + i64::from(rank == 1)),
            Marking::Choice | Marking::Answer => (place, 1),
        })
        .collect();
    values.sort_unstable();
    let marks = values
        .into_iter()
        .map(|(place, value)| Mark { option: options[place].clone(), value });
    Ballot { marks: marks.collect() }
}

fn tallies(criterion: &mut Criterion) {
    for (many, marked) in [(160, 5), (12, 12)] {
        let options = options(many);
        let mut group = criterion.benchmark_group(format!("{BALLOTS} ballots, {marked} of {many} options"));
        group.sample_size(10);
        for key in METHODS {
            let method = method(key).expect("a method of this name");
            let mut numbers = Numbers(1);
            let ballots: Vec<Counted> = (0..BALLOTS)
                .map(|_| {
                    let places = places(&mut numbers, many, marked);
                    Counted::once(ballot(method.marking(), &places, &options, &mut numbers))
                })
                .collect();
            let settings = if key == "points" { Settings::new([("total", 20)]) } else { Settings::default() };
            let paper = Paper { options: options.clone(), seats: 1, settings, ..Paper::default() };
            let lot = Lot::drawn(&[7; 32], &options);
            let tally = method.tally(&ballots, &paper, &lot);
            assert_eq!(tally.standings.valid, BALLOTS, "{key}");
            group.bench_function(key, |bencher| bencher.iter(|| method.tally(black_box(&ballots), &paper, &lot)));
        }
        group.finish();
    }
}

criterion_group!(benches, tallies);
criterion_main!(benches);
