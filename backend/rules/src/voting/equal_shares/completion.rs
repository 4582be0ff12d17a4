use std::collections::BTreeSet;

use super::super::by_votes;
use super::super::electorate::Electorate;
use super::super::lot_effect::Outcome;
use super::steady::steady;
use super::{Run, Terms};

/// Counts after which it pays to ask how many more would be the same.
const PATIENCE: u64 = 1_000;

/// What becomes of the money that is left when no supporters can pay for another project.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Completion {
    /// It is left.
    None,
    /// Endowments grow, and everything is counted again, as long as the budget holds.
    Add1,
    /// As [`Completion::Add1`], then by votes.
    Add1Utilitarian,
    /// It goes to what it still pays for, by votes.
    Utilitarian,
}

/// The outcome of equal shares and of the completion.
#[derive(Clone, Debug)]
pub(in super::super) struct Completed<'a> {
    /// The count that stands.
    pub(in super::super) run: Run<'a>,
    /// How often the endowments grew for it.
    pub(in super::super) increments: u64,
    /// Projects then added by votes, in order.
    pub(in super::super) added: Vec<usize>,
    /// What is spent in all.
    pub(in super::super) spent: i64,
    /// What was met on the way to the count that stands.
    met: Met,
}

/// What counts met.
#[derive(Clone, Debug, Default)]
struct Met {
    /// Groups of projects that only the lot parted.
    ties: BTreeSet<Vec<usize>>,
    /// How many counts there were.
    counts: usize,
}

/// The count that stands, how often the endowments grew for it, and what was met on the way.
pub(super) struct Grown<'a> {
    pub(super) run: Run<'a>,
    pub(super) increments: u64,
    met: Met,
}

impl Completed<'_> {
    /// What is funded, and where the lot had a say in it.
    pub(in super::super) fn outcome(&self) -> Outcome {
        let electorate = self.run.electorate;
        Outcome {
            taken: [&self.run.funded[..], &self.added].concat(),
            cut: by_votes::cut(electorate, &self.run.funded, &self.added),
            open: self
                .met
                .ties
                .iter()
                .flat_map(|tied| electorate.entangled(tied))
                .collect(),
            read: self.met.counts * electorate.marks(),
        }
    }
}

impl Met {
    fn add(&mut self, run: &Run) {
        self.ties.extend(run.lot_ties());
        self.counts += 1;
    }
}

impl Completion {
    fn grows(self) -> bool {
        matches!(self, Self::Add1 | Self::Add1Utilitarian)
    }

    fn adds_by_votes(self) -> bool {
        matches!(self, Self::Utilitarian | Self::Add1Utilitarian)
    }
}

/// Counts by equal shares and spends what is left as the terms say.
pub(in super::super) fn complete<'a>(electorate: &'a Electorate<'a>, terms: &Terms) -> Completed<'a> {
    let Grown { run, increments, met } = match terms.completion.grows() {
        true => grow(electorate, terms, PATIENCE),
        false => Grown::alone(Run::new(electorate, terms, 0)),
    };
    let mut completed = Completed { spent: run.spent, run, increments, added: Vec::new(), met };
    if terms.completion.adds_by_votes() {
        completed.added = by_votes::fund(electorate, &completed.run.funded, terms.budget - completed.spent);
        completed.spent += electorate.cost(&completed.added);
    }
    completed
}

/// The last count before one that spends too much, or the first that leaves no room for another project.
///
/// After so many counts in a row it is asked how many would be the same, and those are left out.
pub(super) fn grow<'a>(electorate: &'a Electorate<'a>, terms: &Terms, patience: u64) -> Grown<'a> {
    let voted = electorate.by_votes();
    let all_fit = electorate.cost(&voted) <= terms.budget;
    let mut grown = Grown::alone(Run::new(electorate, terms, 0));
    let (mut patience, mut counts) = (patience, 0);
    while !all_fit && has_room(&grown.run, electorate, &voted, terms.budget) {
        counts += 1;
        if counts > patience {
            let same = steady(&grown.run, terms);
            if same > 0 {
                grown.keep(Run::new(electorate, terms, grown.increments + same), same);
            }
            (counts, patience) = (0, if same > 8 { 0 } else { 2 * patience + 1 });
        }
        let next = Run::new(electorate, terms, grown.increments + 1);
        if next.spent > terms.budget {
            grown.met.add(&next);
            break;
        }
        grown.keep(next, 1);
    }
    grown
}

impl<'a> Grown<'a> {
    fn alone(run: Run<'a>) -> Self {
        let mut met = Met::default();
        met.add(&run);
        Self { run, increments: 0, met }
    }

    fn keep(&mut self, run: Run<'a>, increments: u64) {
        self.met.add(&run);
        self.increments += increments;
        self.run = run;
    }
}

/// Whether what is left would pay for another project that someone picked.
fn has_room(run: &Run, electorate: &Electorate, voted: &[usize], budget: i64) -> bool {
    let left = budget - run.spent;
    voted
        .iter()
        .any(|project| electorate.projects[*project].cost <= left && !run.funded.contains(project))
}
