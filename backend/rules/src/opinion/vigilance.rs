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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::opinion::{Shape, StatementId, Stratum, StratumFigures};
    use crate::voting::Opinions;

    fn figures(agree: u64, disagree: u64) -> Option<Figures> {
        let opinions = Opinions { agree, disagree, pass: 0 };
        let share = |part: u64| (1_000 * part / (agree + disagree)) as u16;
        Some(Figures { opinions, agree: share(agree), agree_low: 0, agree_high: 1_000, disagree: share(disagree) })
    }

    /// 560 of 1,000 agree; of those who declare something, more than half do not.
    fn rejected_by(declaring: u32) -> Rejection {
        let against = u64::from(declaring) / 2 + 10;
        let own = u64::from(declaring) - against;
        let stratum = Stratum { question: 0, yes: true };
        let other = Stratum { yes: false, ..stratum };
        let analysis = OpinionAnalysis {
            voters: 1_000,
            placed: 1_000,
            shape: Shape::Continuum,
            groups: Vec::new(),
            strata: vec![
                StratumFigures { stratum, people: Some(declaring) },
                StratumFigures { stratum: other, people: Some(1_000 - declaring) },
            ],
            map: Vec::new(),
            statements: vec![StatementAnalysis {
                statement: StatementId(1),
                all: figures(560, 440),
                groups: Vec::new(),
                strata: vec![figures(own, against), figures(560 - own, 440 - against)],
                score: None,
                shared: false,
                too_few_of: Vec::new(),
            }],
            majority_agrees: Vec::new(),
            majority_disagrees: Vec::new(),
            vigilance: Vec::new(),
            headlines: Vec::new(),
        };
        let found = rejections(&analysis);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].by, Part::Stratum { stratum });
        found[0]
    }

    #[test]
    fn people_who_are_half_of_all_or_more_are_not_called_a_smaller_group() {
        assert!(rejected_by(400).smaller);
        assert!(!rejected_by(500).smaller);
        assert!(!rejected_by(600).smaller);
    }
}
