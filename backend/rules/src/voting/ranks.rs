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
    let shared = first_rank_shared(ballot).is_some();
    if shared { Err(BallotFault::EqualRanks) } else { Ok(()) }
}

/// The first rank that two options share.
fn first_rank_shared(ballot: &Ballot) -> Option<i64> {
    // Ranks are few: those seen are bits, unless one is beyond them.
    let (mut seen, mut shared) = (0u128, 0u128);
    for mark in &ballot.marks {
        let Some(bit) = u32::try_from(mark.value).ok().and_then(|rank| 1u128.checked_shl(rank)) else {
            return first_shared_of_any(ballot);
        };
        shared |= seen & bit;
        seen |= bit;
    }
    (shared != 0).then(|| i64::from(shared.trailing_zeros()))
}

fn first_shared_of_any(ballot: &Ballot) -> Option<i64> {
    let mut ranks: Vec<i64> = ballot.marks.iter().map(|mark| mark.value).collect();
    ranks.sort_unstable();
    let shared = ranks.windows(2).find(|pair| pair[0] == pair[1]);
    shared.map(|pair| pair[0])
}

/// The marks above the first rank that two options share.
pub(super) fn above_tie(ballot: &Ballot) -> Ballot {
    let tie = first_rank_shared(ballot);
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

#[cfg(test)]
mod tests {
    use super::*;

    fn ranked(ranks: &[i64]) -> Ballot {
        let mark = |(place, &value): (usize, &i64)| Mark { option: place.to_string(), value };
        Ballot { marks: ranks.iter().enumerate().map(mark).collect() }
    }

    #[test]
    fn the_first_shared_rank_is_found_however_high_ranks_are() {
        for (ranks, shared) in [
            (&[3, 1, 2][..], None),
            (&[3, 2, 3, 1, 2], Some(2)),
            (&[127, 0, 127], Some(127)),
            (&[200, 128, 200, 128, 1], Some(128)),
            (&[-1, 4, 4, -1], Some(-1)),
            (&[], None),
        ] {
            assert_eq!(first_rank_shared(&ranked(ranks)), shared, "{ranks:?}");
            assert_eq!(first_shared_of_any(&ranked(ranks)), shared, "{ranks:?}");
        }
    }
}
