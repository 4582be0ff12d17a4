use microlp::{ComparisonOp, Error, OptimizationDirection, Problem, SolveOptions, SolveOutcome, Variable};

use super::faults::PanelFault;
use super::pool::Pool;

/// Branches that a search may look at, so that it always ends.
pub(super) const NODES: u64 = 20_000;

/// Panels of a pool as a program in whole numbers: how many people of each type. It is solved by `microlp`, which is written in Rust, rather
/// than HiGHS, so that a machine with Rust and nothing else builds all of this.
pub(super) struct Program<'a> {
    pub(super) pool: &'a Pool<'a>,
    sizes: Vec<u32>,
    /// Types by quota, of the quotas that somebody counts for.
    rows: Vec<Vec<usize>>,
}

impl<'a> Program<'a> {
    pub(super) fn new(pool: &'a Pool<'a>) -> Self {
        let rows = 0..pool.rules.quotas.len();
        Self { pool, sizes: pool.sizes(), rows: rows.map(|quota| pool.types_of(quota).collect()).collect() }
    }

    pub(super) fn sizes(&self) -> &[u32] {
        &self.sizes
    }

    /// The panel of least cost, a cost for each member by type; `None` when there is no panel.
    pub(super) fn cheapest_panel(&self, costs: &[f64]) -> Result<Option<Vec<u32>>, PanelFault> {
        let scale = costs.iter().fold(0.0f64, |most, cost| most.max(cost.abs()));
        let scale = if scale > 0.0 { scale.recip() } else { 0.0 };
        let mut problem = Problem::new(OptimizationDirection::Minimize);
        let counts: Vec<Variable> = costs
            .iter()
            .zip(&self.sizes)
            .map(|(cost, size)| problem.add_integer_var(cost * scale, (0, *size as i32)))
            .collect();
        self.constrain(&mut problem, |place| vec![(counts[place], 1.0)], |_| 0.0);
        let solved = match solve(&problem, |options| options.node_limit = Some(NODES)) {
            Ok(outcome) => outcome.into_solution().map_err(|_| PanelFault::TooIntricate)?,
            Err(Error::Infeasible) => return Ok(None),
            Err(_) => return Err(PanelFault::TooIntricate),
        };
        let panel: Vec<u32> = counts
            .iter()
            .map(|count| solved.var_value(*count).round() as u32)
            .collect();
        if self.pool.is_panel(&panel) { Ok(Some(panel)) } else { Err(PanelFault::TooIntricate) }
    }

    /// Adds what makes a panel: the seats, and each quota. A type's count is the sum of these terms and the constant.
    pub(super) fn constrain(
        &self,
        problem: &mut Problem,
        terms: impl Fn(usize) -> Vec<(Variable, f64)>,
        constant: impl Fn(usize) -> f64,
    ) {
        let mut add = |types: &mut dyn Iterator<Item = usize>, comparison, bound: f64| {
            let (mut sum, mut given) = (Vec::new(), 0.0);
            for place in types {
                sum.extend(terms(place));
                given += constant(place);
            }
            problem.add_constraint(gathered(sum), comparison, bound - given);
        };
        add(&mut (0..self.sizes.len()), ComparisonOp::Eq, f64::from(self.pool.rules.seats));
        for (quota, types) in self.pool.rules.quotas.iter().zip(&self.rows) {
            if types.is_empty() {
                continue;
            }
            let people: u32 = types.iter().map(|place| self.sizes[*place]).sum();
            if quota.least > 0 {
                add(&mut types.iter().copied(), ComparisonOp::Ge, f64::from(quota.least));
            }
            if quota.most < people.min(self.pool.rules.seats) {
                add(&mut types.iter().copied(), ComparisonOp::Le, f64::from(quota.most));
            }
        }
    }
}

/// Solves with these options; a program that rounding stops is tried once more as it was written, without simplifying it first.
pub(super) fn solve(problem: &Problem, set: impl FnOnce(&mut SolveOptions)) -> Result<SolveOutcome, Error> {
    let mut options = SolveOptions::default();
    set(&mut options);
    match problem.solve_with(options.clone()) {
        Err(Error::InternalError(_)) => {
            options.presolve = false;
            problem.solve_with(options)
        }
        solved => solved,
    }
}

/// The same sum, each variable once.
pub(super) fn gathered(mut terms: Vec<(Variable, f64)>) -> Vec<(Variable, f64)> {
    terms.sort_unstable_by_key(|(variable, _)| variable.idx());
    terms.dedup_by(|from, into| {
        let same = from.0.idx() == into.0.idx();
        if same {
            into.1 += from.1;
        }
        same
    });
    terms
}
