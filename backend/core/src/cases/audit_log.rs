//! Reading the audit log: who did what, and when.

use std::collections::BTreeMap;

use uuid::Uuid;

use crate::access::{Action, Actor, Scope, allow};
use crate::cases::facts::Detail;
use crate::cases::organisations::administered;
use crate::ports::Millis;
use crate::store::entities::audit_entry;
use crate::store::{audit, desk, members};
use crate::{Context, Refusal};

/// Entries on one page.
pub const PAGE: usize = 50;

/// What to show of the log. Empty texts stand for no choice.
#[derive(Clone, Debug, Default)]
pub struct ReadLog {
    /// Slug of a consultation.
    pub consultation: String,
    /// A stored action.
    pub action: String,
    /// Where the page before ended.
    pub cursor: String,
}

/// One entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogLine {
    /// When.
    pub at: Millis,
    /// Name of the member; none for the installation itself.
    pub who: Option<String>,
    /// What was done: `member.invited`.
    pub action: String,
    /// What changed.
    pub detail: Detail,
    /// Title of the consultation, if it concerns one.
    pub consultation: Option<String>,
}

/// One page of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogPage {
    /// The latest first.
    pub lines: Vec<LogLine>,
    /// Cursor of the page with older entries, if there is one.
    pub next: Option<String>,
    /// Slugs and titles of the consultations to choose from.
    pub consultations: Vec<(String, String)>,
}

/// Reads one page of the log of the organisations that the actor administers.
///
/// # Errors
/// `NotFound` for a consultation of another organisation; `Forbidden` for who administers none.
pub async fn read(cx: &Context, actor: &Actor, command: &ReadLog) -> Result<LogPage, Refusal> {
    allow(actor, Action::ReadAudit, Scope::AnyOrganisation)?;
    let organisations = administered(actor);
    let known = desk::of_organisations(cx.db.read(), organisations.clone()).await?;
    let consultation = match command.consultation.as_str() {
        "" => None,
        slug => Some(known.iter().find(|row| row.slug == slug).ok_or(Refusal::NotFound)?.id),
    };
    let filter = audit::Filter {
        organisations,
        consultation,
        action: Some(command.action.clone()).filter(|action| !action.is_empty()),
        // A cursor that is none shows the first page.
        before: Uuid::parse_str(&command.cursor).ok(),
    };
    let mut entries = audit::entries(cx.db.read(), filter, PAGE as u64 + 1).await?;
    let more = entries.len() > PAGE;
    entries.truncate(PAGE);
    let next = entries.last().filter(|_| more).map(|entry| entry.id.to_string());
    let ids = entries.iter().filter_map(|entry| entry.member_id).collect();
    let names: BTreeMap<Uuid, String> = members::names(cx.db.read(), ids).await?.into_iter().collect();
    let titles: BTreeMap<Uuid, &str> = known.iter().map(|row| (row.id, row.title.as_str())).collect();
    let lines = entries.into_iter().map(|entry| line(entry, &names, &titles)).collect();
    let consultations = known.iter().map(|row| (row.slug.clone(), row.title.clone())).collect();
    Ok(LogPage { lines, next, consultations })
}

fn line(entry: audit_entry::Model, names: &BTreeMap<Uuid, String>, titles: &BTreeMap<Uuid, &str>) -> LogLine {
    let title = entry.consultation_id.and_then(|id| titles.get(&id));
    LogLine {
        at: entry.at,
        who: entry.member_id.and_then(|id| names.get(&id).cloned()),
        action: entry.action,
        detail: Detail::read(entry.detail),
        consultation: title.map(|title| (*title).to_owned()),
    }
}
