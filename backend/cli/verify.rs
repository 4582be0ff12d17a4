//! `tablee verify`

use std::path::PathBuf;

use clap::Args;
use tablee_rules::ballot_log::{
    Finding, Known, PublishedLog, Recount, VerifierKey, check_lottery, verify, verify_opinions,
};

use super::published_files::{PublishedFiles, tell};
use super::recount::why_withheld;
use crate::cli::Outcome;

/// What to verify, and what is known from elsewhere.
#[derive(Clone, Debug, Args)]
pub(super) struct Verification {
    /// The published files of one vote: log, result, recount; the panels of a draw too, where there are any.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// The key of the log, as it was told before the vote.
    #[arg(long, value_name = "KEY")]
    key: Option<String>,
    /// A signed head that was kept while the vote was open, such as one that was mailed; may be given several times.
    #[arg(long = "head", value_name = "FILE")]
    heads: Vec<PathBuf>,
    /// Prints findings as JSON.
    #[arg(long)]
    json: bool,
}

pub(super) fn run(command: &Verification) -> Outcome {
    let files = PublishedFiles::read(&command.files)?;
    let key = command.key.as_deref().map(|key| key.parse::<VerifierKey>());
    let key = key.transpose().map_err(|_| "the key is no verifier key of a log")?;
    let read = |file: &PathBuf| {
        std::fs::read_to_string(file).map_err(|error| format!("{} cannot be read: {error}", file.display()))
    };
    let heads = command.heads.iter().map(read).collect::<Result<_, _>>()?;
    let (findings, log) = findings(&files, &Known { key, heads })?;
    tell(&findings, command.json)?;
    if !command.json {
        println!("Nothing is wrong with the vote of {}.", log.origin);
        println!("Its log has {} leaves under {} signed heads.", log.leaves.len(), log.heads.len());
        if let Recount::Withheld(reason) = files.recount()? {
            println!("The count itself was not checked: {}.", why_withheld(&reason));
        }
        if command.key.is_none() && command.heads.is_empty() {
            println!(
                "Give --key and --head to compare with what you kept: files alone cannot show that no other log exists."
            );
        }
    }
    Ok(())
}

/// What is wrong with the files, of whichever kind of phase they are; with the log that they hold.
pub(super) fn findings(files: &PublishedFiles, known: &Known) -> Result<(Vec<Finding>, PublishedLog), String> {
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
