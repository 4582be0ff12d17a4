//! How far a statement brings people together when the small groups count as much as the large ones.

use super::tallies::Tally;

/// Votes under which nothing is said for a group or stratum.
pub(super) const ENOUGH: u32 = 5;
/// Share of agreement from which a group or stratum is said to agree (the 0.60 of Jigsaw's sensemaking tools).
pub(super) const AGREES: f64 = 0.60;

/// Share on one side by the neutral prior of Jeffreys (Proc. R. Soc. A 186, 1946): half a vote on either side. A rate is
/// never drawn towards that of everyone, which would work against the small group.
fn neutral(side: u32, seen: u32) -> f64 {
    (f64::from(side) + 0.5) / (f64::from(seen) + 1.0)
}

/// Agreement that is not undone by disagreement, between 0 and 1.
fn acceptance(tally: Tally) -> f64 {
    neutral(tally.agree, tally.seen) * (1.0 - neutral(tally.disagree, tally.seen))
}

/// Geometric mean of the acceptance of each of the tallies; nothing for none.
fn together(tallies: impl IntoIterator<Item = Tally>) -> Option<f64> {
    let (sum, count) = tallies
        .into_iter()
        .fold((0.0, 0.0), |(sum, count), tally| (sum + acceptance(tally).ln(), count + 1.0));
    (count > 0.0).then(|| f64::exp(sum / count))
}

/// The score of a statement: the lowest of that of the opinion groups and that of the strata of each question. A stratum
/// counts from five votes on. With one question this is the lower of groups and strata; with several, the lowest of their
/// geometric means, each over the two strata of its question, and not the mean over the strata of all: a question that divides
/// nobody does not cover for one that does.
pub(super) fn score(groups: &[Tally], questions: &[[Tally; 2]]) -> f64 {
    let heard = |strata: &[Tally; 2]| together(strata.iter().copied().filter(|tally| tally.seen >= ENOUGH));
    let strata = questions.iter().filter_map(heard);
    strata.fold(together(groups.iter().copied()).unwrap_or(0.0), f64::min)
}

/// Whether every group and every stratum agrees, each with enough votes.
pub(super) fn shared(groups: &[Tally], questions: &[[Tally; 2]]) -> bool {
    let mut parts = groups.iter().chain(questions.iter().flatten());
    !groups.is_empty() && parts.all(|tally| agrees(*tally))
}

/// Whether a group or stratum is said to agree.
pub(super) fn agrees(tally: Tally) -> bool {
    tally.seen >= ENOUGH && neutral(tally.agree, tally.seen) >= AGREES
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(agree: u32, disagree: u32, seen: u32) -> Tally {
        Tally { agree, disagree, seen }
    }

    #[test]
    fn the_lowest_of_groups_and_strata_counts() {
        let groups = [tally(18, 1, 20), tally(8, 0, 9)];
        let acceptance = |agree: f64, disagree: f64, seen: f64| {
            (agree + 0.5) / (seen + 1.0) * (1.0 - (disagree + 0.5) / (seen + 1.0))
        };
        let of_groups = (acceptance(18.0, 1.0, 20.0) * acceptance(8.0, 0.0, 9.0)).sqrt();
        assert!((score(&groups, &[]) - of_groups).abs() < 1e-12);
        let rejected = [tally(1, 5, 6), tally(25, 0, 25)];
        let of_strata = (acceptance(1.0, 5.0, 6.0) * acceptance(25.0, 0.0, 25.0)).sqrt();
        assert!((score(&groups, &[rejected]) - of_strata).abs() < 1e-12);
        // A second question that divides nobody changes nothing.
        assert_eq!(score(&groups, &[rejected, [tally(9, 0, 10), tally(17, 1, 19)]]), score(&groups, &[rejected]));
        // Four votes are too few to count.
        assert!((score(&groups, &[[tally(0, 4, 4), tally(20, 0, 20)]]) - of_groups).abs() < 1e-12);
    }

    #[test]
    fn shared_means_by_each_of_them() {
        let groups = [tally(18, 1, 20), tally(8, 0, 9)];
        assert!(shared(&groups, &[]));
        assert!(shared(&groups, &[[tally(4, 0, 5), tally(20, 0, 24)]]));
        assert!(!shared(&groups, &[[tally(4, 0, 4), tally(20, 0, 24)]]), "four votes are too few");
        assert!(!shared(&groups, &[[tally(3, 2, 5), tally(20, 0, 24)]]), "0.58 of the stratum");
        assert!(!shared(&[], &[]));
    }
}
