use super::hash::Hash256;
use super::tree::node_hash;

/// Whether the proof shows that the leaf is number `index` (from 0) of the tree of this size and root (RFC 9162, 2.1.3.2).
pub fn inclusion_holds(leaf: &Hash256, index: u64, size: u64, proof: &[Hash256], root: &Hash256) -> bool {
    if index >= size {
        return false;
    }
    let (mut node, mut last, mut hash) = (index, size - 1, *leaf);
    for sibling in proof {
        if last == 0 {
            return false;
        }
        if node & 1 == 1 || node == last {
            hash = node_hash(sibling, &hash);
            skip_single_nodes(&mut node, &mut last);
        } else {
            hash = node_hash(&hash, sibling);
        }
        node >>= 1;
        last >>= 1;
    }
    last == 0 && hash == *root
}

/// Whether the proof shows that the tree of the second size and root starts with the whole tree of the first (RFC 9162, 2.1.4.2).
/// The same size asks for the same root and no proof; every tree starts with the empty one, whose root is not looked at.
pub fn consistency_holds(
    first: u64,
    first_root: &Hash256,
    second: u64,
    second_root: &Hash256,
    proof: &[Hash256],
) -> bool {
    if first == 0 || first >= second {
        return proof.is_empty() && (first == 0 || first == second && first_root == second_root);
    }
    let start = if first.is_power_of_two() { Some(first_root) } else { None };
    let mut path = start.into_iter().chain(proof);
    let Some(&seed) = path.next() else { return false };
    let (mut node, mut last) = (first - 1, second - 1);
    let full = node.trailing_ones();
    (node, last) = (node >> full, last >> full);
    let (mut old, mut new) = (seed, seed);
    for sibling in path {
        if last == 0 {
            return false;
        }
        if node & 1 == 1 || node == last {
            old = node_hash(sibling, &old);
            new = node_hash(sibling, &new);
            skip_single_nodes(&mut node, &mut last);
        } else {
            new = node_hash(&new, sibling);
        }
        node >>= 1;
        last >>= 1;
    }
    last == 0 && old == *first_root && new == *second_root
}

/// On the right edge, a node without a sibling is its own parent.
fn skip_single_nodes(node: &mut u64, last: &mut u64) {
    while *node & 1 == 0 && *node != 0 {
        *node >>= 1;
        *last >>= 1;
    }
}
