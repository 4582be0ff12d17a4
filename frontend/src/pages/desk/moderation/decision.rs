//! What the forms and lists of decisions have in common.

use serde::{Deserialize, Serialize};
use tablee_core::cases::moderation::{DecisionForm, TakenDecision};
use tablee_rules::moderation::ReasonKind;
use uuid::Uuid;

use crate::http::Lang;
use crate::view::form::words;
use crate::view::{ChoiceField, Faults, Field, FieldOption};

/// The form of a decision.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DecisionFields {
    #[serde(default)]
    pub decision: String,
    #[serde(default)]
    pub reason: String,
    #[serde(default)]
    pub words: String,
    #[serde(default)]
    pub seen: String,
}

impl DecisionFields {
    pub fn form(&self) -> DecisionForm {
        DecisionForm { decision: self.decision.clone(), reason: self.reason.clone(), words: self.words.clone() }
    }
}

/// The fields of a refusal.
#[derive(Serialize)]
pub(super) struct RefusalFields {
    reason: ChoiceField,
    words: Field,
}

impl RefusalFields {
    pub fn new(lang: Lang, faults: &Faults, typed: &DecisionFields) -> Self {
        let option = |kind: ReasonKind| {
            let label = words(lang, &format!("moderation-reason-{}", kind.key()), &[]);
            FieldOption::of(kind.key(), label, &typed.reason)
        };
        Self {
            reason: faults.choice("reason", ReasonKind::ALL.map(option).into()),
            words: faults.field("words", &typed.words),
        }
    }
}

/// A decision taken lately.
#[derive(Serialize)]
pub(super) struct TakenView {
    id: String,
    number: Option<String>,
    title: Option<String>,
    reason: Option<String>,
    words: Option<String>,
    at: i64,
    undone: bool,
    undoable_until: Option<i64>,
}

impl From<TakenDecision> for TakenView {
    fn from(taken: TakenDecision) -> Self {
        let (number, title) = taken.proposal.unzip();
        Self {
            id: taken.id.to_string(),
            number: number.map(|number| number.to_string()),
            title,
            reason: taken.reason,
            words: taken.words,
            at: taken.at,
            undone: taken.undone,
            undoable_until: taken.undoable_until,
        }
    }
}

/// What was done a moment ago, as the address says it. Only known words are shown.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Done {
    #[serde(default)]
    fait: String,
}

impl Done {
    /// The key of the sentence that says it.
    pub fn key(&self) -> Option<&'static str> {
        match self.fait.as_str() {
            "publie" => Some("moderation-done-publish"),
            "refuse" => Some("moderation-done-refuse"),
            "annule" => Some("moderation-done-undo"),
            _ => None,
        }
    }
}

/// The address of a list after a decision.
pub(super) fn after(list: &str, decision: &str) -> String {
    let done = if decision == "refuse" { "refuse" } else { "publie" };
    format!("{list}?fait={done}")
}

pub(super) fn samples() -> Vec<TakenDecision> {
    let taken = |proposal: Option<(i32, &str)>, reason: Option<&str>, undone| TakenDecision {
        id: Uuid::nil(),
        proposal: proposal.map(|(number, title)| (number, title.to_owned())),
        reason: reason.map(str::to_owned),
        words: reason.map(|_| "Dites-le sans nommer personne.".to_owned()),
        at: 1_795_431_600_000,
        undone,
        undoable_until: (!undone).then_some(1_795_432_200_000),
    };
    vec![
        taken(Some((3, "Un marché")), None, false),
        taken(Some((4, "Un jardin")), Some("insult"), true),
        taken(None, Some("other"), false),
    ]
}
