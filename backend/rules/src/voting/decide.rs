use super::{Lot, Method, Paper, Standings, Summary, Tally};

/// The result that stands: as [`Method::recount`] gives it, but without a valid ballot nobody has decided anything, and the lot
/// takes nothing forward either.
pub fn decide(method: &dyn Method, standings: Standings, summary: &Summary, paper: &Paper, lot: &Lot) -> Tally {
    let mut tally = method.recount(standings, summary, paper, lot);
    if standings.valid == 0 {
        tally.winners.clear();
        tally.boundary_tie.clear();
    }
    tally
}
