//! An observer's signature under a result that was audited: what it must be before it is published.

use super::keys::VerifierKey;
use super::note::Note;
use crate::faults::{Args, Fault};

/// What an observer hands in is held against this.
#[derive(Clone, Debug)]
pub struct Countersigning<'a> {
    /// The text of the seal of the published result: see [`super::seal_text`].
    pub text: &'a str,
    /// The texts of the seals of the versions before.
    pub earlier: &'a [String],
    /// The key of the log.
    pub log: &'a VerifierKey,
    /// The key that the observer signed with before, in this consultation.
    pub own: Option<&'a VerifierKey>,
    /// The keys that other observers signed with.
    pub others: &'a [VerifierKey],
}

/// Why an observer's signature is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ObserverFault {
    /// No key was given, and none is known yet.
    KeyMissing,
    /// What was given is no verifier key.
    NotAKey,
    /// The key, or its name, is that of the log itself.
    KeyOfTheLog,
    /// The key is that of another observer, under whatever name.
    KeyOfAnother,
    /// Another observer's key has this name.
    NameOfAnother,
    /// The observer signed with another key before, or under another name.
    OtherKey,
    /// What was given is no signed note.
    NotANote,
    /// The note is of another vote.
    OtherVote,
    /// The note is of a version of the result that was corrected since.
    EarlierVersion,
    /// The note is of another result of this vote.
    OtherResult,
    /// The key did not sign the note.
    NotSigned,
}

impl ObserverFault {
    /// The field that it is about: `key` or `note`.
    pub fn field(self) -> &'static str {
        match self {
            Self::KeyMissing | Self::NotAKey | Self::KeyOfTheLog => "key",
            Self::KeyOfAnother | Self::NameOfAnother | Self::OtherKey => "key",
            Self::NotANote | Self::OtherVote | Self::EarlierVersion | Self::OtherResult | Self::NotSigned => "note",
        }
    }
}

impl Fault for ObserverFault {
    fn key(&self) -> &'static str {
        match self {
            Self::KeyMissing => "fault-observer-key-missing",
            Self::NotAKey => "fault-observer-not-a-key",
            Self::KeyOfTheLog => "fault-observer-key-of-the-log",
            Self::KeyOfAnother => "fault-observer-key-of-another",
            Self::NameOfAnother => "fault-observer-name-of-another",
            Self::OtherKey => "fault-observer-other-key",
            Self::NotANote => "fault-observer-not-a-note",
            Self::OtherVote => "fault-observer-other-vote",
            Self::EarlierVersion => "fault-observer-earlier-version",
            Self::OtherResult => "fault-observer-other-result",
            Self::NotSigned => "fault-observer-not-signed",
        }
    }

    fn args(&self) -> Args {
        Vec::new()
    }
}

/// The observer's key, and the note with the observer's signature alone, from what was typed: other signatures on the note are
/// left out. An empty key stands for the one that is known.
///
/// # Errors
/// [`ObserverFault`].
pub fn countersigned(
    (key, note): (&str, &str),
    against: &Countersigning<'_>,
) -> Result<(VerifierKey, Note), ObserverFault> {
    let key = key_of(key.trim(), against)?;
    let note = Note::copied(note).map_err(|_| ObserverFault::NotANote)?;
    if note.text() != against.text {
        return Err(other_text(note.text(), against));
    }
    let own = note.signed_by_alone(&key).ok_or(ObserverFault::NotSigned)?;
    Ok((key, own))
}

fn key_of(typed: &str, against: &Countersigning<'_>) -> Result<VerifierKey, ObserverFault> {
    let key = match (typed, against.own) {
        ("", Some(own)) => return Ok(own.clone()),
        ("", None) => return Err(ObserverFault::KeyMissing),
        (typed, _) => typed.parse::<VerifierKey>().map_err(|_| ObserverFault::NotAKey)?,
    };
    if key.is_key_of(against.log) || key.name() == against.log.name() {
        return Err(ObserverFault::KeyOfTheLog);
    }
    if against.others.iter().any(|other| key.is_key_of(other)) {
        return Err(ObserverFault::KeyOfAnother);
    }
    if against.own.is_some_and(|own| *own != key) {
        return Err(ObserverFault::OtherKey);
    }
    if against.others.iter().any(|other| other.name() == key.name()) {
        return Err(ObserverFault::NameOfAnother);
    }
    Ok(key)
}

fn other_text(text: &str, against: &Countersigning<'_>) -> ObserverFault {
    if against.earlier.iter().any(|earlier| earlier == text) {
        ObserverFault::EarlierVersion
    } else if text.lines().next() != Some(against.log.name()) {
        ObserverFault::OtherVote
    } else {
        ObserverFault::OtherResult
    }
}

#[cfg(test)]
mod tests {
    use super::super::hash::Hash256;
    use super::super::keys::Signer;
    use super::super::published::seal_text;
    use super::*;

    const LOG: &str = "vote.example.org/c/ecole/etape/1";

    fn signer(name: &str, seed: u8) -> Signer {
        Signer::new(name, &[seed; 32]).expect("a name")
    }

    fn text(result: u8) -> String {
        seal_text(LOG, &Hash256([result; 32]))
    }

    /// What comes of it where the result is 2, was 1 before, and another observer's key is `other`.
    fn tried(key: &str, note: &str, own: Option<&VerifierKey>) -> Result<(VerifierKey, Note), ObserverFault> {
        let (current, earlier) = (text(2), [text(1)]);
        let (log, others) = (signer(LOG, 1).verifier(), [signer("other", 4).verifier()]);
        let against = Countersigning { text: &current, earlier: &earlier, log: &log, own, others: &others };
        countersigned((key, note), &against)
    }

    fn fault(key: &Signer, note: &Note) -> Option<ObserverFault> {
        tried(&key.verifier().to_string(), &note.to_string(), None).err()
    }

    #[test]
    fn a_first_signature_tells_the_key_and_later_ones_need_not() {
        let (observer, log) = (signer("press", 3), signer(LOG, 1));
        let mut note = Note::signed(&text(2), &log);
        note.sign(&observer);
        let key = observer.verifier();
        let alone = Note::signed(&text(2), &observer);
        assert_eq!(tried(&format!(" {key}\n"), &note.to_string(), None), Ok((key.clone(), alone.clone())));
        assert_eq!(tried("", &note.to_string(), Some(&key)), Ok((key.clone(), alone.clone())));
        assert_eq!(tried(&key.to_string(), &note.to_string(), Some(&key)), Ok((key, alone)));
        assert_eq!(tried("", &note.to_string(), None), Err(ObserverFault::KeyMissing));
    }

    #[test]
    fn a_key_that_is_not_the_observers_own_is_refused() {
        let signed = |key: &Signer| (Note::signed(&text(2), key), key.clone());
        let cases = [
            (signed(&signer(LOG, 1)), ObserverFault::KeyOfTheLog),
            (signed(&signer("press", 1)), ObserverFault::KeyOfTheLog),
            (signed(&signer(LOG, 3)), ObserverFault::KeyOfTheLog),
            (signed(&signer("other", 4)), ObserverFault::KeyOfAnother),
            (signed(&signer("press", 4)), ObserverFault::KeyOfAnother),
            (signed(&signer("other", 3)), ObserverFault::NameOfAnother),
        ];
        for ((note, key), expected) in cases {
            assert_eq!(fault(&key, &note), Some(expected), "{key:?}");
        }
        let (before, now) = (signer("press", 3).verifier(), signer("press", 5));
        let note = Note::signed(&text(2), &now).to_string();
        assert_eq!(tried(&now.verifier().to_string(), &note, Some(&before)), Err(ObserverFault::OtherKey));
        assert_eq!(tried("", &note, Some(&before)), Err(ObserverFault::NotSigned));
        assert_eq!(tried("press", &note, None), Err(ObserverFault::NotAKey));
    }

    #[test]
    fn a_note_of_something_else_is_refused() {
        let observer = signer("press", 3);
        let other_vote = seal_text("vote.example.org/c/ecole/etape/2", &Hash256([2; 32]));
        let cases = [
            (Note::signed(&text(1), &observer), ObserverFault::EarlierVersion),
            (Note::signed(&text(3), &observer), ObserverFault::OtherResult),
            (Note::signed(&other_vote, &observer), ObserverFault::OtherVote),
            (Note::signed(&text(2), &signer("someone", 6)), ObserverFault::NotSigned),
        ];
        for (note, expected) in cases {
            assert_eq!(fault(&observer, &note), Some(expected), "{note}");
        }
        let key = observer.verifier().to_string();
        assert_eq!(tried(&key, "signed!", None), Err(ObserverFault::NotANote));
    }
}
