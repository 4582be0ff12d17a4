//! What observers say of a published result: who signed it, who took that back, and what became of it with a correction.

use poem::http::header;
use poem::web::{Data, Path};
use poem::{Response, handler};
use serde::Serialize;
use tablee_core::Context;
use tablee_core::access::Actor;
use tablee_core::cases::ballot_log::{self, Control, Controls};
use tablee_core::cases::participation::PhaseAddress;
use uuid::Uuid;

use crate::http::PageFault;
use crate::pages::resident::paths::{self, PhasePath};

/// As `partials/ballot_box/controls` shows it.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct ControlsView {
    standing: Vec<ControlView>,
    taken_back: Vec<TakenBack>,
    /// Names of those who signed a version before.
    earlier: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
struct ControlView {
    name: String,
    at: i64,
    key: String,
    href: String,
}

#[derive(Clone, Debug, Serialize)]
struct TakenBack {
    name: String,
    at: i64,
}

impl ControlsView {
    pub(super) fn new(phase: &PhaseAddress, controls: Controls) -> Self {
        let control = |control: Control| ControlView {
            href: paths::control(phase, control.id),
            name: control.name,
            at: control.at,
            key: control.key,
        };
        let earlier = controls.earlier.join(", ");
        Self {
            standing: controls.standing.into_iter().map(control).collect(),
            taken_back: controls
                .taken_back
                .into_iter()
                .map(|(name, at)| TakenBack { name, at })
                .collect(),
            earlier: Some(earlier).filter(|names| !names.is_empty()),
        }
    }
}

/// Signatures of every kind.
pub(super) fn sample() -> Controls {
    Controls {
        standing: vec![Control {
            id: Uuid::nil(),
            name: "Association des parents".to_owned(),
            key: "parents+00000000+AAAA".to_owned(),
            at: 1_795_431_600_000,
            note: "tablee.example\nresult 00\n".to_owned(),
        }],
        taken_back: vec![("Le Journal".to_owned(), 1_795_431_600_000)],
        earlier: vec!["Opposition".to_owned()],
    }
}

/// `GET /c/SLUG/etape/POSITION/urne/controles/ID`: the signed note of one observer.
#[handler]
pub(super) async fn note(
    cx: Data<&Context>,
    PhasePath(phase): PhasePath,
    Path((_, _, id)): Path<(String, String, String)>,
) -> Result<Response, PageFault> {
    let id = Uuid::parse_str(&id).map_err(|_| tablee_core::Refusal::NotFound)?;
    let note = ballot_log::control_note(&cx, &Actor::Anyone, &phase, id).await?;
    let response = Response::builder()
        .header(header::CONTENT_DISPOSITION, "attachment; filename=\"controle.txt\"")
        .content_type("text/plain; charset=utf-8")
        .body(note);
    Ok(response)
}
