use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

/// The public lot: an order of the options that nobody chose and that anyone can compute again.
///
/// Options go by SHA-256(`"lot-v1"` ‖ 0 ‖ seed ‖ 0 ‖ option), smallest first. As in RFC 3797, the seed comes from what was
/// named beforehand and known afterwards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lot {
    places: BTreeMap<String, usize>,
    seed: Seed,
}

/// What a lot is drawn from.
pub type Seed = [u8; 32];

impl Lot {
    /// The seed of a closed box: SHA-256(root of the box ‖ public randomness named before the close, as UTF-8).
    pub fn seed(root: &[u8; 32], randomness: &str) -> Seed {
        let mut hasher = Sha256::new();
        hasher.update(root);
        hasher.update(randomness.as_bytes());
        hasher.finalize().into()
    }

    /// The order that a seed gives to these names.
    pub fn drawn<S: AsRef<str>>(seed: &Seed, names: &[S]) -> Self {
        let mut keyed: Vec<([u8; 32], &str)> = names
            .iter()
            .map(|name| (key(seed, name.as_ref()), name.as_ref()))
            .collect();
        keyed.sort_unstable();
        Self { seed: *seed, ..Self::given(keyed.into_iter().map(|(_, name)| name)) }
    }

    /// A lot whose order is known, the first one winning every tie.
    pub fn given<S: Into<String>>(order: impl IntoIterator<Item = S>) -> Self {
        let places = order.into_iter().enumerate();
        Self { places: places.map(|(place, name)| (name.into(), place)).collect(), seed: Seed::default() }
    }

    /// The seed that it was drawn from, for methods that draw more than an order; zeros for a lot whose order was given.
    pub fn drawn_from(&self) -> &Seed {
        &self.seed
    }

    /// The place of a name, from 0; names that took no part in the lot come last.
    pub fn place(&self, name: &str) -> usize {
        self.places.get(name).copied().unwrap_or(usize::MAX)
    }

    /// Names in the order of the lot.
    pub fn order(&self) -> Vec<&str> {
        let mut names: Vec<(&str, usize)> = self
            .places
            .iter()
            .map(|(name, place)| (name.as_str(), *place))
            .collect();
        names.sort_by_key(|(_, place)| *place);
        names.into_iter().map(|(name, _)| name).collect()
    }
}

fn key(seed: &Seed, name: &str) -> [u8; 32] {
    let mut hasher = Sha256::new();
    hasher.update(b"lot-v1\0");
    hasher.update(seed);
    hasher.update([0]);
    hasher.update(name.as_bytes());
    hasher.finalize().into()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::ballot_log::Hash256;

    #[test]
    fn lots_are_those_of_the_vectors() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/packs/voting/vectors/lot.json");
        let Ok(text) = std::fs::read_to_string(&path) else {
            return eprintln!("not checked: {} is absent", path.display());
        };
        let file: serde_json::Value = serde_json::from_str(&text).expect("vectors are JSON");
        let vectors = file["vectors"].as_array().expect("a list");
        assert!(!vectors.is_empty());
        for vector in vectors {
            let names = |name: &str| -> Vec<String> { serde_json::from_value(vector[name].clone()).expect("names") };
            let seed = Hash256::from_hex(vector["seed_hex"].as_str().expect("a text")).expect("a seed");
            assert_eq!(Lot::drawn(&seed.0, &names("options")).order(), names("order"), "{vector}");
        }
    }

    #[test]
    fn the_order_is_that_of_the_hashes() {
        let seed = [7; 32];
        let names = ["a", "b", "c", "é"];
        let lot = Lot::drawn(&seed, &names);
        let mut expected: Vec<([u8; 32], &str)> = names
            .iter()
            .map(|name| {
                let bytes = [b"lot-v1\0".as_slice(), &seed, b"\0", name.as_bytes()].concat();
                (Sha256::digest(bytes).into(), *name)
            })
            .collect();
        expected.sort();
        assert_eq!(lot.order(), expected.iter().map(|(_, name)| *name).collect::<Vec<_>>());
        assert_eq!(lot.place(expected[0].1), 0);
        assert_eq!(lot.place("z"), usize::MAX);
        assert_eq!((lot.drawn_from(), Lot::given(names).drawn_from()), (&seed, &[0; 32]));
    }

    #[test]
    fn another_box_or_another_draw_gives_another_seed() {
        let seed = Lot::seed(&[1; 32], "12 34");
        assert_ne!(seed, Lot::seed(&[2; 32], "12 34"));
        assert_ne!(seed, Lot::seed(&[1; 32], "12 35"));
        assert_eq!(seed, <Seed>::from(Sha256::digest([&[1u8; 32][..], b"12 34"].concat())));
    }
}
