//! Who is asking, for limits on tries. Nothing of it is kept in clear or logged.

use std::net::{IpAddr, Ipv6Addr};

use poem::http::HeaderMap;
use poem::{Addr, Request};

/// The address of the machine at the other end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ClientAddress(IpAddr);

impl ClientAddress {
    /// The address that opened the connection. When that is one of our `proxies`, the last address in `X-Forwarded-For` that is not:
    /// what stands before it was written by the client and may be anything (ASVS 4.1.3).
    pub fn of(request: &Request, proxies: &[IpAddr]) -> Self {
        let peer = match request.remote_addr().0 {
            Addr::SocketAddr(address) => address.ip().to_canonical(),
            _ => IpAddr::V6(Ipv6Addr::UNSPECIFIED),
        };
        Self(nearest_outside(peer, request.headers(), proxies))
    }

    /// What one household or one phone has: an IPv4 address, or the first 64 bits of an IPv6 one.
    pub fn network(self) -> String {
        match self.0 {
            IpAddr::V4(address) => address.to_string(),
            IpAddr::V6(address) => {
                let [a, b, c, d, ..] = address.segments();
                format!("{}/64", Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
            }
        }
    }
}

fn nearest_outside(peer: IpAddr, headers: &HeaderMap, proxies: &[IpAddr]) -> IpAddr {
    let lines = headers.get_all("x-forwarded-for").iter();
    let told: Vec<&str> = lines
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(','))
        .collect();
    let mut nearest = peer;
    for address in told.iter().rev() {
        if !proxies.contains(&nearest) {
            break;
        }
        let Ok(address) = address.trim().parse::<IpAddr>() else { break };
        nearest = address.to_canonical();
    }
    nearest
}

#[cfg(test)]
mod tests {
    use poem::http::HeaderValue;

    use super::*;

    fn network(peer: &str, forwarded: &[&'static str]) -> String {
        let address = |text: &str| text.parse::<IpAddr>().expect("address");
        let mut headers = HeaderMap::new();
        for line in forwarded {
            headers.append("x-forwarded-for", HeaderValue::from_static(line));
        }
        let proxies = [address("10.0.0.1"), address("10.0.0.2")];
        ClientAddress(nearest_outside(address(peer), &headers, &proxies)).network()
    }

    #[test]
    fn asvs_4_1_3_only_our_proxy_is_believed() {
        assert_eq!(network("192.0.2.7", &["203.0.113.9"]), "192.0.2.7");
        assert_eq!(network("10.0.0.1", &["203.0.113.9"]), "203.0.113.9");
        assert_eq!(network("10.0.0.1", &["1.1.1.1, 203.0.113.9", "10.0.0.2"]), "203.0.113.9");
        assert_eq!(network("10.0.0.1", &["203.0.113.9, nonsense"]), "10.0.0.1");
        assert_eq!(network("10.0.0.1", &[]), "10.0.0.1");
    }

    #[test]
    fn an_ipv6_household_is_one() {
        assert_eq!(network("2001:db8:1:2:3:4:5:6", &[]), "2001:db8:1:2::/64");
    }
}
