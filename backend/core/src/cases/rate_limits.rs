//! How often something may be tried. The limits of the whole installation, in one place.

use std::net::IpAddr;

use crate::ports::{HOUR, Millis};
use crate::secrets::Purpose;
use crate::store::rates;
use crate::{Context, Refusal};

/// So many uses in a window that begins with the first of them.
#[derive(Clone, Copy, Debug)]
pub struct RateLimit {
    name: &'static str,
    uses: i32,
    window: Millis,
}

/// Sign-in mails to one address.
pub const SIGN_IN_PER_ADDRESS: RateLimit = RateLimit { name: "sign-in-address", uses: 3, window: HOUR };
/// Sign-in mails asked for by one client.
pub const SIGN_IN_PER_CLIENT: RateLimit = RateLimit { name: "sign-in-client", uses: 20, window: HOUR };
/// Invitations that one member sends.
pub const INVITATIONS_PER_MEMBER: RateLimit = RateLimit { name: "invitation-member", uses: 60, window: HOUR };
/// Invitations mailed to one address, whoever sends them.
pub const INVITATIONS_PER_ADDRESS: RateLimit = RateLimit { name: "invitation-address", uses: 3, window: 24 * HOUR };
/// Addresses that one client leaves.
pub const FOLLOWS_PER_CLIENT: RateLimit = RateLimit { name: "follow-client", uses: 5, window: HOUR };
/// Confirmations mailed to one address, whoever asks for them.
pub const CONFIRMATIONS_PER_ADDRESS: RateLimit = RateLimit { name: "confirmation-address", uses: 3, window: 24 * HOUR };

/// Receipt codes that no contribution has, tried by one client: far more than typing mistakes make, far fewer than guessing takes.
pub const UNKNOWN_CODES_PER_CLIENT: RateLimit = RateLimit { name: "unknown-code-client", uses: 20, window: HOUR };

/// Where a request comes from, as coarsely as limits need it: an IPv4 address or an IPv6 network of 64 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Client(IpAddr);

impl Client {
    /// The client behind an address.
    pub fn at(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V6(v6) => {
                let network = v6.to_bits() & !u128::from(u64::MAX);
                Self(IpAddr::V6(network.into()))
            }
            v4 => Self(v4),
        }
    }
}

impl std::fmt::Display for Client {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// Counts one use by `who` (an address, a client, a member's id: stored as a keyed hash only), in a unit of its own.
///
/// Call it before the act's own unit: the use counts even when the act is refused.
///
/// # Errors
/// `TooMany` when the limit is passed.
pub async fn spend(cx: &Context, limit: RateLimit, who: &str) -> Result<(), Refusal> {
    let now = cx.clock.now();
    let unit = cx.db.begin().await?;
    let uses = rates::count(unit.conn(), key(cx, limit, who), now, now - limit.window).await?;
    unit.commit().await?;
    if uses > limit.uses { Err(Refusal::TooMany) } else { Ok(()) }
}

/// Whether `who` has uses left, without counting one: for limits on failures, which [`spend`] counts when they happen.
///
/// # Errors
/// `TooMany` when none is left.
pub async fn check_left(cx: &Context, limit: RateLimit, who: &str) -> Result<(), Refusal> {
    let window_start_limit = cx.clock.now() - limit.window;
    let uses = rates::uses(cx.db.read(), key(cx, limit, who), window_start_limit).await?;
    if uses >= limit.uses { Err(Refusal::TooMany) } else { Ok(()) }
}

fn key(cx: &Context, limit: RateLimit, who: &str) -> String {
    cx.secrets.hash(Purpose::Rate, &[limit.name.as_bytes(), who.as_bytes()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_client_is_an_address_or_a_network() {
        let at = |text: &str| Client::at(text.parse().expect("an address")).to_string();
        assert_eq!(at("192.0.2.7"), "192.0.2.7");
        assert_eq!(at("::ffff:192.0.2.7"), "192.0.2.7");
        assert_eq!(at("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::");
        assert_eq!(at("2001:db8:1:2:ffff::1"), "2001:db8:1:2::");
    }
}
