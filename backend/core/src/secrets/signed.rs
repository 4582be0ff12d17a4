//! Ids that carry their own authority, for links that must work for years and for people who are not signed in.

use data_encoding::BASE32_NOPAD;
use subtle::ConstantTimeEq;
use uuid::Uuid;

use super::{Purpose, Secrets, lower_base32, mac_under};

const TAG: usize = 16;

impl Secrets {
    /// The ids and 128 bits of proof as one lower-case word.
    pub fn sign_ids<const N: usize>(&self, purpose: Purpose, ids: [Uuid; N]) -> String {
        let ids = ids.map(Uuid::into_bytes).concat();
        let tag = &self.mac(purpose, &[&ids])[..TAG];
        lower_base32(&[&ids[..], tag].concat())
    }

    /// The ids in a word that [`Self::sign_ids`] made, under this master key or the one before it.
    pub fn verify_ids<const N: usize>(&self, purpose: Purpose, word: &str) -> Option<[Uuid; N]> {
        let bytes = BASE32_NOPAD.decode(word.to_ascii_uppercase().as_bytes()).ok()?;
        let (ids, tag) = bytes.split_at_checked(N * 16)?;
        let keys = [Some(self.master), self.retired];
        let genuine = keys.iter().flatten().any(|key| {
            let expected = mac_under(key, purpose, &[ids]);
            bool::from(expected[..TAG].ct_eq(tag))
        });
        if !genuine {
            return None;
        }
        let mut found = [Uuid::nil(); N];
        for (id, bytes) in found.iter_mut().zip(ids.chunks_exact(16)) {
            *id = Uuid::from_slice(bytes).ok()?;
        }
        Some(found)
    }

    /// The id that stands for another one in tables that must not be joined with its own.
    pub fn veil_id(&self, purpose: Purpose, id: Uuid) -> Uuid {
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&self.mac(purpose, &[id.as_bytes()])[..16]);
        uuid::Builder::from_random_bytes(bytes).into_uuid()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const IDS: [Uuid; 2] = [Uuid::from_u128(1), Uuid::from_u128(2)];

    #[test]
    fn a_signed_word_gives_its_ids_back_and_no_other_word_does() {
        let secrets = Secrets::new([7; 32]);
        let word = secrets.sign_ids(Purpose::Unsubscribe, IDS);
        assert_eq!(secrets.verify_ids(Purpose::Unsubscribe, &word), Some(IDS));
        assert_eq!(secrets.verify_ids(Purpose::Unsubscribe, &word.to_uppercase()), Some(IDS));
        assert_eq!(secrets.verify_ids::<2>(Purpose::Token, &word), None);
        for broken in [&word[1..], &word[..word.len() - 1], "", "é", &word.replacen('a', "b", 1)] {
            assert_eq!(secrets.verify_ids::<2>(Purpose::Unsubscribe, broken), None, "{broken}");
        }
    }

    #[test]
    fn a_word_survives_one_change_of_master_key() {
        let word = Secrets::new([7; 32]).sign_ids(Purpose::Unsubscribe, IDS);
        let changed = Secrets::new([8; 32]);
        assert_eq!(changed.verify_ids::<2>(Purpose::Unsubscribe, &word), None);
        let changed = changed.with_retired([7; 32]);
        assert_eq!(changed.verify_ids(Purpose::Unsubscribe, &word), Some(IDS));
    }
}
