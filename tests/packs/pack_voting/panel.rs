//! Drawing a panel.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use tablee_rules::panel::{Lottery, PanelFault, PanelRules, Person, Pool, QuotaRow, fair_chances};

use crate::{Adapter, Election, Failure};

/// The methods of this group.
pub const ADAPTERS: &[Adapter] = &[("sortition", panel)];

/// What the lottery and the draw take for the seed of the public lot: the pack names none.
const SEED: [u8; 32] = [0; 32];

/// Feasibility, the chance of each person, the panels of the lottery and the one that is drawn.
fn panel(election: &Election) -> Result<Value, Failure> {
    let people: Vec<Person> = election.people.iter().map(person).collect();
    let rules = rules(election)?;
    let drawn = Pool::new(&people, &rules).and_then(|pool| fair_chances(&pool).map(|chances| (pool, chances)));
    let (pool, chances) = match drawn {
        Ok(drawn) => drawn,
        Err(PanelFault::TooIntricate) => return Err("the program gave up".into()),
        Err(_) => return Ok(json!({ "feasible": false })),
    };
    let mut probabilities = BTreeMap::new();
    for (one, chance) in pool.types.iter().zip(&chances.by_type) {
        probabilities.extend(one.members.iter().map(|place| (&people[*place].id, chance)));
    }
    let lottery = Lottery::new(&pool, &chances, &SEED);
    let panel = lottery.drawn(&SEED).map(|number| &lottery.panels[number]);
    Ok(json!({ "feasible": true, "panel": panel, "panels": lottery.panels, "probabilities": probabilities }))
}

fn person(fields: &BTreeMap<String, String>) -> Person {
    let mut answers = fields.clone();
    Person { id: answers.remove("id").unwrap_or_default(), answers }
}

fn rules(election: &Election) -> Result<PanelRules, Failure> {
    let mut quotas = Vec::new();
    for (feature, answers) in object(election.param("quotas"))? {
        for (answer, bounds) in object(Some(answers))? {
            let bound = |place: usize| {
                let bound = bounds.get(place).and_then(Value::as_u64);
                u32::try_from(bound.ok_or("a quota is two whole numbers")?).map_err(Failure::from)
            };
            let (least, most) = (bound(0)?, bound(1)?);
            quotas.push(QuotaRow { feature: feature.clone(), answer: answer.clone(), least, most });
        }
    }
    Ok(PanelRules { seats: u32::try_from(election.number("panel_size", 0))?, quotas })
}

fn object(value: Option<&Value>) -> Result<&Map<String, Value>, Failure> {
    value
        .and_then(Value::as_object)
        .ok_or_else(|| "an object was expected".into())
}
