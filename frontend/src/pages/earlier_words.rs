//! Words of a question that were others when people began to answer: `partials/earlier_words`.

use serde::Serialize;
use tablee_core::cases::wordings::{EarlierWords, WordedPart};

/// What read otherwise at first.
#[derive(Serialize)]
pub(super) struct EarlierView {
    /// Stable name of the part, the end of its translation key.
    part: &'static str,
    first: String,
    now: String,
}

impl EarlierView {
    pub fn all(earlier: &[EarlierWords]) -> Vec<Self> {
        let view =
            |words: &EarlierWords| Self { part: words.part.key(), first: words.first.clone(), now: words.now.clone() };
        earlier.iter().map(view).collect()
    }
}

/// One of each part, and one that was not there at first.
pub(super) fn samples() -> Vec<EarlierWords> {
    let words = |part, first: &str| EarlierWords { part, first: first.to_owned(), now: "Un marché".to_owned() };
    let parts = [
        WordedPart::Label,
        WordedPart::Help,
        WordedPart::Choice,
        WordedPart::Unit,
        WordedPart::LowEnd,
        WordedPart::HighEnd,
    ];
    let changed = parts.into_iter().map(|part| words(part, "Un jardin"));
    changed.chain([words(WordedPart::Help, "")]).collect()
}
