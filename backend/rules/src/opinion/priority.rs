//! How soon each statement is shown: the more it says about people and the less it has been seen, the sooner.

use super::counted::{questions, too_few};
use super::landscape::Landscape;
use super::tallies::{Tally, by_class};
use super::{LeftOut, Routed, Routing, Strata, Votes};

/// Priority of a statement that asks who the voter is.
const META: f64 = 7.0;
/// How much sooner an unseen statement is shown, and the votes after which half of that is gone.
const NOVELTY: f64 = 8.0;
const HALF_LIFE: f64 = 5.0;

/// What decides the next statement of each person, from all votes so far. Takes well under a second for a million votes.
pub fn route(votes: &Votes, strata: &Strata) -> Routing {
    let landscape = Landscape::of(votes);
    let active = landscape.classes(&vec![0; landscape.active.len()]);
    let tallies = &by_class(votes, &active, 1)[0];
    let questions = questions(votes, strata);
    let routed = |statement: usize| {
        let priority = match votes.left_out(statement) {
            Some(LeftOut::Rejected) => return None,
            Some(LeftOut::Meta) => META * META,
            None => priority(tallies[statement], landscape.components.extremity(statement)),
        };
        let too_few_of = too_few(&questions, statement);
        Some(Routed { statement: votes.statements()[statement], priority, too_few_of })
    };
    Routing { statements: (0..tallies.len()).filter_map(routed).collect() }
}

/// The weight of a statement in the draw: from its votes among active voters, and how far from the centre a voter stands
/// who agrees with it alone.
fn priority(tally: Tally, extremity: f64) -> f64 {
    let [agree, pass, seen] = [tally.agree, tally.pass(), tally.seen].map(f64::from);
    let importance = (1.0 - (pass + 1.0) / (seen + 2.0)) * (extremity + 1.0) * (agree + 1.0) / (seen + 2.0);
    (importance * (1.0 + NOVELTY * f64::exp2(-seen / HALF_LIFE))).powi(2)
}
