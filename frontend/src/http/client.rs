//! Where a request comes from, for limits.

use std::net::{IpAddr, Ipv4Addr};

use poem::web::RemoteAddr;
use poem::{Addr, FromRequest, Request, RequestBody};
use tablee_core::cases::rate_limits::Client;

/// Whether a proxy of ours stands in front and writes `X-Forwarded-For`. Without one anybody could write it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TrustedProxy(pub bool);

/// The client that a request comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FromClient(pub Client);

impl<'a> FromRequest<'a> for FromClient {
    async fn from_request(request: &'a Request, _: &mut RequestBody) -> poem::Result<Self> {
        let proxied = request.data::<TrustedProxy>().is_some_and(|proxy| proxy.0);
        let address = if proxied { forwarded(request).or_else(|| peer(request)) } else { peer(request) };
        // A peer without an address (a test, a local socket) is this machine.
        Ok(Self(Client::at(address.unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST)))))
    }
}

/// The last address of the header is the one that our proxy saw; those before it are anybody's word.
fn forwarded(request: &Request) -> Option<IpAddr> {
    let line = request.headers().get_all("x-forwarded-for").iter().next_back()?;
    line.to_str().ok()?.rsplit(',').next()?.trim().parse().ok()
}

fn peer(request: &Request) -> Option<IpAddr> {
    match request.remote_addr() {
        RemoteAddr(Addr::SocketAddr(address)) => Some(address.ip()),
        RemoteAddr(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn client(proxied: bool, forwarded: &str) -> String {
        let mut request = Request::builder().header("x-forwarded-for", forwarded).finish();
        request.set_data(TrustedProxy(proxied));
        let found = FromClient::from_request(&request, &mut RequestBody::default()).await;
        found.expect("a client").0.to_string()
    }

    #[tokio::test]
    async fn asvs_4_1_3_a_forwarded_address_counts_from_our_proxy_alone() {
        assert_eq!(client(false, "192.0.2.1").await, "127.0.0.1");
        assert_eq!(client(true, "10.0.0.1, 192.0.2.1").await, "192.0.2.1");
        assert_eq!(client(true, "nonsense").await, "127.0.0.1");
    }
}
