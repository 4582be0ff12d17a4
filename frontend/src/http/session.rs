//! Who asks: the member of the session cookie, or anyone.

use poem::http::header;
use poem::{Endpoint, EndpointExt, FromRequest, Request, RequestBody, Response};
use tablee_core::Context;
use tablee_core::access::Actor;
use tablee_core::cases::credentials;

use super::SiteCookies;
use crate::view::MemberBadge;

/// Name of the cookie that holds a session's secret. It ends with the browser; the session's own ends are the server's.
pub const SESSION_COOKIE: &str = "session";

/// Whoever asks, as far as sessions say: a member, or [`Actor::Anyone`].
#[derive(Clone, Debug)]
pub struct SignedIn(pub Actor);

impl<'a> FromRequest<'a> for SignedIn {
    async fn from_request(request: &'a Request, _: &mut RequestBody) -> poem::Result<Self> {
        Ok(request.data::<Self>().cloned().unwrap_or(Self(Actor::Anyone)))
    }
}

/// Settles who asks, for all routes of `app`. A cookie whose session is over is taken back.
pub fn sessions(app: impl Endpoint + 'static, cx: Context, cookies: SiteCookies) -> impl Endpoint<Output = Response> {
    app.around(move |app, mut request| {
        let cx = cx.clone();
        async move {
            let secret = cookies.read(request.headers(), SESSION_COOKIE).map(str::to_owned);
            let Some(secret) = secret.filter(|_| !request.uri().path().starts_with("/static/")) else {
                return Ok(app.get_response(request).await);
            };
            // Without the database nobody is known, and public pages from memory still open.
            let actor = credentials::of_session(&cx, &secret).await;
            let over = matches!(actor, Ok(Actor::Anyone));
            let actor = actor.unwrap_or(Actor::Anyone);
            if let Actor::Member(member) = &actor {
                request.set_data(MemberBadge { name: member.name.clone() });
            }
            request.set_data(SignedIn(actor));
            let mut response = app.get_response(request).await;
            if over && !response.headers().contains_key(header::SET_COOKIE) {
                response
                    .headers_mut()
                    .append(header::SET_COOKIE, cookies.forget(SESSION_COOKIE));
            }
            Ok(response)
        }
    })
}
