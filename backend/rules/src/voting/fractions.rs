use std::cmp::Ordering;

use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{One, ToPrimitive};

/// Exact fractions over one common denominator, so that sums of many of them are sums of whole numbers.
#[derive(Clone, Debug)]
pub(super) struct Fractions {
    denominator: BigInt,
    numerators: Vec<BigInt>,
}

/// A fraction that is not yet one of them: its numerator over the common denominator times the divisor.
#[derive(Clone, Debug)]
pub(super) struct Quotient {
    /// Over the common denominator.
    pub(super) numerator: BigInt,
    /// What that is still to be divided by; never 0.
    pub(super) divisor: u64,
}

impl Fractions {
    /// None yet.
    pub(super) fn new() -> Self {
        Self { denominator: BigInt::one(), numerators: Vec::new() }
    }

    /// None yet, over a denominator that is to come.
    pub(super) fn over(denominator: BigInt) -> Self {
        Self { denominator, numerators: Vec::new() }
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.numerators.len()
    }

    /// The numerator, over the common denominator, of a whole number and of so many times the fractions of these places.
    pub(super) fn sum(&self, whole: i128, terms: impl IntoIterator<Item = (usize, i128)>) -> BigInt {
        let mut sum = &self.denominator * whole;
        for (place, times) in terms {
            sum += &self.numerators[place] * times;
        }
        sum
    }

    /// Adds a fraction and returns its place.
    pub(super) fn push(&mut self, quotient: &Quotient) -> usize {
        let divisor = BigInt::from(quotient.divisor);
        let common = quotient.numerator.gcd(&divisor);
        let factor = &divisor / &common;
        if !factor.is_one() {
            self.denominator *= &factor;
            self.numerators.iter_mut().for_each(|numerator| *numerator *= &factor);
        }
        self.numerators.push(&quotient.numerator / &common);
        self.numerators.len() - 1
    }

    /// A fraction of these, in lowest terms.
    pub(super) fn at(&self, place: usize) -> BigRational {
        BigRational::new(self.numerators[place].clone(), self.denominator.clone())
    }

    /// The common denominator.
    pub(super) fn denominator(&self) -> &BigInt {
        &self.denominator
    }

    /// The nearest number that a machine calculates with.
    pub(super) fn near(&self, quotient: &Quotient) -> f64 {
        let denominator = &self.denominator * quotient.divisor;
        BigRational::new_raw(quotient.numerator.clone(), denominator)
            .to_f64()
            .unwrap_or(f64::INFINITY)
    }
}

impl Quotient {
    /// Compares two that stand over the same common denominator.
    pub(super) fn compare(&self, other: &Self) -> Ordering {
        (&self.numerator * other.divisor).cmp(&(&other.numerator * self.divisor))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quotient(numerator: i64, divisor: u64) -> Quotient {
        Quotient { numerator: numerator.into(), divisor }
    }

    #[test]
    fn fractions_keep_their_values_when_the_denominator_grows() {
        let mut fractions = Fractions::new();
        let half = fractions.push(&quotient(3, 6));
        let sum = fractions.sum(1, [(half, 1)]);
        let third_of_it = fractions.push(&Quotient { numerator: sum, divisor: 9 });
        let written = |place| fractions.at(place).to_string();
        assert_eq!([written(half), written(third_of_it)], ["1/2", "1/6"]);
        assert_eq!(fractions.denominator(), &BigInt::from(6));
        assert_eq!(fractions.sum(-1, [(half, 4), (third_of_it, -6)]), BigInt::from(0));
        assert_eq!(fractions.near(&quotient(3, 4)), 0.125);
    }
}
