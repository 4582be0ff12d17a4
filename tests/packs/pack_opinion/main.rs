//! Prints the opinion groups of a conversation on disk, for the check of its pack: `pack_opinion CONVERSATION_DIR`.

mod conversation;

use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use serde_json::{Value, json};
use tablee_rules::opinion::{bridging_scores, reference};

fn main() -> ExitCode {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let (Some(folder), None) = (arguments.next(), arguments.next()) else {
        eprintln!("pack_opinion CONVERSATION_DIR");
        return ExitCode::FAILURE;
    };
    match result(&folder) {
        Ok(result) => {
            println!("{result}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// The result in the schema `polis-result/1`.
fn result(folder: &Path) -> Result<Value, Box<dyn Error>> {
    let votes = conversation::votes(folder)?;
    let found = reference(&votes);
    let positions: BTreeMap<String, [f64; 2]> = found
        .positions
        .iter()
        .map(|(voter, position)| (voter.0.to_string(), [position.x, position.y]))
        .collect();
    let groups: Vec<Vec<u128>> = found
        .groups
        .iter()
        .map(|group| group.iter().map(|voter| voter.0).collect())
        .collect();
    let representative: Vec<Vec<u128>> = found
        .representative
        .iter()
        .map(|list| list.iter().map(|statement| statement.0).collect())
        .collect();
    let consensus = found
        .consensus
        .iter()
        .map(|(statement, gic)| json!({"statement": statement.0, "gic": gic}));
    let mut result = json!({
        "schema": "polis-result/1",
        "conversation": folder.file_name().map(|name| name.to_string_lossy()),
        "groups": groups,
        "pca": positions,
        "consensus": consensus.collect::<Vec<_>>(),
        "representative": representative,
    });
    if let Some(strata) = conversation::strata(folder)? {
        let scores = bridging_scores(&votes, &strata).into_iter();
        let scores = scores.map(|(statement, score)| json!({"statement": statement.0, "score": score}));
        result["bridging"] = scores.collect();
    }
    Ok(result)
}
