//! `tablee verify`

use std::path::PathBuf;

use clap::Args;
use tablee_rules::ballot_log::{Known, VerifierKey, verify};

use super::published_files::{PublishedFiles, tell};
use crate::cli::Outcome;

/// What to verify, and what is known from elsewhere.
#[derive(Clone, Debug, Args)]
pub(super) struct Verification {
    /// The published files of one vote: log, result, recount.
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
    let published = PublishedFiles::read(&command.files)?.published()?;
    let key = command.key.as_deref().map(|key| key.parse::<VerifierKey>());
    let key = key.transpose().map_err(|_| "the key is no verifier key of a log")?;
    let read = |file: &PathBuf| {
        std::fs::read_to_string(file).map_err(|error| format!("{} cannot be read: {error}", file.display()))
    };
    let heads = command.heads.iter().map(read).collect::<Result<_, _>>()?;
    tell(&verify(&published, &Known { key, heads }), command.json)?;
    if !command.json {
        println!("Nothing is wrong with the vote of {}.", published.log.origin);
        println!("Its log has {} leaves under {} signed heads.", published.log.leaves.len(), published.log.heads.len());
        if command.key.is_none() && command.heads.is_empty() {
            println!(
                "Give --key and --head to compare with what you kept: files alone cannot show that no other log exists."
            );
        }
    }
    Ok(())
}
