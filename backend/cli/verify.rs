//! `tablee verify`

use std::path::PathBuf;

use clap::Args;
use tablee_rules::ballot_log::{
    Finding, Known, PublishedLog, Recount, VerifierKey, check_lottery, verify, verify_log, verify_opinions,
};

use super::known::{FoundVote, KnownArgs};
use super::published_files::{PublishedFiles, parsed, tell};
use super::recount::why_withheld;
use crate::cli::Outcome;

/// What to verify, and what is known from elsewhere.
#[derive(Clone, Debug, Args)]
pub(super) struct Verification {
    /// The published files of one vote: log, result, recount; the panels of a draw too, where there are any. The log alone, also
    /// while the vote is open.
    #[arg(required_unless_present = "proof")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    known: KnownArgs,
    /// One vote with its proof, as `GET /api/v1/votes/CODE` gives it; checked against `--key` or the log.
    #[arg(long, value_name = "FILE")]
    proof: Option<PathBuf>,
    /// Prints findings as JSON.
    #[arg(long)]
    json: bool,
}

pub(super) fn run(command: &Verification) -> Outcome {
    let files = PublishedFiles::read(&command.files)?;
    let mut known = command.known.read()?;
    if let Some(file) = &command.proof {
        let key = match &known.key {
            Some(key) => key.clone(),
            None => log_key(&files)?,
        };
        let (number, head, note) = parsed::<FoundVote>(file)?.checked(&key)?;
        if !command.json {
            println!("This vote is no. {number} of the {} leaves under a head that the key signed.", head.size);
        }
        known.heads.push(note);
        if command.files.is_empty() {
            return Ok(());
        }
    }
    let (findings, log) = findings(&files, &known)?;
    tell(&findings, command.json)?;
    if !command.json {
        told(&files, &log, command.known.compares_nothing())?;
        tell_observers(&files, &log, &known)?;
    }
    Ok(())
}

fn log_key(files: &PublishedFiles) -> Result<VerifierKey, String> {
    let log = files
        .log()
        .map_err(|_| "give --key, or the log, to check a proof with")?;
    log.key
        .parse()
        .map_err(|_| "the key of the log cannot be read".to_owned())
}

fn told(files: &PublishedFiles, log: &PublishedLog, knows_nothing: bool) -> Result<(), String> {
    let what = if files.are_a_log_alone() { "log" } else { "vote" };
    println!("Nothing is wrong with the {what} of {}.", log.origin);
    println!("Its log has {} leaves under {} signed heads.", log.leaves.len(), log.heads.len());
    if files.are_a_log_alone() {
        println!("There is no result among the files: the log alone was checked.");
    } else if let Recount::Withheld(reason) = files.recount()? {
        println!("The count itself was not checked: {}.", why_withheld(&reason));
    }
    if knows_nothing {
        println!(
            "Give --key and --head to compare with what you kept: files alone cannot show that no other log exists."
        );
    }
    Ok(())
}

/// Says which observers signed the result: those whose key was given, and the names on signatures that were not looked at.
fn tell_observers(files: &PublishedFiles, log: &PublishedLog, known: &Known) -> Result<(), String> {
    let Some(seal) = files.seal()? else { return Ok(()) };
    for observer in &known.observers {
        println!("The observer {} signed this result.", observer.name());
    }
    let checked = |name: &&str| *name == log.origin || known.observers.iter().any(|key| key.name() == *name);
    let others: Vec<&str> = seal.names().filter(|name| !checked(name)).collect();
    if !others.is_empty() {
        println!("Signatures by names whose key was not given, and that were not checked: {}.", others.join(", "));
        println!("Ask these observers for their keys, and give each with --observer.");
    }
    Ok(())
}

/// What is wrong with the files, of whichever kind of phase they are; with the log that they hold.
pub(super) fn findings(files: &PublishedFiles, known: &Known) -> Result<(Vec<Finding>, PublishedLog), String> {
    if files.are_a_log_alone() {
        let log = files.log()?;
        return Ok((verify_log(&log, known), log));
    }
    if files.of_opinions() {
        let published = files.opinions()?;
        return Ok((verify_opinions(&published, known), published.log));
    }
    let published = files.published()?;
    let mut findings = verify(&published, known);
    if let Some(panels) = files.lottery()? {
        findings.extend(check_lottery(&published.result, &panels).err());
    }
    Ok((findings, published.log))
}
