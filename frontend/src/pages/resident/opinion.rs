//! Saying what one thinks of the statements of an opinion phase, one a page.

use poem::web::{Data, Query};
use poem::{IntoResponse, Response, handler};
use serde::{Deserialize, Serialize};
use tablee_core::cases::opinion::{self, CastVote, JudgedStatement, OpinionPhase};
use tablee_core::cases::participation::PhaseAddress;
use tablee_core::{Context, Refusal};
use tablee_rules::opinion::Vote;
use uuid::Uuid;

use super::device::Device;
use super::paths::{self, PhasePath};
use crate::http::{FromClient, LimitedForm, PageFault, see_other};
use crate::view::{Page, PageFrame, PageTitle, render};

#[derive(Serialize)]
pub(in crate::pages) struct OpinionPage {
    back: String,
    post_to: String,
    op: String,
    /// Rank of the statement on the way of this person, from 1.
    step: usize,
    total: usize,
    statement: String,
    text: String,
    /// What was said of it before.
    vote: Option<&'static str>,
    previous_at: Option<String>,
    stop_at: Option<String>,
    /// Where one may say a few things of oneself.
    profile_at: Option<String>,
    /// Where a statement can be added.
    add_at: Option<String>,
    /// Whether someone else may want to go on from this device.
    shared: bool,
}

impl OpinionPage {
    fn of(found: &OpinionPhase, place: usize, address: &PhaseAddress, op: String) -> Self {
        let statement = &found.statements[place];
        let at = |statement: &JudgedStatement| paths::opinion_on(address, statement.id);
        Self {
            back: paths::phase(address),
            post_to: paths::opinion(address),
            op,
            step: place + 1,
            total: found.statements.len(),
            statement: statement.id.to_string(),
            text: statement.text.clone(),
            vote: statement.vote.map(Vote::key),
            previous_at: found.previous(place).map(at),
            stop_at: (found.seen() > 0).then(|| paths::thanks(address)),
            add_at: Some(paths::statement(address)),
            profile_at: found.profile_asked.then(|| paths::profile(address)),
            shared: true,
        }
    }

    /// The page that changes one vote of a receipt code; `list` is the address of all of them.
    pub(in crate::pages) fn by_code(found: &OpinionPhase, place: usize, list: String, op: String) -> Self {
        let address = PhaseAddress { slug: found.slug.clone(), position: found.position };
        Self {
            post_to: format!("{list}/{}", place + 1),
            previous_at: (place > 0).then(|| format!("{list}/{place}")),
            stop_at: Some(list.clone()),
            back: list,
            add_at: None,
            profile_at: None,
            shared: false,
            ..Self::of(found, place, &address, op)
        }
    }
}

impl Page for OpinionPage {
    const TEMPLATE: &'static str = "resident/opinion";

    fn title(&self) -> PageTitle {
        PageTitle::key("opinion-title")
    }

    fn samples() -> Vec<Self> {
        let statement =
            |id: u128, vote| JudgedStatement { id: Uuid::from_u128(id), text: "A statement.".to_owned(), vote };
        let found = OpinionPhase {
            slug: "ecole".to_owned(),
            consultation: "École".to_owned(),
            position: 3,
            phase: "Votre avis".to_owned(),
            intro: String::new(),
            closes_at: None,
            statements: vec![statement(1, Some(Vote::Pass)), statement(2, Some(Vote::Agree)), statement(3, None)],
            profile_due: false,
            profile_asked: true,
            receipt: None,
        };
        let address = PhaseAddress { slug: "ecole".to_owned(), position: 3 };
        (0..3)
            .map(|place| Self::of(&found, place, &address, "op".to_owned()))
            .collect()
    }
}

/// Shown while the phase has no statement.
#[derive(Serialize)]
pub(super) struct EmptyPage {
    back: String,
    add_at: String,
}

impl Page for EmptyPage {
    const TEMPLATE: &'static str = "resident/opinion_empty";

    fn title(&self) -> PageTitle {
        PageTitle::key("opinion-title")
    }

    fn samples() -> Vec<Self> {
        vec![Self { back: "/c/ecole".to_owned(), add_at: "/c/ecole/etape/3/phrase".to_owned() }]
    }
}

/// Which statement, when it is not the next unseen one.
#[derive(Clone, Copy, Default, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    phrase: Option<Uuid>,
}

/// One of the three buttons was pressed.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct VoteForm {
    #[serde(default)]
    op: String,
    statement: Uuid,
    #[serde(default)]
    vote: String,
}

#[handler]
pub(super) async fn next(
    frame: PageFrame,
    cx: Data<&Context>,
    device: Device,
    PhasePath(address): PhasePath,
    asked: Option<Query<Asked>>,
) -> Result<Response, PageFault> {
    let arrival = device.arrive(&cx);
    let found = opinion::open(&cx, &arrival.actor, &address).await?;
    let asked = asked.and_then(|Query(asked)| asked.phrase);
    if found.profile_due && asked.is_none() {
        return Ok(arrival.answer(see_other(&paths::profile(&address))));
    }
    let answer = match found.place(asked) {
        Some(place) => {
            let page = OpinionPage::of(&found, place, &address, paths::fresh_op(&cx));
            render(&frame, &page)?.into_response()
        }
        None if found.statements.is_empty() => {
            let (back, add_at) = (paths::consultation(&address.slug), paths::statement(&address));
            render(&frame, &EmptyPage { back, add_at })?.into_response()
        }
        None => see_other(&paths::thanks(&address)),
    };
    Ok(arrival.answer(answer))
}

#[handler]
pub(super) async fn cast_vote(
    cx: Data<&Context>,
    device: Device,
    FromClient(client): FromClient,
    PhasePath(address): PhasePath,
    LimitedForm(form): LimitedForm<VoteForm>,
) -> Result<Response, PageFault> {
    let arrival = device.arrive_with(&cx, &form.op);
    let vote = Vote::from_key(&form.vote).ok_or_else(|| Refusal::field("vote", "fault-ballot-unknown-mark"))?;
    let command = CastVote { phase: address.clone(), statement: form.statement, vote };
    let code = opinion::vote_from(&cx, &arrival.actor, client, command).await?;
    // A browser that keeps no cookie would start over as another person at each vote: the code goes on with this one's.
    let onward = if device.is_known() { paths::opinion(&address) } else { paths::receipt_thanks(&code) };
    Ok(arrival.answer(see_other(&onward)))
}
