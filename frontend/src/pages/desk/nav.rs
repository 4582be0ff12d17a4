//! The ways about the members' desk, as far as the member may go.

use serde::Serialize;
use tablee_core::access::{Action, Actor, Scope, allow};
use tablee_core::cases::desk::DeskPlace;

use crate::http::Lang;
use crate::view::form::words;

/// One link of `partials/desk_nav`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NavItem {
    /// Where it leads.
    pub href: String,
    /// Its words.
    pub text: String,
    /// Whether it is the page that shows it.
    pub current: bool,
    /// How much waits there.
    pub count: Option<i64>,
}

/// Path, words, and what it asks for.
type Way = (&'static str, &'static str, Action);

const SITE: [Way; 5] = [
    ("/espace", "desk-nav-home", Action::ReadDesk),
    ("/espace/administration/membres", "desk-nav-members", Action::ManageMembers),
    ("/espace/administration/structures", "desk-nav-organisations", Action::ManageMembers),
    ("/espace/administration/journal", "desk-nav-journal", Action::ReadAudit),
    ("/espace/sessions", "desk-nav-sessions", Action::ManageOwnSessions),
];

/// Below `/espace/c/SLUG`.
const CONSULTATION: [Way; 6] = [
    ("", "desk-nav-overview", Action::ReadDesk),
    ("/textes", "desk-nav-texts", Action::EditConsultation),
    ("/moderation", "desk-nav-moderation", Action::Moderate),
    ("/saisie", "desk-nav-entry", Action::EnterForSomeone),
    ("/resultats", "desk-nav-results", Action::PublishResults),
    ("/reponses", "desk-nav-answers", Action::AnswerProposals),
];

/// The links on pages that belong to no consultation. `current` is the path of the page.
pub(crate) fn site_nav(actor: &Actor, lang: Lang, current: &str) -> Vec<NavItem> {
    let scope = |action: Action| match action {
        Action::ManageMembers | Action::ReadAudit => Scope::AnyOrganisation,
        _ => Scope::Anywhere,
    };
    let allowed = SITE
        .iter()
        .filter(|(_, _, action)| allow(actor, *action, scope(*action)).is_ok());
    allowed
        .map(|(path, key, _)| item((*path).to_owned(), key, lang, current))
        .collect()
}

/// The links on a consultation's pages. `current` is the path of the page.
pub(crate) fn consultation_nav(place: &DeskPlace, lang: Lang, current: &str) -> Vec<NavItem> {
    let allowed = CONSULTATION
        .iter()
        .filter(|(_, _, action)| place.actions.contains(action));
    allowed
        .map(|(path, key, _)| item(format!("/espace/c/{}{path}", place.slug), key, lang, current))
        .collect()
}

fn item(href: String, key: &str, lang: Lang, current: &str) -> NavItem {
    NavItem { text: words(lang, key, &[]), current: href == current, href, count: None }
}
