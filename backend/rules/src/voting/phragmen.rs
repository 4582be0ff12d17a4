use num_bigint::BigInt;
use num_rational::BigRational;

use super::electorate::Electorate;
use super::equal_shares::Run;
use super::fractions::{Fractions, Quotient};

/// Sequential Phragmén: the option comes next whose supporters then carry the least load, each of them the same.
///
/// Choosing an option is a load of 1. Its supporters share it so that all of them carry as much; see Janson (arXiv
/// 1611.08826) and Brill, Freeman, Janson and Lackner (AAAI 2017). Every beginning of the list is proportional too.
pub(super) struct Phragmen<'a> {
    electorate: &'a Electorate<'a>,
    /// What each supporter carries after each choice.
    loads: Fractions,
    /// Which of these loads the voters of each pattern carry; none while they carry what they started with.
    carried: Vec<Option<usize>>,
    /// For each option, how many of its supporters carry each load.
    carriers: Vec<Vec<u64>>,
    start: Start<'a>,
}

/// What voters carry who have got nothing yet: 0, or as much below it as they have money left.
struct Start<'a> {
    run: Option<&'a Run<'a>>,
    /// For each option, the loads of those supporters together, over the denominator.
    sums: Vec<BigInt>,
    denominator: BigInt,
}

/// An option that was chosen.
pub(super) struct Chosen {
    /// The option.
    pub(super) option: usize,
    /// What each of its supporters carries from then on.
    pub(super) load: BigRational,
    /// The options that would have given the same load, itself among them.
    pub(super) tied: Vec<usize>,
}

impl<'a> Phragmen<'a> {
    /// Nobody carries anything, or everyone as much below 0 as equal shares left them money.
    pub(super) fn new(electorate: &'a Electorate<'a>, run: Option<&'a Run<'a>>) -> Self {
        let options = 0..electorate.projects.len();
        let start = Start {
            run,
            sums: match run {
                Some(run) => options.clone().map(|option| -run.left_exactly(option)).collect(),
                None => vec![BigInt::ZERO; options.len()],
            },
            denominator: run.map_or_else(|| BigInt::from(1), Run::denominator),
        };
        Self {
            electorate,
            loads: Fractions::over(start.denominator.clone()),
            carried: vec![None; electorate.times.len()],
            carriers: vec![Vec::new(); options.len()],
            start,
        }
    }

    /// Chooses up to so many options that someone picked, besides those that are taken already.
    pub(super) fn choose(mut self, seats: usize, taken: &[usize]) -> Vec<Chosen> {
        let mut waiting = self.electorate.by_votes();
        waiting.retain(|option| !taken.contains(option));
        let mut chosen = Vec::new();
        while chosen.len() < seats && !waiting.is_empty() {
            let (option, load, tied) = self.next(&waiting);
            waiting.retain(|other| *other != option);
            let number = self.loads.push(&load);
            self.carry(option, number);
            chosen.push((option, tied));
        }
        let numbered = chosen.into_iter().enumerate();
        numbered
            .map(|(number, (option, tied))| Chosen { option, load: self.loads.at(number), tied })
            .collect()
    }

    /// The option of the least load, and those that tie with it; the lot decides.
    fn next(&self, waiting: &[usize]) -> (usize, Quotient, Vec<usize>) {
        let loads = waiting.iter().map(|&option| (option, self.load(option)));
        let mut least: Vec<(usize, Quotient)> = Vec::new();
        for (option, load) in loads {
            match least.first().map(|(_, known)| load.compare(known)) {
                Some(std::cmp::Ordering::Greater) => {}
                Some(std::cmp::Ordering::Equal) => least.push((option, load)),
                Some(std::cmp::Ordering::Less) | None => least = vec![(option, load)],
            }
        }
        let tied = least.iter().map(|(option, _)| *option).collect();
        least.sort_by_key(|(option, _)| self.electorate.place(*option));
        let (option, load) = least.swap_remove(0);
        (option, load, tied)
    }

    /// What each supporter of an option would carry.
    fn load(&self, option: usize) -> Quotient {
        let carriers = self.carriers[option].iter().enumerate();
        let carried = self
            .loads
            .sum(1, carriers.map(|(load, &voters)| (load, i128::from(voters))));
        let grown = self.loads.denominator() / &self.start.denominator;
        Quotient {
            numerator: carried + &self.start.sums[option] * grown,
            divisor: self.electorate.projects[option].votes,
        }
    }

    /// Lets the supporters of an option carry a load.
    fn carry(&mut self, option: usize, load: usize) {
        for &pattern in self.electorate.supporters.row(option) {
            let pattern = pattern as usize;
            let times = self.electorate.times[pattern];
            let before = self.carried[pattern].replace(load);
            let start = match before {
                Some(_) => BigInt::ZERO,
                None => self.start.of(pattern) * times,
            };
            for &other in self.electorate.picks.row(pattern) {
                let carriers = &mut self.carriers[other as usize];
                carriers.resize(load + 1, 0);
                carriers[load] += times;
                match before {
                    Some(before) => carriers[before] -= times,
                    None => self.start.sums[other as usize] -= &start,
                }
            }
        }
    }
}

impl Start<'_> {
    /// The load of one voter of a pattern, over the denominator.
    fn of(&self, pattern: usize) -> BigInt {
        self.run.map_or(BigInt::ZERO, |run| -run.money_exactly(pattern))
    }
}
