//! Runs the elections of a test pack through the voting methods, and writes the results for the pack's own check:
//! `pack_voting PACK_DIR RESULTS_DIR`. One module a group of methods; `analysis` holds rules that serve to compare only.

mod analysis;
mod approvals;
mod budgets;
mod case;
mod election;
mod grades;
mod panel;
mod points;
mod priorities;
mod rankings;
mod result;
mod scalar;

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use case::{Case, Item};
use election::Election;
use serde::Deserialize;
use serde_json::{Value, json};

/// What went wrong, for the person at the terminal.
type Failure = Box<dyn std::error::Error>;

/// The pack's name of a method, and what runs an election by it: the result's fields as the pack names them.
type Adapter = (&'static str, fn(&Election) -> Result<Value, Failure>);

const GROUPS: [&[Adapter]; 8] = [
    approvals::ADAPTERS,
    grades::ADAPTERS,
    rankings::ADAPTERS,
    points::ADAPTERS,
    budgets::ADAPTERS,
    priorities::ADAPTERS,
    panel::ADAPTERS,
    analysis::ADAPTERS,
];

fn main() -> ExitCode {
    let mut arguments = env::args_os().skip(1).map(PathBuf::from);
    let (Some(pack), Some(results), None) = (arguments.next(), arguments.next(), arguments.next()) else {
        eprintln!("pack_voting PACK_DIR RESULTS_DIR");
        return ExitCode::FAILURE;
    };
    match run_all(&pack, &results) {
        Ok(failed) if failed.is_empty() => ExitCode::SUCCESS,
        Ok(failed) => {
            failed.iter().for_each(|line| eprintln!("{line}"));
            ExitCode::FAILURE
        }
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

/// Runs every case of the pack and returns one line for each that could not be run.
fn run_all(pack: &Path, results: &Path) -> Result<Vec<String>, Failure> {
    fs::create_dir_all(results)?;
    let folder = pack.join("cases");
    let entries = fs::read_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut paths = entries
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<Vec<_>, _>>()?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    paths.sort();
    let mut failed = Vec::new();
    for path in paths {
        let name = path.file_name().unwrap_or_default();
        match run_case(pack, &path) {
            Ok((result, failures)) => {
                fs::write(results.join(name), serde_json::to_vec_pretty(&result)?)?;
                failed.extend(failures.iter().map(|failure| format!("{}: {failure}", name.display())));
            }
            Err(failure) => failed.push(format!("{}: {failure}", name.display())),
        }
    }
    Ok(failed)
}

/// The result of a case, and one line for each election of a bundle that could not be run.
fn run_case(pack: &Path, path: &Path) -> Result<(Value, Vec<String>), Failure> {
    let content: Value = serde_json::from_slice(&fs::read(path)?)?;
    let case = Case::deserialize(&content)?;
    let (_, method) = GROUPS
        .concat()
        .into_iter()
        .find(|(name, _)| *name == case.method)
        .ok_or_else(|| format!("no method {}", case.method))?;
    let run = |item: &Value| method(&Election::read(pack, Item::deserialize(item)?)?);
    let Some(bundle) = case.bundle else { return Ok((run(&content)?, Vec::new())) };
    let (mut items, mut failures) = (serde_json::Map::new(), Vec::new());
    for item in &bundle {
        let id = scalar::name(&item["id"])?;
        match run(item) {
            Ok(result) => drop(items.insert(id, result)),
            Err(failure) => failures.push(format!("{id}: {failure}")),
        }
    }
    Ok((json!({ "items": items }), failures))
}
