//! The table of routes: a route cannot be served without the action it asks for being written beside it.

use poem::http::Method;
use poem::{Endpoint, FromRequest, Request, RequestBody, Response, Result, Route};
use tablee_core::Refusal;
use tablee_core::access::{Action, Scope, allow};

use crate::http::{Methods, PageFault, SignedIn, keep_form};

/// One route as the table of rights sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RouteEntry {
    /// The path, with `:name` for its variable parts.
    pub path: &'static str,
    /// The methods it answers.
    pub methods: Vec<String>,
    /// What whoever asks must be allowed to do.
    pub action: Action,
}

/// Routes being collected.
#[derive(Default)]
pub struct RouteTable {
    route: Route,
    entries: Vec<RouteEntry>,
}

impl RouteTable {
    /// Adds a route. Whoever may do `action` nowhere is turned away at once; where they may do it, the use-case behind the route
    /// decides. Of a form that lacks a session only what it holds is read, for its sender to keep.
    #[must_use]
    pub fn at(mut self, path: &'static str, action: Action, methods: Methods) -> Self {
        self.entries.push(RouteEntry { path, methods: methods.names(), action });
        Self { route: self.route.at(path, Gate { methods, action }), entries: self.entries }
    }

    /// What is served, and the list of it.
    pub fn into_parts(self) -> (Route, Vec<RouteEntry>) {
        (self.route, self.entries)
    }
}

struct Gate {
    methods: Methods,
    action: Action,
}

impl Endpoint for Gate {
    type Output = Response;

    async fn call(&self, request: Request) -> Result<Response> {
        let SignedIn(actor) = SignedIn::from_request(&request, &mut RequestBody::default()).await?;
        match allow(&actor, self.action, Scope::Anywhere) {
            Ok(()) => self.methods.call(request).await,
            Err(refusal) => {
                if matches!(refusal, Refusal::SignInNeeded) && request.method() == Method::POST {
                    keep_form(request).await;
                }
                Err(PageFault::from(refusal).into())
            }
        }
    }
}
