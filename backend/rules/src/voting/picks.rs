//! Ballots on which people pick options: a mark is worth 1, an empty ballot is blank.

use super::figures::{added_up, summary};
use super::{Ballot, BallotFault, Counted, Mark, Paper, Standing, Summary};

/// The name of an option's votes among the figures of a summary.
pub(super) const VOTES: &str = "votes";

/// Reads the field of an option that is picked.
pub(super) fn read(option: &str, marked: &str) -> Result<Mark, BallotFault> {
    match marked.trim() {
        "" | "1" | "on" => Ok(Mark { option: option.to_owned(), value: 1 }),
        _ => Err(BallotFault::UnknownMark),
    }
}

/// Whether a ballot counts that must pick at least and at most so many options; a most of 0 means no limit.
pub(super) fn judge(ballot: &Ballot, paper: &Paper, least: usize, most: usize) -> Result<Standing, BallotFault> {
    ballot.check_options(paper)?;
    if ballot.marks.iter().any(|mark| mark.value != 1) {
        return Err(BallotFault::UnknownMark);
    }
    match ballot.marks.len() {
        0 => Ok(Standing::Blank),
        got if got < least => Err(BallotFault::TooFew { least: least as u32 }),
        got if most > 0 && got > most => Err(BallotFault::TooMany { most: most as u32, got }),
        _ => Ok(Standing::Valid),
    }
}

/// How many ballots pick each option.
pub(super) fn votes(valid: &[Counted], paper: &Paper) -> Summary {
    summary(valid, paper, &[VOTES], added_up(valid, paper, 1, |_| [(0, 1)]))
}
