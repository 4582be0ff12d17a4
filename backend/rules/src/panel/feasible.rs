use microlp::{ComparisonOp, OptimizationDirection, Problem, Variable};

use super::faults::{Bound, PanelFault, Relaxation};
use super::pool::Pool;
use super::program::{NODES, solve};

/// Why a pool has no panel: the smallest change of bounds, counted in members, that would allow one.
pub(super) fn obstacle(pool: &Pool<'_>) -> PanelFault {
    match smallest_change(pool) {
        Some(changes) if !changes.is_empty() => PanelFault::Together { changes },
        _ => PanelFault::TooIntricate,
    }
}

fn smallest_change(pool: &Pool<'_>) -> Option<Vec<Relaxation>> {
    let mut problem = Problem::new(OptimizationDirection::Minimize);
    let counts: Vec<Variable> = pool
        .sizes()
        .into_iter()
        .map(|size| problem.add_integer_var(0.0, (0, size as i32)))
        .collect();
    let all: Vec<(Variable, f64)> = counts.iter().map(|count| (*count, 1.0)).collect();
    problem.add_constraint(all, ComparisonOp::Eq, f64::from(pool.rules.seats));
    let mut moved = Vec::new();
    for (place, quota) in pool.rules.quotas.iter().enumerate() {
        let sum = |change: (Variable, f64)| -> Vec<(Variable, f64)> {
            let counts = pool.types_of(place).map(|place| (counts[place], 1.0));
            counts.chain([change]).collect()
        };
        let under = problem.add_integer_var(1.0, (0, quota.least.min(i32::MAX as u32) as i32));
        let over = problem.add_integer_var(1.0, (0, pool.rules.seats.min(i32::MAX as u32) as i32));
        problem.add_constraint(sum((under, 1.0)), ComparisonOp::Ge, f64::from(quota.least));
        problem.add_constraint(sum((over, -1.0)), ComparisonOp::Le, f64::from(quota.most));
        moved.push((quota, under, over));
    }
    let solution = solve(&problem, |options| options.node_limit = Some(NODES))
        .ok()?
        .into_solution()
        .ok()?;
    let changes = moved.into_iter().flat_map(|(quota, under, over)| {
        let amount = |variable| solution.var_value(variable).round() as u32;
        let change = |bound, from, to| Relaxation {
            feature: quota.feature.clone(),
            answer: quota.answer.clone(),
            bound,
            from,
            to,
        };
        [
            change(Bound::Least, quota.least, quota.least - amount(under)),
            change(Bound::Most, quota.most, quota.most + amount(over)),
        ]
    });
    Some(changes.filter(|change| change.from != change.to).collect())
}
