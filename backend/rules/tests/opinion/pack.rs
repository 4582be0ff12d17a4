//! The conversations of the reference pack, where it lies beside the checkout.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde_json::Value;
use tablee_rules::opinion::{StatementId, bridging_scores, reference, route};

use crate::conversation;

fn folders() -> Vec<PathBuf> {
    let pack = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/packs/opinion");
    let Ok(entries) = fs::read_dir(&pack) else {
        // Straight to the terminal: what a test prints is kept back when it passes.
        let _ = writeln!(io::stderr(), "NOT COMPARED: no reference pack at {}", pack.display());
        return Vec::new();
    };
    let folders = entries.flatten().map(|entry| entry.path());
    folders
        .filter(|folder| folder.join("reference.json").exists())
        .collect()
}

fn expected(folder: &Path) -> Value {
    let written = fs::read_to_string(folder.join("reference.json")).expect("reference.json can be read");
    serde_json::from_str(&written).expect("reference.json is JSON")
}

fn number(value: &Value) -> u128 {
    let digits = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    digits.parse().expect("a number")
}

fn by_number(value: &Value) -> BTreeMap<u128, f64> {
    let pairs = value.as_object().into_iter().flatten();
    pairs
        .map(|(key, value)| (key.parse().expect("a number"), value.as_f64().expect("a figure")))
        .collect()
}

#[test]
fn positions_are_those_of_the_pack() {
    for folder in folders() {
        let (found, expected) = (reference(&conversation::votes(&folder).unwrap()), expected(&folder));
        let places = expected["pca"]["voters"].as_object().unwrap();
        assert_eq!(found.positions.len(), places.len());
        for axis in [0, 1] {
            let pairs: Vec<(f64, f64)> = found
                .positions
                .iter()
                .map(|(voter, position)| {
                    let place = &places[&voter.0.to_string()][axis];
                    ([position.x, position.y][axis], place.as_f64().unwrap())
                })
                .collect();
            let sign = pairs.iter().map(|(own, other)| own * other).sum::<f64>().signum();
            // The pack writes six digits.
            assert!(pairs.iter().all(|(own, other)| (sign * own - other).abs() < 2e-6), "{}", folder.display());
        }
    }
}

#[test]
fn groups_and_what_follows_are_those_of_the_pack() {
    for folder in folders() {
        let (found, expected) = (reference(&conversation::votes(&folder).unwrap()), expected(&folder));
        let oracle = &expected["oracles"]["kmeans_global"];
        let groups = |groups: &Value| -> Vec<BTreeSet<u128>> {
            let groups = groups.as_array().unwrap().iter();
            groups
                .map(|group| group.as_array().unwrap().iter().map(number).collect())
                .collect()
        };
        let theirs = groups(&oracle["groups"]);
        let own: Vec<BTreeSet<u128>> = found
            .groups
            .iter()
            .map(|group| group.iter().map(|voter| voter.0).collect())
            .collect();
        assert_eq!(own.iter().collect::<BTreeSet<_>>(), theirs.iter().collect::<BTreeSet<_>>(), "{}", folder.display());
        let consensus = by_number(&oracle["gic"]);
        assert!(
            found
                .consensus
                .iter()
                .all(|(statement, own)| (own - consensus[&statement.0]).abs() < 1e-6)
        );
        for (group, list) in own.iter().zip(&found.representative) {
            let place = theirs.iter().position(|other| other == group).unwrap();
            let other = oracle["representative"][place].as_array().unwrap();
            let other: Vec<u128> = other.iter().map(|stand| number(&stand[0])).collect();
            assert_eq!(list.iter().map(|statement| statement.0).collect::<Vec<_>>(), other, "{}", folder.display());
        }
    }
}

#[test]
fn priorities_are_those_of_the_pack() {
    for folder in folders() {
        let (votes, expected) = (conversation::votes(&folder).unwrap(), expected(&folder));
        let priorities = by_number(&expected["routing_priority"]);
        for routed in route(&votes, &Default::default()).statements {
            let other = priorities[&routed.statement.0];
            assert!((routed.priority / other - 1.0).abs() < 1e-5, "{} {:?}", folder.display(), routed.statement);
        }
    }
}

#[test]
fn the_planted_minority_of_the_pack_is_protected() {
    for folder in folders() {
        let Some(strata) = conversation::strata(&folder).unwrap() else { continue };
        let expected = expected(&folder);
        let kind = |statement: StatementId| expected["planted"]["kinds"][statement.0.to_string()].as_str().unwrap();
        let mut scores = bridging_scores(&conversation::votes(&folder).unwrap(), &strata);
        scores.sort_by(|left, right| right.1.total_cmp(&left.1));
        let first = scores
            .iter()
            .position(|(statement, _)| kind(*statement) == "majority-likes-minority-rejects");
        assert!(first.unwrap() >= 8, "{}: {first:?}", folder.display());
    }
}
