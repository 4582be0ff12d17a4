use serde::Serialize;
use tablee_rules::opinion::{MapPoint, OpinionAnalysis};

use super::names::{Names, letter};

/// The picture of who thinks alike: circles for a few people each, in units of its view box. The table beside it says the same in
/// words.
#[derive(Serialize)]
pub(super) struct MapView {
    circles: Vec<Circle>,
    labels: Vec<Label>,
    /// Without groups: how many people stand at one end, in the middle, and at the other end.
    along: Option<[u32; 3]>,
}

#[derive(Serialize)]
struct Circle {
    x: i32,
    y: i32,
    radius: i32,
    /// Place of its group, from 0; nothing without groups.
    group: Option<u8>,
}

#[derive(Serialize)]
struct Label {
    x: i32,
    y: i32,
    letter: String,
    name: String,
}

/// A third of the width of the map, from its middle to either side.
const THIRD: i32 = 333;
/// Radius of a circle for one person: areas are as numbers of people.
const ONE_PERSON: f64 = 22.0;

impl MapView {
    /// Nothing when there are too few people to draw.
    pub fn of(names: &Names<'_>, analysis: &OpinionAnalysis) -> Option<Self> {
        if analysis.map.is_empty() {
            return None;
        }
        let labels = analysis.groups.iter().zip(0u8..).map(|(group, number)| Label {
            x: group.x,
            // On a page, down is more.
            y: -group.y,
            letter: letter(number),
            name: names.group(number),
        });
        Some(Self {
            circles: analysis.map.iter().map(circle).collect(),
            labels: labels.collect(),
            along: analysis.groups.is_empty().then(|| along(&analysis.map)),
        })
    }
}

/// People by thirds of the width of the map. Points stand for five people at least, so a third does too, or for nobody.
fn along(map: &[MapPoint]) -> [u32; 3] {
    map.iter().fold([0; 3], |mut along, point| {
        let third = usize::from(point.x >= -THIRD) + usize::from(point.x > THIRD);
        along[third] += point.people;
        along
    })
}

fn circle(point: &MapPoint) -> Circle {
    let radius = (f64::from(point.people).sqrt() * ONE_PERSON).round() as i32;
    Circle { x: point.x, y: -point.y, radius, group: point.group }
}
