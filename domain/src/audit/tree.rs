//! The Merkle tree over the leaves of the log (RFC 9162 section 2.1).
//!
//! Rule: no second hash of an event exists; the leaves of the tree are the leaves of the chain.

use sha2::{Digest, Sha256};

/// A SHA-256 hash.
pub type Hash = [u8; 32];

fn node(left: &Hash, right: &Hash) -> Hash {
    let mut hash = Sha256::new();
    hash.update([1]);
    hash.update(left);
    hash.update(right);
    hash.finalize().into()
}

/// The right edge of a tree: enough to add leaves and compute the root, in logarithmic space.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frontier {
    size: u64,
    /// Roots of the full subtrees from left to right: one for each bit that is set in `size`.
    subtrees: Vec<Hash>,
}

impl Frontier {
    /// How many leaves were added.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Adds the next leaf.
    pub fn push(&mut self, leaf: Hash) {
        let mut hash = leaf;
        for _ in 0..self.size.trailing_ones() {
            if let Some(left) = self.subtrees.pop() {
                hash = node(&left, &hash);
            }
        }
        self.subtrees.push(hash);
        self.size += 1;
    }

    /// The root of all leaves so far; without leaves it is the hash of the empty text.
    pub fn root(&self) -> Hash {
        let mut right_to_left = self.subtrees.iter().rev();
        let Some(last) = right_to_left.next() else { return Sha256::digest([]).into() };
        right_to_left.fold(*last, |root, left| node(left, &root))
    }

    /// The subtrees one after the other, to be kept with a checkpoint.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.subtrees.concat()
    }

    /// Parses the bytes of [`Frontier::to_bytes`] for this size; `None` when they do not fit.
    pub fn from_bytes(size: u64, bytes: &[u8]) -> Option<Frontier> {
        let (hashes, rest) = bytes.as_chunks::<32>();
        let fits = rest.is_empty() && hashes.len() == size.count_ones() as usize;
        fits.then(|| Frontier { size, subtrees: hashes.to_vec() })
    }
}

/// The root of `leaves`.
pub fn root(leaves: &[Hash]) -> Hash {
    let mut frontier = Frontier::default();
    leaves.iter().for_each(|leaf| frontier.push(*leaf));
    frontier.root()
}

/// The hashes that prove that leaf `index` is one of `leaves` (RFC 9162 section 2.1.3.1); `None` when it is not.
pub fn inclusion(index: usize, leaves: &[Hash]) -> Option<Vec<Hash>> {
    if index >= leaves.len() {
        return None;
    }
    let mut proof = Vec::new();
    let (mut index, mut leaves) = (index, leaves);
    while leaves.len() > 1 {
        let (left, right) = leaves.split_at(leaves.len().next_power_of_two() / 2);
        if index < left.len() {
            proof.push(root(right));
            leaves = left;
        } else {
            proof.push(root(left));
            index -= left.len();
            leaves = right;
        }
    }
    proof.reverse();
    Some(proof)
}

/// Whether `proof` leads from `leaf` at `index` to `root` of a tree of `size` leaves (RFC 9162 section 2.1.3.2).
pub fn is_included(leaf: Hash, index: u64, size: u64, proof: &[Hash], root: &Hash) -> bool {
    if index >= size {
        return false;
    }
    let (mut at, mut last, mut hash) = (index, size - 1, leaf);
    for step in proof {
        if last == 0 {
            return false;
        }
        if at & 1 == 1 || at == last {
            hash = node(step, &hash);
            while at & 1 == 0 && at != 0 {
                at >>= 1;
                last >>= 1;
            }
        } else {
            hash = node(&hash, step);
        }
        at >>= 1;
        last >>= 1;
    }
    last == 0 && hash == *root
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::canonical::{hex, leaf};

    fn leaves(n: u8) -> Vec<Hash> {
        (0..n).map(|i| leaf(&format!("leaf {i}"))).collect()
    }

    #[test]
    fn root_is_the_published_one() {
        // RFC 6962 test data as published with the certificate-transparency reference code: eight leaves.
        let data: [&[u8]; 8] = [
            &[],
            &[0x00],
            &[0x10],
            &[0x20, 0x21],
            &[0x30, 0x31],
            &[0x40, 0x41, 0x42, 0x43],
            &[0x50, 0x51, 0x52, 0x53, 0x54, 0x55, 0x56, 0x57],
            &[0x60, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6a, 0x6b, 0x6c, 0x6d, 0x6e, 0x6f],
        ];
        let leaves: Vec<Hash> = data.iter().map(|d| Sha256::digest([&[0], *d].concat()).into()).collect();
        assert_eq!(hex(&root(&leaves)), "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
    }

    #[test]
    fn only_leaves_of_a_tree_are_proven() {
        for n in 0..40_u8 {
            let leaves = leaves(n);
            let root = root(&leaves);
            for (i, leaf) in leaves.iter().enumerate() {
                let proof = inclusion(i, &leaves).expect("inside");
                let at = i as u64;
                assert!(is_included(*leaf, at, u64::from(n), &proof, &root));
                assert!(!is_included([0; 32], at, u64::from(n), &proof, &root));
                assert!(!is_included(*leaf, at + 1, u64::from(n), &proof, &root));
            }
            assert_eq!(inclusion(usize::from(n), &leaves), None);
        }
    }

    #[test]
    fn frontier_continues_from_bytes() {
        let mut frontier = Frontier::default();
        for (i, leaf) in leaves(39).into_iter().enumerate() {
            frontier.push(leaf);
            assert_eq!(frontier.root(), root(&leaves(39)[..=i]));
            frontier = Frontier::from_bytes(frontier.size(), &frontier.to_bytes()).expect("reads back");
        }
        assert_eq!(Frontier::from_bytes(3, &[0; 32]), None);
    }
}
