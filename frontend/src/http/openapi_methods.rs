//! Which methods a call of the API may use, told by its OpenAPI document: poem-openapi answers a wrong one with 405 and no `Allow`.

use std::sync::Arc;

use poem::http::{HeaderValue, Method, StatusCode, header};
use poem::{Endpoint, EndpointExt, Response};
use serde_json::Value;

use super::well_formed::METHODS;

/// Adds `Allow` to the 405 of `app`, for the paths that `document` (OpenAPI 3, JSON) describes below `prefix`.
pub fn name_allowed_methods<E: Endpoint + 'static>(
    app: E,
    document: &Value,
    prefix: &str,
) -> impl Endpoint<Output = Response> + use<E> {
    let routes = Arc::new(described_routes(document, prefix));
    app.around(move |app, request| {
        let routes = routes.clone();
        async move {
            let path = request.uri().path().to_owned();
            let mut response = app.get_response(request).await;
            let silent = !response.headers().contains_key(header::ALLOW);
            if response.status() == StatusCode::METHOD_NOT_ALLOWED && silent {
                let route = routes.iter().find(|route| route.is_at(&path));
                let allowed = route.and_then(|route| HeaderValue::from_str(&route.methods).ok());
                if let Some(allowed) = allowed {
                    response.headers_mut().insert(header::ALLOW, allowed);
                }
            }
            Ok(response)
        }
    })
}

/// One path of the document, cut at its slashes: `None` stands for a parameter.
struct DescribedRoute {
    segments: Vec<Option<String>>,
    methods: String,
}

impl DescribedRoute {
    fn is_at(&self, path: &str) -> bool {
        let asked: Vec<&str> = path.split('/').collect();
        asked.len() == self.segments.len()
            && self
                .segments
                .iter()
                .zip(asked)
                .all(|(segment, asked)| segment.as_ref().is_none_or(|segment| segment == asked))
    }
}

fn described_routes(document: &Value, prefix: &str) -> Vec<DescribedRoute> {
    let paths = document["paths"].as_object().into_iter().flatten();
    let mut routes: Vec<DescribedRoute> = paths
        .map(|(path, operations)| described_route(&format!("{prefix}{path}"), operations))
        .collect();
    // `/proposals/similar` before `/proposals/{number}`.
    routes.sort_by_key(|route| route.segments.iter().filter(|segment| segment.is_none()).count());
    routes
}

fn described_route(path: &str, operations: &Value) -> DescribedRoute {
    let segments = path
        .split('/')
        .map(|segment| (!segment.starts_with('{')).then(|| segment.to_owned()))
        .collect();
    let mut methods: Vec<String> = operations
        .as_object()
        .into_iter()
        .flatten()
        .map(|(method, _)| method.to_ascii_uppercase())
        .filter(|method| Method::from_bytes(method.as_bytes()).is_ok_and(|method| METHODS.contains(&method)))
        .collect();
    if methods.iter().any(|method| method == "GET") {
        methods.push("HEAD".to_owned());
    }
    DescribedRoute { segments, methods: methods.join(", ") }
}

#[cfg(test)]
mod tests {
    use poem::test::TestClient;
    use poem::{Route, RouteMethod, handler};
    use serde_json::json;

    use super::*;

    #[handler]
    fn page() -> &'static str {
        "ok"
    }

    #[tokio::test]
    async fn a_wrong_method_is_told_those_of_the_document() {
        let document = json!({ "paths": {
            "/proposals/{number}": { "get": {}, "delete": {}, "parameters": [] },
            "/proposals/similar": { "post": {} },
        } });
        let api = Route::new()
            .at("/proposals/:number", RouteMethod::new().get(page).delete(page))
            .at("/proposals/similar", RouteMethod::new().post(page));
        let app = Route::new().nest("/api/v1", api);
        let client = TestClient::new(name_allowed_methods(app, &document, "/api/v1"));
        for (path, allowed) in [("/api/v1/proposals/7", "DELETE, GET, HEAD"), ("/api/v1/proposals/similar", "POST")] {
            let refused = client.patch(path).send().await;
            refused.assert_status(StatusCode::METHOD_NOT_ALLOWED);
            refused.assert_header(header::ALLOW, allowed);
        }
        client
            .get("/api/v1/proposals/7")
            .send()
            .await
            .assert_header_is_not_exist(header::ALLOW);
    }
}
