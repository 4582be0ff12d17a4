//! The tree and its proofs, against the reference leaves of Certificate Transparency, a plain reading of the RFC, and vectors kept beside the checkout.

use std::fs;
use std::path::Path;

use proptest::prelude::*;
use serde_json::Value;

use crate::ballot_log::*;

/// The leaves that implementations of RFC 6962 and RFC 9162 are compared on, and the roots of the first `n` of them.
const REFERENCE_LEAVES: [&[u8]; 8] = [
    b"",
    b"\x00",
    b"\x10",
    b"\x20\x21",
    b"\x30\x31",
    b"\x40\x41\x42\x43",
    b"\x50\x51\x52\x53\x54\x55\x56\x57",
    b"\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f",
];
const REFERENCE_ROOTS: [&str; 9] = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

fn leaf_of(data: &[u8]) -> Hash256 {
    sha256(&[&[0], data])
}

fn numbered(count: u64) -> Vec<Hash256> {
    (0..count).map(|number| leaf_of(&number.to_be_bytes())).collect()
}

/// MTH(D[n]) as section 2.1.1 writes it.
fn plain_root(leaves: &[Hash256]) -> Hash256 {
    match leaves {
        [] => sha256(&[]),
        [leaf] => *leaf,
        _ => {
            let middle = leaves.len().next_power_of_two() / 2;
            let (left, right) = leaves.split_at(middle);
            sha256(&[&[1], &plain_root(left).0, &plain_root(right).0])
        }
    }
}

fn flipped(hash: &Hash256, bit: usize) -> Hash256 {
    let mut bytes = hash.0;
    bytes[bit / 8 % 32] ^= 1 << (bit % 8);
    Hash256(bytes)
}

#[test]
fn the_reference_leaves_have_the_reference_roots() {
    let mut frontier = Frontier::default();
    let tree = Tree::new(REFERENCE_LEAVES.iter().map(|data| leaf_of(data)));
    for (size, root) in REFERENCE_ROOTS.iter().enumerate() {
        assert_eq!(tree.root_at(size as u64).map(|root| root.to_string()).as_deref(), Some(*root));
        assert_eq!(frontier.root().to_string(), *root);
        frontier.extend(REFERENCE_LEAVES.get(size).map(|data| leaf_of(data)));
    }
    assert_eq!(tree.root().to_string(), REFERENCE_ROOTS[8]);
}

#[test]
fn every_proof_of_small_trees_holds_and_no_other_place_or_size_does() {
    let tree = Tree::new(numbered(18));
    for size in 0..=18 {
        let root = tree.root_at(size).expect("a size of the tree");
        for index in 0..size {
            let proof = tree.inclusion_proof(index, size).expect("a leaf of the tree");
            let leaf = tree.leaves()[index as usize];
            for place in 0..size {
                assert_eq!(inclusion_holds(&leaf, place, size, &proof, &root), place == index, "{place} of {size}");
            }
            let first = index;
            let first_root = tree.root_at(first).expect("a size of the tree");
            let proof = tree.consistency_proof(first, size).expect("sizes of the tree");
            assert!(consistency_holds(first, &first_root, size, &root, &proof), "{first} of {size}");
            if first > 0 {
                assert!(!consistency_holds(first - 1, &first_root, size, &root, &proof), "{first} of {size}");
            }
        }
        assert!(consistency_holds(size, &root, size, &root, &[]));
        assert_eq!(tree.inclusion_proof(size, size), None);
    }
    assert_eq!(tree.root_at(19), None);
    assert_eq!(tree.inclusion_proof(0, 19), None);
    assert_eq!(tree.consistency_proof(3, 19), None);
    assert_eq!(tree.consistency_proof(4, 3), None);
}

#[test]
fn a_frontier_is_kept_and_taken_up_again() {
    let leaves = numbered(13);
    let mut first = Frontier::default();
    first.extend(leaves[..6].iter().copied());
    let mut second = Frontier::kept(first.size(), first.peaks().to_vec()).expect("two peaks for six leaves");
    second.extend(leaves[6..].iter().copied());
    assert_eq!(second.root(), plain_root(&leaves));
    assert_eq!(Frontier::kept(6, second.peaks().to_vec()), None);
}

proptest! {
    #[test]
    fn roots_are_those_of_the_rfc(count in 0u64..300, batch in 1usize..40) {
        let leaves = numbered(count);
        let (mut tree, mut frontier) = (Tree::default(), Frontier::default());
        for leaves in leaves.chunks(batch) {
            tree.extend(leaves.iter().copied());
            frontier.extend(leaves.iter().copied());
            prop_assert_eq!(tree.root(), frontier.root());
        }
        prop_assert_eq!(tree.root(), plain_root(&leaves));
        prop_assert_eq!(tree.leaves(), leaves);
    }

    #[test]
    fn inclusion_proofs_hold_and_a_flipped_bit_breaks_them(
        (size, index) in (1u64..400).prop_flat_map(|size| (Just(size), 0..size)), bit in 0usize..256, which: prop::sample::Index,
    ) {
        let tree = Tree::new(numbered(size));
        let (leaf, root) = (tree.leaves()[index as usize], tree.root());
        let proof = tree.inclusion_proof(index, size).expect("a leaf of the tree");
        prop_assert!(inclusion_holds(&leaf, index, size, &proof, &root));
        prop_assert!(!inclusion_holds(&flipped(&leaf, bit), index, size, &proof, &root));
        prop_assert!(!inclusion_holds(&leaf, index, size, &proof, &flipped(&root, bit)));
        if !proof.is_empty() {
            let mut wrong = proof.clone();
            let at = which.index(wrong.len());
            wrong[at] = flipped(&wrong[at], bit);
            prop_assert!(!inclusion_holds(&leaf, index, size, &wrong, &root));
            prop_assert!(!inclusion_holds(&leaf, index, size, &proof[1..], &root));
        }
        prop_assert!(!inclusion_holds(&leaf, index, size, &[proof, vec![root]].concat(), &root));
    }

    #[test]
    fn consistency_proofs_hold_and_a_flipped_bit_breaks_them(
        (second, first) in (2u64..400).prop_flat_map(|second| (Just(second), 1..second)), bit in 0usize..256, which: prop::sample::Index,
    ) {
        let tree = Tree::new(numbered(second));
        let (old, new) = (tree.root_at(first).expect("a size of the tree"), tree.root());
        let proof = tree.consistency_proof(first, second).expect("sizes of the tree");
        prop_assert!(consistency_holds(first, &old, second, &new, &proof));
        prop_assert!(!consistency_holds(first, &flipped(&old, bit), second, &new, &proof));
        prop_assert!(!consistency_holds(first, &old, second, &flipped(&new, bit), &proof));
        let mut wrong = proof.clone();
        let at = which.index(wrong.len());
        wrong[at] = flipped(&wrong[at], bit);
        prop_assert!(!consistency_holds(first, &old, second, &new, &wrong));
        prop_assert!(!consistency_holds(first, &old, second, &new, &proof[1..]));
        prop_assert!(!consistency_holds(first, &old, second, &new, &[proof, vec![new]].concat()));
    }

    #[test]
    fn any_proof_is_looked_at_without_panic(first: u64, second: u64, proof in prop::collection::vec(any::<[u8; 32]>(), 0..70)) {
        let proof: Vec<Hash256> = proof.into_iter().map(Hash256).collect();
        let root = Hash256([0; 32]);
        prop_assert!(!inclusion_holds(&root, first, second, &proof, &root));
        consistency_holds(first, &root, second, &root, &proof);
    }
}

/// A file of vectors kept beside the checkout; its absence is said, since nothing is checked then.
fn vectors(name: &str) -> Option<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/packs/voting/vectors")
        .join(name);
    match fs::read_to_string(&path) {
        Ok(text) => Some(serde_json::from_str(&text).expect("vectors are JSON")),
        Err(_) => {
            eprintln!("not checked: {} is absent", path.display());
            None
        }
    }
}

fn hash_in(vector: &Value, name: &str) -> Hash256 {
    Hash256::from_hex(vector[name].as_str().expect("a text")).expect("a hash")
}

fn hashes_in(vector: &Value, name: &str) -> Vec<Hash256> {
    serde_json::from_value(vector[name].clone()).expect("hashes")
}

fn list<'a>(vectors: &'a Value, name: &str) -> &'a [Value] {
    vectors[name].as_array().expect("a list")
}

#[test]
fn receipts_are_those_of_the_vectors() {
    let Some(file) = vectors("receipt.json") else { return };
    for vector in list(&file, "vectors") {
        let nonce = Nonce::from_hex(vector["nonce_hex"].as_str().expect("a text")).expect("a nonce");
        let made = commitment(vector["consultation"].as_str().expect("a text"), &nonce, &vector["ballot"]);
        assert_eq!(canonical_json(&vector["ballot"]), vector["canonical"].as_str().expect("a text"));
        assert_eq!(made, hash_in(vector, "commitment_hex"));
        assert_eq!(leaf_hash(&made), hash_in(vector, "leaf_hash_hex"));
        assert_eq!(ProofCode::of(&leaf_hash(&made)).to_string(), vector["receipt"].as_str().expect("a text"));
    }
}

#[test]
fn the_tree_is_that_of_the_vectors() {
    let Some(file) = vectors("merkle_rfc9162.json") else { return };
    let number = |vector: &Value, name: &str| vector[name].as_u64().expect("a number");
    let tree = Tree::new(REFERENCE_LEAVES.iter().map(|data| leaf_of(data)));
    for vector in list(&file, "inclusion") {
        let (index, size, proof) = (number(vector, "index"), number(vector, "size"), hashes_in(vector, "proof"));
        assert_eq!(tree.inclusion_proof(index, size).as_deref(), Some(proof.as_slice()));
        assert!(inclusion_holds(&hash_in(vector, "leaf_hash"), index, size, &proof, &hash_in(vector, "root")));
    }
    for vector in list(&file, "consistency") {
        let (first, second, proof) = (number(vector, "size1"), number(vector, "size2"), hashes_in(vector, "proof"));
        assert_eq!(tree.consistency_proof(first, second).as_deref(), Some(proof.as_slice()));
        assert!(consistency_holds(first, &hash_in(vector, "root1"), second, &hash_in(vector, "root2"), &proof));
    }
    for vector in list(&file, "bad_inclusion") {
        let (index, size, proof) = (number(vector, "index"), number(vector, "size"), hashes_in(vector, "proof"));
        let holds = inclusion_holds(&hash_in(vector, "leaf_hash"), index, size, &proof, &hash_in(vector, "root"));
        assert!(!holds, "{}", vector["why"]);
    }
}
