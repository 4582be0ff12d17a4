//! Where a request comes from, for limits on tries.

use std::net::{IpAddr, Ipv4Addr};

use poem::{FromRequest, Request, RequestBody};
use tablee_core::cases::rate_limits::Client;

/// The client, as the layers around pages and API found it; this machine when they did not.
pub(crate) struct CallingClient(pub Client);

impl<'a> FromRequest<'a> for CallingClient {
    async fn from_request(request: &'a Request, _: &mut RequestBody) -> poem::Result<Self> {
        let known = request.data::<Client>().copied();
        Ok(Self(known.unwrap_or_else(|| Client::at(IpAddr::V4(Ipv4Addr::LOCALHOST)))))
    }
}
