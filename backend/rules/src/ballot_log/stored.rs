//! A log that lies in a database: which few parts of it a proof takes, and the proof made of them.

use std::collections::{BTreeMap, BTreeSet};

use super::hash::Hash256;
use super::tree::{Frontier, Tree, consistency_path, inclusion_path};

/// Full subtrees of at least 2 to this many leaves are kept beside the leaves; smaller ones are hashed again from a block of leaves.
pub const KEPT_LEVEL: u32 = 8;
/// Leaves in a block.
pub const BLOCK: u64 = 1 << KEPT_LEVEL;

/// The root of a full subtree: leaves `position·2^level..(position+1)·2^level`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Subtree {
    /// Its height.
    pub level: u32,
    /// Its place among those of its level, from 0.
    pub position: u64,
}

/// Which parts of a log have to be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parts {
    /// Blocks of leaves, whole, or as far as there are leaves; numbered from 0.
    pub blocks: BTreeSet<u64>,
    /// Kept subtrees.
    pub subtrees: BTreeSet<Subtree>,
}

/// Parts of a log that were read.
#[derive(Clone, Debug, Default)]
pub struct StoredLog {
    blocks: BTreeMap<u64, Tree>,
    subtrees: BTreeMap<Subtree, Hash256>,
}

impl Parts {
    /// What it takes to append to a log of this size, or to know its root.
    pub fn of_frontier(size: u64) -> Self {
        let mut parts = Self::default();
        for subtree in peaks(size) {
            parts.add(subtree);
        }
        parts
    }

    /// What the proof takes that leaf `index` is in the tree of this size.
    pub fn of_inclusion(index: u64, size: u64) -> Self {
        let mut parts = Self::default();
        let _ = inclusion_path(index, size, &mut |level, position| parts.add(Subtree { level, position }));
        parts
    }

    /// What the proof takes that the tree of size `second` starts with the one of size `first`.
    pub fn of_consistency(first: u64, second: u64) -> Self {
        let mut parts = Self::default();
        let _ = consistency_path(first, second, &mut |level, position| parts.add(Subtree { level, position }));
        parts
    }

    fn add(&mut self, subtree: Subtree) -> Option<Hash256> {
        if subtree.level < KEPT_LEVEL {
            self.blocks.insert(block_of(subtree));
        } else {
            self.subtrees.insert(subtree);
        }
        Some(Hash256([0; 32]))
    }
}

impl StoredLog {
    /// A log of which these leaves, by place and in order, and these subtrees were read.
    pub fn new(
        leaves: impl IntoIterator<Item = (u64, Hash256)>,
        subtrees: impl IntoIterator<Item = (Subtree, Hash256)>,
    ) -> Self {
        let mut blocks: BTreeMap<u64, Tree> = BTreeMap::new();
        for (place, leaf) in leaves {
            blocks.entry(place / BLOCK).or_default().extend([leaf]);
        }
        Self { blocks, subtrees: subtrees.into_iter().collect() }
    }

    /// See [`Tree::inclusion_proof`]; `None` also when a part of it was not read.
    pub fn inclusion_proof(&self, index: u64, size: u64) -> Option<Vec<Hash256>> {
        inclusion_path(index, size, &mut |level, position| self.hash(Subtree { level, position }))
    }

    /// See [`Tree::consistency_proof`]; `None` also when a part of it was not read.
    pub fn consistency_proof(&self, first: u64, second: u64) -> Option<Vec<Hash256>> {
        consistency_path(first, second, &mut |level, position| self.hash(Subtree { level, position }))
    }

    /// What it takes to append to the log at this size; `None` when a part of it was not read.
    pub fn frontier(&self, size: u64) -> Option<Frontier> {
        let roots: Option<Vec<Hash256>> = peaks(size).map(|subtree| self.hash(subtree)).collect();
        Frontier::kept(size, roots?)
    }

    fn hash(&self, subtree: Subtree) -> Option<Hash256> {
        if subtree.level >= KEPT_LEVEL {
            return self.subtrees.get(&subtree).copied();
        }
        let block = self.blocks.get(&block_of(subtree))?;
        let inside = subtree.position % (BLOCK >> subtree.level);
        block.subtree(subtree.level, inside)
    }
}

fn block_of(subtree: Subtree) -> u64 {
    subtree.position >> (KEPT_LEVEL - subtree.level)
}

/// The full subtrees that a size is the sum of, largest first.
fn peaks(size: u64) -> impl Iterator<Item = Subtree> {
    let levels = (0..u64::BITS).rev().filter(move |level| size >> level & 1 == 1);
    levels.map(move |level| Subtree { level, position: (size >> level) - 1 })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ballot_log::sha256;

    fn leaf(index: u64) -> Hash256 {
        sha256(&[&index.to_be_bytes()])
    }

    /// What a database would give of a log of this size.
    fn read(leaves: &[Hash256], kept: &[(Subtree, Hash256)], parts: &Parts) -> StoredLog {
        let leaves = leaves
            .iter()
            .copied()
            .enumerate()
            .map(|(place, leaf)| (place as u64, leaf));
        let leaves = leaves.filter(|(place, _)| parts.blocks.contains(&(place / BLOCK)));
        StoredLog::new(
            leaves,
            kept.iter()
                .copied()
                .filter(|(subtree, _)| parts.subtrees.contains(subtree)),
        )
    }

    #[test]
    fn a_log_grown_batch_by_batch_gives_the_same_roots_and_proofs_as_a_whole_tree() {
        let (mut leaves, mut kept) = (Vec::new(), Vec::new());
        for batch in [0, 1, 6, 248, 1, 255, 1, 600, 37] {
            let before = leaves.len() as u64;
            let stored = read(&leaves, &kept, &Parts::of_frontier(before));
            let mut frontier = stored.frontier(before).expect("read whole");
            let added: Vec<Hash256> = (before..before + batch).map(leaf).collect();
            kept.extend(frontier.extend_keeping(added.iter().copied()));
            leaves.extend(added);
            assert_eq!(frontier.root(), Tree::new(leaves.iter().copied()).root(), "{before} and {batch}");
        }
        let (tree, size) = (Tree::new(leaves.iter().copied()), leaves.len() as u64);
        assert_eq!(kept.len(), 4 + 2 + 1, "subtrees of 256, 512 and 1024 leaves");
        for (index, of) in [(0, size), (255, size), (256, size), (1100, size), (size - 1, size), (3, 5), (300, 700)] {
            let parts = Parts::of_inclusion(index, of);
            assert!(parts.blocks.len() <= 2, "{index} of {of}: {parts:?}");
            let proof = read(&leaves, &kept, &parts).inclusion_proof(index, of);
            assert_eq!(proof, tree.inclusion_proof(index, of), "{index} of {of}");
        }
        for (first, second) in [(1, size), (255, 256), (256, 1024), (700, 701), (1000, size), (size, size), (0, 9)] {
            let proof = read(&leaves, &kept, &Parts::of_consistency(first, second)).consistency_proof(first, second);
            assert_eq!(proof, tree.consistency_proof(first, second), "{first} to {second}");
        }
    }

    #[test]
    fn what_was_not_read_gives_no_proof() {
        assert_eq!(StoredLog::default().inclusion_proof(0, 300), None);
        assert_eq!(StoredLog::default().consistency_proof(3, 300), None);
        assert_eq!(StoredLog::default().frontier(3), None);
        assert_eq!(StoredLog::default().frontier(0), Some(Frontier::default()));
        assert_eq!(StoredLog::default().inclusion_proof(3, 3), None);
    }
}
