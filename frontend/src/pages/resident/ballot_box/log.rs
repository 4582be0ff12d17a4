//! The log of a vote: its key, its signed heads, the files to verify it with.

use poem::web::Data;
use poem::{IntoResponse, Response, handler};
use serde::Serialize;
use tablee_core::Context;
use tablee_core::access::Actor;
use tablee_core::cases::ballot_log::{self, Controls, FEWEST_OBSERVERS, Head, LogView};
use tablee_core::cases::participation::PhaseAddress;
use tablee_rules::timetable::PhaseKind;

use super::controls::{self, ControlsView};
use super::find::recounted_by;
use crate::http::PageFault;
use crate::pages::resident::paths::{self, PhasePath};
use crate::view::{Page, PageFrame, PageTitle, render};

#[derive(Serialize)]
pub(super) struct LogPage {
    consultation: String,
    consultation_href: String,
    phase: String,
    /// Whether sheets of an opinion phase are sealed in it, and not ballots.
    opinion: bool,
    /// Who can count again.
    recounted_by: &'static str,
    key: String,
    /// The last head first.
    heads: Vec<HeadView>,
    here: String,
    observers: u64,
    enough_observers: bool,
    /// Public names of auditors.
    named: Vec<String>,
    controls: ControlsView,
    sign_href: String,
    opened_href: String,
    /// Whether the result is published, so that it can be counted again.
    published: bool,
    closed: bool,
    /// Whether the panels of a draw are there to read.
    lottery: bool,
}

#[derive(Serialize)]
struct HeadView {
    number: i32,
    size: u64,
    made_at: i64,
    closing: bool,
    note: Vec<String>,
}

impl From<Head> for HeadView {
    fn from(head: Head) -> Self {
        Self {
            number: head.number,
            size: head.size,
            made_at: head.made_at,
            closing: head.closing,
            note: head.note.lines().map(str::to_owned).collect(),
        }
    }
}

impl LogPage {
    fn new(log: LogView, lottery: bool) -> Self {
        let phase = PhaseAddress { slug: log.slug, position: log.position };
        Self {
            consultation: log.consultation,
            consultation_href: paths::consultation(&phase.slug),
            phase: log.phase,
            opinion: log.kind == PhaseKind::Opinion,
            recounted_by: recounted_by(log.kind),
            key: log.key,
            closed: log.heads.last().is_some_and(|head| head.closing),
            heads: log.heads.into_iter().rev().map(HeadView::from).collect(),
            here: paths::ballot_log(&phase),
            observers: log.observers,
            named: log.named,
            sign_href: paths::sign_result(&phase),
            published: log.controls.is_some(),
            controls: ControlsView::new(&phase, log.controls.unwrap_or_default()),
            enough_observers: log.observers >= FEWEST_OBSERVERS,
            opened_href: paths::opened_ballots(&phase),
            lottery,
        }
    }
}

impl Page for LogPage {
    const TEMPLATE: &'static str = "resident/ballot_box/log";

    fn title(&self) -> PageTitle {
        PageTitle::Text("box-log-title", vec![("phase", self.phase.clone().into())])
    }

    fn samples() -> Vec<Self> {
        let log = |kind, heads: Vec<Head>, controls| LogView {
            controls,
            observers: heads.len() as u64 * 2,
            named: heads.iter().map(|_| "Association des parents".to_owned()).collect(),
            slug: "ecole".to_owned(),
            consultation: "École".to_owned(),
            position: 1,
            phase: "Vote".to_owned(),
            kind,
            origin: "tablee.example/c/ecole/etape/1".to_owned(),
            key: "tablee.example/c/ecole/etape/1+00000000+AAAA".to_owned(),
            heads,
        };
        let head = Head {
            number: 1,
            size: 12,
            root: "00".repeat(32),
            made_at: 1_795_431_600_000,
            closing: true,
            note: "tablee.example\n12\nAAAA\n".to_owned(),
        };
        vec![
            Self::new(log(PhaseKind::Decision, Vec::new(), None), false),
            Self::new(log(PhaseKind::Decision, vec![head.clone()], Some(controls::sample())), true),
            Self::new(log(PhaseKind::Opinion, vec![head], Some(Controls::default())), false),
        ]
    }
}

/// `GET /c/SLUG/etape/POSITION/urne`
#[handler]
pub(super) async fn show(
    frame: PageFrame,
    cx: Data<&Context>,
    PhasePath(phase): PhasePath,
) -> Result<Response, PageFault> {
    let log = ballot_log::log(&cx, &Actor::Anyone, &phase).await?;
    let lottery = ballot_log::has_lottery(&cx, &Actor::Anyone, &phase).await?;
    Ok(render(&frame, &LogPage::new(log, lottery))?.into_response())
}
