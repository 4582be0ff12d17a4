//! What a handler that serves several kinds of things is about.

use std::marker::PhantomData;

use poem::{FromRequest, Request, RequestBody, Result};

/// Reads nothing of the request: it names the kind `K` among the arguments of a handler, as a route must.
pub struct About<K>(PhantomData<K>);

impl<'a, K> FromRequest<'a> for About<K> {
    async fn from_request(_: &'a Request, _: &mut RequestBody) -> Result<Self> {
        Ok(Self(PhantomData))
    }
}
