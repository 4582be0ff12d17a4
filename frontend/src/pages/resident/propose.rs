//! Writing a proposal: the form, the ones that resemble it, and sending it.

use serde::Serialize;
use tablee_core::access::Actor;
use tablee_core::cases::participation::{PhaseAddress, SubmissionKey};
use tablee_core::cases::proposals::{self, ProposalForm, Propose, Proposed, Resembling};
use tablee_core::cases::published_proposals::{ProposalAddress, ProposalCard};
use tablee_core::{Context, Refusal};
use tablee_rules::timetable::Millis;

use super::paths;
use super::writing::{LimitPage, Sent, SimilarCard, SimilarPage, Typed, WordsField, Writing};
use crate::pages::errors::Errors;
use crate::view::{Page, PageTitle};

/// The form, to send a proposal or to change one.
#[derive(Serialize)]
pub(in crate::pages) struct ProposePage {
    back: String,
    post_to: String,
    op: String,
    errors: Errors,
    heading: &'static str,
    first_time: bool,
    form: WordsForm,
    moderation: &'static str,
    send_text: &'static str,
    until: Option<Millis>,
    others: Option<String>,
}

#[derive(Serialize)]
struct WordsForm {
    title: WordsField,
    text: WordsField,
}

impl WordsForm {
    fn new(title: String, text: String, errors: &Errors) -> Self {
        Self { title: WordsField::new("title", title, errors), text: WordsField::new("text", text, errors) }
    }
}

impl ProposePage {
    fn to_send(form: ProposalForm, address: &PhaseAddress, op: String) -> Self {
        Self {
            back: paths::phase(address),
            post_to: paths::propose(address),
            op,
            errors: Errors::default(),
            heading: "propose-title",
            first_time: true,
            form: WordsForm::new(form.title, form.text, &Errors::default()),
            moderation: if form.read_before { "propose-read-before" } else { "propose-read-after" },
            send_text: "propose-send",
            until: form.closes_at,
            others: Some(paths::proposals(&address.slug)),
        }
    }

    /// The form as it will be, sent to a page that keeps nothing.
    pub(in crate::pages) fn to_try(form: ProposalForm, post_to: String, back: String, op: String) -> Self {
        let address = PhaseAddress { slug: form.slug.clone(), position: form.position };
        Self { back, post_to, others: None, ..Self::to_send(form, &address, op) }
    }

    /// The form that changes the proposal of a receipt code.
    pub(super) fn to_correct(form: ProposalForm, post_to: String, back: String, op: String) -> Self {
        let address = PhaseAddress { slug: form.slug.clone(), position: form.position };
        let read_before = form.read_before;
        Self {
            back,
            post_to,
            heading: "propose-correct-title",
            first_time: false,
            moderation: if read_before { "propose-correct-read-before" } else { "propose-read-after" },
            send_text: "propose-correct-send",
            others: None,
            ..Self::to_send(form, &address, op)
        }
    }

    /// The same page with what was typed, and what is wrong with it.
    pub(super) fn refused(self, title: &str, text: &str, errors: Errors) -> Self {
        Self { form: WordsForm::new(title.to_owned(), text.to_owned(), &errors), errors, ..self }
    }

    fn sample() -> Self {
        let form = ProposalForm {
            slug: "ecole".to_owned(),
            consultation: "École".to_owned(),
            position: 2,
            phase: "Vos idées".to_owned(),
            intro: String::new(),
            closes_at: Some(1_795_431_600_000),
            read_before: true,
            left: 3,
            title: String::new(),
            text: String::new(),
        };
        Self::to_send(form, &PhaseAddress { slug: "ecole".to_owned(), position: 2 }, "op".to_owned())
    }
}

impl Page for ProposePage {
    const TEMPLATE: &'static str = "resident/propose";

    fn title(&self) -> PageTitle {
        PageTitle::key(self.heading)
    }

    fn has_error(&self) -> bool {
        !self.errors.is_empty()
    }

    fn samples() -> Vec<Self> {
        let refused = Self::sample().refused("", "Texte", Errors::one("title", "Title?"));
        let corrected = Self { others: None, first_time: false, heading: "propose-correct-title", ..Self::sample() };
        vec![Self::sample(), refused, corrected]
    }
}

/// Writing a proposal.
pub(super) struct Proposing;

impl Writing for Proposing {
    type FormPage = ProposePage;

    async fn empty(
        cx: &Context,
        actor: &Actor,
        address: &PhaseAddress,
        op: String,
    ) -> Result<Option<ProposePage>, Refusal> {
        let form = proposals::form(cx, actor, address).await?;
        Ok((form.left > 0).then(|| ProposePage::to_send(form, address, op)))
    }

    async fn again(
        typed: &Typed,
        cx: &Context,
        actor: &Actor,
        address: &PhaseAddress,
        errors: Errors,
    ) -> Result<ProposePage, Refusal> {
        let form = proposals::form(cx, actor, address).await?;
        Ok(ProposePage::to_send(form, address, typed.op.clone()).refused(&typed.title, &typed.text, errors))
    }

    async fn send(typed: &Typed, cx: &Context, actor: &Actor, address: &PhaseAddress) -> Result<Sent, Refusal> {
        let command = Propose {
            phase: address.clone(),
            title: typed.title.clone(),
            text: typed.text.clone(),
            similar_seen: typed.step == "send",
            key: SubmissionKey(typed.op.clone()),
        };
        match proposals::propose(cx, actor, command).await {
            Ok(Proposed::Kept(code)) => Ok(Sent::Kept(code)),
            Ok(Proposed::Resembles(unsent)) => Ok(Sent::Resembles(similar(address, typed.op.clone(), unsent))),
            Err(other) => Err(other),
        }
    }

    fn limit(address: &PhaseAddress) -> LimitPage {
        LimitPage {
            back: paths::phase(address),
            title: "propose-limit-title",
            text: "propose-limit-text",
            others: Some(paths::proposals(&address.slug)),
        }
    }

    fn sample_similar() -> SimilarPage {
        let unsent = Resembling {
            title: "Benches".to_owned(),
            text: "A text.".to_owned(),
            similar: vec![super::proposals::sample_card()],
        };
        similar(&PhaseAddress { slug: "ecole".to_owned(), position: 2 }, "op".to_owned(), unsent)
    }
}

/// Published proposals that resemble the one just written, which is not sent yet.
fn similar(address: &PhaseAddress, op: String, unsent: Resembling) -> SimilarPage {
    let card = |card: ProposalCard| SimilarCard {
        act_at: paths::support(&ProposalAddress { slug: address.slug.clone(), number: card.number }),
        title: Some(card.title),
        text: card.text,
        supports: Some(card.supports),
    };
    SimilarPage {
        title_key: "propose-similar-title",
        words: "propose-similar-",
        post_to: paths::propose(address),
        op,
        title: Some(unsent.title),
        text: unsent.text,
        similar: unsent.similar.into_iter().map(card).collect(),
    }
}
