use super::pool::Pool;

/// Cheaper panels by exchanging members one by one: quick, though it may miss the cheapest.
pub(super) struct Exchange {
    sizes: Vec<u32>,
    /// The quotas that each type counts for.
    marks: Vec<Marks>,
    least: Vec<u32>,
    most: Vec<u32>,
}

/// Quotas, one bit each.
type Marks = u128;

impl Exchange {
    /// `None` when there are more quotas than bits.
    pub(super) fn new(pool: &Pool<'_>) -> Option<Self> {
        let quotas = &pool.rules.quotas;
        if quotas.len() > Marks::BITS as usize {
            return None;
        }
        let marks = pool
            .types
            .iter()
            .map(|one| one.quotas.iter().fold(0, |marks, quota| marks | 1 << quota));
        Some(Self {
            sizes: pool.sizes(),
            marks: marks.collect(),
            least: quotas.iter().map(|quota| quota.least).collect(),
            most: quotas.iter().map(|quota| quota.most).collect(),
        })
    }

    /// Makes the exchange that saves most, again and again, while one saves anything.
    pub(super) fn cheaper(&self, panel: &[u32], costs: &[f64]) -> Vec<u32> {
        let mut panel = panel.to_vec();
        let by_cost = by_cost(costs);
        while let Some((out, into)) = self.best_of(&panel, costs, &by_cost) {
            panel[out] -= 1;
            panel[into] += 1;
        }
        panel
    }

    /// The exchange that saves most: the types of who goes and of who comes.
    pub(super) fn best(&self, panel: &[u32], costs: &[f64]) -> Option<(usize, usize)> {
        self.best_of(panel, costs, &by_cost(costs))
    }

    fn best_of(&self, panel: &[u32], costs: &[f64], by_cost: &[usize]) -> Option<(usize, usize)> {
        let (at_least, at_most) = self.at_bounds(panel);
        let mut best = None;
        let mut saved = 1e-12;
        for &out in by_cost.iter().rev().filter(|place| panel[**place] > 0) {
            for &into in by_cost {
                if costs[out] - costs[into] <= saved {
                    break;
                }
                let (leaves, enters) = (self.marks[out] & !self.marks[into], self.marks[into] & !self.marks[out]);
                if panel[into] < self.sizes[into] && leaves & at_least == 0 && enters & at_most == 0 {
                    saved = costs[out] - costs[into];
                    best = Some((out, into));
                    break;
                }
            }
        }
        best
    }

    /// The quotas that can lose no member, and those that can take none.
    fn at_bounds(&self, panel: &[u32]) -> (Marks, Marks) {
        let mut counts = vec![0; self.least.len()];
        for (count, marks) in panel.iter().zip(&self.marks).filter(|(count, _)| **count > 0) {
            let mut left = *marks;
            while left != 0 {
                counts[left.trailing_zeros() as usize] += count;
                left &= left - 1;
            }
        }
        let (mut at_least, mut at_most) = (0, 0);
        for (quota, count) in counts.iter().enumerate() {
            at_least |= Marks::from(*count <= self.least[quota]) << quota;
            at_most |= Marks::from(*count >= self.most[quota]) << quota;
        }
        (at_least, at_most)
    }
}

/// Types, the cheapest first.
fn by_cost(costs: &[f64]) -> Vec<usize> {
    let mut types: Vec<usize> = (0..costs.len()).collect();
    types.sort_by(|left, right| costs[*left].total_cmp(&costs[*right]));
    types
}
