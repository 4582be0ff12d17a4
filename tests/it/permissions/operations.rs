//! The operations of the API: what each asks for, and the least that can be sent to it.

use serde_json::{Map, Value, json};
use tablee_core::access::Action;

use super::{HOME, NOBODY, filled};

/// One operation of the document.
pub struct Operation {
    pub method: String,
    pub path: String,
    /// The document's `operationId`.
    pub name: String,
    /// What whoever calls it wants to do; nothing for an operation that is not in the list below.
    pub action: Option<Action>,
    /// Where it is called: a path, its parameters filled, with the query that it needs.
    pub address: String,
    /// The headers that it needs.
    pub headers: Vec<(String, String)>,
    /// What it is sent, with its content type.
    pub body: Option<(&'static str, String)>,
}

/// All operations of a document, by path and method.
pub fn of(document: &Value) -> Vec<Operation> {
    let paths = document["paths"].as_object().expect("paths");
    let mut found = Vec::new();
    for (path, operations) in paths {
        for (method, described) in operations.as_object().expect("operations") {
            let name = described["operationId"].as_str().expect("a name").to_owned();
            found.push(Operation {
                method: method.to_uppercase(),
                path: path.clone(),
                action: action(&name),
                address: format!("{}{}", filled_path(document, described, path), query(document, described)),
                headers: needed(document, described, "header"),
                body: body(document, described),
                name,
            });
        }
    }
    found.sort_by(|one, other| (&one.path, &one.method).cmp(&(&other.path, &other.method)));
    found
}

fn action(name: &str) -> Option<Action> {
    let entry = ACTIONS.iter().find(|(_, names)| names.contains(&name));
    entry.map(|(action, _)| *action)
}

fn query(document: &Value, described: &Value) -> String {
    let needed = needed(document, described, "query").into_iter();
    let needed: Vec<String> = needed.map(|(name, value)| format!("{name}={value}")).collect();
    if needed.is_empty() { String::new() } else { format!("?{}", needed.join("&")) }
}

/// The parameters that have to be given in this place, with the least value of each.
fn needed(document: &Value, described: &Value, place: &str) -> Vec<(String, String)> {
    let parameters = described["parameters"].as_array().into_iter().flatten();
    let needed = parameters.filter(|parameter| parameter["in"] == place && parameter["required"] == true);
    let filled = |parameter: &Value| {
        let name = parameter["name"].as_str().expect("a name").to_owned();
        let value = least(document, &name, &parameter["schema"]);
        let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        (name, value)
    };
    needed.map(filled).collect()
}

/// Ids and numbers as the document describes them; what else there is as pages have it.
fn filled_path(document: &Value, described: &Value, path: &str) -> String {
    let mut filled_in = path.to_owned();
    for (name, value) in needed(document, described, "path") {
        if name != "position" && value != "x" {
            filled_in = filled_in.replace(&format!("{{{name}}}"), &value);
        }
    }
    filled(&filled_in)
}

fn body(document: &Value, described: &Value) -> Option<(&'static str, String)> {
    let content = described["requestBody"]["content"].as_object()?;
    let (kind, media) = content.iter().next()?;
    if kind.starts_with("text/plain") {
        return Some(("text/plain; charset=utf-8", "# Un compte-rendu\n\nTexte.\n".to_owned()));
    }
    assert!(kind.starts_with("application/json"), "{kind}");
    Some(("application/json", least(document, "", &media["schema"]).to_string()))
}

/// The least value that a schema takes; what is called as things of the seeded consultation are is one of them.
fn least(document: &Value, name: &str, schema: &Value) -> Value {
    if let Some(path) = schema["$ref"].as_str() {
        let schema = document.pointer(path.trim_start_matches('#')).expect("a schema");
        return least(document, name, schema);
    }
    for choice in ["allOf", "anyOf", "oneOf"] {
        if let Some(first) = schema[choice].as_array().and_then(|schemas| schemas.first()) {
            return least(document, name, first);
        }
    }
    if let Some(first) = schema["enum"].as_array().and_then(|values| values.first()) {
        return first.clone();
    }
    match schema["type"].as_str() {
        Some("object") => Value::Object(least_members(document, schema)),
        Some("array") => json!([]),
        Some("boolean") => json!(false),
        Some("integer" | "number") => json!(schema["minimum"].as_f64().unwrap_or_default() as i64),
        _ => json!(least_text(name, schema)),
    }
}

fn least_members(document: &Value, schema: &Value) -> Map<String, Value> {
    let needed = schema["required"].as_array().into_iter().flatten();
    let needed = needed.filter_map(Value::as_str);
    let member = |name: &str| (name.to_owned(), least(document, name, &schema["properties"][name]));
    needed.map(member).collect()
}

fn least_text(name: &str, schema: &Value) -> &'static str {
    match (name, schema["format"].as_str()) {
        (_, Some("uuid")) => NOBODY,
        ("organisation", _) => HOME,
        ("Idempotency-Key", _) => "sixteen-signs-at-least",
        _ => "x",
    }
}

/// What each operation is for.
const ACTIONS: &[(Action, &[&str])] = &[
    (Action::ManageOwnSessions, &["listOwnSessions", "endOwnSessions", "endOwnSession", "revokeOwnToken"]),
    (
        Action::ReadPublic,
        &[
            "listVotingMethods",
            "findVote",
            "readBallotLog",
            "readBallotLogLeaves",
            "proveBallotLogConsistency",
            "readPublishedVote",
            "readResults",
            "listAnswers",
            "readPhase",
            "readWorkshop",
            "listConsultations",
            "showConsultation",
            "listProposals",
            "getProposal",
        ],
    ),
    (
        Action::ReadDesk,
        &[
            "readDesk",
            "listPreparedStatements",
            "readRules",
            "readDraftOfMinutes",
            "showStrata",
            "listPreparedQuestions",
            "readPreparedQuestion",
            "readPreparedPhase",
        ],
    ),
    (
        Action::EditConsultation,
        &[
            "editTexts",
            "addPhase",
            "scheduleConsultation",
            "unscheduleConsultation",
            "archiveConsultation",
            "addPreparedStatements",
            "editPreparedStatement",
            "movePreparedStatement",
            "removePreparedStatement",
            "addOptions",
            "editOption",
            "moveOption",
            "removeOption",
            "setRules",
            "editItemOfMinutes",
            "dropItemOfMinutes",
            "restoreItemOfMinutes",
            "splitItemOfMinutes",
            "mergeItemOfMinutes",
            "placeDraftOfMinutes",
            "makeItemOfLine",
            "correctWorkshop",
            "editStrata",
            "addQuestion",
            "editQuestion",
            "moveQuestion",
            "removeQuestion",
            "editPhase",
            "movePhase",
            "removePhase",
        ],
    ),
    (Action::AuditBallots, &["openBallotLog", "signResult", "takeBackSignature"]),
    (Action::EnterForSomeone, &["enterContributionForSomeone"]),
    (
        Action::Moderate,
        &[
            "listWaitingProposals",
            "decideProposal",
            "undoDecision",
            "listWaitingStatements",
            "decideOnStatement",
            "setStatementApart",
            "listWaitingTexts",
            "decideOnText",
        ],
    ),
    (
        Action::ManageMembers,
        &[
            "listOrganisations",
            "createOrganisation",
            "renameOrganisation",
            "listMembers",
            "inviteMember",
            "removeMember",
            "readMemberAddress",
            "giveRole",
            "takeRole",
        ],
    ),
    (Action::ReadAudit, &["readAuditLog"]),
    (
        Action::TakePart,
        &[
            "createPass",
            "correctStatement",
            "listStatements",
            "addStatement",
            "voteOnStatement",
            "correctVote",
            "showProfile",
            "declareProfile",
            "showReceipt",
            "withdraw",
            "findSimilarProposals",
            "propose",
            "supportProposal",
            "correctProposal",
            "showQuestions",
            "sendAnswers",
            "correctAnswer",
            "showBallotPaper",
            "castBallot",
            "correctBallot",
        ],
    ),
    (Action::PublishResults, &["enterPublicDraw", "draftResults", "publishResults"]),
    (
        Action::AnswerProposals,
        &["listAnswerDrafts", "draftAnswer", "publishAnswers", "readAnswerDraft", "dropAnswerDraft"],
    ),
    (Action::CreateConsultation, &["readMinutes", "importMinutes", "createConsultation"]),
    (Action::FollowByMail, &["followConsultation", "followBallotLog", "followProposal", "followReceipt"]),
];
