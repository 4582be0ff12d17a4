//! The map of voters, without anyone's position on it.

use super::MapPoint;
use super::components::Position;

/// Voters of a point at least.
const FEWEST: usize = 5;
/// Points of a map at most, or one more a group.
const MOST_POINTS: usize = 150;

/// The voters as points of at least five people of one group, close to each other: halved at the median of the wider side
/// until too few (LeFevre, DeWitt and Ramakrishnan, "Mondrian multidimensional k-anonymity", ICDE 2006). `grouped` gives
/// each voter's position and group. Groups have at least five voters.
pub(super) fn map(grouped: &[(Position, Option<u8>)]) -> Vec<MapPoint> {
    let fewest = FEWEST.max(grouped.len().div_ceil(MOST_POINTS));
    let mut groups: Vec<Option<u8>> = grouped.iter().map(|(_, group)| *group).collect();
    groups.sort_unstable();
    groups.dedup();
    let mut points: Vec<(Position, usize, Option<u8>)> = Vec::new();
    for group in groups {
        let members = grouped
            .iter()
            .filter(|(_, own)| *own == group)
            .map(|(position, _)| *position);
        let mut left = vec![members.collect::<Vec<_>>()];
        while let Some(mut members) = left.pop() {
            if members.len() >= 2 * fewest {
                left.push(further_half(&mut members));
                left.push(members);
            } else {
                points.push((middle(&members), members.len(), group));
            }
        }
    }
    let scale = scale(points.iter().map(|(middle, ..)| *middle));
    points
        .into_iter()
        .map(|(middle, people, group)| {
            let (x, y) = scaled(middle, scale);
            MapPoint { x, y, people: people as u32, group }
        })
        .collect()
}

/// The middle of a group on the map.
pub(super) fn middle_of_group(map: &[MapPoint], group: u8) -> (i32, i32) {
    let own = map.iter().filter(|point| point.group == Some(group));
    let (x, y, people) = own.fold((0.0, 0.0, 0.0), |(x, y, people), point| {
        let weight = f64::from(point.people);
        (x + weight * f64::from(point.x), y + weight * f64::from(point.y), people + weight)
    });
    ((x / people).round() as i32, (y / people).round() as i32)
}

/// Takes the half further along the wider side out of the members.
fn further_half(members: &mut Vec<Position>) -> Vec<Position> {
    let width = |along: fn(&Position) -> f64| {
        let values = members.iter().map(along);
        let (low, high) = values.fold((f64::MAX, f64::MIN), |(low, high), value| (low.min(value), high.max(value)));
        high - low
    };
    let wider_x = width(|position| position.x) >= width(|position| position.y);
    members.sort_by(|left, right| {
        let (by_x, by_y) = (left.x.total_cmp(&right.x), left.y.total_cmp(&right.y));
        if wider_x { by_x.then(by_y) } else { by_y.then(by_x) }
    });
    members.split_off(members.len() / 2)
}

fn middle(members: &[Position]) -> Position {
    let count = members.len() as f64;
    let sum = |along: fn(&Position) -> f64| members.iter().map(along).sum::<f64>() / count;
    Position { x: sum(|position| position.x), y: sum(|position| position.y) }
}

fn scale(middles: impl Iterator<Item = Position>) -> f64 {
    let furthest = middles.map(|middle| middle.x.hypot(middle.y)).fold(0.0, f64::max);
    if furthest > 0.0 { 1_000.0 / furthest } else { 0.0 }
}

fn scaled(middle: Position, scale: f64) -> (i32, i32) {
    ((middle.x * scale).round() as i32, (middle.y * scale).round() as i32)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn each_point_stands_for_five_and_all_are_on_it(
            groups in prop::collection::vec(prop::collection::vec((-9.0..9.0, -3.0..3.0), 5..60), 1..4)
        ) {
            let of_group = |(group, members): (usize, &Vec<(f64, f64)>)| {
                members.iter().map(|&(x, y)| (Position { x, y }, Some(group as u8))).collect::<Vec<_>>()
            };
            let grouped: Vec<_> = groups.iter().enumerate().flat_map(of_group).collect();
            let map = map(&grouped);
            prop_assert!(map.iter().all(|point| point.people >= 5 && point.x.abs() <= 1_000 && point.y.abs() <= 1_000));
            for (group, members) in groups.iter().enumerate() {
                let people: u32 = map.iter().filter(|point| point.group == Some(group as u8)).map(|point| point.people).sum();
                prop_assert_eq!(people as usize, members.len());
            }
        }
    }

    #[test]
    fn large_crowds_take_few_points() {
        let grouped: Vec<_> = (0..20_000)
            .map(|place| (Position { x: f64::from(place % 97), y: f64::from(place % 89) }, None))
            .collect();
        let map = map(&grouped);
        assert!((50..=MOST_POINTS).contains(&map.len()), "{}", map.len());
    }
}
