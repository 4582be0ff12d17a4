//! The operations, as the OpenAPI document describes them.

use serde_json::Value;
use tablee_core::Context;

/// One operation, for a page that lists them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operation {
    /// `GET`, `POST`, …
    pub method: String,
    /// The path below the host.
    pub path: String,
    /// What it does, in a few words.
    pub summary: String,
}

/// All operations, by path.
pub fn operations(cx: &Context) -> Vec<Operation> {
    let document: Value = serde_json::from_str(&crate::document(cx)).unwrap_or_default();
    let mut operations: Vec<Operation> = document["paths"]
        .as_object()
        .into_iter()
        .flatten()
        .flat_map(of_path)
        .collect();
    operations.sort_by(|left, right| left.path.cmp(&right.path).then(left.method.cmp(&right.method)));
    operations
}

fn of_path((path, methods): (&String, &Value)) -> Vec<Operation> {
    let described = methods.as_object().into_iter().flatten();
    let operation = |(method, operation): (&String, &Value)| Operation {
        method: method.to_uppercase(),
        path: path.clone(),
        summary: operation["summary"].as_str().unwrap_or_default().to_owned(),
    };
    described.map(operation).collect()
}
