//! The table of routes: a route cannot be served without the action it asks for being written beside it.

use poem::Route;
use tablee_core::access::Action;

use crate::http::Methods;

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
    /// Adds a route. `action` says what it asks for; the use-case behind it decides.
    #[must_use]
    pub fn at(mut self, path: &'static str, action: Action, methods: Methods) -> Self {
        self.entries.push(RouteEntry { path, methods: methods.names(), action });
        Self { route: self.route.at(path, methods), entries: self.entries }
    }

    /// What is served, and the list of it.
    pub fn into_parts(self) -> (Route, Vec<RouteEntry>) {
        (self.route, self.entries)
    }
}
