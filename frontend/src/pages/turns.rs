//! Turning the pages of lists of proposals.

use serde::Deserialize;
use tablee_core::cases::published_proposals::{Place, Turn};

/// Which page of a list of proposals, as an address says it.
#[derive(Clone, Copy, Deserialize)]
pub(super) struct TurnQuery {
    apres: Option<i32>,
    avant: Option<i32>,
    #[serde(default)]
    soutiens: i32,
}

impl TurnQuery {
    pub fn turn(self) -> Turn {
        let place = |number| Place { supports: self.soutiens, number };
        match (self.apres, self.avant) {
            (Some(number), _) => Turn::After(place(number)),
            (None, Some(number)) => Turn::Before(place(number)),
            (None, None) => Turn::First,
        }
    }
}

/// The addresses of the pages before and after.
pub(super) fn turns(list: &str, before: Option<Place>, after: Option<Place>) -> (Option<String>, Option<String>) {
    let link = |word: &str, place: Place| format!("{list}?{word}={}&soutiens={}", place.number, place.supports);
    (before.map(|place| link("avant", place)), after.map(|place| link("apres", place)))
}
