//! Asked before something is taken away: a page that says what goes, and sends the same form once more.

use serde::Serialize;

use crate::view::{Page, PageTitle};

/// What is to be taken away.
#[derive(Clone, Copy)]
pub(super) enum Thing {
    /// All roles of a member in an organisation.
    Member,
    /// One role of a member.
    Role,
    /// A phase, with all that was prepared in it.
    Phase,
    /// A question.
    Question,
    /// A statement or an option.
    Entry,
    /// The draft of an official answer.
    AnswerDraft,
    /// A finished consultation, put away for good.
    Archive,
}

#[derive(Serialize)]
struct Hidden {
    name: &'static str,
    value: String,
}

#[derive(Serialize)]
pub(super) struct AskPage {
    heading: &'static str,
    what: &'static str,
    /// What it is called.
    name: String,
    post_to: String,
    back: String,
    fields: Vec<Hidden>,
}

impl AskPage {
    /// Asks whether the thing of that name may go. `fields` are those of the form that was sent to `post_to`.
    pub fn new(thing: Thing, name: &str, post_to: &str, back: String, fields: &[(&'static str, &str)]) -> Self {
        let (heading, what) = match thing {
            Thing::Member => ("ask-member", "ask-member-what"),
            Thing::Role => ("ask-role", "ask-role-what"),
            Thing::Phase => ("ask-phase", "ask-phase-what"),
            Thing::Question => ("ask-question", "ask-for-good"),
            Thing::Entry => ("ask-entry", "ask-for-good"),
            Thing::AnswerDraft => ("ask-answer-draft", "ask-for-good"),
            Thing::Archive => ("ask-archive", "ask-archive-what"),
        };
        let hidden = |(name, value): &(&'static str, &str)| Hidden { name, value: (*value).to_owned() };
        Self {
            heading,
            what,
            name: name.to_owned(),
            post_to: post_to.to_owned(),
            back,
            fields: fields.iter().map(hidden).collect(),
        }
    }
}

impl Page for AskPage {
    const TEMPLATE: &'static str = "desk/ask";

    fn title(&self) -> PageTitle {
        PageTitle::key(self.heading)
    }

    fn samples() -> Vec<Self> {
        [Thing::Member, Thing::Role, Thing::Phase, Thing::Question, Thing::Entry, Thing::AnswerDraft, Thing::Archive]
            .map(|thing| Self::new(thing, "Awa", "/retirer", "/espace".to_owned(), &[("structure", "ville")]))
            .into()
    }
}
