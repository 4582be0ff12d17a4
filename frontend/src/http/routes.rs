//! The methods of a route. Poem's own [`RouteMethod`] answers a wrong method without saying which are right (RFC 9110, 15.5.6).

use poem::http::{HeaderValue, Method, StatusCode, header};
use poem::{Endpoint, IntoEndpoint, Request, Response, Result, RouteMethod};

/// Endpoints by method. `HEAD` works wherever `GET` does.
pub struct Methods {
    inner: RouteMethod,
    allowed: Vec<Method>,
}

/// A route that can be read.
pub fn get<E>(endpoint: E) -> Methods
where
    E: IntoEndpoint,
    E::Endpoint: 'static,
{
    let inner = RouteMethod::new().get(endpoint);
    Methods { inner, allowed: vec![Method::GET, Method::HEAD] }
}

/// A route that can only be written to.
pub fn post<E>(endpoint: E) -> Methods
where
    E: IntoEndpoint,
    E::Endpoint: 'static,
{
    Methods { inner: RouteMethod::new().post(endpoint), allowed: vec![Method::POST] }
}

impl Methods {
    /// Lets the same route be written to.
    #[must_use]
    pub fn post<E>(mut self, endpoint: E) -> Self
    where
        E: IntoEndpoint,
        E::Endpoint: 'static,
    {
        self.allowed.push(Method::POST);
        Self { inner: self.inner.post(endpoint), allowed: self.allowed }
    }

    /// The names of the methods, for a list of routes.
    pub fn names(&self) -> Vec<String> {
        self.allowed.iter().map(ToString::to_string).collect()
    }
}

impl Endpoint for Methods {
    type Output = Response;

    async fn call(&self, request: Request) -> Result<Response> {
        if self.allowed.contains(request.method()) {
            return self.inner.call(request).await;
        }
        let allowed = self.allowed.iter().map(Method::as_str).collect::<Vec<_>>().join(", ");
        let mut refusal = Response::builder().status(StatusCode::METHOD_NOT_ALLOWED).finish();
        if let Ok(allowed) = HeaderValue::from_str(&allowed) {
            refusal.headers_mut().insert(header::ALLOW, allowed);
        }
        Ok(refusal)
    }
}

#[cfg(test)]
mod tests {
    use poem::test::TestClient;
    use poem::{Route, handler};

    use super::*;

    #[handler]
    fn page() -> &'static str {
        "ok"
    }

    #[tokio::test]
    async fn head_works_where_get_does_and_a_wrong_method_is_told_the_right_ones() {
        let client = TestClient::new(Route::new().at("/", get(page).post(page)).at("/out", post(page)));
        let head = client.head("/").send().await;
        head.assert_status_is_ok();
        head.assert_text("").await;
        client.post("/").send().await.assert_text("ok").await;
        let refused = client.get("/out").send().await;
        refused.assert_status(StatusCode::METHOD_NOT_ALLOWED);
        refused.assert_header(header::ALLOW, "POST");
        let refused = client
            .request(Method::from_bytes(b"FOOBAR").expect("method"), "/")
            .send()
            .await;
        refused.assert_header(header::ALLOW, "GET, HEAD, POST");
    }
}
