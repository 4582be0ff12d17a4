//! How long the draw of a panel takes, on pools made up here: `cargo bench -p tablee-rules --bench panel`.
//!
//! Goal on one core: 100 ms for a pool of a few hundred people and three or four questions.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use tablee_rules::panel::{Lottery, PanelRules, Person, Pool, QuotaRow, fair_chances};

/// How large a draw is.
struct Size {
    name: &'static str,
    people: usize,
    seats: u32,
    /// How many answers each question has.
    questions: &'static [u32],
}

const SIZES: [Size; 3] = [
    Size { name: "120 people, 3 questions", people: 120, seats: 12, questions: &[2, 3, 4] },
    Size { name: "300 people, 4 questions", people: 300, seats: 30, questions: &[2, 4, 4, 3] },
    Size { name: "400 people, 6 questions", people: 400, seats: 40, questions: &[2, 4, 5, 3, 3, 2] },
];

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

/// A pool in which some answers are frequent and others rare, as among volunteers.
fn people(size: &Size) -> Vec<Person> {
    let mut numbers = Numbers(size.people as u64);
    let mut answer = |answers: &u32| ((numbers.unit().powf(1.5) * f64::from(*answers)) as u32).to_string();
    (0..size.people)
        .map(|number| Person {
            id: format!("p{number}"),
            answers: size
                .questions
                .iter()
                .enumerate()
                .map(|(question, answers)| (format!("q{question}"), answer(answers)))
                .collect(),
        })
        .collect()
}

/// A panel in which all answers are as frequent, give or take one member.
fn rules(size: &Size) -> PanelRules {
    let questions = size.questions.iter().enumerate();
    let quotas = questions.flat_map(|(question, answers)| {
        (0..*answers).map(move |answer| QuotaRow {
            feature: format!("q{question}"),
            answer: answer.to_string(),
            least: (size.seats / answers).saturating_sub(1),
            most: size.seats.div_ceil(*answers) + 1,
        })
    });
    PanelRules { seats: size.seats, quotas: quotas.collect() }
}

fn draw(c: &mut Criterion) {
    for size in &SIZES {
        let (people, rules) = (people(size), rules(size));
        c.bench_function(size.name, |bench| {
            bench.iter(|| {
                let pool = Pool::new(black_box(&people), &rules).expect("a pool");
                let chances = fair_chances(&pool).expect("panels");
                Lottery::new(&pool, &chances, &[7; 32])
            });
        });
    }
}

criterion_group! { name = benches; config = Criterion::default().sample_size(20); targets = draw }
criterion_main!(benches);
