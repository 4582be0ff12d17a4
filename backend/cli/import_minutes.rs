//! `tablee import-minutes`

use std::path::{Path, PathBuf};

use clap::Args;
use tablee_core::access::Actor;
use tablee_core::cases::editor::create::{OrganisationChoice, organisations};
use tablee_core::cases::minutes::{ImportMinutes, import};
use tablee_rules::limits;
use tablee_rules::minutes::{self, MinutesFault};

use super::organisation::chosen;
use super::refusal::sentence;
use crate::app;
use crate::cli::Outcome;
use crate::config::Config;

/// Which minutes to read, and what to make of them.
#[derive(Clone, Debug, Args)]
pub(super) struct Minutes {
    /// The minutes of a workshop: Markdown or plain text, 2 MB at most.
    file: PathBuf,
    /// Prints what was understood as JSON and changes nothing.
    #[arg(long)]
    dry_run: bool,
    /// The organisation, by its short name. It may be left out while there is only one.
    #[arg(long, value_name = "SLUG")]
    organisation: Option<String>,
}

pub(super) async fn run(config: &Config, command: Minutes) -> Outcome {
    let source = bytes(&command.file)?;
    if command.dry_run {
        println!("{}", dry_run(&source)?);
        return Ok(());
    }
    minutes::read(&source).map_err(sentence_of)?;
    let cx = app::open(config).await?;
    let known = organisations(&cx, &Actor::System)
        .await
        .map_err(|refused| sentence(&refused))?;
    let organisation = chosen(&known, |choice: &OrganisationChoice| &choice.slug, command.organisation.as_deref())?;
    let organisation =
        organisation.ok_or("there is no organisation yet; invite its first member with `tablee invite`")?;
    let command = ImportMinutes { organisation: Some(organisation.id), source, op: String::new() };
    let made = import(&cx, &Actor::System, command)
        .await
        .map_err(|refused| sentence(&refused))?;
    let counts = made.counts;
    println!(
        "Read {} partner families, {} missing families, {} barriers, {} alliances and {} conditions.",
        counts.partner_families, counts.missing_families, counts.barriers, counts.alliances, counts.conditions
    );
    println!("The draft is at {}/espace/c/{}/brouillon", config.public_url, made.slug);
    Ok(())
}

/// What was understood, with the counts, as JSON.
fn dry_run(source: &[u8]) -> Result<String, Box<dyn std::error::Error>> {
    let draft = minutes::read(source).map_err(sentence_of)?;
    let mut shown = serde_json::to_value(&draft)?;
    shown["counts"] = serde_json::to_value(draft.counts())?;
    Ok(serde_json::to_string_pretty(&shown)?)
}

fn bytes(file: &Path) -> Result<Vec<u8>, String> {
    let unreadable = |error| format!("{} cannot be read: {error}", file.display());
    let length = std::fs::metadata(file).map_err(unreadable)?.len();
    if length > limits::MINUTES_BYTES as u64 {
        return Err(sentence_of(MinutesFault::too_large()));
    }
    std::fs::read(file).map_err(unreadable)
}

fn sentence_of(fault: MinutesFault) -> String {
    match fault {
        MinutesFault::Empty => "the minutes are empty".to_owned(),
        MinutesFault::TooLarge { most_megabytes } => format!("the minutes are larger than {most_megabytes} MB"),
        MinutesFault::TooManyLines { most } => format!("the minutes have more than {most} lines"),
        MinutesFault::NotText => "this is not a text; copy its words into a text file".to_owned(),
    }
}
