//! The members' desk.

mod administration;
pub(super) mod answers;
mod ask;
pub(super) mod editor;
pub(super) mod entry;
mod home;
pub(super) mod moderation;
pub(crate) mod nav;
mod parts;
mod results;
mod sessions;
mod sign_in;

use tablee_core::access::Action;

use crate::http::{get, post};
use crate::pages::RouteTable;
use crate::view::RegisteredPage;

pub(super) const PAGES: &[RegisteredPage] = &[
    RegisteredPage::of::<sign_in::SignInPage>(),
    RegisteredPage::of::<sign_in::LinkSentPage>(),
    RegisteredPage::of::<sign_in::LinkPage>(),
    RegisteredPage::of::<home::DeskPage>(),
    RegisteredPage::of::<sessions::SessionsPage>(),
    RegisteredPage::of::<administration::member_views::MembersPage>(),
    RegisteredPage::of::<administration::organisations::OrganisationsPage>(),
    RegisteredPage::of::<administration::journal::JournalPage>(),
    RegisteredPage::of::<results::ResultsPage>(),
    RegisteredPage::of::<results::DraftPage>(),
    RegisteredPage::of::<ask::AskPage>(),
];

pub(super) fn routes(table: RouteTable) -> RouteTable {
    let own = Action::ManageOwnSessions;
    let table = table
        .at("/connexion", Action::SignIn, get(sign_in::ask_page).post(sign_in::ask))
        .at("/connexion/envoye", Action::SignIn, get(sign_in::link_sent))
        .at("/connexion/:token", Action::SignIn, get(sign_in::link_page).post(sign_in::enter))
        .at("/deconnexion", Action::SignIn, post(sign_in::leave))
        .at("/espace", Action::ReadDesk, get(home::show))
        .at("/espace/sessions", own, get(sessions::show))
        .at("/espace/sessions/terminer", own, post(sessions::end))
        .at("/espace/sessions/jetons", own, post(sessions::create_token))
        .at("/espace/sessions/jetons/retirer", own, post(sessions::revoke_token));
    let publish = Action::PublishResults;
    let table = table
        .at("/espace/c/:slug/resultats", publish, get(results::show))
        .at("/espace/c/:slug/resultats/:position", publish, get(results::show_draft).post(results::publish))
        .at("/espace/c/:slug/resultats/:position/tirage", publish, post(results::enter_draw));
    let table = editor::routes(table);
    let table = moderation::routes(table);
    let table = answers::routes(table);
    let table = entry::routes(table);
    administration::routes(table)
}
