//! What sets a group apart from the others: statements on which it differs, by the tests of Polis.

use super::tallies::Tally;

/// Quantile of the normal distribution that 10 % exceed.
pub(super) const Z_90: f64 = 1.2816;
/// At most this many statements speak for a group.
pub(super) const MOST: usize = 5;

/// How one group received one statement, on one side, compared with all the others.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Stand {
    /// Share of the group on that side, one vote added to each of two.
    pub share: f64,
    /// How far that share is above one half, as a standard normal deviate.
    pub share_test: f64,
    /// That share over the share of the others.
    pub ratio: f64,
    /// How far the share is above that of the others, as a standard normal deviate.
    pub ratio_test: f64,
}

impl Stand {
    fn of(side: u32, seen: u32, other_side: u32, other_seen: u32) -> Self {
        let share = smoothed(side, seen);
        Self {
            share,
            share_test: above_half(side, seen),
            ratio: share / smoothed(other_side, other_seen),
            ratio_test: above_others(side, seen, other_side, other_seen),
        }
    }

    /// Whether both tests pass at 90 %.
    pub(super) fn sufficient(self) -> bool {
        self.ratio_test > Z_90 && self.share_test > Z_90
    }

    /// How well it speaks for the group.
    pub(super) fn weight(self) -> f64 {
        self.ratio * self.ratio_test * self.share * self.share_test
    }
}

/// How one group stands on one statement, on both sides.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Stands {
    /// Place of the statement.
    pub statement: usize,
    /// Whether anyone of the group took a side.
    pub taken: bool,
    /// Agreement.
    pub agree: Stand,
    /// Disagreement.
    pub disagree: Stand,
}

impl Stands {
    /// The stands of a group on a statement, against all other grouped voters.
    pub(super) fn of(statement: usize, own: Tally, others: Tally) -> Self {
        Self {
            statement,
            taken: own.agree > 0 || own.disagree > 0,
            agree: Stand::of(own.agree, own.seen, others.agree, others.seen),
            disagree: Stand::of(own.disagree, own.seen, others.disagree, others.seen),
        }
    }

    /// Whether the group agrees with it more than others do, rather than disagreeing more.
    pub(super) fn agrees(&self) -> bool {
        self.agree.ratio_test > self.disagree.ratio_test
    }

    /// Agreement, or disagreement.
    pub(super) fn side(&self, agrees: bool) -> Stand {
        if agrees { self.agree } else { self.disagree }
    }

    /// The side on which it is filed.
    pub(super) fn filed(&self) -> Stand {
        self.side(self.agrees())
    }
}

/// The share on one side with one vote added to each of two.
pub(super) fn smoothed(side: u32, seen: u32) -> f64 {
    (f64::from(side) + 1.0) / (f64::from(seen) + 2.0)
}

/// How far a share is above one half, as a standard normal deviate.
pub(super) fn above_half(side: u32, seen: u32) -> f64 {
    let seen = f64::from(seen) + 1.0;
    2.0 * seen.sqrt() * ((f64::from(side) + 1.0) / seen - 0.5)
}

fn above_others(side: u32, seen: u32, other_side: u32, other_seen: u32) -> f64 {
    let [a, m, b, o] = [side, seen, other_side, other_seen].map(|count| f64::from(count) + 1.0);
    let pooled = (a + b) / (m + o);
    if pooled >= 1.0 {
        return 0.0;
    }
    (a / m - b / o) / (pooled * (1.0 - pooled) * (1.0 / m + 1.0 / o)).sqrt()
}

/// The statements that speak for a group, by the selection of Polis, from its stands in the order of the statements.
/// `sufficient` says which of them differ for certain.
///
/// When none does, the one that comes nearest stands in.
pub(super) fn select(stands: &[Stands], sufficient: impl Fn(&Stands) -> bool) -> Vec<Stands> {
    let certain: Vec<&Stands> = stands.iter().filter(|stand| sufficient(stand)).collect();
    let best_agree = best_agree(stands);
    if certain.is_empty() {
        return best_agree.or_else(|| nearest(stands)).copied().into_iter().collect();
    }
    let first = best_agree.map(|best| best.statement);
    let mut others: Vec<&Stands> = certain
        .into_iter()
        .filter(|stand| Some(stand.statement) != first)
        .collect();
    others.sort_by(|left, right| right.filed().weight().total_cmp(&left.filed().weight()));
    in_order(best_agree.into_iter().chain(others).take(MOST).copied().collect())
}

/// What the group agrees with before what it disagrees with, the order being kept otherwise.
pub(super) fn in_order(mut selected: Vec<Stands>) -> Vec<Stands> {
    selected.sort_by_key(|stand| !stand.agrees());
    selected
}

/// The agreement that speaks best for the group, sufficient or not.
fn best_agree(stands: &[Stands]) -> Option<&Stands> {
    let likely = |agree: Stand| agree.share * agree.share_test;
    stands
        .iter()
        .filter(|stand| stand.taken)
        .fold(None, |best: Option<&Stands>, stand| {
            let agree = stand.agree;
            let better = match best.map(|best| best.agree) {
                Some(best) if best.ratio > 1.0 => agree.weight() > best.weight(),
                Some(best) => likely(agree) > likely(best),
                None => agree.share_test > Z_90 || (agree.ratio > 1.0 && agree.share > 0.5),
            };
            if better { Some(stand) } else { best }
        })
}

/// The stand furthest from that of the others; the first of equals.
fn nearest(stands: &[Stands]) -> Option<&Stands> {
    stands.iter().reduce(|best, stand| {
        let further = stand.filed().ratio_test > best.filed().ratio_test;
        if further { stand } else { best }
    })
}

/// The stands of every group on every counting statement.
pub(super) fn stands_of_groups(tallies: &[Vec<Tally>], counting: &[usize]) -> Vec<Vec<Stands>> {
    let total = |statement: usize| {
        tallies
            .iter()
            .fold(Tally::default(), |sum, group| sum.with(group[statement]))
    };
    let totals: Vec<Tally> = counting.iter().map(|&statement| total(statement)).collect();
    let of_group = |group: &Vec<Tally>| {
        counting
            .iter()
            .zip(&totals)
            .map(|(&statement, total)| Stands::of(statement, group[statement], total.without(group[statement])))
            .collect()
    };
    tallies.iter().map(of_group).collect()
}
