use std::collections::BTreeMap;

use super::exchange::Exchange;
use super::faults::PanelFault;
use super::feasible::obstacle;
use super::mixture::{Mixture, dot};
use super::pool::Pool;
use super::program::Program;
use super::relaxed::{Cut, relaxed_chances};

/// Nearer than this to the chances aimed at is as good as there.
const NEAR: f64 = 1e-5;
/// Chances that lie further than this from what whole panels allow are aimed at no more.
const TOO_FAR: f64 = 2e-4;
/// A panel found by exchanges is taken when it brings the mixture at least this much nearer, as a part of the distance left.
const HELPFUL: f64 = 0.9;
/// Panels that exchanges start from, each time.
const STARTS: usize = 3;
/// Costs below this part of the highest are faint.
const FAINT: f64 = 1e-4;
/// Inequalities learnt before the nearest chances found so far are taken.
const ROUNDS: usize = 200;

/// The fairest chances that the quotas allow, and panels whose lottery gives them.
#[derive(Clone, Debug, PartialEq)]
pub struct Chances {
    /// The chance of each person of a type, in the order of the types of the pool.
    pub by_type: Vec<f64>,
    /// Panels as how many people of each type, with the share of the lottery that each has; the shares add up to 1.
    pub panels: Vec<(Vec<u32>, f64)>,
}

/// Panels that were met so far, each once.
#[derive(Default)]
struct Panels {
    list: Vec<Vec<u32>>,
    places: BTreeMap<Vec<u32>, usize>,
    /// Counts the starts of exchanges, so that they start from all panels in turn.
    turn: usize,
}

/// The leximin chances of a pool, to within 0.02 of a percentage point; why there is no panel, when there is none.
///
/// It aims at the chances that would be fairest if people could be divided, and mixes whole panels to come as near as possible. When
/// whole panels cannot come near, the attempt itself gives an inequality that they all hold to and the aim does not; the aim is then
/// chosen again under it.
pub fn fair_chances(pool: &Pool<'_>) -> Result<Chances, PanelFault> {
    let program = Program::new(pool);
    let any = program.cheapest_panel(&vec![0.0; pool.types.len()])?;
    let mut panels = Panels::default();
    let first = panels.place(any.ok_or_else(|| obstacle(pool))?);
    let exchange = Exchange::new(pool);
    let (mut weights, mut cuts) = (vec![(first, 1.0)], Vec::new());
    let (mut aim, mut too_far) = (relaxed_chances(&program, &cuts)?, TOO_FAR);
    for round in 0..=ROUNDS {
        let (mixed, cut) = mixed(&program, exchange.as_ref(), (&aim, too_far), &mut panels, &weights)?;
        weights = mixed;
        let Some(cut) = cut else { break };
        cuts.push(cut);
        match relaxed_chances(&program, &cuts) {
            Ok(next) if round + 1 < ROUNDS => aim = next,
            // No more can be learnt: the aim stays, and the mixture goes as near to it as whole panels come.
            _ => too_far = f64::INFINITY,
        }
    }
    Ok(chances(&program, panels, weights))
}

/// Panels by place, and the share of each.
type Shares = Vec<(usize, f64)>;

/// Mixes panels towards the aim, starting from a mixture; gives the inequality that the aim breaks, when whole panels stay too far.
fn mixed(
    program: &Program<'_>,
    exchange: Option<&Exchange>,
    (aim, too_far): (&[f64], f64),
    panels: &mut Panels,
    start: &[(usize, f64)],
) -> Result<(Shares, Option<Cut>), PanelFault> {
    let roots: Vec<f64> = program.sizes().iter().map(|size| f64::from(*size).sqrt()).collect();
    // Distances are those between the chances of all persons: √size times those of types.
    let point = |panel: &[u32]| -> Vec<f64> {
        let counts = panel.iter().zip(&roots).zip(aim);
        counts
            .map(|((count, root), chance)| f64::from(*count) / root - root * chance)
            .collect()
    };
    let parts = start
        .iter()
        .map(|(name, weight)| (*name, point(&panels.list[*name]), *weight));
    let mut mixture = Mixture::of_all(parts);
    let (mut reached, mut quick) = (f64::INFINITY, exchange);
    let cut = loop {
        let place = mixture.place();
        let furthest = place
            .iter()
            .zip(&roots)
            .map(|(away, root)| away.abs() / root)
            .fold(0.0, f64::max);
        let distance = dot(&place, &place).sqrt();
        let stuck = distance >= reached * (1.0 - 1e-9);
        if furthest <= NEAR || (stuck && quick.is_none()) {
            break None;
        }
        quick = exchange.filter(|_| !stuck);
        reached = distance;
        let costs: Vec<f64> = place.iter().zip(&roots).map(|(away, root)| away / root).collect();
        // How far from the aim this vertex is, seen from where the mixture is.
        let ahead = |vertex: &[f64]| dot(vertex, &place) / distance;
        if let Some(panel) = quick.map(|exchange| exchanged(exchange, &costs, &mixture, panels)) {
            let vertex = point(&panel);
            if ahead(&vertex) < distance * HELPFUL && mixture.add(panels.place(panel), vertex) {
                continue;
            }
            quick = None;
        }
        let Some(panel) = program.cheapest_panel(&costs)? else { break None };
        let vertex = point(&panel);
        // No panel lies nearer in this direction, and so no mixture.
        let nearest = ahead(&vertex);
        if nearest > too_far {
            break Some(cut(program, costs, aim)?);
        }
        if nearest >= distance - NEAR || !mixture.add(panels.place(panel), vertex) {
            break None;
        }
    };
    Ok((mixture.weights().collect(), cut))
}

/// The cheapest panel that exchanges lead to from a few panels of the mixture, other ones each time.
fn exchanged(exchange: &Exchange, costs: &[f64], mixture: &Mixture, panels: &mut Panels) -> Vec<u32> {
    let parts: Vec<usize> = mixture.weights().map(|(name, _)| name).collect();
    let cost = |panel: &[u32]| -> f64 {
        panel
            .iter()
            .zip(costs)
            .map(|(count, cost)| f64::from(*count) * cost)
            .sum()
    };
    let exchanges = exchange.at(costs);
    let mut best: Option<(f64, Vec<u32>)> = None;
    for _ in 0..STARTS.min(parts.len()) {
        panels.turn += 1;
        let panel = exchanges.cheaper(&panels.list[parts[panels.turn % parts.len()]]);
        let cost = cost(&panel);
        if best.as_ref().is_none_or(|(least, _)| cost < *least) {
            best = Some((cost, panel));
        }
    }
    best.map(|(_, panel)| panel).unwrap_or_default()
}

/// That no panel costs less than the cheapest one, as the aim does.
///
/// Faint costs are what rounding leaves. They are taken for nothing where the aim breaks the inequality all the same: the next aim
/// follows by dividing by costs, and would follow from rounding.
fn cut(program: &Program<'_>, costs: Vec<f64>, aim: &[f64]) -> Result<Cut, PanelFault> {
    let scale = costs.iter().fold(0.0f64, |most, cost| most.max(cost.abs()));
    let all: Vec<f64> = costs.iter().map(|cost| cost / scale).collect();
    let clear: Vec<f64> = all
        .iter()
        .map(|cost| if cost.abs() < FAINT { 0.0 } else { *cost })
        .collect();
    let cut = Cut::of_cheapest(program, clear)?;
    if cut.excludes(aim, program.sizes()) { Ok(cut) } else { Cut::of_cheapest(program, all) }
}

fn chances(program: &Program<'_>, panels: Panels, weights: Shares) -> Chances {
    let mut by_type = vec![0.0; program.sizes().len()];
    for (name, weight) in &weights {
        for (chance, (count, size)) in by_type.iter_mut().zip(panels.list[*name].iter().zip(program.sizes())) {
            *chance += weight * f64::from(*count) / f64::from(*size);
        }
    }
    let mut list: Vec<Option<Vec<u32>>> = panels.list.into_iter().map(Some).collect();
    let panels = weights.into_iter();
    let panels = panels.filter_map(|(name, weight)| list[name].take().map(|panel| (panel, weight)));
    Chances { by_type, panels: panels.collect() }
}

impl Panels {
    fn place(&mut self, panel: Vec<u32>) -> usize {
        let next = self.list.len();
        let place = *self.places.entry(panel.clone()).or_insert(next);
        if place == next {
            self.list.push(panel);
        }
        place
    }
}
