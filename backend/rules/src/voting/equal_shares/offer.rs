use std::cmp::Ordering;

use num_bigint::BigInt;
use num_traits::Signed;

use super::super::fractions::{Fractions, Quotient};
use super::ledger::Holdings;
use super::purses::Purses;

/// The least share at which supporters can pay for a project, near enough to tell most offers apart.
#[derive(Clone, Copy, Debug)]
pub(super) struct Offer {
    /// The project.
    pub(super) project: usize,
    /// What each full payer pays.
    pub(super) share: f64,
    /// How far the exact share may be from it.
    pub(super) error: f64,
    /// What the share buys: the utility of the project to one supporter.
    pub(super) utility: f64,
}

/// The exact least share, and who is settled by it.
pub(super) struct ExactOffer {
    /// Who pays all they have.
    pub(super) held: Holdings,
    /// What each full payer pays.
    pub(super) share: Quotient,
    /// Patterns so near the share that only exact figures tell, each with what a voter has left once it is paid, over the
    /// common denominator times the payers.
    pub(super) near: Vec<(usize, BigInt)>,
}

impl Offer {
    /// The least that the price of one unit of utility may be.
    pub(super) fn least(&self) -> f64 {
        (self.share - self.error) / self.utility
    }

    /// The most that it may be.
    pub(super) fn most(&self) -> f64 {
        (self.share + self.error) / self.utility
    }

    /// Whether only exact figures tell if a voter with this money can pay the share.
    pub(super) fn is_near(&self, money: f64) -> bool {
        (money - self.share).abs() <= self.error
    }

    /// The exact offer of supporters who can pay.
    pub(super) fn exact(&self, cost: i64, purses: &Purses, fractions: &Fractions, times: &[u64]) -> ExactOffer {
        let (mut held, mut payers, mut near) = (Holdings::default(), 0, Vec::new());
        for (pattern, money) in purses.solvent(self.project) {
            if self.is_near(money) {
                near.push((pattern, purses.money_exactly(pattern, fractions)));
                payers += times[pattern];
            } else if money < self.share {
                purses.add_to(&mut held, pattern);
            } else {
                payers += times[pattern];
            }
        }
        near.sort_by(|left, right| left.1.cmp(&right.1));
        let mut lacking = held.lacking(cost, fractions);
        for (pattern, money) in &near {
            if money * payers >= lacking {
                break;
            }
            purses.add_to(&mut held, *pattern);
            payers -= times[*pattern];
            lacking -= money * times[*pattern];
        }
        let rest = |(pattern, money): (usize, BigInt)| (pattern, money * payers - &lacking);
        let near = near.into_iter().map(rest).collect();
        ExactOffer { held, share: Quotient { numerator: lacking, divisor: payers }, near }
    }
}

impl ExactOffer {
    /// The patterns near the share: whether each pays all it has, and what is left to each of its voters.
    pub(super) fn settled(&self, fractions: &Fractions) -> Vec<(usize, f64)> {
        let left = |rest: &BigInt| match rest.is_positive() {
            true => fractions.near(&Quotient { numerator: rest.clone(), divisor: self.share.divisor }),
            false => 0.0,
        };
        self.near.iter().map(|(pattern, rest)| (*pattern, left(rest))).collect()
    }

    /// Compares the price of one unit of utility; both offers stand over the same common denominator.
    pub(super) fn compare(&self, utility: u64, other: &Self, others: u64) -> Ordering {
        let left = &self.share.numerator * other.share.divisor * others;
        left.cmp(&(&other.share.numerator * self.share.divisor * utility))
    }
}
