//! Adding a statement to an opinion phase: the form, the ones that resemble it, and sending it.

use serde::Serialize;
use tablee_core::access::Actor;
use tablee_core::cases::participation::{PhaseAddress, SubmissionKey};
use tablee_core::cases::statements::{self, AddStatement, Added, ResemblingStatements};
use tablee_core::{Context, Refusal};
use uuid::Uuid;

use super::paths;
use super::writing::{LimitPage, Sent, SimilarCard, SimilarPage, Typed, WordsField, Writing};
use crate::pages::errors::Errors;
use crate::view::{Page, PageTitle};

/// The form, to add a statement or to change one.
#[derive(Serialize)]
pub(super) struct StatementPage {
    back: String,
    post_to: String,
    op: String,
    errors: Errors,
    heading: &'static str,
    text: WordsField,
}

impl StatementPage {
    fn to_add(address: &PhaseAddress, op: String) -> Self {
        Self {
            back: paths::opinion(address),
            post_to: paths::statement(address),
            op,
            errors: Errors::default(),
            heading: "statement-title",
            text: WordsField::new("text", String::new(), &Errors::default()),
        }
    }

    /// The form that changes the statement of a receipt code.
    pub(super) fn to_correct(text: String, post_to: String, back: String, op: String) -> Self {
        let text = WordsField::new("text", text, &Errors::default());
        Self { back, post_to, op, errors: Errors::default(), heading: "statement-correct-title", text }
    }

    /// The same page with what was typed, and what is wrong with it.
    pub(super) fn refused(self, text: &str, errors: Errors) -> Self {
        let text = WordsField::new("text", text.to_owned(), &errors);
        Self { text, errors, ..self }
    }
}

impl Page for StatementPage {
    const TEMPLATE: &'static str = "resident/statement";

    fn title(&self) -> PageTitle {
        PageTitle::key(self.heading)
    }

    fn has_error(&self) -> bool {
        !self.errors.is_empty()
    }

    fn samples() -> Vec<Self> {
        let page = || Self::to_add(&sample_address(), "op".to_owned());
        let corrected = Self::to_correct("A text.".to_owned(), "/x".to_owned(), "/y".to_owned(), "op".to_owned());
        vec![page(), page().refused("", Errors::one("text", "Text?")), corrected]
    }
}

fn sample_address() -> PhaseAddress {
    PhaseAddress { slug: "ecole".to_owned(), position: 3 }
}

/// Adding a statement.
pub(super) struct AddingStatement;

impl Writing for AddingStatement {
    type FormPage = StatementPage;

    async fn empty(
        cx: &Context,
        actor: &Actor,
        address: &PhaseAddress,
        op: String,
    ) -> Result<Option<StatementPage>, Refusal> {
        let left = statements::form(cx, actor, address).await?.left;
        Ok((left > 0).then(|| StatementPage::to_add(address, op)))
    }

    async fn again(
        typed: &Typed,
        _: &Context,
        _: &Actor,
        address: &PhaseAddress,
        errors: Errors,
    ) -> Result<StatementPage, Refusal> {
        Ok(StatementPage::to_add(address, typed.op.clone()).refused(&typed.text, errors))
    }

    async fn send(typed: &Typed, cx: &Context, actor: &Actor, address: &PhaseAddress) -> Result<Sent, Refusal> {
        let command = AddStatement {
            phase: address.clone(),
            text: typed.text.clone(),
            similar_seen: typed.step == "send",
            key: SubmissionKey(typed.op.clone()),
        };
        match statements::add(cx, actor, command).await {
            Ok(Added::Kept(code)) => Ok(Sent::Kept(code)),
            Ok(Added::Resembles(unsent)) => Ok(Sent::Resembles(similar(address, typed.op.clone(), unsent))),
            Err(other) => Err(other),
        }
    }

    fn limit(address: &PhaseAddress) -> LimitPage {
        LimitPage {
            back: paths::opinion(address),
            title: "statement-limit-title",
            text: "statement-limit-text",
            others: None,
        }
    }

    fn sample_similar() -> SimilarPage {
        let similar_ones = vec![(Uuid::nil(), "Another text.".to_owned())];
        let unsent = ResemblingStatements { text: "A text.".to_owned(), similar: similar_ones };
        similar(&sample_address(), "op".to_owned(), unsent)
    }
}

/// Statements put to the vote that resemble the one just written, which is not sent yet.
fn similar(address: &PhaseAddress, op: String, unsent: ResemblingStatements) -> SimilarPage {
    let card = |(id, text): (Uuid, String)| SimilarCard {
        title: None,
        text,
        supports: None,
        act_at: paths::opinion_on(address, id),
    };
    SimilarPage {
        title_key: "statement-similar-title",
        words: "statement-similar-",
        post_to: paths::statement(address),
        op,
        title: None,
        text: unsent.text,
        similar: unsent.similar.into_iter().map(card).collect(),
    }
}
