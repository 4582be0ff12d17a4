use std::cell::{Ref, RefCell};

use num_bigint::BigInt;

use super::super::fractions::{Fractions, Quotient};

/// Who pays for a project, in whole numbers, from which every sum of money follows exactly.
///
/// A voter who has money left has paid the full share of each funded project that they support. So what a voter holds is
/// the endowment less those shares, and a share is `(cost − what the voters hold who pay all they have) / full payers`.
#[derive(Clone, Debug)]
pub(super) struct Payment {
    /// Its cost.
    pub(super) cost: i64,
    /// What the voters held together who pay all they have.
    pub(super) held: Holdings,
    /// Voters who pay the full share; at least 1.
    pub(super) payers: u64,
}

/// What voters hold together: so many endowments, less so many shares of each payment, by its number.
#[derive(Clone, Debug, Default)]
pub(super) struct Holdings {
    /// Voters.
    pub(super) voters: u64,
    /// How many of them paid each payment, by its number.
    pub(super) paid: Vec<u64>,
}

/// The endowment and the payments so far, exact on demand.
#[derive(Clone, Debug)]
pub(super) struct Ledger {
    payments: Vec<Payment>,
    endowment: (i128, u64),
    exact: RefCell<Fractions>,
}

impl Payment {
    /// The share of one full payer.
    fn share(&self, fractions: &Fractions) -> Quotient {
        Quotient { numerator: self.held.lacking(self.cost, fractions), divisor: self.payers }
    }
}

impl Holdings {
    /// Adds voters who hold the same.
    pub(super) fn add(&mut self, voters: u64, paid: impl IntoIterator<Item = usize>) {
        self.voters += voters;
        for number in paid {
            if self.paid.len() <= number {
                self.paid.resize(number + 1, 0);
            }
            self.paid[number] += voters;
        }
    }

    /// What these holdings lack to pay a cost, over the common denominator.
    pub(super) fn lacking(&self, cost: i64, fractions: &Fractions) -> BigInt {
        let paid = self.paid.iter().enumerate().filter(|(_, times)| **times > 0);
        let terms = paid.map(|(number, &times)| (number + 1, i128::from(times)));
        fractions.sum(i128::from(cost), [(0, -i128::from(self.voters))].into_iter().chain(terms))
    }
}

impl Ledger {
    /// Nothing paid yet; the endowment of each voter is a sum of money shared by so many.
    pub(super) fn new(money: i128, voters: u64) -> Self {
        Self { payments: Vec::new(), endowment: (money, voters.max(1)), exact: RefCell::new(Fractions::new()) }
    }

    /// Enters a payment and returns its number.
    pub(super) fn enter(&mut self, payment: Payment) -> usize {
        self.payments.push(payment);
        self.payments.len() - 1
    }

    /// The payments, in order.
    pub(super) fn payments(&self) -> &[Payment] {
        &self.payments
    }

    /// The endowment, then the share of each payment.
    pub(super) fn fractions(&self) -> Ref<'_, Fractions> {
        let mut exact = self.exact.borrow_mut();
        if exact.len() == 0 {
            let (money, voters) = self.endowment;
            exact.push(&Quotient { numerator: BigInt::from(money), divisor: voters });
        }
        for payment in &self.payments[exact.len() - 1..] {
            let share = payment.share(&exact);
            exact.push(&share);
        }
        drop(exact);
        self.exact.borrow()
    }
}
