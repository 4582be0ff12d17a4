//! Places that bring points: what each of them brings.

use serde::Serialize;
use tablee_core::cases::results::DecisionResults;
use tablee_rules::voting;

/// The places that were asked for, the first one first.
#[derive(Serialize)]
pub(super) struct PlacesView {
    points: Vec<PlaceView>,
}

#[derive(Serialize)]
struct PlaceView {
    /// From 1.
    place: usize,
    points: i64,
}

impl PlacesView {
    /// The places, where the figures of options say how often each was given. Settings are then those of the places, in order.
    pub fn of(results: &DecisionResults) -> Option<Self> {
        let figures = &results.tally.lines.first()?.figures;
        let asked = figures.keys().filter(|name| name.starts_with("place_")).count();
        let method = voting::method(&results.rules.method).filter(|_| asked > 0)?;
        let settings = method.settings().iter();
        let brings = settings.map(|setting| results.rules.settings.get(setting.name).unwrap_or(setting.usual));
        let points = brings
            .zip(1..)
            .take(asked)
            .map(|(points, place)| PlaceView { place, points });
        Some(Self { points: points.collect() })
    }
}
