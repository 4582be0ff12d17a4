//! Speed of the methods that share out a budget, on elections of the size of two cities: Łódź 2022 (160 projects, 90,494
//! voters) and Warszawa 2026 (83 projects, 61,668 voters), generated from a fixed seed.
//!
//! `cargo bench -p tablee-rules --bench budgets`
//!
//! First each count is done once, and told beside its goal, beside what the fastest published package needs for the real election of that
//! size (pabutools 1.2.3, and the equalshares.net tool for equal shares; CPU seconds of one thread), and with the most memory held.

use std::{collections::BTreeMap, fs, hint::black_box, time::Duration};

use criterion::measurement::{Measurement, WallTime};
use criterion::{Criterion, criterion_group, criterion_main};
use tablee_rules::voting::{Ballot, Counted, Lot, Method, Paper, Settings, Summary, method};

/// An election of a certain shape.
#[derive(Clone, Copy)]
struct City {
    name: &'static str,
    projects: usize,
    voters: usize,
    districts: usize,
    /// Most projects on a ballot, and how likely a voter adds one more, in a thousand.
    at_most: usize,
    one_more: u64,
    /// Median cost of a project, and the budget.
    cost: f64,
    budget: i64,
}

const LODZ: City = City {
    name: "lodz",
    projects: 160,
    voters: 90_494,
    districts: 12,
    at_most: 5,
    one_more: 720,
    cost: 250_000.0,
    budget: 6_112_868,
};

const WARSZAWA: City = City {
    name: "warszawa",
    projects: 83,
    voters: 61_668,
    districts: 18,
    at_most: 10,
    one_more: 900,
    cost: 900_000.0,
    budget: 32_000_000,
};

/// SplitMix64 (Steele, Lea and Flood, OOPSLA 2014): the same numbers on every machine.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// Between 0 and 1.
    fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit as u64) as usize
    }
}

impl City {
    fn option(&self, project: usize) -> String {
        format!("{}-{project:03}", self.name)
    }

    fn paper(&self, settings: &[(&str, i64)]) -> Paper {
        let mut random = Random(7);
        // Costs spread over two orders of magnitude around the median, in hundreds.
        let cost = |random: &mut Random| {
            let spread = (random.share() + random.share() + random.share() - 1.5) * 2.4;
            (self.cost * spread.exp() / 100.0).round() as i64 * 100
        };
        let costs: BTreeMap<String, i64> = (0..self.projects)
            .map(|project| (self.option(project), cost(&mut random)))
            .collect();
        Paper {
            options: (0..self.projects).map(|project| self.option(project)).collect(),
            costs,
            settings: Settings::new([("budget", self.budget)].into_iter().chain(settings.iter().copied())),
            ..Paper::default()
        }
    }

    /// Ballots of people who know the projects of their district and the popular ones of the city.
    fn ballots(&self) -> Vec<Counted> {
        let mut random = Random(11);
        let mut times: BTreeMap<Vec<usize>, u64> = BTreeMap::new();
        for _ in 0..self.voters {
            let district = random.below(self.districts);
            let mut picks = Vec::new();
            while picks.is_empty() || (picks.len() < self.at_most && random.next() % 1000 < self.one_more) {
                let project = self.pick(&mut random, district);
                if !picks.contains(&project) {
                    picks.push(project);
                }
            }
            picks.sort_unstable();
            *times.entry(picks).or_default() += 1;
        }
        let counted = |(picks, times): (Vec<usize>, u64)| Counted {
            ballot: Ballot::of(picks.into_iter().map(|project| self.option(project))),
            times,
        };
        times.into_iter().map(counted).collect()
    }

    /// Popularity falls with the square of a uniform draw; half of the picks are in the district.
    fn pick(&self, random: &mut Random, district: usize) -> usize {
        let popular = random.share().powi(2);
        let local = self.projects.div_ceil(self.districts);
        match random.share() < 0.5 {
            true => (district + self.districts * (popular * local as f64) as usize).min(self.projects - 1),
            false => (popular * self.projects as f64) as usize,
        }
    }
}

fn known(key: &str) -> &'static dyn Method {
    method(key).expect("a known method")
}

fn summary(key: &str, city: &City) -> Summary {
    known(key).sum_up(&city.ballots(), &city.paper(&[])).1
}

/// A count, its goal, and what the fastest package needs.
struct Goal {
    city: City,
    name: &'static str,
    method: &'static str,
    settings: &'static [(&'static str, i64)],
    goal: f64,
    package: Option<f64>,
}

const GOALS: [Goal; 4] = [
    Goal {
        city: LODZ,
        name: "most votes",
        method: "budget_most_votes",
        settings: &[],
        goal: 0.02,
        package: Some(11.7),
    },
    Goal {
        city: LODZ,
        name: "equal shares",
        method: "budget_fair_shares",
        settings: &[("completion", 3)],
        goal: 0.05,
        package: Some(0.7),
    },
    Goal {
        city: LODZ,
        name: "equal shares, Add1U",
        method: "budget_fair_shares",
        settings: &[("completion", 0)],
        goal: 0.7,
        package: Some(7.9),
    },
    Goal {
        city: WARSZAWA,
        name: "equal shares, Add1U",
        method: "budget_fair_shares",
        settings: &[("completion", 0)],
        goal: 2.5,
        package: Some(28.6),
    },
];

/// Does each count once, with its ballots, and tells how it compares.
fn goals(_: &mut Criterion) {
    for goal in GOALS {
        let Goal { city, name, method, settings, goal, package } = goal;
        let (paper, ballots) = (city.paper(settings), city.ballots());
        let lot = Lot::drawn(&[7; 32], &paper.options);
        // What was held before does not count (Linux: proc(5), clear_refs).
        let _ = fs::write("/proc/self/clear_refs", "5");
        let started = WallTime.start();
        black_box(known(method).tally(black_box(&ballots), &paper, &lot));
        let took = WallTime.end(started).as_secs_f64();
        let faster =
            package.map_or(String::new(), |seconds| format!(", {:.0} times the speed of the package", seconds / took));
        println!(
            "{} {name}: {:.0} ms, ×{:.2} of the goal of {:.0} ms{faster}; at most {} MB of 100",
            city.name,
            took * 1e3,
            took / goal,
            goal * 1e3,
            peak_memory()
        );
    }
}

/// The most memory held, in megabytes; 0 where the system does not tell.
fn peak_memory() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok());
    kilobytes.unwrap_or_default() / 1024
}

fn budgets(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("budgets");
    group.sample_size(10).measurement_time(Duration::from_secs(8));
    for city in [LODZ, WARSZAWA] {
        let lot = Lot::drawn(&[7; 32], &city.paper(&[]).options);
        let ballots = city.ballots();
        let most_votes = known("budget_most_votes");
        let paper = city.paper(&[("at_most", city.at_most as i64)]);
        group.bench_function(format!("{}/most votes, with its ballots", city.name), |bencher| {
            bencher.iter(|| most_votes.tally(black_box(&ballots), &paper, &lot))
        });
        let fair_shares = known("budget_fair_shares");
        let patterns = summary("budget_fair_shares", &city);
        for (name, completion) in [("equal shares", 3), ("equal shares, Add1U", 0)] {
            let paper = city.paper(&[("completion", completion)]);
            let tally = fair_shares.conclude(&patterns, &paper, &lot);
            eprintln!("{} {name}: {} patterns, {:?}", city.name, patterns.patterns().len(), tally.working.figures);
            group.bench_function(format!("{}/{name}", city.name), |bencher| {
                bencher.iter(|| fair_shares.conclude(black_box(&patterns), &paper, &lot))
            });
        }
        let priorities = known("priorities");
        for (name, list) in [("priorities, a set of 20", 0), ("priorities, a list of 20", 1)] {
            let paper = Paper { seats: 20, settings: Settings::new([("list", list)]), ..city.paper(&[]) };
            group.bench_function(format!("{}/{name}", city.name), |bencher| {
                bencher.iter(|| priorities.conclude(black_box(&patterns), &paper, &lot))
            });
        }
    }
}

criterion_group!(benches, goals, budgets);
criterion_main!(benches);
