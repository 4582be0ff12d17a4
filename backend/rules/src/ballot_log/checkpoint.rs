use std::fmt;

use data_encoding::BASE64;

use super::faults::HeadFault;
use super::hash::Hash256;
use super::keys::{Signer, VerifierKey};
use super::note::Note;

/// The head of a log at one moment, as it is signed and kept by others (C2SP tlog-checkpoint): lines of origin, size and root,
/// then extension lines, of which `time N` tells the moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// Which log it is: one line, unique among logs, and the name of the key that signs its heads.
    pub origin: String,
    /// How many leaves the log has.
    pub size: u64,
    /// The root over them.
    pub root: Hash256,
    /// When the head was made, in milliseconds since 1970 (UTC).
    pub time: Option<i64>,
    /// Further lines, kept as they are; none is empty.
    pub extensions: Vec<String>,
}

const TIME: &str = "time ";

impl Checkpoint {
    /// The head, signed.
    pub fn signed(&self, signer: &Signer) -> Note {
        Note::signed(&self.to_string(), signer)
    }

    /// Reads a signed head: it is of the log that the key is named after, and that key signed it.
    pub fn verified(note: &str, key: &VerifierKey) -> Result<Self, HeadFault> {
        let note = Note::parse(note)?;
        if !note.is_signed_by(key) {
            return Err(HeadFault::NotSigned);
        }
        let head = Self::parse(note.text())?;
        if head.origin == key.name() { Ok(head) } else { Err(HeadFault::Origin) }
    }

    /// Reads the text of a head, whoever signed it.
    pub fn parse(text: &str) -> Result<Self, HeadFault> {
        let mut lines = text.strip_suffix('\n').ok_or(HeadFault::NotANote)?.split('\n');
        let origin = lines
            .next()
            .filter(|origin| !origin.is_empty())
            .ok_or(HeadFault::Origin)?;
        let size = lines.next().and_then(size).ok_or(HeadFault::Size)?;
        let root = lines.next().and_then(root).ok_or(HeadFault::Root)?;
        let (mut time, mut extensions) = (None, Vec::new());
        for line in lines {
            match line.strip_prefix(TIME) {
                Some(moment) if time.is_none() => {
                    time = Some(moment.parse().map_err(|_| HeadFault::Extension)?);
                }
                _ if line.is_empty() => return Err(HeadFault::Extension),
                _ => extensions.push(line.to_owned()),
            }
        }
        Ok(Self { origin: origin.to_owned(), size, root, time, extensions })
    }
}

/// The text that is signed.
impl fmt::Display for Checkpoint {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "{}\n{}\n{}", self.origin, self.size, BASE64.encode(&self.root.0))?;
        if let Some(time) = self.time {
            writeln!(out, "{TIME}{time}")?;
        }
        self.extensions.iter().try_for_each(|line| writeln!(out, "{line}"))
    }
}

/// Decimal digits without a sign or leading zeros.
fn size(line: &str) -> Option<u64> {
    let size: u64 = line.parse().ok()?;
    (size.to_string() == line).then_some(size)
}

fn root(line: &str) -> Option<Hash256> {
    let bytes = BASE64.decode(line.as_bytes()).ok()?;
    bytes.try_into().ok().map(Hash256)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ORIGIN: &str = "vote.example.org/c/budget/vote";

    fn head() -> Checkpoint {
        Checkpoint {
            origin: ORIGIN.to_owned(),
            size: 12,
            root: Hash256([0; 32]),
            time: Some(1_764_000_000_123),
            extensions: vec!["further".to_owned()],
        }
    }

    fn signer() -> Signer {
        Signer::new(ORIGIN, &[4; 32]).expect("a name")
    }

    #[test]
    fn the_text_is_lines_of_origin_size_root_and_extensions() {
        let text = format!("{ORIGIN}\n12\n{}=\ntime 1764000000123\nfurther\n", "A".repeat(43));
        assert_eq!(head().to_string(), text);
        assert_eq!(Checkpoint::parse(&text), Ok(head()));
    }

    #[test]
    fn faults_say_what_is_wrong() {
        let root = format!("{}=", "A".repeat(43));
        let faults = [
            (format!("{ORIGIN}\n12\n{root}"), HeadFault::NotANote),
            (format!("\n12\n{root}\n"), HeadFault::Origin),
            (format!("{ORIGIN}\n012\n{root}\n"), HeadFault::Size),
            (format!("{ORIGIN}\n+12\n{root}\n"), HeadFault::Size),
            (format!("{ORIGIN}\n-1\n{root}\n"), HeadFault::Size),
            (format!("{ORIGIN}\n12\n{}\n", &root[4..]), HeadFault::Root),
            (format!("{ORIGIN}\n12\n"), HeadFault::Root),
            (format!("{ORIGIN}\n12\n{root}\ntime soon\n"), HeadFault::Extension),
            (format!("{ORIGIN}\n12\n{root}\n\nfurther\n"), HeadFault::Extension),
        ];
        for (text, fault) in faults {
            assert_eq!(Checkpoint::parse(&text), Err(fault), "{text}");
        }
    }

    #[test]
    fn a_head_of_another_log_or_key_is_refused() {
        let key = signer().verifier();
        let note = head().signed(&signer()).to_string();
        assert_eq!(Checkpoint::verified(&note, &key), Ok(head()));
        let other_log = Checkpoint { origin: "vote.example.org/c/park/vote".to_owned(), ..head() };
        assert_eq!(Checkpoint::verified(&other_log.signed(&signer()).to_string(), &key), Err(HeadFault::Origin));
        let other_key = Signer::new(ORIGIN, &[5; 32]).expect("a name").verifier();
        assert_eq!(Checkpoint::verified(&note, &other_key), Err(HeadFault::NotSigned));
        let larger = note.replacen("\n12\n", "\n13\n", 1);
        assert_eq!(Checkpoint::verified(&larger, &key), Err(HeadFault::NotSigned));
    }

    proptest! {
        #[test]
        fn every_head_is_read_back(size: u64, root: [u8; 32], time: Option<i64>) {
            let head = Checkpoint { size, root: Hash256(root), time, ..head() };
            prop_assert_eq!(Checkpoint::verified(&head.signed(&signer()).to_string(), &signer().verifier()), Ok(head));
        }

        #[test]
        fn reading_never_panics(text in any::<String>()) {
            let _ = Note::parse(&text);
            let _ = Checkpoint::parse(&text);
        }
    }
}
