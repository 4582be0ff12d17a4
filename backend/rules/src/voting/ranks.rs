//! Ballots that rank options: a mark is worth a rank from 1, equal ranks are a tie, options left out are tied last.

use super::{Ballot, BallotFault, Mark, Paper, Standing};

/// Reads the field of an option that gets a rank.
pub(super) fn read(option: &str, marked: &str) -> Result<Mark, BallotFault> {
    let value = marked.trim().parse().map_err(|_| BallotFault::NotWhole)?;
    Ok(Mark { option: option.to_owned(), value })
}

/// Whether a ballot counts. Ranks may leave gaps: their order alone says something.
pub(super) fn judge(ballot: &Ballot, paper: &Paper) -> Result<Standing, BallotFault> {
    ballot.check_options(paper)?;
    let most = paper.options.len();
    let on_scale = |mark: &Mark| usize::try_from(mark.value).is_ok_and(|rank| (1..=most).contains(&rank));
    if !ballot.marks.iter().all(on_scale) {
        return Err(BallotFault::RankOutside { most });
    }
    Ok(if ballot.marks.is_empty() { Standing::Blank } else { Standing::Valid })
}

/// Refuses two options at the same rank.
pub(super) fn check_strict(ballot: &Ballot) -> Result<(), BallotFault> {
    let mut ranks: Vec<i64> = ballot.marks.iter().map(|mark| mark.value).collect();
    ranks.sort_unstable();
    let shared = ranks.windows(2).any(|pair| pair[0] == pair[1]);
    if shared { Err(BallotFault::EqualRanks) } else { Ok(()) }
}

/// The marks above the first rank that two options share.
pub(super) fn above_tie(ballot: &Ballot) -> Ballot {
    let mut ranks: Vec<i64> = ballot.marks.iter().map(|mark| mark.value).collect();
    ranks.sort_unstable();
    let tie = ranks.windows(2).find(|pair| pair[0] == pair[1]).map(|pair| pair[0]);
    let marks = ballot
        .marks
        .iter()
        .filter(|mark| tie.is_none_or(|tie| mark.value < tie));
    Ballot { marks: marks.cloned().collect() }
}

/// Whether a ballot whose ranks are all different leaves some out.
pub(super) fn has_gaps(ballot: &Ballot) -> bool {
    let last = ballot.marks.iter().map(|mark| mark.value).max();
    last.is_some_and(|last| last > ballot.marks.len() as i64)
}

/// The same ballot with the ranks 1, 2, 3…, so that ballots of one meaning are alike.
pub(super) fn without_gaps(ballot: &Ballot) -> Ballot {
    let mut ranks: Vec<i64> = ballot.marks.iter().map(|mark| mark.value).collect();
    ranks.sort_unstable();
    ranks.dedup();
    let rank = |value: i64| ranks.partition_point(|&other| other < value) as i64 + 1;
    let marks = ballot.marks.iter();
    Ballot {
        marks: marks
            .map(|mark| Mark { value: rank(mark.value), ..mark.clone() })
            .collect(),
    }
}
