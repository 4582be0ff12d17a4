use std::fmt;
use std::str::FromStr;

use data_encoding::{BASE64, HEXLOWER};
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};

use super::hash::sha256;

/// Ed25519, as C2SP signed-note numbers the algorithms.
const ED25519: u8 = 1;
/// What a secret key begins with.
const SECRET: &str = "PRIVATE+KEY+";

/// What signs the heads of a log: a name and a secret key. `Debug` does not show the key.
#[derive(Clone)]
pub struct Signer {
    name: String,
    key: SigningKey,
}

/// What others check signatures with. Its text form is `name+8 hexadecimal digits+base64` (C2SP signed-note).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifierKey {
    name: String,
    key: VerifyingKey,
}

/// Why a text is no verifier key: another form, another algorithm, or an identifier that is not that of the key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAKey;

impl Signer {
    /// A signer of this name from a secret seed; `None` when the name is empty or holds a space or a plus sign.
    pub fn new(name: &str, seed: &[u8; 32]) -> Option<Self> {
        is_name(name).then(|| Self { name: name.to_owned(), key: SigningKey::from_bytes(seed) })
    }

    /// A signer from its secret text form: see [`Signer::secret`].
    ///
    /// # Errors
    /// [`NotAKey`] for another form or algorithm, and for an identifier that is not that of the key.
    pub fn from_secret(written: &str) -> Result<Self, NotAKey> {
        let written = written.trim().strip_prefix(SECRET).ok_or(NotAKey)?;
        let (name, id, seed) = parts(written)?;
        let signer = Self::new(name, &seed).ok_or(NotAKey)?;
        if HEXLOWER.encode(&signer.verifier().id()) == id { Ok(signer) } else { Err(NotAKey) }
    }

    /// The secret key with its name, as golang.org/x/mod/sumdb/note writes it: `PRIVATE+KEY+name+8 hexadecimal digits+base64`.
    pub fn secret(&self) -> String {
        format!("{SECRET}{}", written(&self.name, self.verifier().id(), &self.key.to_bytes()))
    }

    /// The name that signatures carry.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What to publish, so that others can check the signatures.
    pub fn verifier(&self) -> VerifierKey {
        VerifierKey { name: self.name.clone(), key: self.key.verifying_key() }
    }

    /// The signature of a text: the same for the same key and text (RFC 8032).
    pub(super) fn sign(&self, text: &str) -> [u8; 64] {
        self.key.sign(text.as_bytes()).to_bytes()
    }
}

impl VerifierKey {
    /// The name of the signer.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether it is the same key, under this name or another.
    pub fn is_key_of(&self, other: &Self) -> bool {
        self.key == other.key
    }

    /// The identifier beside signatures: SHA-256(name ‖ newline ‖ algorithm ‖ public key), first four bytes.
    pub(super) fn id(&self) -> [u8; 4] {
        let hash = sha256(&[self.name.as_bytes(), &[b'\n', ED25519], self.key.as_bytes()]);
        [hash.0[0], hash.0[1], hash.0[2], hash.0[3]]
    }

    /// Whether this key made the signature of the text. Keys and signatures that more than one text would fit are refused.
    pub(super) fn verifies(&self, text: &str, signature: &[u8]) -> bool {
        Signature::from_slice(signature)
            .is_ok_and(|signature| self.key.verify_strict(text.as_bytes(), &signature).is_ok())
    }
}

impl fmt::Debug for Signer {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Signer({}, key hidden)", self.name)
    }
}

impl fmt::Display for VerifierKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&written(&self.name, self.id(), self.key.as_bytes()))
    }
}

impl FromStr for VerifierKey {
    type Err = NotAKey;

    fn from_str(written: &str) -> Result<Self, NotAKey> {
        let (name, id, bytes) = parts(written.trim())?;
        let key = VerifyingKey::from_bytes(&bytes).map_err(|_| NotAKey)?;
        let read = Self { name: name.to_owned(), key };
        let fits = is_name(name) && HEXLOWER.encode(&read.id()) == id;
        if fits { Ok(read) } else { Err(NotAKey) }
    }
}

/// A key with its name and identifier.
fn written(name: &str, id: [u8; 4], key: &[u8; 32]) -> String {
    let encoded = [&[ED25519], key.as_slice()].concat();
    format!("{name}+{}+{}", HEXLOWER.encode(&id), BASE64.encode(&encoded))
}

/// Name, identifier and key of a text form.
fn parts(written: &str) -> Result<(&str, &str, [u8; 32]), NotAKey> {
    let mut parts = written.splitn(3, '+');
    let (Some(name), Some(id), Some(encoded)) = (parts.next(), parts.next(), parts.next()) else {
        return Err(NotAKey);
    };
    let encoded = BASE64.decode(encoded.as_bytes()).map_err(|_| NotAKey)?;
    let Some((&ED25519, bytes)) = encoded.split_first() else { return Err(NotAKey) };
    Ok((name, id, bytes.try_into().map_err(|_| NotAKey)?))
}

/// Whether signatures may carry this name.
pub(super) fn is_name(name: &str) -> bool {
    !name.is_empty()
        && !name
            .chars()
            .any(|letter| letter.is_whitespace() || letter == '+' || letter.is_control())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_would_not_be_read_back_are_refused() {
        for name in ["", "two words", "a+b", "a\nb", "a\u{a0}b"] {
            assert!(Signer::new(name, &[1; 32]).is_none(), "{name:?}");
        }
        let signer = Signer::new("vote.example.org/c/é", &[1; 32]).expect("a name");
        assert_eq!(format!("{signer:?}"), "Signer(vote.example.org/c/é, key hidden)");
    }

    #[test]
    fn a_key_is_read_back_and_no_other_text_is() {
        let key = Signer::new("vote.example.org", &[9; 32]).expect("a name").verifier();
        let written = key.to_string();
        assert_eq!(written.parse(), Ok(key));
        assert_eq!(written.replacen("vote", "vota", 1).parse::<VerifierKey>(), Err(NotAKey));
        assert_eq!(written[..written.len() - 4].parse::<VerifierKey>(), Err(NotAKey));
        assert_eq!("".parse::<VerifierKey>(), Err(NotAKey));
    }

    #[test]
    fn a_secret_key_is_read_back_and_no_other_text_is() {
        // The example of the package golang.org/x/mod/sumdb/note.
        let known = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
        let signer = Signer::from_secret(&format!("{known}\n")).expect("a secret key");
        assert_eq!((signer.name(), signer.secret().as_str()), ("PeterNeumann", known));
        for wrong in [&known[12..], &known.replacen("Peter", "Pieter", 1), &known.replacen("+AYE", "+AYF", 1), ""] {
            assert!(Signer::from_secret(wrong).is_err(), "{wrong:?}");
        }
    }
}
