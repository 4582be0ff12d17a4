//! Who takes part from this device: a secret in a cookie, no account. "Someone else answers now" makes a new one.

use poem::http::{HeaderValue, header};
use poem::{FromRequest, Request, RequestBody, Response};
use tablee_core::access::{Actor, DeviceSecret};
use tablee_core::secrets::{Purpose, looks_like_token, token};
use tablee_core::{Context, secrets};

use crate::http::SiteCookies;

const COOKIE: &str = "device";
const HALF_A_YEAR: u64 = 180 * 24 * 3600;

/// What the request says of the device.
#[derive(Clone, Debug)]
pub struct Device {
    secret: Option<DeviceSecret>,
    cookies: SiteCookies,
}

impl<'a> FromRequest<'a> for Device {
    async fn from_request(request: &'a Request, _: &mut RequestBody) -> poem::Result<Self> {
        let cookies = request
            .data::<SiteCookies>()
            .copied()
            .unwrap_or_else(|| SiteCookies::new(false));
        let value = cookies.read(request.headers(), COOKIE);
        let secret = value
            .filter(|value| looks_like_token(value))
            .map(|value| DeviceSecret(value.to_owned()));
        Ok(Self { secret, cookies })
    }
}

/// Someone about to take part, with the cookie to set when the device was not known yet.
#[derive(Clone, Debug)]
pub struct Arrival {
    /// The resident.
    pub actor: Actor,
    cookie: Option<HeaderValue>,
}

impl Device {
    /// The resident if the device is known, anyone else otherwise.
    pub fn actor(&self) -> Actor {
        self.secret.clone().map_or(Actor::Anyone, Actor::Resident)
    }

    /// Opens a page on which someone takes part: a device that is not known gets a secret of its own.
    pub fn arrive(&self, cx: &Context) -> Arrival {
        self.known_or(|| token(&*cx.random))
    }

    /// Receives a form. A browser that kept no cookie is known by the form's own key, so that sending it twice counts once; a key
    /// that is not one of ours says nothing of who sends it.
    pub fn arrive_with(&self, cx: &Context, op: &str) -> Arrival {
        self.known_or(|| {
            if !looks_like_token(op) {
                return token(&*cx.random);
            }
            let mac = cx.secrets.mac(Purpose::Token, &[b"device", op.as_bytes()]);
            secrets::lower_base32(&mac[..20])
        })
    }

    /// Makes the device someone else's.
    pub fn next_person(&self, cx: &Context) -> HeaderValue {
        self.cookie(&token(&*cx.random))
    }

    /// Whether the browser sent a secret with this request.
    pub fn is_known(&self) -> bool {
        self.secret.is_some()
    }

    fn known_or(&self, make: impl FnOnce() -> String) -> Arrival {
        match &self.secret {
            Some(secret) => Arrival { actor: Actor::Resident(secret.clone()), cookie: None },
            None => {
                let secret = make();
                let cookie = Some(self.cookie(&secret));
                Arrival { actor: Actor::Resident(DeviceSecret(secret)), cookie }
            }
        }
    }

    fn cookie(&self, secret: &str) -> HeaderValue {
        self.cookies.write(COOKIE, secret, Some(HALF_A_YEAR))
    }
}

impl Arrival {
    /// The answer, with the cookie if there is one to set.
    pub fn answer(self, mut response: Response) -> Response {
        if let Some(cookie) = self.cookie {
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
        response
    }
}
