//! The audit log, for administrators.

use poem_openapi::param::Query;
use poem_openapi::payload::Json;
use poem_openapi::{Object, OpenApi};
use tablee_core::Context;
use tablee_core::cases::audit_log::{self, LogLine, ReadLog};

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
    /// What changed.
    detail: String,
    /// Title of the consultation, if it concerns one.
    consultation: Option<String>,
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
        Self { at: line.at, who: line.who, action: line.action, detail: line.detail, consultation: line.consultation }
    }
}
