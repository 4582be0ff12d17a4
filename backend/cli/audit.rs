//! `tablee audit`

use std::path::PathBuf;

use clap::Args;
use tablee_rules::ballot_log::{audit, audit_opinions, seal_text};

use super::known::KnownArgs;
use super::published_files::{PublishedFiles, tell};
use super::signing::SigningArgs;
use super::verify::findings;
use crate::cli::Outcome;

/// What to audit.
#[derive(Clone, Debug, Args)]
pub(super) struct Auditing {
    /// The published files of one vote, and the auditors' file.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    #[command(flatten)]
    known: KnownArgs,
    #[command(flatten)]
    signing: SigningArgs,
    /// Prints findings as JSON.
    #[arg(long)]
    json: bool,
}

pub(super) fn run(command: &Auditing) -> Outcome {
    let pen = command.signing.pen()?;
    let files = PublishedFiles::read(&command.files)?;
    let opened = files.opened()?;
    let (wrong, log) = findings(&files, &command.known.read()?)?;
    if !wrong.is_empty() {
        tell(&wrong, command.json)?;
    }
    let found = if files.of_opinions() {
        audit_opinions(&files.opinions()?, &opened)
    } else {
        audit(&files.published()?, &opened)
    };
    tell(&found, command.json)?;
    if !command.json {
        let forgotten = opened.leaves.iter().filter(|leaf| leaf.nonce.is_none()).count();
        println!(
            "Every ballot that counts opens, each pass counts once, and the ballots lead to the published result."
        );
        println!(
            "Leaves opened: {}; taken back by their voters and forgotten: {forgotten}",
            opened.leaves.len() - forgotten
        );
    }
    let text = seal_text(&log.origin, &files.result_hash()?);
    command.signing.sign(pen, &text, command.json)
}
