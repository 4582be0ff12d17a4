use std::fmt;

use data_encoding::BASE64;

use super::faults::HeadFault;
use super::keys::{Signer, VerifierKey, is_name};

/// Signatures that a note may have, as in golang.org/x/mod/sumdb/note: each is checked against the whole text.
const MOST_SIGNATURES: usize = 100;

/// A text and its signatures: an empty line, then a line `— name base64` for each (C2SP signed-note).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    text: String,
    signatures: Vec<NoteSignature>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct NoteSignature {
    name: String,
    /// Identifier of the key, four bytes, then the signature.
    bytes: Vec<u8>,
}

impl Note {
    /// A text signed by one key. The text ends with a newline, and is given one when it does not.
    pub fn signed(text: &str, signer: &Signer) -> Self {
        let mut text = text.to_owned();
        if !text.ends_with('\n') {
            text.push('\n');
        }
        let mut note = Self { text, signatures: Vec::new() };
        note.sign(signer);
        note
    }

    /// Adds a signature: an observer's, say.
    pub fn sign(&mut self, signer: &Signer) {
        let bytes = [signer.verifier().id().as_slice(), &signer.sign(&self.text)].concat();
        self.signatures
            .push(NoteSignature { name: signer.name().to_owned(), bytes });
    }

    /// Reads a note; nothing is said yet of who signed it.
    pub fn parse(note: &str) -> Result<Self, HeadFault> {
        if note.chars().any(|letter| letter.is_control() && letter != '\n') {
            return Err(HeadFault::NotANote);
        }
        let end = note.rfind("\n\n").ok_or(HeadFault::NotANote)?;
        let (text, signatures) = (&note[..=end], &note[end + 2..]);
        let signatures = signatures.strip_suffix('\n').ok_or(HeadFault::NotANote)?;
        let signatures = signatures.split('\n').enumerate();
        let signatures = signatures
            .map(|(index, line)| {
                let read = signature(line).filter(|_| index < MOST_SIGNATURES);
                read.ok_or(HeadFault::SignatureLine { position: index + 1 })
            })
            .collect::<Result<Vec<_>, _>>()?;
        Ok(Self { text: text.to_owned(), signatures })
    }

    /// Reads a note as people copy it: with the line ends of their machine, and without care for what is around it.
    ///
    /// # Errors
    /// As [`Note::parse`].
    pub fn copied(note: &str) -> Result<Self, HeadFault> {
        let note = note.trim_start_matches('\u{feff}').replace("\r\n", "\n");
        Self::parse(&format!("{}\n", note.trim()))
    }

    /// The same text with the signature of this key alone; nothing when that key did not sign it.
    pub fn signed_by_alone(&self, key: &VerifierKey) -> Option<Self> {
        let own = self
            .signatures
            .iter()
            .find(|signature| signature.is_by(key, &self.text))?;
        Some(Self { text: self.text.clone(), signatures: vec![own.clone()] })
    }

    /// Takes over the signatures of another note, where it is one of the same text.
    pub fn join(&mut self, other: Self) {
        if other.text == self.text {
            let known = self.signatures.clone();
            let new = other
                .signatures
                .into_iter()
                .filter(|signature| !known.contains(signature));
            self.signatures.extend(new);
        }
    }

    /// The names that its signatures carry, in their order; nothing is said of whether they are good.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.signatures.iter().map(|signature| signature.name.as_str())
    }

    /// What was signed, ending with a newline.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether this key signed the text. Signatures of other keys are not looked at.
    pub fn is_signed_by(&self, key: &VerifierKey) -> bool {
        self.signatures.iter().any(|signature| signature.is_by(key, &self.text))
    }
}

impl NoteSignature {
    /// Whether this key made it of that text.
    fn is_by(&self, key: &VerifierKey, text: &str) -> bool {
        let bytes = self.bytes.strip_prefix(&key.id());
        self.name == key.name() && bytes.is_some_and(|bytes| key.verifies(text, bytes))
    }
}

impl fmt::Display for Note {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "{}", self.text)?;
        for signature in &self.signatures {
            writeln!(out, "— {} {}", signature.name, BASE64.encode(&signature.bytes))?;
        }
        Ok(())
    }
}

fn signature(line: &str) -> Option<NoteSignature> {
    let (name, encoded) = line.strip_prefix("— ")?.split_once(' ')?;
    let bytes = BASE64.decode(encoded.as_bytes()).ok()?;
    (is_name(name) && bytes.len() > 4).then(|| NoteSignature { name: name.to_owned(), bytes })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the package golang.org/x/mod/sumdb/note.
    const KNOWN_KEY: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    const KNOWN_SECRET: &str = "AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
    const KNOWN_TEXT: &str =
        "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
    const KNOWN_SIGNATURE: &str = "— PeterNeumann \
        x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

    fn known_signer() -> Signer {
        let secret = BASE64.decode(KNOWN_SECRET.as_bytes()).expect("base64");
        Signer::new("PeterNeumann", secret[1..].try_into().expect("32 bytes")).expect("a name")
    }

    #[test]
    fn the_known_note_is_signed_and_verified_alike() {
        let known = format!("{KNOWN_TEXT}\n{KNOWN_SIGNATURE}");
        assert_eq!(known_signer().verifier().to_string(), KNOWN_KEY);
        assert_eq!(Note::signed(KNOWN_TEXT, &known_signer()).to_string(), known);
        let note = Note::parse(&known).expect("a note");
        assert_eq!(note.text(), KNOWN_TEXT);
        assert!(note.is_signed_by(&KNOWN_KEY.parse().expect("a key")));
        assert_eq!(note.to_string(), known);
    }

    #[test]
    fn another_text_another_key_or_another_name_does_not_pass() {
        let known = format!("{KNOWN_TEXT}\n{KNOWN_SIGNATURE}");
        let key = known_signer().verifier();
        let other_text = Note::parse(&known.replacen("answer", "Answer", 1)).expect("a note");
        assert!(!other_text.is_signed_by(&key));
        let other_key = Signer::new("PeterNeumann", &[3; 32]).expect("a name").verifier();
        assert!(!Note::parse(&known).expect("a note").is_signed_by(&other_key));
        let other_name = Note::parse(&known.replacen("— Peter", "— Pieter", 1)).expect("a note");
        assert!(!other_name.is_signed_by(&key));
    }

    #[test]
    fn an_observer_signs_the_same_text() {
        let observer = Signer::new("observer.example.org", &[5; 32]).expect("a name");
        let mut note = Note::signed(KNOWN_TEXT, &known_signer());
        note.sign(&observer);
        let read = Note::parse(&note.to_string()).expect("a note");
        assert!(read.is_signed_by(&observer.verifier()));
        assert!(read.is_signed_by(&known_signer().verifier()));
    }

    #[test]
    fn a_signature_is_taken_out_and_taken_over() {
        let observer = Signer::new("observer.example.org", &[5; 32]).expect("a name");
        let mut note = Note::signed(KNOWN_TEXT, &known_signer());
        assert_eq!(note.signed_by_alone(&observer.verifier()), None);
        note.join(Note::signed("Another text.\n", &observer));
        assert_eq!(note.names().collect::<Vec<_>>(), ["PeterNeumann"]);
        for _ in 0..2 {
            note.join(Note::signed(KNOWN_TEXT, &observer));
        }
        assert_eq!(note.names().collect::<Vec<_>>(), ["PeterNeumann", "observer.example.org"]);
        assert_eq!(note.signed_by_alone(&observer.verifier()), Some(Note::signed(KNOWN_TEXT, &observer)));
        let copied = format!("\u{feff}{}\r\n\r\n", note.to_string().trim_end().replace('\n', "\r\n"));
        assert_eq!(Note::copied(&copied), Ok(note));
    }

    #[test]
    fn faults_say_what_is_wrong() {
        assert_eq!(Note::parse(""), Err(HeadFault::NotANote));
        assert_eq!(Note::parse(KNOWN_TEXT), Err(HeadFault::NotANote));
        assert_eq!(Note::parse(&format!("a\tb\n\n{KNOWN_SIGNATURE}")), Err(HeadFault::NotANote));
        assert_eq!(Note::parse(&format!("a\n\n{}", KNOWN_SIGNATURE.trim_end())), Err(HeadFault::NotANote));
        assert_eq!(
            Note::parse(&format!("a\n\n{KNOWN_SIGNATURE}— Peter x08go\n")),
            Err(HeadFault::SignatureLine { position: 2 })
        );
        assert_eq!(
            Note::parse(&format!("a\n\n{}", KNOWN_SIGNATURE.replacen('—', "-", 1))),
            Err(HeadFault::SignatureLine { position: 1 })
        );
        let signed = |times: usize| Note::parse(&format!("{KNOWN_TEXT}\n{}", KNOWN_SIGNATURE.repeat(times)));
        assert!(signed(100).is_ok());
        assert_eq!(signed(101), Err(HeadFault::SignatureLine { position: 101 }));
    }
}
