//! `tablee recount`

use std::path::PathBuf;

use clap::Args;
use tablee_rules::FINGERPRINT;
use tablee_rules::ballot_log::{PublishedResult, Recount, Withheld, check_lottery, check_trace, recounted};
use tablee_rules::voting::Tally;

use super::published_files::{PublishedFiles, sentence};
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
    // A withheld recount says why before the result is asked for: that of an opinion phase is of another kind.
    let recount = files.recount()?;
    let summary = match &recount {
        Recount::Withheld(reason) => {
            check_what_is_told(&files, command.json)?;
            return Err(why_withheld(reason).into());
        }
        Recount::Summary(summary) => summary,
    };
    let result = files.result()?;
    let (counted, said) = (summary.ballots(), result.tally.standings.valid);
    if counted != said {
        return Err(format!("the file holds {counted} valid ballots, and the published result speaks of {said}").into());
    }
    let tally = recounted(&result, summary).map_err(|finding| sentence(&finding))?;
    check_what_is_told(&files, command.json)?;
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

/// Checks what needs no ballot: the steps of the count against each other, and the panel against the panels that were published.
fn check_what_is_told(files: &PublishedFiles, quiet: bool) -> Result<(), String> {
    let Some(result) = files.decision()? else { return Ok(()) };
    let steps = check_trace(&result).map_err(|finding| sentence(&finding))?;
    if steps > 0 && !quiet {
        println!("The {steps} steps of the published count add up.");
    }
    let Some(panels) = files.lottery()? else { return Ok(()) };
    check_lottery(&result, &panels).map_err(|finding| sentence(&finding))?;
    if !quiet {
        println!("The panel is the one that the lot draws from the {} published ones.", panels.lottery.len());
    }
    Ok(())
}

/// Why nobody but auditors can count again.
pub(super) fn why_withheld(reason: &Withheld) -> String {
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
    let same = result.software.contains(FINGERPRINT);
    println!("Counted by {}: {} rules as here", result.software, if same { "the same" } else { "not the same" });
    println!("Ballots: {} valid, {} blank, {} invalid", standings.valid, standings.blank, standings.invalid);
    for line in &tally.lines {
        println!("{:>4}. {} ({})", line.rank, label(&line.option), line.score);
    }
    let drawn = tally.working.drawn_people();
    if !drawn.is_empty() {
        let numbers: Vec<String> = drawn.iter().map(usize::to_string).collect();
        println!("Drawn: {} people, volunteers no. {}", drawn.len(), numbers.join(", "));
    }
    let winners: Vec<String> = tally.winners.iter().map(label).collect();
    println!("Taken forward: {}", if winners.is_empty() { "nothing".to_owned() } else { winners.join(", ") });
    if !tally.boundary_tie.is_empty() {
        let tied: Vec<String> = tally.boundary_tie.iter().map(label).collect();
        println!("A tie mattered between: {}", tied.join(", "));
    }
}
