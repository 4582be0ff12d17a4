//! `tablee recount`

use std::path::PathBuf;

use clap::Args;
use tablee_rules::ballot_log::{PublishedResult, Recount, Withheld, recounted};
use tablee_rules::voting::Tally;

use super::published_files::PublishedFiles;
use crate::cli::Outcome;

/// What to count again.
#[derive(Clone, Debug, Args)]
pub(super) struct Recounting {
    /// The recount file of a vote.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Prints the result as JSON.
    #[arg(long)]
    json: bool,
}

pub(super) fn run(command: &Recounting) -> Outcome {
    let files = PublishedFiles::read(&command.files)?;
    let recount = files.recount()?;
    if let Recount::Withheld(reason) = &recount {
        return Err(why_withheld(reason).into());
    }
    let result = files.result()?;
    if let Recount::Summary(summary) = &recount {
        let (counted, said) = (summary.ballots(), result.tally.standings.valid);
        if counted != said {
            return Err(
                format!("the file holds {counted} valid ballots, and the published result speaks of {said}").into()
            );
        }
    }
    let tally =
        recounted(&result, &recount).ok_or_else(|| format!("this program knows no method {:?}", result.method))?;
    if command.json {
        println!("{}", serde_json::to_string_pretty(&tally)?);
    } else {
        tell(&result, &tally);
    }
    if serde_json::to_value(&tally)? == serde_json::to_value(&result.tally)? {
        if !command.json {
            println!("This is the published result.");
        }
        Ok(())
    } else {
        Err("the published result is another one".into())
    }
}

fn why_withheld(reason: &Withheld) -> String {
    let reason = match reason {
        Withheld::FewBallots { ballots } => format!("{ballots} are too few to hide among"),
        Withheld::OneOfAKind { alone, ballots } => format!("{alone} of {ballots} are one of a kind"),
        Withheld::Sheets => "all votes of one person together can be their signature".to_owned(),
    };
    format!("the ballots are not published, to keep them secret: {reason}; auditors count again with `tablee audit`")
}

/// The result in words.
fn tell(result: &PublishedResult, tally: &Tally) {
    let label = |id: &String| result.labels.get(id).unwrap_or(id).clone();
    let standings = &tally.standings;
    println!("Method: {}", result.method);
    println!("Ballots: {} valid, {} blank, {} invalid", standings.valid, standings.blank, standings.invalid);
    for line in &tally.lines {
        println!("{:>4}. {} ({})", line.rank, label(&line.option), line.score);
    }
    let winners: Vec<String> = tally.winners.iter().map(label).collect();
    println!("Taken forward: {}", if winners.is_empty() { "nothing".to_owned() } else { winners.join(", ") });
    if !tally.boundary_tie.is_empty() {
        let tied: Vec<String> = tally.boundary_tie.iter().map(label).collect();
        println!("A tie mattered between: {}", tied.join(", "));
    }
}
