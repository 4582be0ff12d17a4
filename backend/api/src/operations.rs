//! The operations, as the OpenAPI document describes them.

use serde_json::Value;
use tablee_core::Context;

/// One operation, for a page that lists them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operation {
    /// What it belongs to: the document's tag.
    pub group: String,
    /// `GET`, `POST`, …
    pub method: String,
    /// The path below the host.
    pub path: String,
    /// What it does, in a few words.
    pub summary: String,
    /// What its path and its query hold.
    pub parameters: Vec<Part>,
    /// The properties of its body; nothing when it takes none, or text.
    pub body: Vec<Part>,
    /// What it answers when all is well: the status, and what that means.
    pub answer: String,
}

/// A parameter, or a property of a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its name.
    pub name: String,
    /// Its type, `string` or the name of a schema; in brackets for a list.
    pub kind: String,
    /// Whether it must be there.
    pub required: bool,
}

/// All operations, by group, path and method.
pub fn operations(cx: &Context) -> Vec<Operation> {
    let document: Value = serde_json::from_str(&crate::document(cx)).unwrap_or_default();
    let paths = document["paths"].as_object().into_iter().flatten();
    let of_path = |(path, methods): (&String, &Value)| -> Vec<Operation> {
        let described = methods.as_object().into_iter().flatten();
        described
            .map(|(method, described)| operation(&document, path, method, described))
            .collect()
    };
    let mut operations: Vec<Operation> = paths.flat_map(of_path).collect();
    operations.sort_by(|left, right| {
        (&left.group, &left.path, &left.method).cmp(&(&right.group, &right.path, &right.method))
    });
    operations
}

fn operation(document: &Value, path: &str, method: &str, described: &Value) -> Operation {
    let parameters = described["parameters"].as_array().into_iter().flatten();
    Operation {
        group: text(&described["tags"][0]),
        method: method.to_uppercase(),
        path: path.to_owned(),
        summary: text(&described["summary"]),
        parameters: parameters
            .map(|parameter| Part {
                name: text(&parameter["name"]),
                kind: kind(&parameter["schema"]),
                required: parameter["required"] == true,
            })
            .collect(),
        body: body(document, described),
        answer: answer(described),
    }
}

fn body(document: &Value, described: &Value) -> Vec<Part> {
    let contents = described["requestBody"]["content"].as_object().into_iter().flatten();
    let schemas = contents.filter_map(|(_, content)| content["schema"]["$ref"].as_str());
    let properties = |reference: &str| -> Vec<Part> {
        let schema = &document["components"]["schemas"][name_of(reference)];
        let required: Vec<&str> = schema["required"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        let properties = schema["properties"].as_object().into_iter().flatten();
        let part = |(name, schema): (&String, &Value)| Part {
            name: name.clone(),
            kind: kind(schema),
            required: required.contains(&name.as_str()),
        };
        properties.map(part).collect()
    };
    schemas.flat_map(properties).collect()
}

fn answer(described: &Value) -> String {
    let answers = described["responses"].as_object().into_iter().flatten();
    let good = answers.filter(|(status, _)| status.starts_with('2'));
    let said = good.map(|(status, answer)| format!("{status} {}", text(&answer["description"])));
    said.collect::<Vec<_>>().join(" ")
}

fn kind(schema: &Value) -> String {
    // A property that refers to a schema and says more of it wraps the reference.
    let reference = [&schema["$ref"], &schema["allOf"][0]["$ref"]]
        .into_iter()
        .find_map(Value::as_str);
    match (reference, schema["type"].as_str()) {
        (Some(reference), _) => name_of(reference).to_owned(),
        (None, Some("array")) => format!("[{}]", kind(&schema["items"])),
        (None, kind) => kind.unwrap_or("any").to_owned(),
    }
}

fn name_of(reference: &str) -> &str {
    reference.rsplit('/').next().unwrap_or(reference)
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
