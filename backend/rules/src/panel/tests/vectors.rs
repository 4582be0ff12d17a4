//! Pools with known chances, kept beside the checkout.

use std::fs;
use std::path::Path;

use serde_json::Value;

use super::{PanelRules, Person, QuotaRow, SEED, assert_panel};
use crate::panel::{Lottery, Pool, fair_chances};

fn object(value: &Value) -> &serde_json::Map<String, Value> {
    value.as_object().expect("an object")
}

fn text(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}

fn people(case: &Value) -> Vec<Person> {
    let people = case["people"].as_array().expect("people");
    let person = |person: &Value| Person {
        id: text(&person["id"]),
        answers: object(person)
            .iter()
            .map(|(name, answer)| (name.clone(), text(answer)))
            .collect(),
    };
    people.iter().map(person).collect()
}

fn rules(case: &Value) -> PanelRules {
    let number = |value: &Value| value.as_u64().expect("a number") as u32;
    let mut quotas = Vec::new();
    for (feature, answers) in object(&case["params"]["quotas"]) {
        quotas.extend(object(answers).iter().map(|(answer, bounds)| QuotaRow {
            feature: feature.clone(),
            answer: answer.clone(),
            least: number(&bounds[0]),
            most: number(&bounds[1]),
        }));
    }
    PanelRules { seats: number(&case["params"]["panel_size"]), quotas }
}

#[test]
fn chances_are_those_of_the_vectors() {
    let pack = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/packs/voting");
    let Ok(cases) = fs::read_dir(pack.join("cases")) else {
        eprintln!("not checked: {} is absent", pack.display());
        return;
    };
    let read =
        |path: &Path| -> Value { serde_json::from_str(&fs::read_to_string(path).expect("a file")).expect("JSON") };
    for path in cases.flatten().map(|entry| entry.path()) {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        if !name.starts_with("sortition__") {
            continue;
        }
        let (case, expected) = (read(&path), read(&pack.join("expected").join(&name)));
        let (people, rules) = (people(&case), rules(&case));
        let pool = Pool::new(&people, &rules);
        let found = pool.and_then(|pool| fair_chances(&pool).map(|chances| (pool, chances)));
        assert_eq!(Some(found.is_ok()), expected["feasible"].as_bool(), "{name}");
        let Ok((pool, chances)) = found else { continue };
        for (one, chance) in pool.types.iter().zip(&chances.by_type) {
            for place in &one.members {
                let expected = expected["probabilities"][&people[*place].id]
                    .as_f64()
                    .expect("a chance");
                assert!((chance - expected).abs() < 2e-4, "{name}: {chance} is not {expected}");
            }
        }
        let lottery = Lottery::new(&pool, &chances, &SEED);
        lottery
            .panels
            .iter()
            .for_each(|panel| assert_panel(panel, &people, &rules));
    }
}
