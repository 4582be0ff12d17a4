use microlp::{ComparisonOp, Error, OptimizationDirection, Problem, Solution, SolveOptions, Variable};

use super::faults::PanelFault;
use super::program::{Program, gathered, solve};

/// An inequality that all panels hold to: Σ weight·count ≥ least.
#[derive(Clone, Debug)]
pub(super) struct Cut {
    pub(super) weights: Vec<f64>,
    pub(super) least: f64,
}

impl Cut {
    /// That no panel weighs less than the lightest one.
    pub(super) fn of_cheapest(program: &Program<'_>, weights: Vec<f64>) -> Result<Self, PanelFault> {
        let panel = program.cheapest_panel(&weights)?.ok_or(PanelFault::TooIntricate)?;
        let counts = weights.iter().zip(panel);
        let least: f64 = counts.map(|(weight, count)| weight * f64::from(count)).sum();
        Ok(Self { weights, least: least - 1e-9 })
    }

    /// Whether no mixture of panels can give the types, which are of these sizes, such chances.
    pub(super) fn excludes(&self, chances: &[f64], sizes: &[u32]) -> bool {
        let counts = chances
            .iter()
            .zip(sizes)
            .map(|(chance, size)| chance * f64::from(*size));
        let sum: f64 = counts.zip(&self.weights).map(|(count, weight)| count * weight).sum();
        sum < self.least - EXCLUDED
    }
}

/// How much a sum must be below what panels have to be out of reach.
const EXCLUDED: f64 = 1e-6;
/// How much higher a chance must be able to go for its type not to be settled.
const RISE: f64 = 1e-3;
/// Rises below this are rounding.
const ROUNDING: f64 = 2e-5;
/// What settled chances may fall short of what was found, so that rounding closes no door.
const SLACK: f64 = 1e-8;

/// The leximin chances of the types, as if people could be divided: the quotas and the cuts hold for counts that need not be whole.
/// Whole panels cannot do better, and can do as well unless there is a cut that is not known yet.
pub(super) fn relaxed_chances(program: &Program<'_>, cuts: &[Cut]) -> Result<Vec<f64>, PanelFault> {
    let mut settled: Vec<Option<f64>> = vec![None; program.sizes().len()];
    let mut level = 0.0;
    while settled.contains(&None) {
        level = highest_level(program, cuts, &settled, level)?;
        let tied = tied(program, cuts, &settled, level)?;
        for place in tied {
            settled[place] = Some(level);
        }
    }
    Ok(settled.into_iter().map(|chance| chance.unwrap_or(0.0)).collect())
}

/// The unsettled types that cannot rise above the highest level: at least one.
fn tied(program: &Program<'_>, cuts: &[Cut], settled: &[Option<f64>], level: f64) -> Result<Vec<usize>, PanelFault> {
    let mut tied: Vec<usize> = (0..settled.len()).filter(|place| settled[*place].is_none()).collect();
    loop {
        let rises = rises(program, cuts, settled, level, &tied)?;
        let lowest = rises.iter().copied().fold(RISE, f64::min);
        // Some type is tied; where rounding lets all of them rise a little, it is the one that rises least.
        let highest = ROUNDING.max(lowest);
        let before = tied.len();
        let places = tied.into_iter().zip(rises);
        tied = places
            .filter(|(_, rise)| *rise <= highest)
            .map(|(place, _)| place)
            .collect();
        if tied.len() == before || lowest > ROUNDING {
            return Ok(tied);
        }
    }
}

/// The highest chance that all unsettled types can have together, each settled one keeping its own.
fn highest_level(program: &Program<'_>, cuts: &[Cut], settled: &[Option<f64>], least: f64) -> Result<f64, PanelFault> {
    let mut problem = Problem::new(OptimizationDirection::Maximize);
    let level = problem.add_var(1.0, (least, 1.0));
    let sizes = program.sizes();
    let above: Vec<Variable> = (0..sizes.len())
        .map(|place| problem.add_var(0.0, (0.0, room(sizes[place], settled[place].unwrap_or(least)))))
        .collect();
    let terms = |place: usize| match settled[place] {
        Some(_) => vec![(above[place], 1.0)],
        None => vec![(above[place], 1.0), (level, f64::from(sizes[place]))],
    };
    let constant = |place: usize| settled[place].map_or(0.0, |chance| floor(sizes[place], chance));
    constrain(program, cuts, &mut problem, terms, constant);
    let unsettled: Vec<usize> = (0..sizes.len()).filter(|place| settled[*place].is_none()).collect();
    let mut solution = solved(solve(&problem, exact))?;
    // That nobody is drawn more than once matters for few types: those rows are added where they are broken.
    loop {
        let count =
            |place: usize| solution.var_value(above[place]) + solution.var_value(level) * f64::from(sizes[place]);
        let broken = unsettled
            .iter()
            .copied()
            .find(|place| count(*place) > f64::from(sizes[*place]) + 2e-9);
        let Some(place) = broken else { return Ok(solution.var_value(level)) };
        solution = solved(solution.add_constraint(terms(place), ComparisonOp::Le, f64::from(sizes[place])))?;
    }
}

/// How far above the level each of these types can go, all of them counted together, up to [`RISE`].
fn rises(
    program: &Program<'_>,
    cuts: &[Cut],
    settled: &[Option<f64>],
    level: f64,
    types: &[usize],
) -> Result<Vec<f64>, PanelFault> {
    let mut problem = Problem::new(OptimizationDirection::Maximize);
    let sizes = program.sizes();
    let floors: Vec<f64> = (0..sizes.len())
        .map(|place| floor(sizes[place], settled[place].unwrap_or(level)))
        .collect();
    let mut rise = vec![None; sizes.len()];
    let mut most_rest: Vec<f64> = (0..sizes.len())
        .map(|place| f64::from(sizes[place]) - floors[place])
        .collect();
    for place in types {
        let size = f64::from(sizes[*place]);
        let most = RISE.min(most_rest[*place] / size);
        rise[*place] = Some(problem.add_var(1.0, (0.0, most)));
        most_rest[*place] -= most * size;
    }
    let rest: Vec<Variable> = most_rest
        .iter()
        .map(|most| problem.add_var(0.0, (0.0, most.max(0.0))))
        .collect();
    let terms = |place: usize| match rise[place] {
        Some(rise) => vec![(rest[place], 1.0), (rise, f64::from(sizes[place]))],
        None => vec![(rest[place], 1.0)],
    };
    constrain(program, cuts, &mut problem, terms, |place| floors[place]);
    let solution = solved(solve(&problem, exact))?;
    let rise = types.iter().filter_map(|place| rise[*place]);
    Ok(rise.map(|rise| solution.var_value(rise)).collect())
}

fn constrain(
    program: &Program<'_>,
    cuts: &[Cut],
    problem: &mut Problem,
    terms: impl Fn(usize) -> Vec<(Variable, f64)>,
    constant: impl Fn(usize) -> f64,
) {
    program.constrain(problem, &terms, &constant);
    for cut in cuts {
        let mut sum = Vec::new();
        let mut given = 0.0;
        for (place, weight) in cut.weights.iter().enumerate().filter(|(_, weight)| **weight != 0.0) {
            sum.extend(
                terms(place)
                    .into_iter()
                    .map(|(variable, times)| (variable, times * weight)),
            );
            given += constant(place) * weight;
        }
        problem.add_constraint(gathered(sum), ComparisonOp::Ge, cut.least - given);
    }
}

fn floor(size: u32, chance: f64) -> f64 {
    f64::from(size) * (chance - SLACK).max(0.0)
}

fn room(size: u32, chance: f64) -> f64 {
    f64::from(size) - floor(size, chance)
}

/// Rows hold to within far less than a settled chance may fall short.
fn exact(options: &mut SolveOptions) {
    options.tolerances.feasibility = 1e-9;
}

fn solved(outcome: Result<microlp::SolveOutcome, Error>) -> Result<Solution, PanelFault> {
    outcome
        .map_err(|_| PanelFault::TooIntricate)?
        .into_solution()
        .map_err(|_| PanelFault::TooIntricate)
}
