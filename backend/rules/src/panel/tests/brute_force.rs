//! The leximin chances by the definition: every panel of persons is listed, and the lottery over them is raised level by level.

use microlp::{ComparisonOp, OptimizationDirection, Problem, Variable};

use super::{PanelRules, Person};

/// Chances by person; `None` when there is no panel.
pub fn chances(people: &[Person], rules: &PanelRules) -> Option<Vec<f64>> {
    let panels: Vec<u32> = (0..1u32 << people.len())
        .filter(|members| is_panel(*members, people, rules))
        .collect();
    if panels.is_empty() {
        return None;
    }
    let mut settled: Vec<Option<f64>> = vec![None; people.len()];
    while settled.contains(&None) {
        let level = best(&panels, &settled, None);
        let unsettled: Vec<usize> = (0..people.len()).filter(|person| settled[*person].is_none()).collect();
        for person in unsettled {
            if best(&panels, &settled, Some((person, level))) < level + 1e-5 {
                settled[person] = Some(level);
            }
        }
    }
    settled.into_iter().collect()
}

/// The highest level that all unsettled people reach; or how high one of them can go while the others keep the level.
fn best(panels: &[u32], settled: &[Option<f64>], one: Option<(usize, f64)>) -> f64 {
    let mut problem = Problem::new(OptimizationDirection::Maximize);
    let shares: Vec<Variable> = panels.iter().map(|_| problem.add_var(0.0, (0.0, 1.0))).collect();
    let height = problem.add_var(1.0, (0.0, 1.0));
    problem.add_constraint(shares.iter().map(|share| (*share, 1.0)), ComparisonOp::Eq, 1.0);
    for (person, settled) in settled.iter().enumerate() {
        let panels = panels
            .iter()
            .zip(&shares)
            .filter(|(members, _)| **members >> person & 1 == 1);
        let mut chance: Vec<(Variable, f64)> = panels.map(|(_, share)| (*share, 1.0)).collect();
        let least = match (settled, one) {
            (Some(chance), _) => Some(*chance),
            (None, Some((raised, level))) if raised != person => Some(level),
            (None, _) => None,
        };
        if least.is_none() {
            chance.push((height, -1.0));
        }
        problem.add_constraint(chance, ComparisonOp::Ge, least.map_or(0.0, |least| least - 1e-7));
    }
    let solution = problem.solve().expect("a lottery").into_solution().expect("a lottery");
    solution.objective()
}

fn is_panel(members: u32, people: &[Person], rules: &PanelRules) -> bool {
    let count = |fits: &dyn Fn(&Person) -> bool| {
        let members = people
            .iter()
            .enumerate()
            .filter(|(place, person)| members >> place & 1 == 1 && fits(person));
        members.count() as u32
    };
    count(&|_| true) == rules.seats
        && rules.quotas.iter().all(|quota| {
            let members = count(&|person| person.answers.get(&quota.feature) == Some(&quota.answer));
            (quota.least..=quota.most).contains(&members)
        })
}
