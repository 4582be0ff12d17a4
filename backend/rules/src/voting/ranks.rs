//! Ballots that rank options: a mark is worth a rank from 1, equal ranks are a tie, options left out are tied last.

use super::{Ballot, BallotFault, Counted, Mark, Paper, Standing};

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

/// The same ballot with the ranks 1, 2, 3… and its marks in the order of the paper, so that ballots of one meaning are alike.
pub(super) fn without_gaps(counted: &Counted, paper: &Paper) -> Counted {
    let mut marks: Vec<&Mark> = counted.ballot.marks.iter().collect();
    marks.sort_by_key(|mark| mark.value);
    let mut ranks = Vec::new();
    for mark in marks {
        let rank = match ranks.last() {
            Some(&(value, rank, _)) if value == mark.value => rank,
            Some(&(_, rank, _)) => rank + 1,
            None => 1,
        };
        ranks.push((mark.value, rank, &mark.option));
    }
    let marks = ranks
        .into_iter()
        .map(|(_, value, option)| Mark { option: option.clone(), value });
    let ballot = Ballot { marks: marks.collect() };
    Counted { ballot: ballot.clone().in_order_of(paper).unwrap_or(ballot), times: counted.times }
}
