//! Keeps what is said of groups to what is hardly ever false, however many statements are tested.

use super::representative::{Stand, Stands, in_order, select};

/// Share of false findings among all findings that is put up with.
pub(super) const FALSE_SHARE: f64 = 0.10;

/// For each group, the statements that set it apart: those of the selection of Polis whose finding stands when false ones
/// are kept to 10 % over all groups, statements and sides (Benjamini and Hochberg, J. R. Stat. Soc. B 57, 1995). None
/// where nothing is certain.
///
/// `held_out` holds the same stands, in the same order, of groups made without the statement: what the tests go by.
pub(super) fn certain(stands: &[Vec<Stands>], held_out: &[Vec<Stands>]) -> Vec<Vec<Stands>> {
    let sides = held_out
        .iter()
        .flatten()
        .flat_map(|stand| [stand.agree, stand.disagree]);
    let limit = limit(sides.map(chance).collect());
    let of_group = |(stands, held_out): (&Vec<Stands>, &Vec<Stands>)| {
        let found = |stand: &Stands| {
            let tested = held_out.iter().find(|tested| tested.statement == stand.statement);
            tested.is_some_and(|tested| chance(tested.side(stand.agrees())) <= limit)
        };
        let stands_out = |stand: &Stands| stand.filed().sufficient() && found(stand);
        let selected = select(stands, stands_out).into_iter();
        in_order(selected.filter(stands_out).collect())
    };
    stands.iter().zip(held_out).map(of_group).collect()
}

/// The chance of a stand as clear when the group neither takes that side nor differs from the others: both must be
/// refuted, so the larger of the two.
fn chance(stand: Stand) -> f64 {
    let above = |deviate: f64| 0.5 * libm::erfc(deviate / std::f64::consts::SQRT_2);
    above(stand.share_test).max(above(stand.ratio_test))
}

/// The largest chance that is still a finding; below 0 when nothing is.
fn limit(mut chances: Vec<f64>) -> f64 {
    chances.sort_by(f64::total_cmp);
    let tests = chances.len() as f64;
    let found = chances
        .iter()
        .enumerate()
        .rfind(|(place, chance)| **chance <= FALSE_SHARE * (*place as f64 + 1.0) / tests);
    found.map_or(-1.0, |(_, chance)| *chance)
}

#[cfg(test)]
mod tests {
    use super::super::tallies::Tally;
    use super::*;

    #[test]
    fn a_difference_that_chance_makes_among_many_is_not_told() {
        let tally = |agree, seen| Tally { agree, disagree: seen - agree, seen };
        // Two statements divide two groups; three of thirty others do so a little.
        let of_group = |first: bool| {
            let stands = (0..32).map(|statement| {
                let (own, others) = match statement {
                    0 | 1 => (28, 2),
                    2..5 => (20, 14),
                    _ => (15, 15),
                };
                let (own, others) = if first { (own, others) } else { (others, own) };
                Stands::of(statement, tally(own, 30), tally(others, 30))
            });
            stands.collect::<Vec<_>>()
        };
        let stands = [of_group(true), of_group(false)];
        let plain = select(&stands[0], |stands| stands.filed().sufficient());
        let mut plain: Vec<usize> = plain.iter().map(|stand| stand.statement).collect();
        plain.sort_unstable();
        assert_eq!(plain, [0, 1, 2, 3, 4], "the plain test is passed by all five");
        for group in certain(&stands, &stands) {
            let mut told: Vec<usize> = group.iter().map(|stand| stand.statement).collect();
            told.sort_unstable();
            assert_eq!(told, [0, 1]);
        }
    }

    #[test]
    fn the_step_up_procedure_of_its_authors() {
        // Eight tests at 10 %: the fourth smallest, 0.04, is below 4/8 of it, and no greater one is below its own part.
        assert_eq!(limit(vec![0.9, 0.04, 0.001, 0.6, 0.03, 0.5, 0.02, 0.7]), 0.04);
        assert_eq!(limit(vec![0.02, 0.9, 0.9, 0.9, 0.9, 0.9]), -1.0);
        assert_eq!(limit(Vec::new()), -1.0);
    }
}
