//! The sentences that come before any figure: what brings people together, what divides, what a small group refuses.

use std::collections::BTreeMap;

use super::{Figures, Headline, OpinionAnalysis, Part, Rejection, Shape, StatementAnalysis, StatementId, Stratum};
use crate::results::Share;

/// The sentences that the figures of an analysis allow, at most five.
pub(super) fn headlines(analysis: &OpinionAnalysis) -> Vec<Headline> {
    if analysis.statements.is_empty() {
        return Vec::new();
    }
    let together = together(analysis);
    let told = match together {
        Headline::Together { statement, .. } | Headline::Agreed { statement, .. } => Some(statement),
        _ => None,
    };
    let sentences = [
        Some(together),
        if analysis.shape == Shape::Groups { divides(analysis) } else { splits(analysis) },
        refused(analysis),
        majority(analysis, told),
        not_heard(analysis).or_else(|| majority_refuses(analysis)),
    ];
    sentences.into_iter().flatten().collect()
}

fn together(analysis: &OpinionAnalysis) -> Headline {
    let Some(best) = analysis.statements.iter().find(|statement| statement.shared) else {
        return Headline::NothingShared;
    };
    if let (Some(all), true, true) = (best.all, best.groups.is_empty(), best.strata.is_empty()) {
        return Headline::Agreed { statement: best.statement, agree: all.agree };
    }
    let parts = best.groups.iter().chain(&best.strata);
    let shares: Option<Vec<Share>> = parts.map(|figures| figures.map(|figures| figures.agree)).collect();
    let at_least = shares.and_then(|shares| shares.into_iter().min());
    Headline::Together { statement: best.statement, at_least }
}

/// What the smallest stratum rejects, or else the smallest group: people who said who they are come before those whom only their
/// votes set apart.
fn refused(analysis: &OpinionAnalysis) -> Option<Headline> {
    let of_part = |rejection: &&Rejection| match rejection.by {
        Part::Stratum { stratum } => {
            let figures = analysis.strata.iter().find(|figures| figures.stratum == stratum);
            (false, figures.and_then(|figures| figures.people).unwrap_or(u32::MAX))
        }
        Part::Group { group } => {
            let figures = analysis.groups.get(usize::from(group));
            (true, figures.map_or(u32::MAX, |figures| figures.people))
        }
    };
    analysis
        .vigilance
        .iter()
        .min_by_key(of_part)
        .copied()
        .map(Headline::Refused)
}

/// The statement on which the shares of agreement of two groups are furthest apart.
fn divides(analysis: &OpinionAnalysis) -> Option<Headline> {
    let ends = |statement: &StatementAnalysis| {
        let groups = statement.groups.iter().enumerate();
        let shares = groups.filter_map(|(group, figures)| figures.map(|figures| (group as u8, figures.agree)));
        let shares: Vec<(u8, Share)> = shares.collect();
        let most = *shares.iter().max_by_key(|(_, share)| *share)?;
        let least = *shares.iter().min_by_key(|(_, share)| *share)?;
        (most.1 > least.1).then_some((statement.statement, most, least))
    };
    let ends = analysis.statements.iter().filter_map(ends);
    // The last of equals is the one that brings people least together.
    ends.max_by_key(|(_, most, least)| most.1 - least.1)
        .map(|(statement, most, least)| Headline::Divides { statement, most, least })
}

/// The statement whose smaller side is the largest.
fn splits(analysis: &OpinionAnalysis) -> Option<Headline> {
    let told = analysis
        .statements
        .iter()
        .filter_map(|statement| Some((statement.statement, statement.all?)));
    let split = told.max_by_key(|(_, all)| all.agree.min(all.disagree))?;
    let (statement, Figures { agree, disagree, .. }) = split;
    (agree.min(disagree) > 0).then_some(Headline::Splits { statement, agree, disagree })
}

fn majority(analysis: &OpinionAnalysis, told: Option<StatementId>) -> Option<Headline> {
    let statement = *analysis
        .majority_agrees
        .iter()
        .find(|statement| Some(**statement) != told)?;
    let agree = of(analysis, statement)?.all?.agree;
    Some(Headline::Majority { statement, agree })
}

fn majority_refuses(analysis: &OpinionAnalysis) -> Option<Headline> {
    let statement = *analysis.majority_disagrees.first()?;
    let disagree = of(analysis, statement)?.all?.disagree;
    Some(Headline::MajorityRefuses { statement, disagree })
}

/// The stratum that is missing on the most statements; the first of equals.
fn not_heard(analysis: &OpinionAnalysis) -> Option<Headline> {
    let mut missing: BTreeMap<Stratum, u32> = BTreeMap::new();
    for stratum in analysis.statements.iter().flat_map(|statement| &statement.too_few_of) {
        *missing.entry(*stratum).or_default() += 1;
    }
    let (stratum, statements) = missing.into_iter().rev().max_by_key(|(_, statements)| *statements)?;
    Some(Headline::NotHeard { stratum, statements })
}

fn of(analysis: &OpinionAnalysis, statement: StatementId) -> Option<&StatementAnalysis> {
    analysis
        .statements
        .iter()
        .find(|analysis| analysis.statement == statement)
}
