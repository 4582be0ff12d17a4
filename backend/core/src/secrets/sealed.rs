//! Text that the database keeps and cannot read.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use data_encoding::BASE64;

use super::{Purpose, Secrets};
use crate::ports::Random;

const NONCE: usize = 24;

impl Secrets {
    /// Seals a text for one row: moved to another row, it does not open.
    pub fn seal(&self, purpose: Purpose, row: &[u8], text: &str, random: &dyn Random) -> String {
        let mut nonce = [0; NONCE];
        random.fill(&mut nonce);
        let sealed = self
            .cipher(purpose)
            .encrypt(&XNonce::from(nonce), Payload { msg: text.as_bytes(), aad: row })
            .expect("a text of this size can be encrypted");
        BASE64.encode(&[&nonce[..], &sealed].concat())
    }

    /// Opens what was sealed for that row; `None` when it was not sealed here, for this row and purpose.
    pub fn open(&self, purpose: Purpose, row: &[u8], sealed: &str) -> Option<String> {
        let bytes = BASE64.decode(sealed.as_bytes()).ok()?;
        let (nonce, sealed) = bytes.split_first_chunk::<NONCE>()?;
        let text = self
            .cipher(purpose)
            .decrypt(&XNonce::from(*nonce), Payload { msg: sealed, aad: row })
            .ok()?;
        String::from_utf8(text).ok()
    }

    fn cipher(&self, purpose: Purpose) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&self.mac(purpose, &[b"seal"]).into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ports::CountingRandom;

    #[test]
    fn a_sealed_text_opens_for_its_own_row_and_purpose_alone() {
        let secrets = Secrets::new([7; 32]);
        let random = CountingRandom::seeded(1);
        let sealed = secrets.seal(Purpose::MailPayload, b"row 1", "fact", &random);
        assert!(!sealed.contains("fact"));
        assert_eq!(secrets.open(Purpose::MailPayload, b"row 1", &sealed).as_deref(), Some("fact"));
        assert_eq!(secrets.open(Purpose::MailPayload, b"row 2", &sealed), None);
        assert_eq!(secrets.open(Purpose::Token, b"row 1", &sealed), None);
        assert_eq!(secrets.open(Purpose::MailPayload, b"row 1", "short"), None);
        assert_ne!(sealed, secrets.seal(Purpose::MailPayload, b"row 1", "fact", &random));
    }
}
