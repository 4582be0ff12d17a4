//! What a resident may add to the statements of a phase.

use crate::faults::{Args, Fault, number};
use crate::{limits, text};

/// A statement that may be sent, its text cleaned: one line of 1 to [`limits::RESIDENT_STATEMENT`] characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatementDraft(String);

/// What must be put right in a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatementFault {
    /// Nothing was written.
    Empty,
    /// Over [`limits::RESIDENT_STATEMENT`].
    TooLong {
        /// Its length.
        got: usize,
    },
}

impl StatementDraft {
    /// Cleans and checks what was typed.
    ///
    /// # Errors
    /// What must be put right.
    pub fn new(typed: &str) -> Result<Self, StatementFault> {
        let cleaned = text::clean_line(typed);
        match text::length(&cleaned) {
            0 => Err(StatementFault::Empty),
            got if got > limits::RESIDENT_STATEMENT => Err(StatementFault::TooLong { got }),
            _ => Ok(Self(cleaned)),
        }
    }

    /// Its words.
    pub fn text(&self) -> &str {
        &self.0
    }
}

impl Fault for StatementFault {
    fn key(&self) -> &'static str {
        match self {
            Self::Empty => "fault-statement-empty",
            Self::TooLong { .. } => "fault-statement-too-long",
        }
    }

    fn args(&self) -> Args {
        match *self {
            Self::Empty => Vec::new(),
            Self::TooLong { got } => {
                let most = limits::RESIDENT_STATEMENT;
                vec![number("most", most), number("got", got), number("over", got.saturating_sub(most))]
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_statement_is_one_short_line() {
        let accepted = StatementDraft::new("  Il manque\nun lieu. ").expect("short enough");
        assert_eq!(accepted.text(), "Il manque un lieu.");
        assert_eq!(StatementDraft::new(" \n "), Err(StatementFault::Empty));
        assert!(StatementDraft::new(&"é".repeat(140)).is_ok());
        assert_eq!(StatementDraft::new(&"é".repeat(142)), Err(StatementFault::TooLong { got: 142 }));
    }
}
