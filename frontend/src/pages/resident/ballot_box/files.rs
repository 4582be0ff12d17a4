//! What is published of a vote, as files for `tablee verify`, `tablee recount` and `tablee audit`.

use std::sync::Arc;

use bytes::Bytes;
use futures_util::stream::{self, StreamExt};
use poem::http::header;
use poem::web::Data;
use poem::{Body, IntoResponse, Response, handler};
use serde_json::{Value, json};
use tablee_core::access::Actor;
use tablee_core::cases::ballot_log::{self, LogView};
use tablee_core::cases::participation::PhaseAddress;
use tablee_core::{Context, Refusal};
use tablee_rules::timetable::PhaseKind;

use crate::http::{PageFault, SignedIn};
use crate::pages::resident::paths::PhasePath;

/// The whole log: however long it is, only one page of leaves is held at a time.
#[handler]
pub(super) async fn whole_log(cx: Data<&Context>, PhasePath(phase): PhasePath) -> Result<Response, PageFault> {
    let log = ballot_log::log(&cx, &Actor::Anyone, &phase).await?;
    let covered = log.heads.last().map_or(0, |head| head.size);
    let leaves = Leaves { cx: cx.clone(), phase: Arc::new(phase), from: 0, covered };
    let parts = stream::iter([Ok(Bytes::from(beginning(&log)))])
        .chain(stream::try_unfold(leaves, Leaves::next))
        .chain(stream::iter([Ok(Bytes::from_static(b"]}}"))]));
    Ok(file("urne.json", Body::from_bytes_stream(parts)))
}

/// Everything before the first leaf.
fn beginning(log: &LogView) -> String {
    let heads: Vec<&str> = log.heads.iter().map(|head| head.note.as_str()).collect();
    let (origin, key, heads) = (json!(log.origin), json!(log.key), json!(heads));
    format!(r#"{{"log":{{"origin":{origin},"key":{key},"heads":{heads},"leaves":["#)
}

/// Leaves that are still to be written.
struct Leaves {
    cx: Context,
    phase: Arc<PhaseAddress>,
    from: u64,
    covered: u64,
}

impl Leaves {
    async fn next(self) -> Result<Option<(Bytes, Self)>, std::io::Error> {
        if self.from >= self.covered {
            return Ok(None);
        }
        let page = ballot_log::leaves(&self.cx, &Actor::Anyone, &self.phase, self.from).await;
        let mut page = page.map_err(|refusal| std::io::Error::other(refusal.key()))?;
        page.truncate(usize::try_from(self.covered - self.from).unwrap_or(usize::MAX));
        if page.is_empty() {
            // A log that is shorter than its head says: whoever verifies the file will name it.
            return Ok(None);
        }
        let quoted: Vec<String> = page.iter().map(|leaf| format!("\"{leaf}\"")).collect();
        let comma = if self.from == 0 { "" } else { "," };
        let next = Self { from: self.from + page.len() as u64, ..self };
        Ok(Some((Bytes::from(format!("{comma}{}", quoted.join(","))), next)))
    }
}

/// The result with its rules, and the signature of its hash.
#[handler]
pub(super) async fn result(cx: Data<&Context>, PhasePath(phase): PhasePath) -> Result<Response, PageFault> {
    let vote = ballot_log::published_vote(&cx, &Actor::Anyone, &phase).await?;
    let mut parts = json!({ "result": read(&vote.result)?, "seal": vote.seal });
    if vote.kind == PhaseKind::Opinion {
        parts["words"] = json!(vote.words);
    }
    Ok(file("resultat.json", parts.to_string()))
}

/// The result, and what it follows from: enough to count again.
#[handler]
pub(super) async fn recount(cx: Data<&Context>, PhasePath(phase): PhasePath) -> Result<Response, PageFault> {
    let vote = ballot_log::published_vote(&cx, &Actor::Anyone, &phase).await?;
    let parts = json!({ "result": read(&vote.result)?, "recount": read(&vote.recount)? });
    Ok(file("recomptage.json", parts.to_string()))
}

/// The panels of which a draw takes one, to the byte as the result names them by their hash.
#[handler]
pub(super) async fn lottery(cx: Data<&Context>, PhasePath(phase): PhasePath) -> Result<Response, PageFault> {
    Ok(file("groupes.json", ballot_log::lottery(&cx, &Actor::Anyone, &phase).await?))
}

/// Every ballot behind its leaf, for auditors.
#[handler]
pub(super) async fn opened(
    SignedIn(actor): SignedIn,
    cx: Data<&Context>,
    PhasePath(phase): PhasePath,
) -> Result<Response, PageFault> {
    let opened = ballot_log::opened_log(&cx, &actor, &phase).await?;
    let parts = serde_json::to_string(&json!({ "opened": opened })).map_err(|_| Refusal::WrongState)?;
    Ok(file("bulletins.json", parts))
}

fn read(json: &str) -> Result<Value, Refusal> {
    serde_json::from_str(json).map_err(|_| Refusal::WrongState)
}

fn file(name: &str, content: impl Into<Body>) -> Response {
    Response::builder()
        .header(header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\""))
        .content_type("application/json")
        .body(content)
        .into_response()
}
