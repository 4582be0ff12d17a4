use std::fmt;

use data_encoding::{BASE32_NOPAD, Encoding};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::hash::Hash256;
use crate::faults::{Args, Fault, number, text};
use crate::text::code_symbols;

/// Symbols of a code: five bits each.
pub const SYMBOLS: usize = 16;
const ALPHABET: Encoding = BASE32_NOPAD;

/// What a voter keeps to find the vote in the log: the first 80 bits of its leaf hash. It tells that somebody voted, and not what.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProofCode([u8; 10]);

/// Why what was typed is not a proof code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProofCodeFault {
    /// Nothing was typed.
    Empty,
    /// Another number of symbols than sixteen.
    Length {
        /// Symbols typed.
        got: usize,
    },
    /// A character that no code holds; position from 1, separators not counted.
    Symbol {
        /// Which symbol, from 1.
        position: usize,
        /// What was typed there.
        found: char,
    },
}

impl Fault for ProofCodeFault {
    fn key(&self) -> &'static str {
        match self {
            Self::Empty => "fault-proof-code-empty",
            Self::Length { .. } => "fault-proof-code-length",
            Self::Symbol { .. } => "fault-proof-code-symbol",
        }
    }

    fn args(&self) -> Args {
        match *self {
            Self::Empty => Vec::new(),
            Self::Length { got } => vec![number("got", got), number("wanted", SYMBOLS)],
            Self::Symbol { position, found } => vec![number("position", position), text("found", found)],
        }
    }
}

impl ProofCode {
    /// The code of a leaf.
    pub fn of(leaf: &Hash256) -> Self {
        let mut start = [0; 10];
        start.copy_from_slice(&leaf.0[..10]);
        Self(start)
    }

    /// Reads what a person typed: any case, spaces and dashes anywhere, 0 for O and 1 for L.
    pub fn parse(typed: &str) -> Result<Self, ProofCodeFault> {
        let typed = code_symbols(typed);
        if typed.is_empty() {
            return Err(ProofCodeFault::Empty);
        }
        if typed.len() != SYMBOLS {
            return Err(ProofCodeFault::Length { got: typed.len() });
        }
        let mut symbols = String::with_capacity(SYMBOLS);
        for (index, &found) in typed.iter().enumerate() {
            symbols.push(symbol_of(found).ok_or(ProofCodeFault::Symbol { position: index + 1, found })?);
        }
        let start = ALPHABET.decode(symbols.as_bytes()).ok();
        // Sixteen symbols of the alphabet are always 80 bits.
        start
            .and_then(|start| start.try_into().ok())
            .map(Self)
            .ok_or(ProofCodeFault::Length { got: SYMBOLS })
    }

    /// Whether this is the code of that leaf.
    pub fn matches(&self, leaf: &Hash256) -> bool {
        *self == Self::of(leaf)
    }

    /// The sixteen symbols without separators: the form to look up and to put in an address.
    pub fn compact(&self) -> String {
        ALPHABET.encode(&self.0).to_ascii_lowercase()
    }

    /// The first ten bytes of the leaf hash: leaves of this code start so.
    pub fn prefix(&self) -> &[u8; 10] {
        &self.0
    }
}

/// `abcd-efgh-ijkl-mnop`
impl fmt::Display for ProofCode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let code = self.compact();
        write!(out, "{}-{}-{}-{}", &code[..4], &code[4..8], &code[8..12], &code[12..])
    }
}

impl Serialize for ProofCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for ProofCode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = String::deserialize(deserializer)?;
        Self::parse(&written).map_err(|_| de::Error::custom("a proof code is sixteen symbols"))
    }
}

fn symbol_of(typed: char) -> Option<char> {
    match typed.to_ascii_uppercase() {
        '0' => Some('O'),
        '1' => Some('L'),
        letter @ ('A'..='Z' | '2'..='7') => Some(letter),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const LEAF: &str = "5abfe478381bccf61014416f4724c9d2805aad2e33efd5f4b3f9039056d1552c";

    fn leaf() -> Hash256 {
        Hash256::from_hex(LEAF).expect("a hash")
    }

    #[test]
    fn a_code_is_eighty_bits_of_the_leaf_in_four_groups() {
        let code = ProofCode::of(&leaf());
        assert_eq!(code.to_string(), "lk76-i6by-dpgp-meau");
        assert_eq!(code.compact(), "lk76i6bydpgpmeau");
        assert_eq!(code.prefix()[..], leaf().0[..10]);
        assert!(code.matches(&leaf()));
        assert!(!code.matches(&Hash256([0; 32])));
    }

    #[test]
    fn a_code_is_read_however_it_is_typed() {
        let code = ProofCode::of(&leaf());
        assert_eq!(ProofCode::parse(" 1K76 – i6by.dpgp\tMEAU\n"), Ok(code));
        let zeros = ProofCode::parse("0000 0000 0000 0000").expect("zeros are letters O");
        assert_eq!(zeros.to_string(), "oooo-oooo-oooo-oooo");
    }

    #[test]
    fn faults_say_what_is_wrong() {
        assert_eq!(ProofCode::parse(" - "), Err(ProofCodeFault::Empty));
        assert_eq!(ProofCode::parse("lk76-i6by-dpgp-mea"), Err(ProofCodeFault::Length { got: 15 }));
        assert_eq!(ProofCode::parse("lk76-i6by-9pgp-meau"), Err(ProofCodeFault::Symbol { position: 9, found: '9' }));
        assert_eq!(ProofCode::parse("lk76-i6by-dpgp-meaé"), Err(ProofCodeFault::Symbol { position: 16, found: 'é' }));
    }

    proptest! {
        #[test]
        fn what_is_shown_is_read_back(leaf: [u8; 32]) {
            let code = ProofCode::of(&Hash256(leaf));
            prop_assert_eq!(ProofCode::parse(&code.to_string()), Ok(code));
            prop_assert_eq!(ProofCode::parse(&code.compact().to_uppercase()), Ok(code));
            let json = serde_json::to_string(&code).expect("JSON");
            prop_assert_eq!(serde_json::from_str::<ProofCode>(&json).expect("a code"), code);
        }

        #[test]
        fn parsing_never_panics(typed in any::<String>()) {
            let _ = ProofCode::parse(&typed);
        }
    }
}
