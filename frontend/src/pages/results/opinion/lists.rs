use tablee_rules::opinion::{OpinionAnalysis, StatementAnalysis, StatementId};

use super::names::Names;

/// Statements of a list at most.
const MOST: usize = 5;

/// The shared statements that bring people together the most, each with the lowest share of agreement among groups and strata, or
/// that of all where there are none.
pub(super) fn together(names: &Names<'_>, analysis: &OpinionAnalysis) -> Vec<String> {
    let shared = analysis.statements.iter().filter(|statement| statement.shared);
    shared
        .filter_map(|statement| lowest(names, statement))
        .take(MOST)
        .collect()
}

fn lowest(names: &Names<'_>, statement: &StatementAnalysis) -> Option<String> {
    let parts = statement.groups.iter().chain(&statement.strata).flatten();
    let (key, share) = match parts.map(|figures| figures.agree).min() {
        Some(lowest) => ("opinion-list-together", lowest),
        None => ("opinion-list-agree", statement.all.as_ref()?.agree),
    };
    said(names, key, statement.statement, share)
}

/// What most people agree with, then what most disagree with.
pub(super) fn majority(names: &Names<'_>, analysis: &OpinionAnalysis) -> Vec<String> {
    let all = |id: &StatementId| {
        let found = analysis.statements.iter().find(|statement| statement.statement == *id);
        found.and_then(|statement| statement.all)
    };
    let agrees = analysis.majority_agrees.iter();
    let agrees = agrees.filter_map(|id| said(names, "opinion-list-agree", *id, all(id)?.agree));
    let disagrees = analysis.majority_disagrees.iter();
    let disagrees = disagrees.filter_map(|id| said(names, "opinion-list-disagree", *id, all(id)?.disagree));
    agrees.chain(disagrees).collect()
}

fn said(names: &Names<'_>, key: &str, statement: StatementId, share: u16) -> Option<String> {
    let statement = names.statement(statement)?;
    Some(names.says(key, &[("statement", statement.into()), ("share", names.share(share).into())]))
}
