//! Changing the ballot that a receipt code opens.

use poem::{IntoResponse, Response};
use tablee_core::access::Actor;
use tablee_core::cases::ballots::{self, CorrectBallot};
use tablee_core::cases::participation::SubmissionKey;
use tablee_core::{Context, Refusal};

use crate::http::PageFault;
use crate::http::see_other;
use crate::pages::ballots::{marks_of, only_asks};
use crate::pages::fields::Fields;
use crate::pages::resident::paths;
use crate::pages::resident::vote::{VotePage, VotePlace, typed_page};
use crate::view::{PageFrame, render};

/// The page on which the ballot is filled in anew.
pub(super) async fn form(frame: &PageFrame, cx: &Context, code: &str) -> Result<Response, PageFault> {
    let form = ballots::correction_form(cx, &Actor::Anyone, code).await?;
    Ok(render(frame, &VotePage::new(frame.lang, &form, place(code, paths::fresh_op(cx))))?.into_response())
}

pub(super) async fn correct(
    frame: &PageFrame,
    cx: &Context,
    code: &str,
    fields: &Fields,
) -> Result<Response, PageFault> {
    let op = fields.one("op").to_owned();
    if only_asks(fields) {
        let form = ballots::correction_form(cx, &Actor::Anyone, code).await?;
        return typed_page(frame, &form, place(code, op), fields, &[]);
    }
    let command = CorrectBallot { code: code.to_owned(), marks: marks_of(fields), key: SubmissionKey(op.clone()) };
    match ballots::correct(cx, &Actor::Anyone, command).await {
        Ok(code) => Ok(see_other(&paths::receipt_thanks(&code))),
        Err(Refusal::Invalid(faults)) => {
            let form = ballots::correction_form(cx, &Actor::Anyone, code).await?;
            typed_page(frame, &form, place(code, op), fields, &faults)
        }
        Err(other) => Err(other.into()),
    }
}

fn place(code: &str, op: String) -> VotePlace {
    VotePlace { post_to: format!("/suivi/{code}/corriger"), back: format!("/suivi/{code}"), op }
}
