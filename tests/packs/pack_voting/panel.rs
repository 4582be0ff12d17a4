//! Drawing a panel.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use tablee_rules::panel::{Lottery, PanelFault, PanelRules, Person, Pool, QuotaRow, fair_chances};

use crate::{
    Adapter, Failure,
    election::{Election, elements},
    scalar::{name, whole},
};

/// The methods of this group.
pub const ADAPTERS: &[Adapter] = &[("sortition", panel)];

/// What the lottery and the draw take for the seed of the public lot: the pack names none.
const SEED: [u8; 32] = [0; 32];

/// Feasibility, the chance of each person, the panels of the lottery and the one that is drawn.
fn panel(election: &Election) -> Result<Value, Failure> {
    let people: Vec<Person> = election.people.iter().map(person).collect::<Result<_, _>>()?;
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

/// What is null was not answered.
fn person(fields: &BTreeMap<String, Value>) -> Result<Person, Failure> {
    let given = fields.iter().filter(|(_, answer)| !answer.is_null());
    let given = given.map(|(question, answer)| Ok((question.clone(), name(answer)?)));
    let mut answers: BTreeMap<String, String> = given.collect::<Result<_, Failure>>()?;
    let id = answers.remove("id").ok_or("a person without an id")?;
    Ok(Person { id, answers })
}

fn rules(election: &Election) -> Result<PanelRules, Failure> {
    let seats = u32::try_from(election.number("panel_size", 0)?)?;
    let mut quotas = Vec::new();
    for (feature, answers) in election.param("quotas").map_or(Ok(&Map::new()), object)? {
        for (answer, bounds) in object(answers)? {
            let [least, most] = elements(bounds)? else { return Err("a quota is two whole numbers".into()) };
            let most = if most.is_null() { seats } else { whole(most)? };
            quotas.push(QuotaRow { feature: feature.clone(), answer: answer.clone(), least: whole(least)?, most });
        }
    }
    Ok(PanelRules { seats, quotas })
}

fn object(value: &Value) -> Result<&Map<String, Value>, Failure> {
    value
        .as_object()
        .ok_or_else(|| format!("not an object: {value}").into())
}
