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
/// The first of them.
type FirstMarks = u64;

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
        let mut places: Vec<usize> = (0..costs.len()).collect();
        places.sort_by(|left, right| costs[*left].total_cmp(&costs[*right]));
        let marks: Vec<Marks> = places.iter().map(|place| self.marks[*place]).collect();
        Exchanges {
            exchange: self,
            costs: places.iter().map(|place| costs[*place]).collect(),
            first_marks: marks.iter().map(|marks| *marks as FirstMarks).collect(),
            marks,
            places,
        }
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

/// Exchanges of members who cost something: of each type, the cheapest first, what is looked at stands side by side in memory, as most of
/// the time goes into looking.
pub(super) struct Exchanges<'e> {
    exchange: &'e Exchange,
    costs: Vec<f64>,
    marks: Vec<Marks>,
    /// The first of the marks, which tell most types apart.
    first_marks: Vec<FirstMarks>,
    /// Numbers of the types.
    places: Vec<usize>,
}

impl Exchanges<'_> {
    /// Exchanges members, the dearest first, each for the cheapest person who can come, while that saves anything.
    pub(super) fn cheaper(&self, panel: &[u32]) -> Vec<u32> {
        let mut panel = panel.to_vec();
        let mut bounds = self.exchange.at_bounds(&panel);
        loop {
            let mut changed = false;
            for out in (0..self.places.len()).rev() {
                while panel[self.places[out]] > 0 {
                    let Some(into) = self.cheapest_for(out, &panel, bounds, NOTHING) else { break };
                    panel[self.places[out]] -= 1;
                    panel[self.places[into]] += 1;
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
        for out in (0..self.places.len()).rev().filter(|out| panel[self.places[*out]] > 0) {
            if let Some(into) = self.cheapest_for(out, panel, bounds, saved) {
                saved = self.costs[out] - self.costs[into];
                best = Some((self.places[out], self.places[into]));
            }
        }
        best
    }

    /// The cheapest type of which somebody can come for a member of this one, when that saves more than so much; types are counted from
    /// the cheapest.
    fn cheapest_for(
        &self,
        out: usize,
        panel: &[u32],
        (at_least, at_most): (Marks, Marks),
        saved: f64,
    ) -> Option<usize> {
        // Whoever comes counts for the quotas that can lose no member, and for no other that can take none.
        let needed = self.marks[out] & at_least;
        let told = needed | at_most & !self.marks[out];
        let (first_needed, first_told) = (needed as FirstMarks, told as FirstMarks);
        let cheaper = self.costs.partition_point(|cost| self.costs[out] - cost > saved);
        let mut like_that = self.first_marks[..cheaper]
            .iter()
            .enumerate()
            .filter(|(_, marks)| **marks & first_told == first_needed);
        let can_come = |into: usize| {
            let place = self.places[into];
            self.marks[into] & told == needed && panel[place] < self.exchange.sizes[place]
        };
        like_that.find(|(into, _)| can_come(*into)).map(|(into, _)| into)
    }
}
