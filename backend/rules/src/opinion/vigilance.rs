//! What the majority likes and a small group rejects: a list of what brings people together hides it by design.

use super::conclusions::tally;
use super::representative::{Z_90, above_half, smoothed};
use super::{Figures, OpinionAnalysis, Part, Rejection, StatementAnalysis};

/// The groups and strata of whom more than half disagree with a favourite of the majority, by what is told of them; the firmest
/// first.
pub(super) fn rejections(analysis: &OpinionAnalysis) -> Vec<Rejection> {
    let favourites = analysis.statements.iter().filter(|statement| is_favourite(statement));
    let mut found: Vec<(u64, Rejection)> = Vec::new();
    for favourite in favourites {
        let groups = analysis.groups.iter().zip(0u8..).zip(&favourite.groups);
        let groups = groups.map(|((of, group), figures)| (Part::Group { group }, Some(of.people), figures));
        let strata = analysis.strata.iter().zip(&favourite.strata);
        let strata = strata.map(|(of, figures)| (Part::Stratum { stratum: of.stratum }, of.people, figures));
        found.extend(groups.chain(strata).filter_map(|(by, people, figures)| {
            let figures = figures.as_ref().filter(|figures| rejects(figures))?;
            let smaller = people.is_some_and(|people| u64::from(people) * 2 < u64::from(analysis.voters));
            let rejection = Rejection { statement: favourite.statement, by, disagree: figures.disagree, smaller };
            Some((figures.opinions.disagree, rejection))
        }));
    }
    found.sort_by_key(|(people, rejection)| std::cmp::Reverse((rejection.disagree, *people)));
    found.into_iter().map(|(_, rejection)| rejection).collect()
}

/// Whether a statement is a favourite of the majority: more than half agree, for certain.
fn is_favourite(statement: &StatementAnalysis) -> bool {
    statement
        .all
        .as_ref()
        .map(tally)
        .is_some_and(|all| smoothed(all.agree, all.seen) > 0.5 && above_half(all.agree, all.seen) > Z_90)
}

fn rejects(figures: &Figures) -> bool {
    2 * figures.opinions.disagree > figures.opinions.seen()
}
