use super::hash::{Hash256, sha256};
use super::stored::{KEPT_LEVEL, Subtree};

/// The hash of an inner node: SHA-256(1 ‖ left ‖ right) (RFC 9162, 2.1.1).
pub(super) fn node_hash(left: &Hash256, right: &Hash256) -> Hash256 {
    sha256(&[&[1], &left.0, &right.0])
}

/// The Merkle tree of RFC 9162, section 2.1, over leaf hashes. Every full subtree is kept, so that appending costs one hash a leaf
/// on average, and the root and the proofs of any earlier size cost a few hashes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tree {
    /// `levels[k][i]` is the root over leaves `i·2ᵏ..(i+1)·2ᵏ`; the first level is the leaves.
    levels: Vec<Vec<Hash256>>,
}

/// The order in which a batch of leaves enters the tree: that of their hashes. It is a shuffle that anyone can check, since the
/// nonces behind the hashes are random and secret: it tells nothing of who voted when.
pub fn batch_order(mut leaves: Vec<Hash256>) -> Vec<Hash256> {
    leaves.sort_unstable();
    leaves
}

/// The right edge of a tree: what it takes to append leaves and know the new root, without the leaves before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frontier {
    size: u64,
    /// Roots of the full subtrees that the size is the sum of, largest first.
    peaks: Vec<Hash256>,
}

impl Tree {
    /// The tree over these leaf hashes, in their order.
    pub fn new(leaves: impl IntoIterator<Item = Hash256>) -> Self {
        let mut tree = Self::default();
        tree.extend(leaves);
        tree
    }

    /// How many leaves there are.
    pub fn size(&self) -> u64 {
        self.leaves().len() as u64
    }

    /// The leaf hashes, in their order.
    pub fn leaves(&self) -> &[Hash256] {
        self.levels.first().map_or(&[], Vec::as_slice)
    }

    /// The root over all leaves; over none, the hash of nothing.
    pub fn root(&self) -> Hash256 {
        range_hash(0, self.size(), &mut |level, position| self.subtree(level, position)).unwrap_or_else(|| sha256(&[]))
    }

    /// The root when the tree had this size; `None` when it never had.
    pub fn root_at(&self, size: u64) -> Option<Hash256> {
        range_hash(0, size, &mut |level, position| self.subtree(level, position))
    }

    /// What proves that leaf `index` is in the tree of this size (RFC 9162, 2.1.3.1); `None` when there is no such leaf.
    pub fn inclusion_proof(&self, index: u64, size: u64) -> Option<Vec<Hash256>> {
        if size > self.size() {
            return None;
        }
        inclusion_path(index, size, &mut |level, position| self.subtree(level, position))
    }

    /// What proves that the tree of size `second` starts with the one of size `first` (RFC 9162, 2.1.4.1). Empty when they are the same
    /// or the first is empty; `None` when `second` is no size of this tree or less than `first`.
    pub fn consistency_proof(&self, first: u64, second: u64) -> Option<Vec<Hash256>> {
        if second > self.size() {
            return None;
        }
        consistency_path(first, second, &mut |level, position| self.subtree(level, position))
    }

    /// The root over leaves `position·2^level..(position+1)·2^level`; `None` when there are not so many.
    pub(super) fn subtree(&self, level: u32, position: u64) -> Option<Hash256> {
        let nodes = self.levels.get(level as usize)?;
        nodes.get(usize::try_from(position).ok()?).copied()
    }

    fn push(&mut self, leaf: Hash256) {
        let mut full = leaf;
        for level in 0.. {
            if self.levels.len() == level {
                self.levels.push(Vec::new());
            }
            let nodes = &mut self.levels[level];
            nodes.push(full);
            if nodes.len() % 2 == 1 {
                return;
            }
            full = node_hash(&nodes[nodes.len() - 2], &nodes[nodes.len() - 1]);
        }
    }
}

impl Extend<Hash256> for Tree {
    fn extend<T: IntoIterator<Item = Hash256>>(&mut self, leaves: T) {
        for leaf in leaves {
            self.push(leaf);
        }
    }
}

impl Frontier {
    /// A frontier that was kept; `None` when a tree of this size has another number of peaks.
    pub fn kept(size: u64, peaks: Vec<Hash256>) -> Option<Self> {
        (peaks.len() == size.count_ones() as usize).then_some(Self { size, peaks })
    }

    /// How many leaves were appended.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Roots of the full subtrees, largest first: what is to be kept.
    pub fn peaks(&self) -> &[Hash256] {
        &self.peaks
    }

    /// The root over all leaves; over none, the hash of nothing.
    pub fn root(&self) -> Hash256 {
        let smallest_first = self.peaks.iter().rev().copied();
        smallest_first
            .reduce(|right, left| node_hash(&left, &right))
            .unwrap_or_else(|| sha256(&[]))
    }

    /// Appends leaves; gives the full subtrees that they complete and that are to be kept, see [`KEPT_LEVEL`].
    pub fn extend_keeping(&mut self, leaves: impl IntoIterator<Item = Hash256>) -> Vec<(Subtree, Hash256)> {
        let mut kept = Vec::new();
        for leaf in leaves {
            self.push(leaf, &mut |subtree, hash| kept.push((subtree, hash)));
        }
        kept.retain(|(subtree, _)| subtree.level >= KEPT_LEVEL);
        kept
    }

    fn push(&mut self, leaf: Hash256, completes: &mut impl FnMut(Subtree, Hash256)) {
        let mut full = leaf;
        for level in 1..=self.size.trailing_ones() {
            if let Some(left) = self.peaks.pop() {
                full = node_hash(&left, &full);
                completes(Subtree { level, position: self.size >> level }, full);
            }
        }
        self.peaks.push(full);
        self.size += 1;
    }
}

impl Extend<Hash256> for Frontier {
    fn extend<T: IntoIterator<Item = Hash256>>(&mut self, leaves: T) {
        for leaf in leaves {
            self.push(leaf, &mut |_, _| {});
        }
    }
}

/// The largest power of two below `length`, which is at least 2.
fn split(length: u64) -> u64 {
    1 << (length - 1).ilog2()
}

/// Reads the root of a full subtree, by level and position.
type Subtrees<'a> = &'a mut dyn FnMut(u32, u64) -> Option<Hash256>;

/// The hashes beside the way from a leaf to the root, the lowest first (RFC 9162, 2.1.3.1).
pub(super) fn inclusion_path(index: u64, size: u64, subtree: Subtrees) -> Option<Vec<Hash256>> {
    if index >= size {
        return None;
    }
    let (mut from, mut to, mut proof) = (0, size, Vec::new());
    while to - from > 1 {
        let middle = from + split(to - from);
        if index < middle {
            proof.push(range_hash(middle, to, subtree)?);
            to = middle;
        } else {
            proof.push(range_hash(from, middle, subtree)?);
            from = middle;
        }
    }
    proof.reverse();
    Some(proof)
}

/// The hashes that lead from the root of one size to that of a larger one (RFC 9162, 2.1.4.1).
pub(super) fn consistency_path(first: u64, second: u64, subtree: Subtrees) -> Option<Vec<Hash256>> {
    if first > second {
        return None;
    }
    if first == 0 || first == second {
        return Some(Vec::new());
    }
    let (mut from, mut to, mut proof) = (0, second, Vec::new());
    while first != to {
        let middle = from + split(to - from);
        if first <= middle {
            proof.push(range_hash(middle, to, subtree)?);
            to = middle;
        } else {
            proof.push(range_hash(from, middle, subtree)?);
            from = middle;
        }
    }
    if from > 0 {
        proof.push(range_hash(from, to, subtree)?);
    }
    proof.reverse();
    Some(proof)
}

/// MTH(D[from:to]), for the ranges that the recursion of the RFC meets: `from` is a multiple of a power of two not below the length.
fn range_hash(from: u64, to: u64, subtree: Subtrees) -> Option<Hash256> {
    let length = to - from;
    if length == 0 {
        return Some(sha256(&[]));
    }
    if length.is_power_of_two() {
        let level = length.trailing_zeros();
        return subtree(level, from >> level);
    }
    let middle = from + split(length);
    let (left, right) = (range_hash(from, middle, subtree), range_hash(middle, to, subtree));
    Some(node_hash(&left?, &right?))
}
