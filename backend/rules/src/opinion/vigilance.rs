//! What the majority likes and a small group rejects: a list of what brings people together hides it by design.

use super::representative::{Z_90, above_half, smoothed};
use super::tallies::Tally;
use super::{Figures, Part, Rejection, Shape, StatementAnalysis, StratumFigures};

/// Whether a statement is a favourite of the majority: more than half agree, for certain.
pub(super) fn is_favourite(all: Tally) -> bool {
    smoothed(all.agree, all.seen) > 0.5 && above_half(all.agree, all.seen) > Z_90
}

/// The groups and strata of whom more than half disagree with a favourite, by what is told of them; the firmest first.
pub(super) fn rejections(favourites: &[StatementAnalysis], shape: Shape, strata: &[StratumFigures]) -> Vec<Rejection> {
    let mut found: Vec<(u64, Rejection)> = Vec::new();
    for analysis in favourites {
        let groups = analysis
            .groups
            .iter()
            .enumerate()
            .map(|(group, figures)| (Part::Group { group: group as u8 }, figures));
        let groups = groups.filter(|_| shape == Shape::Groups);
        let strata = strata.iter().zip(&analysis.strata);
        let strata = strata.map(|(stratum, figures)| (Part::Stratum { stratum: stratum.stratum }, figures));
        found.extend(groups.chain(strata).filter_map(|(by, figures)| {
            let figures = figures.filter(rejects)?;
            let rejection = Rejection { statement: analysis.statement, by, disagree: figures.disagree };
            Some((figures.opinions.disagree, rejection))
        }));
    }
    found.sort_by_key(|(people, rejection)| std::cmp::Reverse((rejection.disagree, *people)));
    found.into_iter().map(|(_, rejection)| rejection).collect()
}

fn rejects(figures: &Figures) -> bool {
    2 * figures.opinions.disagree > figures.opinions.seen()
}
