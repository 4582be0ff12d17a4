use super::figures::{added_up, shown, summary};
use super::{
    Ballot, BallotFault, Count, Counted, Line, Lot, Mark, Marking, Method, MethodFault, Paper, Reason, Setting,
    SettingKind, Standing, Summary, Working, ranking, ranks,
};

/// Name a few options in order, and each place brings points: positional voting on a short list, as the 3, 2 and 1 points of
/// Kraków's budget. The order goes by points alone.
///
/// A mark is worth a place from 1, and each place is given once. A place that is left out brings nobody its points; a ballot with
/// a place that brings none, or with two options at one place, is invalid as a whole.
pub(super) struct PointsByPlace;

/// What each place brings, the first one first; 0 for a place that is not asked for.
const PLACES: [(&str, i64); 5] = [("first", 3), ("second", 2), ("third", 1), ("fourth", 0), ("fifth", 0)];
/// The names of the figures: how many ballots give an option each place.
const FIGURES: [&str; 5] = ["place_1", "place_2", "place_3", "place_4", "place_5"];
/// The most points that a place may bring.
const MOST: i64 = 100;

impl PointsByPlace {
    /// The points of the places that are asked for, the first one first.
    fn points(&self, paper: &Paper) -> Vec<i64> {
        let points = PLACES.iter().map(|(name, _)| self.setting(paper, name));
        points.take_while(|points| *points > 0).collect()
    }
}

impl Method for PointsByPlace {
    fn key(&self) -> &'static str {
        "points_by_place"
    }

    fn settings(&self) -> &'static [Setting] {
        const fn place(index: usize, least: i64) -> Setting {
            let (name, usual) = PLACES[index];
            Setting { name, usual, kind: SettingKind::Number { least, most: MOST } }
        }
        const SETTINGS: [Setting; 5] = [place(0, 1), place(1, 0), place(2, 0), place(3, 0), place(4, 0)];
        &SETTINGS
    }

    fn marking(&self) -> Marking {
        Marking::Rank
    }

    /// Each place must bring less than the one before it, and no place may be left out between two.
    fn check_settings(&self, paper: &Paper) -> Vec<MethodFault> {
        let points = PLACES.map(|(name, _)| (name, self.setting(paper, name)));
        if let Some((name, _)) = points.iter().find(|(_, points)| !(0..=MOST).contains(points)) {
            return vec![MethodFault::SettingValue { name }];
        }
        if points[0].1 == 0 {
            return vec![MethodFault::PlacePoints { name: points[0].0, most: MOST }];
        }
        let wrong = points.windows(2).find(|pair| pair[1].1 > 0 && pair[1].1 >= pair[0].1);
        let fault = |pair: &[(&'static str, i64)]| MethodFault::PlacePoints { name: pair[1].0, most: MOST };
        wrong.map(fault).into_iter().collect()
    }

    fn read_mark(&self, option: &str, marked: &str) -> Result<Mark, BallotFault> {
        ranks::read(option, marked)
    }

    fn judge(&self, ballot: &Ballot, paper: &Paper) -> Result<Standing, BallotFault> {
        let most = self.points(paper).len().min(paper.options.len());
        let asked = |mark: &Mark| usize::try_from(mark.value).is_ok_and(|place| (1..=most).contains(&place));
        let standing = ballot.check_options(paper).map(|()| ballot.marks.is_empty());
        match standing? {
            true => Ok(Standing::Blank),
            false if !ballot.marks.iter().all(asked) => Err(BallotFault::RankOutside { most }),
            false => ranks::check_strict(ballot).map(|()| Standing::Valid),
        }
    }

    fn summarise(&self, valid: &[Counted], paper: &Paper) -> Summary {
        let places = self.points(paper).len();
        let at = |place: i64| usize::try_from(place - 1).ok().filter(|place| *place < places);
        let figures = added_up(valid, paper, places, |place| at(place).map(|place| (place, 1)));
        summary(valid, paper, &FIGURES[..places], figures)
    }

    fn conclude(&self, summary: &Summary, paper: &Paper, _: &Lot) -> Count {
        let points = self.points(paper);
        let line = |option: &String| {
            let given = FIGURES.iter().map(|name| shown(summary.figure(option, name)));
            let given: Vec<i64> = given.take(points.len()).collect();
            let worth = given
                .iter()
                .zip(&points)
                .map(|(times, points)| times.saturating_mul(*points));
            let score = worth.fold(0, i64::saturating_add);
            Line {
                option: option.clone(),
                score,
                figures: FIGURES.iter().map(|name| (*name).to_owned()).zip(given).collect(),
                order: vec![score as f64],
                ..Line::default()
            }
        };
        let lines: Vec<Line> = paper.options.iter().map(line).collect();
        let reasons = if summary.ballots() == 0 { vec![ranking::no_ballot()] } else { reasons(&lines, paper.seats) };
        Count { lines, working: Working { reasons, ..Working::default() }, ..Count::default() }
    }
}

/// Who leads and by how much, or who ties; what sets the last option taken apart from the next one.
fn reasons(lines: &[Line], seats: u32) -> Vec<Reason> {
    let mut best: Vec<&Line> = lines.iter().collect();
    best.sort_by_key(|line| -line.score);
    let tie = |left: &&Line, right: &&Line| left.score == right.score;
    let [first, second, ..] = best[..] else { return Vec::new() };
    let named = [("first", first.option.as_str()), ("second", second.option.as_str())];
    let lead = match first.score - second.score {
        0 => {
            let others = ranking::others_ahead(&best, tie);
            Reason::new("place-points-tie", &named, &[("points", first.score), ("others", others)])
        }
        ahead => {
            let foremost = first.figures.get(FIGURES[0]).copied().unwrap_or(0);
            let numbers = [("points", first.score), ("ahead", ahead), ("ballots", foremost)];
            Reason::new("place-points-lead", &named, &numbers)
        }
    };
    let last = ranking::last_taken(&best, seats, tie).map(|(last, next)| {
        let named = [("first", last.option.as_str()), ("second", next.option.as_str())];
        Reason::new("place-points-last", &named, &[("points", last.score), ("against", next.score)])
    });
    [lead].into_iter().chain(last).collect()
}
