use super::super::electorate::Electorate;
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
}

impl Completed<'_> {
    /// Groups of projects between which the lot decided which one comes first.
    pub(in super::super) fn ties(&self) -> Vec<Vec<usize>> {
        let electorate = self.run.electorate;
        let equal = |left: usize, right: usize| electorate.projects[left].ties_with(&electorate.projects[right]);
        let shared = self.run.ties.iter().map(|(before, tied)| {
            let first = self.run.funded[*before];
            tied.iter().copied().filter(|&project| equal(project, first)).collect()
        });
        let left: Vec<usize> = electorate
            .by_votes()
            .into_iter()
            .filter(|project| !self.run.funded.contains(project))
            .collect();
        let by_votes = left.chunk_by(|&left, &right| equal(left, right));
        shared.chain(by_votes.map(<[usize]>::to_vec)).collect()
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
    let (run, increments) = match terms.completion.grows() {
        true => grow(electorate, terms, PATIENCE),
        false => (Run::new(electorate, terms, 0), 0),
    };
    let mut completed = Completed { spent: run.spent, run, increments, added: Vec::new() };
    if terms.completion.adds_by_votes() {
        for project in electorate.by_votes() {
            let cost = electorate.projects[project].cost;
            if !completed.run.funded.contains(&project) && cost <= terms.budget - completed.spent {
                completed.added.push(project);
                completed.spent += cost;
            }
        }
    }
    completed
}

/// The last count before one that spends too much, or the first that leaves no room for another project.
///
/// After so many counts in a row it is asked how many would be the same, and those are left out.
pub(super) fn grow<'a>(electorate: &'a Electorate<'a>, terms: &Terms, patience: u64) -> (Run<'a>, u64) {
    let voted = electorate.by_votes();
    let all_fit = electorate.cost(&voted) <= terms.budget;
    let (mut kept, mut increments) = (Run::new(electorate, terms, 0), 0);
    let (mut patience, mut counts) = (patience, 0);
    while !all_fit && has_room(&kept, electorate, &voted, terms.budget) {
        counts += 1;
        if counts > patience {
            let same = steady(&kept, terms);
            if same > 0 {
                increments += same;
                kept = Run::new(electorate, terms, increments);
            }
            (counts, patience) = (0, if same > 8 { 0 } else { 2 * patience + 1 });
        }
        let next = Run::new(electorate, terms, increments + 1);
        if next.spent > terms.budget {
            break;
        }
        (kept, increments) = (next, increments + 1);
    }
    (kept, increments)
}

/// Whether what is left would pay for another project that someone picked.
fn has_room(run: &Run, electorate: &Electorate, voted: &[usize], budget: i64) -> bool {
    let left = budget - run.spent;
    voted
        .iter()
        .any(|project| electorate.projects[*project].cost <= left && !run.funded.contains(project))
}
