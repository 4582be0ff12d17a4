use std::collections::BTreeSet;

use super::budget::{Project, whole};
use super::{Line, Lot, Paper, Summary, places::Numbers};

/// Options that cost money and the ballots that pick them, equal ballots together, both by number.
#[derive(Clone, Debug)]
pub(super) struct Electorate<'a> {
    /// The options, in the order of the paper.
    pub(super) projects: Vec<Project<'a>>,
    /// Valid ballots.
    pub(super) voters: u64,
    /// How many voters cast each pattern.
    pub(super) times: Vec<u64>,
    /// The projects that each pattern picks.
    pub(super) picks: Rows,
    /// The patterns that pick each project.
    pub(super) supporters: Rows,
    places: Vec<usize>,
}

/// Lists of numbers, one after another in memory.
#[derive(Clone, Debug)]
pub(super) struct Rows {
    ends: Vec<u32>,
    numbers: Vec<u32>,
}

impl<'a> Electorate<'a> {
    /// The patterns of a summary, with the cost of each option.
    pub(super) fn new(summary: &Summary, paper: &'a Paper, lot: &Lot, cost: impl Fn(&str) -> i64) -> Self {
        let numbers = Numbers::of(paper);
        let patterns = summary.patterns();
        let mut picks = Rows::with_capacity(patterns.len());
        for counted in patterns {
            let marks = counted.ballot.marks.iter();
            picks.push(marks.filter_map(|mark| numbers.find(&mark.option)));
        }
        let times: Vec<u64> = patterns.iter().map(|counted| counted.times).collect();
        let supporters = picks.transposed(paper.options.len());
        let project = |(number, option): (usize, &'a String)| Project {
            option,
            cost: cost(option),
            votes: supporters
                .row(number)
                .iter()
                .map(|&pattern| times[pattern as usize])
                .sum(),
        };
        Self {
            projects: paper.options.iter().enumerate().map(project).collect(),
            voters: times.iter().sum(),
            places: paper.options.iter().map(|option| lot.place(option)).collect(),
            times,
            picks,
            supporters,
        }
    }

    /// The place of a project in the lot.
    pub(super) fn place(&self, project: usize) -> usize {
        self.places[project]
    }

    /// The projects that at least one ballot picks: most votes first, then the lower cost, then the lot.
    pub(super) fn by_votes(&self) -> Vec<usize> {
        let mut voted: Vec<usize> = (0..self.projects.len())
            .filter(|&number| self.projects[number].votes > 0)
            .collect();
        voted.sort_by_key(|&number| self.order(number));
        voted
    }

    /// What [`Electorate::by_votes`] goes by.
    pub(super) fn order(&self, project: usize) -> (std::cmp::Reverse<u64>, i64, usize) {
        let Project { votes, cost, .. } = self.projects[project];
        (std::cmp::Reverse(votes), cost, self.places[project])
    }

    /// What these projects cost together.
    pub(super) fn cost(&self, projects: &[usize]) -> i64 {
        projects.iter().map(|&number| self.projects[number].cost).sum()
    }

    /// The id of a project.
    pub(super) fn option(&self, project: usize) -> String {
        self.projects[project].option.to_owned()
    }

    /// The same under another lot, which gives the places of each class to its projects in this order.
    pub(super) fn with_lot(&self, classes: &[Vec<usize>]) -> Self {
        let mut other = self.clone();
        for class in classes {
            let mut places: Vec<usize> = class.iter().map(|&project| self.places[project]).collect();
            places.sort_unstable();
            class
                .iter()
                .zip(places)
                .for_each(|(&project, place)| other.places[project] = place);
        }
        other
    }

    /// Of projects that tie, those that have supporters in common, directly or through others of them, together.
    pub(super) fn entangled(&self, tied: &[usize]) -> Vec<Vec<usize>> {
        let mut groups: Vec<(BTreeSet<u32>, Vec<usize>)> = Vec::new();
        for &project in tied {
            let mut patterns: BTreeSet<u32> = self.supporters.row(project).iter().copied().collect();
            let mut group = vec![project];
            groups.retain_mut(|(others, projects)| {
                let apart = patterns.is_disjoint(others);
                if !apart {
                    patterns.append(others);
                    group.append(projects);
                }
                apart
            });
            groups.push((patterns, group));
        }
        let groups = groups.into_iter().map(|(_, group)| group);
        groups.filter(|group| group.len() > 1).collect()
    }

    /// The same voters, of whom nobody picks these projects.
    pub(super) fn without(mut self, projects: &[usize]) -> Self {
        if projects.is_empty() {
            return self;
        }
        let mut picks = Rows::with_capacity(self.times.len());
        for pattern in 0..self.times.len() {
            let row = self.picks.row(pattern).iter().copied();
            picks.push(row.filter(|&project| !projects.contains(&(project as usize))));
        }
        self.supporters = picks.transposed(self.projects.len());
        self.picks = picks;
        projects.iter().for_each(|&project| self.projects[project].votes = 0);
        self
    }

    /// How many marks its patterns bear.
    pub(super) fn marks(&self) -> usize {
        self.picks.numbers.len()
    }

    /// The ids of projects.
    pub(super) fn options(&self, projects: &[usize]) -> Vec<String> {
        projects.iter().map(|&project| self.option(project)).collect()
    }

    /// One line a project, ranked by votes.
    pub(super) fn lines(&self) -> Vec<Line> {
        self.projects.iter().map(|project| project.line(self.voters)).collect()
    }

    /// Votes of a project as a figure.
    pub(super) fn votes(&self, project: usize) -> i64 {
        whole(self.projects[project].votes)
    }
}

impl Rows {
    fn with_capacity(rows: usize) -> Self {
        Self { ends: Vec::with_capacity(rows), numbers: Vec::with_capacity(4 * rows) }
    }

    fn push(&mut self, row: impl Iterator<Item = u32>) {
        self.numbers.extend(row);
        self.ends.push(self.numbers.len() as u32);
    }

    /// One of the lists.
    pub(super) fn row(&self, row: usize) -> &[u32] {
        let start = row.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.numbers[start as usize..self.ends[row] as usize]
    }

    /// For each number below `columns`, the lists that hold it.
    fn transposed(&self, columns: usize) -> Self {
        let mut ends = vec![0; columns];
        self.numbers.iter().for_each(|&number| ends[number as usize] += 1);
        let mut before = 0;
        for end in &mut ends {
            (*end, before) = (before, before + *end);
        }
        let mut numbers = vec![0; self.numbers.len()];
        for row in 0..self.ends.len() {
            for &number in self.row(row) {
                let end = &mut ends[number as usize];
                numbers[*end as usize] = row as u32;
                *end += 1;
            }
        }
        Self { ends, numbers }
    }
}
