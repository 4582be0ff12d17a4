//! The audit log, for administrators.

use poem_openapi::param::Query;
use poem_openapi::payload::Json;
use poem_openapi::types::Any;
use poem_openapi::{Object, OpenApi};
use serde_json::Value;
use tablee_core::Context;
use tablee_core::cases::audit_log::{self, LogLine, ReadLog};
use tablee_core::cases::facts::{Detail, Fact, FactValue};

use crate::paging::{cursor, place};
use crate::{Caller, Problem, Tag};

/// A page of the log, the latest first.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct LogPage {
    /// The entries of this page.
    items: Vec<LogEntry>,
    /// Where the next page begins; absent at the end.
    next: Option<String>,
}

/// Who did what, and when.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct LogEntry {
    /// When, in milliseconds since 1970-01-01 UTC.
    at: i64,
    /// Name of the member; absent for the installation itself.
    who: Option<String>,
    /// What was done: `member.invited`.
    action: String,
    /// What the deed was about, and what it changed.
    facts: Vec<LogFact>,
    /// What changed, in words: entries of older versions alone.
    detail: Option<String>,
    /// Title of the consultation, if it concerns one.
    consultation: Option<String>,
}

/// One thing that a deed was about, or changed.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct LogFact {
    /// Stable name: `title`, `phase`, `review`.
    name: String,
    /// What it was before: words, a number, a stable name, or a moment in milliseconds since 1970, UTC. Absent when it did not change.
    before: Option<Any<Value>>,
    /// What it is now; absent for what was taken away.
    now: Option<Any<Value>>,
}

/// See [`crate::routes`].
pub(crate) struct AuditApi {
    cx: Context,
}

impl AuditApi {
    pub(crate) fn new(cx: Context) -> Self {
        Self { cx }
    }
}

#[OpenApi(tag = "Tag::Administration")]
impl AuditApi {
    /// Reads the log of the organisations that the caller administers.
    #[oai(path = "/audit", method = "get", operation_id = "readAuditLog")]
    async fn read(
        &self,
        caller: Caller,
        /// Slug of a consultation.
        consultation: Query<Option<String>>,
        /// A kind of deed: `member.invited`.
        action: Query<Option<String>>,
        /// Where the page begins: the `next` of the page before.
        after: Query<Option<String>>,
    ) -> Result<Json<LogPage>, Problem> {
        let [before] = match &after.0 {
            Some(after) => place(after)?,
            None => [String::new()],
        };
        let command = ReadLog {
            consultation: consultation.0.unwrap_or_default(),
            action: action.0.unwrap_or_default(),
            cursor: before,
        };
        let page = audit_log::read(&self.cx, &caller.actor(&self.cx).await?, &command).await?;
        Ok(Json(LogPage {
            items: page.lines.into_iter().map(Into::into).collect(),
            next: page.next.map(|entry| cursor(&[&entry])),
        }))
    }
}

impl From<LogLine> for LogEntry {
    fn from(line: LogLine) -> Self {
        let (facts, detail) = match line.detail {
            Detail::Facts(facts) => (facts.into_iter().map(LogFact::from).collect(), None),
            Detail::Words(words) => (Vec::new(), Some(words).filter(|words| !words.is_empty())),
        };
        Self { at: line.at, who: line.who, action: line.action, facts, detail, consultation: line.consultation }
    }
}

impl From<Fact> for LogFact {
    fn from(fact: Fact) -> Self {
        let value = |value: FactValue| {
            Any(match value {
                FactValue::Text(words) | FactValue::Name(words) => Value::from(words),
                FactValue::Number(number) | FactValue::Moment(number) => Value::from(number),
            })
        };
        Self { name: fact.name, before: fact.before.map(value), now: fact.now.map(value) }
    }
}
