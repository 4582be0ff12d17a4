use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use serde_json::{Map, Value};

use super::hash::{Hash256, bytes_of_hex, hex_of_bytes, sha256};

/// What hides a ballot in its commitment: 32 random bytes, known to the server alone until auditors open the log.
/// `Debug` does not show it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Nonce(pub [u8; 32]);

/// The commitment to a ballot: SHA-256(`ballot-v1` ‖ 0 ‖ consultation ‖ 0 ‖ nonce ‖ canonical JSON).
///
/// The consultation's identifier holds no zero byte, so that no two inputs are hashed alike.
pub fn commitment(consultation: &str, nonce: &Nonce, ballot: &Value) -> Hash256 {
    let canonical = canonical_json(ballot);
    sha256(&[b"ballot-v1\0", consultation.as_bytes(), b"\0", &nonce.0, canonical.as_bytes()])
}

/// The hash of a leaf that holds a commitment: SHA-256(0 ‖ commitment) (RFC 9162, 2.1.1).
pub fn leaf_hash(commitment: &Hash256) -> Hash256 {
    sha256(&[&[0], &commitment.0])
}

/// JSON with sorted keys, no spaces, UTF-8: the same value is always written alike. Ballots and results hold whole numbers only,
/// whose writing is unique.
pub fn canonical_json(value: &Value) -> String {
    sorted(value).to_string()
}

/// The same value, keys in the order of their bytes, whichever order the map of `serde_json` keeps.
fn sorted(value: &Value) -> Value {
    match value {
        Value::Array(items) => Value::Array(items.iter().map(sorted).collect()),
        Value::Object(fields) => {
            let mut fields: Vec<(&String, &Value)> = fields.iter().collect();
            fields.sort_unstable_by_key(|(name, _)| *name);
            let fields = fields.into_iter().map(|(name, value)| (name.clone(), sorted(value)));
            Value::Object(fields.collect::<Map<_, _>>())
        }
        other => other.clone(),
    }
}

impl Nonce {
    /// Reads 64 hexadecimal digits.
    pub fn from_hex(digits: &str) -> Option<Self> {
        bytes_of_hex(digits).map(Self)
    }

    /// The 64 hexadecimal digits, to be kept and never shown to anyone but the voter and auditors.
    pub fn to_hex(&self) -> String {
        hex_of_bytes(&self.0)
    }
}

impl fmt::Debug for Nonce {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Nonce(hidden)")
    }
}

impl Serialize for Nonce {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&hex_of_bytes(&self.0))
    }
}

impl<'de> Deserialize<'de> for Nonce {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let digits = String::deserialize(deserializer)?;
        Self::from_hex(&digits).ok_or_else(|| de::Error::custom("a nonce is 64 hexadecimal digits"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn canonical_json_is_sorted_tight_and_utf8() {
        let value = json!({"é": 1, "z": {"b": [1, -2], "a": "l’été\n\u{1}"}, "A": null});
        assert_eq!(canonical_json(&value), r#"{"A":null,"z":{"a":"l’été\n\u0001","b":[1,-2]},"é":1}"#);
    }

    #[test]
    fn everything_is_bound_by_the_commitment() {
        let ballot = json!({"marks": [{"option": "a", "value": 1}]});
        let made = commitment("c", &Nonce([7; 32]), &ballot);
        let parts = [b"ballot-v1\0c\0".as_slice(), &[7; 32], br#"{"marks":[{"option":"a","value":1}]}"#];
        assert_eq!(made, sha256(&[&parts.concat()]));
        assert_ne!(made, commitment("d", &Nonce([7; 32]), &ballot));
        assert_ne!(made, commitment("c", &Nonce([8; 32]), &ballot));
        assert_ne!(made, commitment("c", &Nonce([7; 32]), &json!({"marks": []})));
    }

    #[test]
    fn a_nonce_is_read_back_and_not_shown() {
        let nonce = Nonce([0xab; 32]);
        let written = serde_json::to_string(&nonce).expect("a nonce can be written");
        assert_eq!(written, format!("\"{}\"", "ab".repeat(32)));
        assert_eq!(serde_json::from_str::<Nonce>(&written).expect("and read"), nonce);
        assert_eq!(format!("{nonce:?}"), "Nonce(hidden)");
        assert!(serde_json::from_str::<Nonce>("\"abcd\"").is_err());
    }
}
