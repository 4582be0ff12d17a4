//! Where an observer signs the result that was audited, and takes the signature back.

use poem::http::StatusCode;
use poem::web::{Data, Query};
use poem::{IntoResponse, Response, handler};
use serde::{Deserialize, Serialize};
use tablee_core::access::Actor;
use tablee_core::cases::ballot_log::{self, Controls, ObserverDesk, SignResult};
use tablee_core::cases::participation::PhaseAddress;
use tablee_core::refusal::RefusalClass;
use tablee_core::{Context, Refusal};

use super::controls::{self, ControlsView};
use crate::http::{PageFault, SignedIn, Upload, see_other, status_of};
use crate::pages::resident::paths::{self, PhasePath};
use crate::view::form::words;
use crate::view::{Faults, Field, FormError, Page, PageFrame, PageTitle, render, render_with};

/// What was just done, as the address says it, and the text for it.
const DONE: [(&str, &str); 2] = [("signe", "control-done-signed"), ("repris", "control-done-taken-back")];

#[derive(Serialize)]
pub(super) struct SignPage {
    errors: Vec<FormError>,
    done: Option<&'static str>,
    phase: String,
    /// The page of the box.
    log_href: String,
    opened_href: String,
    here: String,
    public_name: Option<String>,
    /// The key that is bound to the observer.
    bound_key: Option<String>,
    published: bool,
    signed: bool,
    waits_for_another: bool,
    controls: ControlsView,
    key: Field,
    note: Field,
    file: Field,
}

/// What was typed.
#[derive(Default)]
struct Typed {
    key: String,
    note: String,
}

impl SignPage {
    fn new(desk: ObserverDesk, typed: &Typed, faults: Faults, done: Option<&'static str>) -> Self {
        let phase = PhaseAddress { slug: desk.slug, position: desk.position };
        Self {
            done,
            phase: desk.phase,
            log_href: paths::ballot_log(&phase),
            opened_href: paths::opened_ballots(&phase),
            here: paths::sign_result(&phase),
            public_name: desk.public_name,
            bound_key: desk.key,
            published: desk.version.is_some(),
            signed: desk.signed,
            waits_for_another: desk.waits_for_another,
            controls: ControlsView::new(&phase, desk.controls),
            key: faults.field("key", &typed.key),
            note: faults.field("note", &typed.note),
            file: faults.field("file", ""),
            errors: faults.0,
        }
    }
}

impl Page for SignPage {
    const TEMPLATE: &'static str = "resident/ballot_box/sign";

    fn title(&self) -> PageTitle {
        PageTitle::Text("control-title", vec![("phase", self.phase.clone().into())])
    }

    fn has_error(&self) -> bool {
        !self.errors.is_empty()
    }

    fn samples() -> Vec<Self> {
        let desk = |public_name: Option<&str>, version, controls: Controls| ObserverDesk {
            slug: "ecole".to_owned(),
            consultation: "École".to_owned(),
            position: 1,
            phase: "Vote".to_owned(),
            public_name: public_name.map(str::to_owned),
            key: controls.standing.first().map(|control| control.key.clone()),
            version,
            signed: !controls.standing.is_empty(),
            waits_for_another: version.is_none(),
            controls,
        };
        let fault = FormError { field: Some("note".to_owned()), message: "…".to_owned() };
        let typed = Typed { key: "a".to_owned(), note: "<script>{{7*7}}".to_owned() };
        let (nothing, none) = (Typed::default(), Controls::default);
        let signed = desk(Some("Le Journal"), Some(1), controls::sample());
        vec![
            Self::new(desk(None, None, none()), &nothing, Faults::none(), None),
            Self::new(desk(None, Some(1), none()), &nothing, Faults::none(), Some(DONE[1].1)),
            Self::new(desk(Some("Le Journal"), Some(1), none()), &typed, Faults(vec![fault]), None),
            Self::new(signed, &nothing, Faults::none(), Some(DONE[0].1)),
        ]
    }
}

#[derive(Deserialize)]
struct Way {
    #[serde(default)]
    fait: String,
}

/// `GET /espace/c/SLUG/urne/POSITION/controle`
#[handler]
pub(super) async fn show(
    SignedIn(actor): SignedIn,
    cx: Data<&Context>,
    frame: PageFrame,
    PhasePath(phase): PhasePath,
    Query(way): Query<Way>,
) -> Result<Response, PageFault> {
    let desk = ballot_log::observer_desk(&cx, &actor, &phase).await?;
    let done = DONE.into_iter().find(|(word, _)| *word == way.fait).map(|(_, key)| key);
    Ok(render(&frame, &SignPage::new(desk, &Typed::default(), Faults::none(), done))?.into_response())
}

/// `POST /espace/c/SLUG/urne/POSITION/controle`: a note that was pasted, or its file.
#[handler]
pub(super) async fn sign(
    SignedIn(actor): SignedIn,
    cx: Data<&Context>,
    frame: PageFrame,
    PhasePath(phase): PhasePath,
    upload: Upload,
) -> Result<Response, PageFault> {
    let field = |name: &str| upload.fields.get(name).cloned().unwrap_or_default();
    let mut typed = Typed { key: field("key"), note: field("note") };
    match upload.file {
        Some(_) if !typed.note.trim().is_empty() => {
            let message = words(frame.lang, "control-both", &[]);
            let both = FormError { field: Some("file".to_owned()), message };
            let faults = Faults(vec![both]);
            return again(&cx, &actor, &frame, &phase, (&typed, faults, StatusCode::UNPROCESSABLE_ENTITY)).await;
        }
        Some(file) => typed.note = String::from_utf8_lossy(&file.bytes).into_owned(),
        None => {}
    }
    let command = SignResult { phase: phase.clone(), key: typed.key.clone(), note: typed.note.clone() };
    match ballot_log::sign(&cx, &actor, command).await {
        Ok(()) => Ok(see_other(&format!("{}?fait=signe", paths::sign_result(&phase)))),
        Err(refusal) => refused(&cx, &actor, &frame, &phase, (&typed, refusal)).await,
    }
}

/// `POST /espace/c/SLUG/urne/POSITION/controle/reprendre`
#[handler]
pub(super) async fn take_back(
    SignedIn(actor): SignedIn,
    cx: Data<&Context>,
    frame: PageFrame,
    PhasePath(phase): PhasePath,
) -> Result<Response, PageFault> {
    match ballot_log::take_back(&cx, &actor, &phase).await {
        Ok(()) => Ok(see_other(&format!("{}?fait=repris", paths::sign_result(&phase)))),
        Err(refusal) => refused(&cx, &actor, &frame, &phase, (&Typed::default(), refusal)).await,
    }
}

/// The page again, with what was typed and what is wrong with it.
async fn refused(
    cx: &Context,
    actor: &Actor,
    frame: &PageFrame,
    phase: &PhaseAddress,
    (typed, refusal): (&Typed, Refusal),
) -> Result<Response, PageFault> {
    if !matches!(refusal.class(), RefusalClass::Invalid | RefusalClass::Conflict) {
        return Err(refusal.into());
    }
    let status = status_of(refusal.class());
    again(cx, actor, frame, phase, (typed, Faults::of(&refusal, frame.lang), status)).await
}

async fn again(
    cx: &Context,
    actor: &Actor,
    frame: &PageFrame,
    phase: &PhaseAddress,
    (typed, faults, status): (&Typed, Faults, StatusCode),
) -> Result<Response, PageFault> {
    let desk = ballot_log::observer_desk(cx, actor, phase).await?;
    Ok(render_with(frame, &SignPage::new(desk, typed, faults, None), status)?)
}
