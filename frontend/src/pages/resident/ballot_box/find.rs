//! One vote, by the proof code of its receipt: where it is, and what that proves.

use poem::http::StatusCode;
use poem::web::{Data, Path, Query};
use poem::{IntoResponse, Response, handler};
use serde::{Deserialize, Serialize};
use tablee_core::access::Actor;
use tablee_core::cases::ballot_log::{self, FoundVote, Inclusion, VotePlace};
use tablee_core::cases::participation::PhaseAddress;
use tablee_core::texts::Texts;
use tablee_core::{Context, Refusal};
use tablee_rules::ballot_log::{Hash256, ProofCode};
use tablee_rules::timetable::PhaseKind;

use crate::http::{Lang, PageFault, see_other};
use crate::pages::errors::Errors;
use crate::pages::resident::paths;
use crate::pages::resident::receipt::yes_or_no;
use crate::view::{Page, PageFrame, PageTitle, render, render_with};

/// Letters kept of what was typed.
const LONGEST: usize = 60;

#[derive(Serialize)]
pub(super) struct AskPage {
    errors: Errors,
    code: CodeField,
    /// Who can count again: no vote is known yet, so that either may.
    recounted_by: &'static str,
}

#[derive(Serialize)]
struct CodeField {
    name: &'static str,
    value: String,
    error: Option<String>,
}

impl AskPage {
    fn new(typed: &str, errors: Errors) -> Self {
        let value = typed.chars().take(LONGEST).collect();
        Self { code: CodeField { name: "code", value, error: errors.at("code") }, errors, recounted_by: "either" }
    }

    fn refused(lang: Lang, typed: &str, refusal: &Refusal) -> Option<Self> {
        let errors = match refusal {
            Refusal::Invalid(faults) => Errors::of(lang, faults),
            Refusal::UnknownProofCode => {
                let words = Texts::embedded().lookup(lang.code(), refusal.key(), &[]);
                Errors::one("code", words.unwrap_or_default())
            }
            _ => return None,
        };
        Some(Self::new(typed, errors))
    }
}

impl Page for AskPage {
    const TEMPLATE: &'static str = "resident/ballot_box/ask";

    fn title(&self) -> PageTitle {
        PageTitle::key("box-ask-title")
    }

    fn has_error(&self) -> bool {
        !self.errors.is_empty()
    }

    fn samples() -> Vec<Self> {
        vec![Self::new("", Errors::default()), Self::new("lk76", Errors::one("code", "…"))]
    }
}

/// A vote that was found.
#[derive(Serialize)]
pub(super) struct FoundPage {
    groups: Vec<String>,
    consultation: String,
    consultation_href: String,
    phase: String,
    log_href: String,
    leaf: String,
    /// Whether it is a sheet of an opinion phase, and not a ballot.
    opinion: bool,
    /// Who can count again.
    recounted_by: &'static str,
    before: Option<i64>,
    sealed: Option<SealedView>,
    /// `yes` or `no`: whether a panel's draw took it, once that is known.
    drawn: Option<&'static str>,
}

/// Its place in the log, with the proof.
#[derive(Serialize)]
struct SealedView {
    number: u64,
    size: u64,
    head_at: i64,
    proof: Vec<String>,
    head: Vec<String>,
}

impl From<Inclusion> for SealedView {
    fn from(inclusion: Inclusion) -> Self {
        Self {
            number: inclusion.index + 1,
            size: inclusion.size,
            head_at: inclusion.head_at,
            proof: inclusion.proof.iter().map(Hash256::to_string).collect(),
            head: inclusion.head.lines().map(str::to_owned).collect(),
        }
    }
}

impl From<FoundVote> for FoundPage {
    fn from(found: FoundVote) -> Self {
        let phase = PhaseAddress { slug: found.slug, position: found.position };
        let (before, sealed) = match found.place {
            VotePlace::Waiting { before } => (Some(before), None),
            VotePlace::Sealed(inclusion) => (None, Some(SealedView::from(inclusion))),
        };
        Self {
            groups: found.code.to_string().split('-').map(str::to_owned).collect(),
            consultation: found.consultation,
            consultation_href: paths::consultation(&phase.slug),
            phase: found.phase,
            log_href: paths::ballot_log(&phase),
            leaf: found.leaf.to_string(),
            opinion: found.kind == PhaseKind::Opinion,
            recounted_by: recounted_by(found.kind),
            before,
            sealed,
            drawn: found.drawn.map(yes_or_no),
        }
    }
}

impl Page for FoundPage {
    const TEMPLATE: &'static str = "resident/ballot_box/found";

    fn title(&self) -> PageTitle {
        PageTitle::key(if self.sealed.is_some() { "box-found-title" } else { "box-waiting-title" })
    }

    fn samples() -> Vec<Self> {
        let leaf = Hash256([7; 32]);
        let found = |kind, place, drawn| FoundVote {
            code: ProofCode::of(&leaf),
            slug: "ecole".to_owned(),
            consultation: "École".to_owned(),
            position: 1,
            phase: "Vote".to_owned(),
            kind,
            leaf,
            place,
            drawn,
        };
        let head = "tablee.example\n1\nAAAA\n\n— tablee.example AAAA\n".to_owned();
        let inclusion = Inclusion { index: 1, size: 2, proof: vec![leaf], head, head_at: 1_795_431_600_000 };
        let waiting = found(PhaseKind::Decision, VotePlace::Waiting { before: 1_795_431_600_000 }, None);
        let sealed = |kind, drawn| found(kind, VotePlace::Sealed(inclusion.clone()), drawn);
        let drawn = [None, Some(true), Some(false)].map(|drawn| sealed(PhaseKind::Decision, drawn));
        let opinion = sealed(PhaseKind::Opinion, None);
        [waiting, opinion].into_iter().chain(drawn).map(Self::from).collect()
    }
}

/// Who can count the votes of such a phase again: the end of the words that say it.
pub(super) fn recounted_by(kind: PhaseKind) -> &'static str {
    if kind == PhaseKind::Opinion { "auditors" } else { "everyone" }
}

#[derive(Deserialize)]
struct Asked {
    code: Option<String>,
}

/// `GET /verifier`: the field, and with a code the way to its page.
#[handler]
pub(super) async fn ask(
    frame: PageFrame,
    cx: Data<&Context>,
    Query(asked): Query<Asked>,
) -> Result<Response, PageFault> {
    let Some(typed) = asked.code else {
        return Ok(render(&frame, &AskPage::new("", Errors::default()))?.into_response());
    };
    match ballot_log::find_vote(&cx, &Actor::Anyone, &typed).await {
        Ok(found) => Ok(see_other(&paths::proof(&found.code))),
        Err(refusal) => refused(&frame, &typed, refusal, StatusCode::UNPROCESSABLE_ENTITY),
    }
}

/// `GET /verifier/CODE`: also what the drawing on a receipt leads to.
#[handler]
pub(super) async fn show(
    frame: PageFrame,
    cx: Data<&Context>,
    Path(typed): Path<String>,
) -> Result<Response, PageFault> {
    match ballot_log::find_vote(&cx, &Actor::Anyone, &typed).await {
        Ok(found) => Ok(render(&frame, &FoundPage::from(found))?.into_response()),
        Err(refusal) => refused(&frame, &typed, refusal, StatusCode::NOT_FOUND),
    }
}

fn refused(frame: &PageFrame, typed: &str, refusal: Refusal, status: StatusCode) -> Result<Response, PageFault> {
    match AskPage::refused(frame.lang, typed, &refusal) {
        Some(page) => Ok(render_with(frame, &page, status)?),
        None => Err(refusal.into()),
    }
}
