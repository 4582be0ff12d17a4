//! Money that goes to projects by votes, past those that are too dear.

use super::electorate::Electorate;

/// Of the projects that somebody picks and that are not funded yet, those that this money pays for: most votes first, then the
/// lower cost, then the lot.
pub(super) fn fund(electorate: &Electorate, funded: &[usize], money: i64) -> Vec<usize> {
    let mut left = money;
    let mut pays = |project: &usize| {
        let cost = electorate.projects[*project].cost;
        let pays = !funded.contains(project) && cost <= left;
        left -= if pays { cost } else { 0 };
        pays
    };
    let mut projects = electorate.by_votes();
    projects.retain(|project| pays(project));
    projects
}

/// Groups of projects that only the lot orders, some of which were added by votes and some not, besides those that were funded before.
pub(super) fn cut(electorate: &Electorate, funded: &[usize], added: &[usize]) -> Vec<Vec<usize>> {
    let mut left = electorate.by_votes();
    left.retain(|project| !funded.contains(project));
    let groups = left.chunk_by(|&left, &right| electorate.projects[left].ties_with(&electorate.projects[right]));
    let is_cut = |group: &&[usize]| {
        let added = group.iter().filter(|project| added.contains(project)).count();
        added > 0 && added < group.len()
    };
    groups.filter(is_cut).map(<[usize]>::to_vec).collect()
}
