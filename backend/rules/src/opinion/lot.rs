//! Draws that anyone can repeat: numbers that follow from a seed alone.

/// A sequence of numbers that look random and follow from the seed (SplitMix64: Steele, Lea, Flood, OOPSLA 2014).
#[derive(Clone, Debug)]
pub(super) struct Lot {
    state: u64,
}

impl Lot {
    /// The sequence of a seed; two seeds give unrelated ones.
    pub(super) fn new(seed: u64) -> Self {
        Self { state: mix(seed) }
    }

    fn next(&mut self) -> u64 {
        let drawn = mix(self.state);
        self.state = self.state.wrapping_add(STEP);
        drawn
    }

    /// A number from 0 up to but not 1.
    pub(super) fn unit(&mut self) -> f64 {
        to_unit(self.next())
    }

    /// A place below `count`, which is not 0. The bias of the multiplication is below 2⁻³² for the sizes met here.
    pub(super) fn below(&mut self, count: usize) -> usize {
        ((u128::from(self.next()) * count as u128) >> 64) as usize
    }

    /// Puts the items in another order, each order as likely as any (Fisher and Yates, 1938).
    pub(super) fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }
}

const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

/// The finaliser of SplitMix64: every bit of the input moves half of the output.
pub(super) fn mix(state: u64) -> u64 {
    let mut z = state.wrapping_add(STEP);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// The 53 high bits as a number from 0 up to but not 1.
pub(super) fn to_unit(bits: u64) -> f64 {
    (bits >> 11) as f64 / (1u64 << 53) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_gives_its_own_sequence() {
        let drawn = |seed| {
            let mut lot = Lot::new(seed);
            (0..4).map(|_| lot.unit()).collect::<Vec<_>>()
        };
        assert_eq!(drawn(1), drawn(1));
        assert_ne!(drawn(1), drawn(2));
    }

    #[test]
    fn every_order_is_as_likely() {
        let mut lot = Lot::new(3);
        let mut times = std::collections::BTreeMap::new();
        for _ in 0..12_000 {
            let mut items = [1, 2, 3];
            lot.shuffle(&mut items);
            *times.entry(items).or_insert(0) += 1;
        }
        assert_eq!(times.len(), 6);
        assert!(times.values().all(|times| (1_800..2_200).contains(times)), "{times:?}");
    }
}
