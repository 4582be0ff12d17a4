use super::chances::Chances;
use super::exchange::Exchange;
use super::lottery::PANELS;
use super::mixture::dot;
use super::pool::Pool;

/// Improvements below this are rounding.
const NOTHING: f64 = 1e-9;
/// Rounds of exchanges of members, at most.
const ROUNDS: usize = 20;

/// Panels and how often each comes among [`PANELS`], so that the chances of all persons stay as near as can be found.
pub(super) fn thousandths(pool: &Pool<'_>, chances: &Chances) -> Vec<(Vec<u32>, usize)> {
    let mut rounding = Rounding::new(pool, chances);
    rounding.round_shares(chances);
    rounding.exchange_panels();
    if let Some(exchange) = Exchange::new(pool) {
        rounding.exchange_members(&exchange);
    }
    let panels = rounding.panels.into_iter().zip(rounding.times);
    panels.filter(|(_, times)| *times > 0).collect()
}

struct Rounding {
    /// √size of each type: it makes distances those between the chances of all persons.
    roots: Vec<f64>,
    panels: Vec<Vec<u32>>,
    /// How far the chances would be from what they should be, were a panel the only one.
    points: Vec<Vec<f64>>,
    times: Vec<usize>,
    /// Sum of the points: how far the chances are, in thousandths.
    away: Vec<f64>,
}

impl Rounding {
    fn new(pool: &Pool<'_>, chances: &Chances) -> Self {
        let roots: Vec<f64> = pool.sizes().iter().map(|size| f64::from(*size).sqrt()).collect();
        let point = |panel: &Vec<u32>| -> Vec<f64> {
            let types = panel.iter().zip(&roots).zip(&chances.by_type);
            types
                .map(|((count, root), chance)| f64::from(*count) / root - root * chance)
                .collect()
        };
        let panels: Vec<Vec<u32>> = chances.panels.iter().map(|(panel, _)| panel.clone()).collect();
        let points = panels.iter().map(point).collect();
        Self { times: vec![0; panels.len()], away: vec![0.0; roots.len()], roots, panels, points }
    }

    fn add(&mut self, panel: usize) {
        self.times[panel] += 1;
        shift(&mut self.away, &self.points[panel], 1.0);
    }

    /// Shares rounded down, then panels added one by one, each the one that brings the chances nearest.
    fn round_shares(&mut self, chances: &Chances) {
        for (place, (_, share)) in chances.panels.iter().enumerate() {
            self.times[place] = (share * PANELS as f64).max(0.0) as usize;
            shift(&mut self.away, &self.points[place], self.times[place] as f64);
        }
        while self.times.iter().sum::<usize>() < PANELS {
            let cost = |point: &[f64]| 2.0 * dot(&self.away, point) + dot(point, point);
            let points = self.points.iter().enumerate();
            let best = points.min_by(|(_, left), (_, right)| cost(left).total_cmp(&cost(right)));
            let Some((best, _)) = best else { return };
            self.add(best);
        }
    }

    /// One panel for another, while that brings the chances nearer.
    fn exchange_panels(&mut self) {
        let products: Vec<Vec<f64>> = self
            .points
            .iter()
            .map(|point| self.points.iter().map(|other| dot(point, other)).collect())
            .collect();
        for _ in 0..PANELS {
            let pull: Vec<f64> = self.points.iter().map(|point| dot(&self.away, point)).collect();
            let Some((out, into)) = best_exchange(&products, &self.times, &pull) else { return };
            self.times[out] -= 1;
            shift(&mut self.away, &self.points[out], -1.0);
            self.add(into);
        }
    }

    /// One member of one panel for another, while that brings the chances nearer: finer than whole panels.
    fn exchange_members(&mut self, exchange: &Exchange) {
        let mut costs = self.costs();
        let mut exchanges = exchange.at(&costs);
        for _ in 0..ROUNDS {
            let mut changed = false;
            for place in 0..self.panels.len() {
                let best = exchanges.best(&self.panels[place]);
                let Some((out, into)) = best.filter(|_| self.times[place] > 0) else { continue };
                let (from, to) = (self.roots[out].recip(), self.roots[into].recip());
                if 2.0 * (costs[into] - costs[out]) + from * from + to * to > -NOTHING {
                    continue;
                }
                self.times[place] -= 1;
                self.away[out] -= from;
                self.away[into] += to;
                let mut panel = self.panels[place].clone();
                panel[out] -= 1;
                panel[into] += 1;
                self.panels.push(panel);
                self.times.push(1);
                costs = self.costs();
                exchanges = exchange.at(&costs);
                changed = true;
            }
            if !changed {
                return;
            }
        }
    }

    /// What one member more of each type costs: how far the chances of its people are above what they should be.
    fn costs(&self) -> Vec<f64> {
        let types = self.away.iter().zip(&self.roots);
        types.map(|(away, root)| away / root).collect()
    }
}

/// The exchange of one panel for another that brings the chances nearest; `None` when none does.
fn best_exchange(products: &[Vec<f64>], times: &[usize], pull: &[f64]) -> Option<(usize, usize)> {
    let mut best = (-NOTHING, None);
    for out in (0..times.len()).filter(|place| times[*place] > 0) {
        for into in (0..times.len()).filter(|place| *place != out) {
            let apart = products[into][into] + products[out][out] - 2.0 * products[into][out];
            let gain = 2.0 * (pull[into] - pull[out]) + apart;
            if gain < best.0 {
                best = (gain, Some((out, into)));
            }
        }
    }
    best.1
}

fn shift(away: &mut [f64], point: &[f64], times: f64) {
    for (away, coordinate) in away.iter_mut().zip(point) {
        *away += times * coordinate;
    }
}
