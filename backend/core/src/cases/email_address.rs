//! E-mail addresses as people type them.

use tablee_rules::limits;
use tablee_rules::text::clean_line;

use crate::Refusal;

/// An address that mail can be sent to.
#[derive(Clone, PartialEq, Eq)]
pub struct EmailAddress {
    written: String,
    folded: String,
}

impl std::fmt::Debug for EmailAddress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("EmailAddress(…)")
    }
}

impl EmailAddress {
    /// Reads what was typed into a field.
    ///
    /// # Errors
    /// `Invalid` with the field's fault, when it is empty or no address with a full domain.
    pub fn parse(field: &str, typed: &str) -> Result<Self, Refusal> {
        let written = clean_line(typed);
        if written.is_empty() {
            return Err(Refusal::field(field, "fault-email-empty"));
        }
        // Letters outside ASCII would need SMTPUTF8, which few servers take.
        let plain = written.is_ascii() && written.len() <= limits::EMAIL_BYTES;
        let parsed = plain.then(|| written.parse::<lettre::Address>().ok()).flatten();
        match parsed {
            Some(address) if address.domain().contains('.') && !address.user().starts_with('"') => {
                let folded = written.to_ascii_lowercase();
                Ok(Self { written, folded })
            }
            _ => Err(Refusal::field(field, "fault-email-wrong")),
        }
    }

    /// As it was typed: what mail is sent to.
    pub fn written(&self) -> &str {
        &self.written
    }

    /// In lower case: what addresses are compared by.
    pub fn folded(&self) -> &str {
        &self.folded
    }
}

/// An address as lists show it: `a…@ville.fr`.
pub(crate) fn masked(address: &str) -> String {
    match address.split_once('@') {
        Some((user, domain)) => format!("{}…@{domain}", user.chars().take(1).collect::<String>()),
        None => "…".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_a_user_and_a_full_domain() {
        let good = EmailAddress::parse("email", "  Awa.Diallo@Ville.example ").expect("an address");
        assert_eq!((good.written(), good.folded()), ("Awa.Diallo@Ville.example", "awa.diallo@ville.example"));
        for typed in
            ["awa", "awa@", "@ville.example", "awa@ville", "a b@ville.example", "awa@ville.example\nBcc: x@y.z"]
        {
            assert!(EmailAddress::parse("email", typed).is_err(), "{typed:?}");
        }
        assert!(EmailAddress::parse("email", "é@ville.example").is_err());
        assert!(EmailAddress::parse("email", &format!("{}@ville.example", "a".repeat(300))).is_err());
    }

    #[test]
    fn lists_show_no_whole_address() {
        assert_eq!(masked("awa.diallo@ville.example"), "a…@ville.example");
        assert_eq!(masked(""), "…");
    }
}
