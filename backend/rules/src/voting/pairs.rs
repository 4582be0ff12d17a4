//! Comparing options two by two.

use super::{Counted, Paper, places::Places};

/// How many ballots rank the option of the row above that of the column, both in the order of the paper.
pub(super) type Pairs = Vec<Vec<u64>>;

/// Counts pairs. An option with a rank is above all those left out.
pub(super) fn counted(valid: &[Counted], paper: &Paper) -> Pairs {
    let many = paper.options.len();
    let mut places = Places::of(paper);
    let mut ranked = vec![0; many];
    // Ballots on which the option of the row has a rank, but none above that of the column.
    let mut not_above = vec![vec![0; many]; many];
    let mut marks: Vec<(usize, i64)> = Vec::new();
    for counted in valid {
        marks.clear();
        let each = counted.ballot.marks.iter();
        marks.extend(each.filter_map(|mark| Some((places.find(&mark.option)?, mark.value))));
        for &(option, rank) in &marks {
            ranked[option] += counted.times;
            for &(other, _) in marks.iter().filter(|(_, other)| *other <= rank) {
                not_above[option][other] += counted.times;
            }
        }
    }
    for (row, ranked) in not_above.iter_mut().zip(ranked) {
        row.iter_mut().for_each(|count| *count = ranked - *count);
    }
    not_above
}

/// The option that more ballots rank above each other one than below it.
pub(super) fn condorcet_winner(pairs: &Pairs) -> Option<usize> {
    let beats_all = |&option: &usize| (0..pairs.len()).all(|other| other == option || beats(pairs, option, other));
    (0..pairs.len()).find(beats_all)
}

/// Whether more ballots rank the one above the other than below it.
pub(super) fn beats(pairs: &Pairs, option: usize, other: usize) -> bool {
    pairs[option][other] > pairs[other][option]
}

/// The smallest set of options each of which beats every option outside it (Smith, Econometrica 41, 1973).
pub(super) fn smith_set(pairs: &Pairs) -> Vec<usize> {
    let many = pairs.len();
    // From whom one gets to whom by steps that are not defeats; the set is those who get to everyone.
    let mut reaches: Vec<Vec<bool>> = (0..many)
        .map(|option| (0..many).map(|other| !beats(pairs, other, option)).collect())
        .collect();
    for by in 0..many {
        let onward = reaches[by].clone();
        for from in reaches.iter_mut().filter(|from| from[by]) {
            from.iter_mut()
                .zip(&onward)
                .for_each(|(reached, &onward)| *reached |= onward);
        }
    }
    (0..many)
        .filter(|&option| reaches[option].iter().all(|&reached| reached))
        .collect()
}

/// The symmetric Borda score: how often an option is above others, less how often it is below them (Terzopoulou & Endriss,
/// *The Borda class*, 2021). It decides nothing here.
pub(super) fn borda(pairs: &Pairs, option: usize) -> i64 {
    let above: i128 = pairs[option].iter().map(|&count| i128::from(count)).sum();
    let below: i128 = pairs.iter().map(|row| i128::from(row[option])).sum();
    let score = above - below;
    i64::try_from(score).unwrap_or(if score < 0 { i64::MIN } else { i64::MAX })
}
