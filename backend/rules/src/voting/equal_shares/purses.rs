use num_bigint::BigInt;

use super::super::electorate::Electorate;
use super::super::fractions::Fractions;
use super::ledger::Holdings;

/// What is left to the voters of each pattern, near enough to tell most cases apart, and which payments they made.
#[derive(Clone, Debug)]
pub(super) struct Purses<'a> {
    electorate: &'a Electorate<'a>,
    purses: Vec<Purse>,
    /// The number of the payment of each project.
    numbers: Vec<Option<usize>>,
}

/// The voters of one pattern.
#[derive(Clone, Copy, Debug)]
pub(super) struct Purse {
    /// What each of them has left; exactly 0 when they paid all they had.
    pub(super) money: f64,
    /// How many they are.
    pub(super) voters: f64,
}

/// What the supporters of a project hold, as seen from a share that each is asked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Means {
    /// What those hold together who have less than the share.
    pub(super) held: f64,
    /// Those who have at least the share.
    pub(super) payers: f64,
    /// What all supporters hold together.
    pub(super) all: f64,
}

impl<'a> Purses<'a> {
    /// Everyone holds the same.
    pub(super) fn new(electorate: &'a Electorate<'a>, endowment: f64) -> Self {
        let purse = |&times: &u64| Purse { money: endowment, voters: times as f64 };
        Self {
            electorate,
            purses: electorate.times.iter().map(purse).collect(),
            numbers: vec![None; electorate.projects.len()],
        }
    }

    /// What the supporters of a project hold, seen from a share.
    pub(super) fn means(&self, project: usize, share: f64) -> Means {
        let (mut held, mut payers, mut rest) = (0.0, 0.0, 0.0);
        for &pattern in self.electorate.supporters.row(project) {
            let Purse { money, voters } = self.purses[pattern as usize];
            let together = money * voters;
            if money < share {
                held += together;
            } else {
                payers += voters;
                rest += together;
            }
        }
        Means { held, payers, all: held + rest }
    }

    /// The supporters of a project that still have money: pattern and money of each.
    pub(super) fn solvent(&self, project: usize) -> impl Iterator<Item = (usize, f64)> {
        let supporters = self.electorate.supporters.row(project).iter();
        supporters
            .map(|&pattern| (pattern as usize, self.purses[pattern as usize].money))
            .filter(|(_, money)| *money > 0.0)
    }

    /// Sets what each voter of a pattern has left.
    pub(super) fn set(&mut self, pattern: usize, money: f64) {
        self.purses[pattern].money = money;
    }

    /// Notes that a project was paid by this payment.
    pub(super) fn paid(&mut self, project: usize, number: usize) {
        self.numbers[project] = Some(number);
    }

    /// The numbers of the payments that a pattern took part in.
    pub(super) fn payments_of(&self, pattern: usize) -> impl Iterator<Item = usize> {
        let picks = self.electorate.picks.row(pattern).iter();
        picks.filter_map(|&project| self.numbers[project as usize])
    }

    /// What the supporters of a project hold together.
    pub(super) fn of_supporters(&self, project: usize) -> Holdings {
        let mut held = Holdings::default();
        for (pattern, _) in self.solvent(project) {
            self.add_to(&mut held, pattern);
        }
        held
    }

    /// What each voter of a pattern holds, over the common denominator.
    pub(super) fn money_exactly(&self, pattern: usize, fractions: &Fractions) -> BigInt {
        let mut holdings = Holdings::default();
        if self.purses[pattern].money > 0.0 {
            holdings.add(1, self.payments_of(pattern));
        }
        -holdings.lacking(0, fractions)
    }

    /// Adds what the voters of a pattern hold.
    pub(super) fn add_to(&self, holdings: &mut Holdings, pattern: usize) {
        holdings.add(self.electorate.times[pattern], self.payments_of(pattern));
    }
}
