//! Receipt codes: twelve symbols that can be read aloud, two of which tell where a typing mistake is.
//!
//! Ten symbols carry 50 bits drawn by the caller; two are the check symbols of a shortened Reed–Solomon code (12, 10)
//! over GF(32). Its distance is 3: every single wrong symbol is located, and every two wrong ones are noticed.
//! The check symbols follow from the ten others, so correcting one gives a guesser nothing.

use std::fmt;

use crate::faults::{Args, Fault, number, text};
use crate::text::code_symbols;

/// Crockford's base 32: no I, L, O, U.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Symbols of a code.
pub const SYMBOLS: usize = 12;
const DATA_SYMBOLS: usize = 10;
/// x⁵ + x² + 1, primitive over GF(2).
const FIELD_POLYNOMIAL: u8 = 0b10_0101;

/// A code that opens one contribution on any device. It is a secret: `Debug` does not show it.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct ReceiptCode([u8; SYMBOLS]);

/// Why a typed code is not one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeFault {
    /// Nothing was typed.
    Empty,
    /// Another number of symbols than [`SYMBOLS`].
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
    /// One symbol is wrong, and it is this one.
    LooksWrong {
        /// Which symbol, from 1.
        position: usize,
        /// What was typed there.
        found: char,
        /// What would make the code right.
        expected: char,
    },
    /// More than one symbol is wrong.
    SeveralWrong,
}

impl Fault for CodeFault {
    fn key(&self) -> &'static str {
        match self {
            Self::Empty => "fault-code-empty",
            Self::Length { .. } => "fault-code-length",
            Self::Symbol { .. } => "fault-code-symbol",
            Self::LooksWrong { .. } => "fault-code-looks-wrong",
            Self::SeveralWrong => "fault-code-several-wrong",
        }
    }

    fn args(&self) -> Args {
        match *self {
            Self::Length { got } => vec![number("got", got), number("wanted", SYMBOLS)],
            Self::Symbol { position, found } => vec![number("position", position), text("found", found)],
            Self::LooksWrong { position, found, expected } => {
                vec![number("position", position), text("found", found), text("expected", expected)]
            }
            Self::Empty | Self::SeveralWrong => Vec::new(),
        }
    }
}

impl ReceiptCode {
    /// The code of 50 bits of entropy: the first 50 of these 56.
    pub fn from_entropy(entropy: [u8; 7]) -> Self {
        let bits = entropy.iter().fold(0u64, |bits, &byte| (bits << 8) | u64::from(byte)) >> 6;
        let mut symbols = [0u8; SYMBOLS];
        for (index, symbol) in symbols.iter_mut().take(DATA_SYMBOLS).enumerate() {
            *symbol = ((bits >> (5 * (DATA_SYMBOLS - 1 - index))) & 31) as u8;
        }
        let (sum, weighted) = syndromes(&symbols);
        // c10 + c11 = sum and c10·α¹⁰ + c11·α¹¹ = weighted, in a field where + is −.
        let last = divide(weighted ^ multiply(sum, power(10)), power(10) ^ power(11));
        symbols[10] = sum ^ last;
        symbols[11] = last;
        Self(symbols)
    }

    /// Reads what a person typed: any case, spaces and dashes anywhere, I and L for 1, O for 0.
    pub fn parse(typed: &str) -> Result<Self, CodeFault> {
        let typed = code_symbols(typed);
        if typed.is_empty() {
            return Err(CodeFault::Empty);
        }
        if typed.len() != SYMBOLS {
            return Err(CodeFault::Length { got: typed.len() });
        }
        let mut symbols = [0u8; SYMBOLS];
        for (index, (&found, symbol)) in typed.iter().zip(&mut symbols).enumerate() {
            *symbol = value_of(found).ok_or(CodeFault::Symbol { position: index + 1, found })?;
        }
        match locate(&symbols) {
            Check::Right => Ok(Self(symbols)),
            Check::Several => Err(CodeFault::SeveralWrong),
            Check::Wrong { index, error } => Err(CodeFault::LooksWrong {
                position: index + 1,
                found: typed[index].to_ascii_uppercase(),
                expected: letter_of(symbols[index] ^ error),
            }),
        }
    }

    /// The twelve symbols without separators: the form to hash and to put in an address.
    pub fn compact(&self) -> String {
        self.0.iter().map(|&symbol| letter_of(symbol)).collect()
    }
}

/// `ABCD-EFGH-JKMN`
impl fmt::Display for ReceiptCode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let code = self.compact();
        write!(out, "{}-{}-{}", &code[..4], &code[4..8], &code[8..])
    }
}

impl fmt::Debug for ReceiptCode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("ReceiptCode(hidden)")
    }
}

enum Check {
    Right,
    Wrong { index: usize, error: u8 },
    Several,
}

fn locate(symbols: &[u8; SYMBOLS]) -> Check {
    let (error, weighted) = syndromes(symbols);
    if error == 0 && weighted == 0 {
        return Check::Right;
    }
    if error == 0 || weighted == 0 {
        return Check::Several;
    }
    let ratio = divide(weighted, error);
    (0..SYMBOLS)
        .find(|&index| power(index) == ratio)
        .map_or(Check::Several, |index| Check::Wrong { index, error })
}

/// Σ cᵢ and Σ cᵢ·αⁱ: both zero for a right code.
fn syndromes(symbols: &[u8; SYMBOLS]) -> (u8, u8) {
    symbols
        .iter()
        .enumerate()
        .fold((0, 0), |(sum, weighted), (index, &symbol)| (sum ^ symbol, weighted ^ multiply(symbol, power(index))))
}

/// αᵉ, where α = x.
fn power(exponent: usize) -> u8 {
    (0..exponent).fold(1, |value, _| multiply(value, 2))
}

fn multiply(left: u8, right: u8) -> u8 {
    (0..5).rev().fold(0, |product, bit| {
        let doubled = product << 1;
        let reduced = if doubled & 32 == 0 { doubled } else { doubled ^ FIELD_POLYNOMIAL };
        if right >> bit & 1 == 1 { reduced ^ left } else { reduced }
    })
}

/// `right` is not zero; its inverse is its thirtieth power.
fn divide(left: u8, right: u8) -> u8 {
    (0..30).fold(left, |value, _| multiply(value, right))
}

fn letter_of(symbol: u8) -> char {
    char::from(ALPHABET[usize::from(symbol & 31)])
}

fn value_of(typed: char) -> Option<u8> {
    let letter = match typed.to_ascii_uppercase() {
        'I' | 'L' => '1',
        'O' => '0',
        other => other,
    };
    ALPHABET
        .iter()
        .position(|&symbol| char::from(symbol) == letter)
        .map(|index| index as u8)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn zero_entropy_is_all_zeros() {
        assert_eq!(ReceiptCode::from_entropy([0; 7]).to_string(), "0000-0000-0000");
    }

    #[test]
    fn a_code_is_read_however_it_is_typed() {
        let code = ReceiptCode::from_entropy([0x08, 0x61, 0xff, 0x20, 0x00, 0x3b, 0xc0]);
        let typed = format!(
            " {} ",
            code.to_string()
                .to_lowercase()
                .replace('1', "l")
                .replace('0', "o")
                .replace('-', " – ")
        );
        assert_eq!(ReceiptCode::parse(&typed), Ok(code));
    }

    #[test]
    fn faults_say_what_is_wrong() {
        assert_eq!(ReceiptCode::parse(" - "), Err(CodeFault::Empty));
        assert_eq!(ReceiptCode::parse("ABCD"), Err(CodeFault::Length { got: 4 }));
        assert_eq!(ReceiptCode::parse("0000-0000-00U0"), Err(CodeFault::Symbol { position: 11, found: 'U' }));
        assert_eq!(
            ReceiptCode::parse("0000-0000-00v0"),
            Err(CodeFault::LooksWrong { position: 11, found: 'V', expected: '0' })
        );
    }

    #[test]
    fn the_field_has_31_powers() {
        let powers: std::collections::BTreeSet<u8> = (0..31).map(power).collect();
        assert_eq!(powers.len(), 31);
        assert_eq!(divide(multiply(19, 7), 7), 19);
    }

    #[test]
    fn debug_keeps_the_secret() {
        assert_eq!(format!("{:?}", ReceiptCode::from_entropy([9; 7])), "ReceiptCode(hidden)");
    }

    proptest! {
        #[test]
        fn what_is_shown_is_read_back(entropy: [u8; 7]) {
            let code = ReceiptCode::from_entropy(entropy);
            prop_assert_eq!(ReceiptCode::parse(&code.to_string()), Ok(code));
            prop_assert_eq!(ReceiptCode::parse(&code.compact()), Ok(code));
        }

        #[test]
        fn one_wrong_symbol_is_located_and_known(entropy: [u8; 7], index in 0..SYMBOLS, error in 1u8..32) {
            let code = ReceiptCode::from_entropy(entropy);
            let mut wrong = code;
            wrong.0[index] ^= error;
            let fault = CodeFault::LooksWrong {
                position: index + 1,
                found: letter_of(wrong.0[index]),
                expected: letter_of(code.0[index]),
            };
            prop_assert_eq!(ReceiptCode::parse(&wrong.to_string()), Err(fault));
        }

        #[test]
        fn two_wrong_symbols_are_never_taken(entropy: [u8; 7], first in 0..SYMBOLS, second in 0..SYMBOLS, a in 1u8..32, b in 1u8..32) {
            prop_assume!(first != second);
            let mut wrong = ReceiptCode::from_entropy(entropy);
            wrong.0[first] ^= a;
            wrong.0[second] ^= b;
            prop_assert!(ReceiptCode::parse(&wrong.to_string()).is_err());
        }

        #[test]
        fn swapped_neighbours_are_never_taken(entropy: [u8; 7], index in 0..SYMBOLS - 1) {
            let code = ReceiptCode::from_entropy(entropy);
            let mut swapped = code;
            swapped.0.swap(index, index + 1);
            prop_assume!(swapped != code);
            prop_assert!(ReceiptCode::parse(&swapped.to_string()).is_err());
        }

        #[test]
        fn parsing_never_panics(typed in any::<String>()) {
            let _ = ReceiptCode::parse(&typed);
        }
    }
}
