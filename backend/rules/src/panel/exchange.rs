use super::pool::Pool;

/// Cheaper panels by exchanging members one by one: quick, though it may miss the cheapest.
pub(super) struct Exchange {
    sizes: Vec<u32>,
    /// The quotas that each type counts for.
    marks: Vec<Marks>,
    least: Vec<u32>,
    most: Vec<u32>,
}

/// Savings below this are rounding.
const NOTHING: f64 = 1e-12;

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

    /// The exchanges at these costs, one for a member of each type.
    pub(super) fn at(&self, costs: &[f64]) -> Exchanges<'_> {
        let types = costs.iter().zip(&self.marks).enumerate();
        let mut types: Vec<Priced> = types
            .map(|(place, (&cost, &marks))| Priced { cost, marks, place })
            .collect();
        types.sort_by(|left, right| left.cost.total_cmp(&right.cost));
        Exchanges { exchange: self, types }
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

/// Exchanges of members who cost something.
pub(super) struct Exchanges<'e> {
    exchange: &'e Exchange,
    /// Types, the cheapest first.
    types: Vec<Priced>,
}

/// What is looked at of a type, side by side in memory: most of the time goes into this.
struct Priced {
    cost: f64,
    marks: Marks,
    place: usize,
}

impl Exchanges<'_> {
    /// Exchanges members, the dearest first, each for the cheapest person who can come, while that saves anything.
    pub(super) fn cheaper(&self, panel: &[u32]) -> Vec<u32> {
        let mut panel = panel.to_vec();
        let mut bounds = self.exchange.at_bounds(&panel);
        loop {
            let mut changed = false;
            for out in self.types.iter().rev() {
                while panel[out.place] > 0 {
                    let Some(into) = self.cheapest_for(out, &panel, bounds, NOTHING) else { break };
                    panel[out.place] -= 1;
                    panel[into.place] += 1;
                    bounds = self.exchange.at_bounds(&panel);
                    changed = true;
                }
            }
            if !changed {
                return panel;
            }
        }
    }

    /// The exchange that saves most: the types of who goes and of who comes.
    pub(super) fn best(&self, panel: &[u32]) -> Option<(usize, usize)> {
        let bounds = self.exchange.at_bounds(panel);
        let (mut best, mut saved) = (None, NOTHING);
        for out in self.types.iter().rev().filter(|out| panel[out.place] > 0) {
            if let Some(into) = self.cheapest_for(out, panel, bounds, saved) {
                saved = out.cost - into.cost;
                best = Some((out.place, into.place));
            }
        }
        best
    }

    /// The cheapest type of which somebody can come for a member of this one, when that saves more than so much.
    fn cheapest_for(
        &self,
        out: &Priced,
        panel: &[u32],
        (at_least, at_most): (Marks, Marks),
        saved: f64,
    ) -> Option<&Priced> {
        // Whoever comes counts for the quotas that can lose no member, and for no other that can take none.
        let needed = out.marks & at_least;
        let told = needed | at_most & !out.marks;
        let mut cheaper = self.types.iter().take_while(|into| out.cost - into.cost > saved);
        cheaper.find(|into| into.marks & told == needed && panel[into.place] < self.exchange.sizes[into.place])
    }
}
