//! Whom the draw of a panel took: proof codes, which tell nothing of the answers.

use super::commitment::Nonce;
use super::finding::Finding;
use super::hash::Hash256;
use super::proof_code::ProofCode;
use super::published::{Published, PublishedResult};
use crate::panel::drawn_panel;
use crate::voting::{Ballot, Panels, Tally};

/// A volunteer's ballot, with its place in the log.
#[derive(Clone, Debug)]
pub struct Volunteer {
    /// What it says.
    pub ballot: Ballot,
    /// What hides it in its commitment.
    pub nonce: Nonce,
    /// The leaf that stands for it.
    pub leaf: Hash256,
}

/// The proof codes of those whom a draw took, sorted, so that their order says nothing.
///
/// Volunteers are numbered from 1 in the order of their ballots' contents, equal ballots in the order of their nonces. Nonces are
/// bound by the log, and known to auditors alone: were equal ballots in the order of their leaves, which everyone sees, a code
/// would let one guess its number, and so its answers.
pub fn drawn_codes(mut volunteers: Vec<Volunteer>, tally: &Tally) -> Vec<ProofCode> {
    volunteers.sort_by(|left, right| (&left.ballot, left.nonce.0).cmp(&(&right.ballot, right.nonce.0)));
    let drawn = tally.working.drawn_people().into_iter();
    let mut codes: Vec<ProofCode> = drawn
        .filter_map(|number| volunteers.get(number.checked_sub(1)?))
        .map(|volunteer| ProofCode::of(&volunteer.leaf))
        .collect();
    codes.sort_unstable();
    codes
}

/// Checks a published lottery against the result: it is the one that the result names, and its panel that the lot draws is the panel.
///
/// # Errors
/// What is wrong.
pub fn check_lottery(result: &PublishedResult, panels: &Panels) -> Result<(), Finding> {
    if result.tally.working.lottery != Some(panels.hash()) {
        return Err(Finding::LotteryChanged);
    }
    let drawn = drawn_panel(panels.lottery.len(), &result.lot_seed.0).and_then(|panel| panels.lottery.get(panel));
    if drawn == Some(&result.tally.working.drawn_people()) { Ok(()) } else { Err(Finding::OtherPanel) }
}

/// As many codes as people drawn, each of a leaf of the log, in their order.
pub(super) fn check_drawn(published: &Published, findings: &mut Vec<Finding>) {
    let codes = &published.result.drawn;
    let (said, found) = (codes.len() as u64, published.result.tally.working.drawn_people().len() as u64);
    if said != found {
        findings.push(Finding::DrawnDoNotAdd { said, found });
    }
    let known = |code: &ProofCode| published.log.leaves.iter().any(|leaf| code.matches(leaf));
    let mut before = None;
    for (code, drawn) in codes.iter().zip(1..) {
        if before >= Some(code) {
            findings.push(Finding::DrawnOutOfPlace { drawn });
        }
        if !known(code) {
            findings.push(Finding::DrawnNotInLog { drawn });
        }
        before = Some(code);
    }
}
