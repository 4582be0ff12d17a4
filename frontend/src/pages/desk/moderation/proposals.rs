//! One proposal to decide on.

use poem::http::StatusCode;
use poem::web::Data;
use poem::{IntoResponse, Response, handler};
use serde::Serialize;
use tablee_core::cases::moderation::{self, DecideProposal, WaitingProposal};
use tablee_core::{Context, Refusal};
use tablee_rules::proposals::ProposalState;

use super::decision::{DecisionFields, RefusalFields, after};
use super::queue::{self, ProposalView};
use crate::http::{Lang, LimitedForm, PageFault, SignedIn, see_other, status_of};
use crate::pages::desk::parts::Parts;
use crate::view::{Faults, FormError, Page, PageFrame, PageTitle, render};

#[derive(Serialize)]
pub(in crate::pages::desk) struct DecidePage {
    slug: String,
    errors: Vec<FormError>,
    proposal: ProposalView,
    refusal: RefusalFields,
}

impl DecidePage {
    fn new(lang: Lang, slug: &str, found: WaitingProposal, faults: Faults, typed: &DecisionFields) -> Self {
        Self {
            slug: slug.to_owned(),
            refusal: RefusalFields::new(lang, &faults, typed),
            errors: faults.0,
            proposal: found.into(),
        }
    }
}

impl Page for DecidePage {
    const TEMPLATE: &'static str = "desk/moderate";

    fn title(&self) -> PageTitle {
        PageTitle::Words(self.proposal.title.clone())
    }

    fn has_error(&self) -> bool {
        !self.errors.is_empty()
    }

    fn samples() -> Vec<Self> {
        let lang = Lang::default();
        let page = |state, faults| Self::new(lang, "ecole", queue::sample(state), faults, &DecisionFields::default());
        let wrong = Faults::of(&Refusal::field("reason", "fault-moderation-reason-missing"), lang);
        vec![
            page(ProposalState::Pending, Faults::none()),
            page(ProposalState::Refused, Faults::none()),
            page(ProposalState::Published, wrong),
        ]
    }
}

/// `GET /espace/c/SLUG/moderation/NUMBER`
#[handler]
pub(in crate::pages::desk) async fn show(
    SignedIn(actor): SignedIn,
    cx: Data<&Context>,
    frame: PageFrame,
    parts: Parts,
) -> Result<Response, PageFault> {
    let found = moderation::one(&cx, &actor, parts.slug(), parts.read("number")?).await?;
    let page = DecidePage::new(frame.lang, parts.slug(), found, Faults::none(), &DecisionFields::default());
    Ok(render(&frame, &page)?.into_response())
}

/// `POST /espace/c/SLUG/moderation/NUMBER`
#[handler]
pub(in crate::pages::desk) async fn decide(
    SignedIn(actor): SignedIn,
    cx: Data<&Context>,
    frame: PageFrame,
    parts: Parts,
    LimitedForm(fields): LimitedForm<DecisionFields>,
) -> Result<Response, PageFault> {
    let (slug, number) = (parts.slug().to_owned(), parts.read("number")?);
    let command = DecideProposal { slug: slug.clone(), number, seen: fields.seen.clone(), form: fields.form() };
    match moderation::decide(&cx, &actor, command).await {
        Ok(_) => Ok(see_other(&after(&format!("/espace/c/{slug}/moderation"), &fields.decision))),
        Err(refusal @ (Refusal::Invalid(_) | Refusal::ChangedMeanwhile | Refusal::WrongState)) => {
            let found = moderation::one(&cx, &actor, &slug, number).await?;
            let status: StatusCode = status_of(refusal.class());
            let faults = Faults::of(&refusal, frame.lang);
            let page = DecidePage::new(frame.lang, &slug, found, faults, &fields);
            Ok(render(&frame, &page)?.with_status(status).into_response())
        }
        Err(other) => Err(other.into()),
    }
}
